package imagefile

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"

	"firenet/recon/array"
)

// WriteNPY writes a as NumPy does: format 1.0, C order, little-endian, complex128, or
// complex64 if single.
func WriteNPY(w io.Writer, a *array.Complex, single bool) error {
	descr, size := "<c16", 16
	if single {
		descr, size = "<c8", 8
	}
	return writeNPY(w, descr, a.Shape, size, func(i int, b []byte) {
		if z := a.Data[i]; single {
			putComplex64(b, z)
		} else {
			binary.LittleEndian.PutUint64(b, math.Float64bits(real(z)))
			binary.LittleEndian.PutUint64(b[8:], math.Float64bits(imag(z)))
		}
	})
}

// WriteNPYReal writes real values, in row-major order, as float64.
func WriteNPYReal(w io.Writer, s array.Shape, v []float64) error {
	if err := agree(s, len(v)); err != nil {
		return err
	}
	return writeNPY(w, "<f8", s, 8, func(i int, b []byte) {
		binary.LittleEndian.PutUint64(b, math.Float64bits(v[i]))
	})
}

// WriteNPYMask writes a mask as bool.
func WriteNPYMask(w io.Writer, m *array.Mask) error {
	return writeNPY(w, "|b1", m.Shape, 1, func(i int, b []byte) {
		b[0] = 0
		if m.Data[i] {
			b[0] = 1
		}
	})
}

func agree(s array.Shape, n int) error {
	if s.H < 1 || s.W < 1 || n != s.Len() {
		return fmt.Errorf("%d values for an image of %v pixels", n, s)
	}
	return nil
}

func putComplex64(b []byte, z complex128) {
	binary.LittleEndian.PutUint32(b, math.Float32bits(float32(real(z))))
	binary.LittleEndian.PutUint32(b[4:], math.Float32bits(float32(imag(z))))
}

// writeNPY writes the header, padded with spaces to a multiple of 64 bytes as NumPy pads,
// and the numbers, size bytes each, that put makes.
func writeNPY(w io.Writer, descr string, s array.Shape, size int, put func(i int, b []byte)) error {
	dict := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }", descr, s.H, s.W)
	length := (10+len(dict)+1+63)/64*64 - 10
	head := append([]byte("\x93NUMPY\x01\x00"), byte(length), byte(length>>8))
	head = append(head, dict+strings.Repeat(" ", length-len(dict)-1)+"\n"...)
	if _, err := w.Write(head); err != nil {
		return err
	}
	return writeNumbers(w, s.Len(), size, put)
}

// writeNumbers writes n numbers of size bytes each.
func writeNumbers(w io.Writer, n, size int, put func(i int, b []byte)) error {
	out := bufio.NewWriterSize(w, 1<<16)
	b := make([]byte, size)
	for i := range n {
		put(i, b)
		if _, err := out.Write(b); err != nil {
			return err
		}
	}
	return out.Flush()
}
