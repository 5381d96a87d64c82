package imagefile

import (
	"fmt"
	"io"
	"strings"

	"firenet/recon/array"
	"firenet/recon/wholefile"
)

// WriteCFL writes a as the pair name.hdr, name.cfl of BART: complex64, rows being dimension
// 0. NaN, Inf and numbers beyond float32 are errors. The path may end in .cfl, .hdr or
// neither. Both files are written beside and renamed when they are whole.
func WriteCFL(path string, a *array.Complex) error {
	for i, z := range a.Data {
		if v := complex128(complex64(z)); !finite(v) {
			return located(path, notFinite("CFL", "", i/a.W, i%a.W, v))
		}
	}
	base := strings.TrimSuffix(strings.TrimSuffix(path, ".cfl"), ".hdr")
	data := func(w io.Writer) error {
		return writeNumbers(w, a.Len(), 8, func(i int, b []byte) {
			putComplex64(b, a.At(i%a.H, i/a.H))
		})
	}
	// BART has 16 dimensions.
	header := func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s\n%d %d%s\n", cflTitle, a.H, a.W, strings.Repeat(" 1", 14))
		return err
	}
	if err := writeFile(base+".cfl", data); err != nil {
		return err
	}
	return writeFile(base+".hdr", header)
}

// writeFile writes a file that is there whole or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	return located(path, wholefile.Write(path, write))
}
