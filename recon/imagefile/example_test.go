package imagefile_test

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"firenet/recon/array"
	"firenet/recon/imagefile"
)

// A stack of two slices of 6 x 8 pixels is written, its second slice read and fitted to a
// square of 4 x 4.
func ExampleRead() {
	folder, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "volume.npy")
	dict := "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 6, 8), }\n"
	stack := append([]byte("\x93NUMPY\x01\x00"), byte(len(dict)), 0)
	stack = append(stack, dict...)
	stack = append(stack, bytes.Repeat([]byte{51}, 48)...)
	stack = append(stack, bytes.Repeat([]byte{102}, 48)...)
	if err := os.WriteFile(path, stack, 0o600); err != nil {
		log.Fatal(err)
	}

	slice := 1
	p, err := imagefile.Read(path, imagefile.Options{Slice: &slice})
	if err != nil {
		log.Fatal(err)
	}
	square, err := p.Fit(4)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s, slice %d of %d, %v, full scale %g\n", p.Format, p.Slice, p.Slices, p.Image.Shape, p.FullScale)
	fmt.Printf("%v, %.3f\n", square.Image.Shape, real(square.Image.At(0, 0)))

	slice = 2
	_, err = imagefile.Read(path, imagefile.Options{Slice: &slice})
	fmt.Println(errors.Is(err, imagefile.ErrSlice), err.(*imagefile.Error).Remedy)
	// Output:
	// NPY, slice 1 of 2, 6 x 8, full scale 255
	// 4 x 4, 0.400
	// true choose one from 0 to 1
}

// The header is NumPy's, byte by byte.
func ExampleWriteNPYMask() {
	m := array.NewMask(array.Shape{H: 1, W: 3})
	m.Set(0, 1, true)
	var b bytes.Buffer
	if err := imagefile.WriteNPYMask(&b, m); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%q %v\n", bytes.TrimSpace(b.Bytes()[10:128]), b.Bytes()[128:])
	// Output: "{'descr': '|b1', 'fortran_order': False, 'shape': (1, 3), }" [0 1 0]
}
