// Package npytest reads the reference arrays of the engine's tests: NumPy .npy files,
// gzipped or not, format 1.0, little-endian, C order, of types f8, c16, b1 and u1. It is for tests only
// and does not share code with the program's own reader, which is tested against it.
package npytest

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"firenet/recon/array"
)

var (
	descr = regexp.MustCompile(`'descr': '([^']+)'`)
	shape = regexp.MustCompile(`'shape': \(([^)]*)\)`)
)

// Array is a file's shape and values; real types have imaginary part 0.
type Array struct {
	Shape  []int
	Values []complex128
}

// Read loads a file or ends the test.
func Read(tb testing.TB, path string) Array {
	tb.Helper()
	data := contents(tb, path)
	if len(data) < 10 || string(data[:7]) != "\x93NUMPY\x01" {
		tb.Fatalf("%s: not a .npy file of format 1.0", path)
	}
	end := 10 + int(binary.LittleEndian.Uint16(data[8:]))
	header, body := string(data[10:end]), data[end:]
	a := Array{}
	n := 1
	for _, word := range strings.Split(shape.FindStringSubmatch(header)[1], ",") {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		side, err := strconv.Atoi(word)
		if err != nil {
			tb.Fatalf("%s: %v", path, err)
		}
		a.Shape, n = append(a.Shape, side), n*side
	}
	number := func(i int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(body[8*i:])) }
	a.Values = make([]complex128, n)
	for i := range a.Values {
		switch kind := descr.FindStringSubmatch(header)[1]; kind {
		case "<f8":
			a.Values[i] = complex(number(i), 0)
		case "<c16":
			a.Values[i] = complex(number(2*i), number(2*i+1))
		case "|b1", "|u1":
			a.Values[i] = complex(float64(body[i]), 0)
		default:
			tb.Fatalf("%s: type %s", path, kind)
		}
	}
	return a
}

func contents(tb testing.TB, path string) []byte {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err == nil && strings.HasSuffix(path, ".gz") {
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(data)); err == nil {
			data, err = io.ReadAll(z)
		}
	}
	if err != nil {
		tb.Fatalf("%s: %v", path, err)
	}
	return data
}

// Complex loads a two-dimensional array; a vector becomes one row.
func Complex(tb testing.TB, path string) *array.Complex {
	tb.Helper()
	a := Read(tb, path)
	if len(a.Shape) == 1 {
		a.Shape = []int{1, a.Shape[0]}
	}
	if len(a.Shape) != 2 {
		tb.Fatalf("%s: %d dimensions", path, len(a.Shape))
	}
	return &array.Complex{Shape: array.Shape{H: a.Shape[0], W: a.Shape[1]}, Data: a.Values}
}

// Planes loads a three-dimensional array as its pages.
func Planes(tb testing.TB, path string) []*array.Complex {
	tb.Helper()
	a := Read(tb, path)
	if len(a.Shape) != 3 {
		tb.Fatalf("%s: %d dimensions", path, len(a.Shape))
	}
	s := array.Shape{H: a.Shape[1], W: a.Shape[2]}
	pages := make([]*array.Complex, a.Shape[0])
	for k := range pages {
		pages[k] = &array.Complex{Shape: s, Data: a.Values[k*s.Len() : (k+1)*s.Len()]}
	}
	return pages
}

// Mask loads a mask.
func Mask(tb testing.TB, path string) *array.Mask {
	tb.Helper()
	a := Complex(tb, path)
	m := array.NewMask(a.Shape)
	for i, v := range a.Data {
		m.Data[i] = v != 0
	}
	return m
}
