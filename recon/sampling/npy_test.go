package sampling

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
)

// readBytes returns the elements of a one-byte (bool, uint8) NPY file of
// version 1.0, which is what the reference files of masks and bands are.
func readBytes(t *testing.T, name string, n int) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(raw, []byte("\x93NUMPY\x01\x00")) {
		t.Fatalf("%s: not NPY version 1.0", name)
	}
	data := raw[10+int(binary.LittleEndian.Uint16(raw[8:])):]
	if len(data) != n {
		t.Fatalf("%s: %d bytes of data, want %d", name, len(data), n)
	}
	return data
}
