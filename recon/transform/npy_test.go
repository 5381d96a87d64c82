package transform

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"firenet/recon/array"
)

// readNPY reads the little-endian float64 and complex128 arrays, in C order, that testdata
// holds. A vector is one row.
func readNPY(t testing.TB, name string) *array.Complex {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(data, []byte("\x93NUMPY\x01\x00")) {
		t.Fatalf("%s: not an NPY file of version 1", name)
	}
	end := 10 + int(binary.LittleEndian.Uint16(data[8:]))
	header := string(data[10:end])
	s := array.Shape{H: 1, W: 1}
	for _, n := range regexp.MustCompile(`\d+`).FindAllString(header[strings.Index(header, "'shape'"):], -1) {
		side, _ := strconv.Atoi(n)
		s.H, s.W = s.W, side
	}
	a := array.NewComplex(s)
	parts := make([]float64, (len(data)-end)/8)
	if err := binary.Read(bytes.NewReader(data[end:]), binary.LittleEndian, parts); err != nil {
		t.Fatal(err)
	}
	complexNumbers := strings.Contains(header, "'<c16'")
	for i := range a.Data {
		if complexNumbers {
			a.Data[i] = complex(parts[2*i], parts[2*i+1])
		} else {
			a.Data[i] = complex(parts[i], 0)
		}
	}
	return a
}
