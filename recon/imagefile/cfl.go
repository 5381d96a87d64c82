package imagefile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"firenet/recon/array"
)

// decodeCFL reads the pair name.hdr, name.cfl of BART: dimensions as text, and complex64
// numbers, little-endian, the first dimension fastest.
func decodeCFL(path string, o Options) (*samples, error) {
	header, data := path, path
	if hasExt(path, ".cfl") {
		header = sibling(path, ".hdr")
	} else {
		data = sibling(path, ".cfl")
	}
	dims, err := readCFLHeader(header)
	if err != nil {
		return nil, err
	}
	f, src, err := open(data)
	if err != nil {
		return nil, missingPart(data, err)
	}
	defer func() { _ = f.Close() }()
	return cflPicture(dims, src, o)
}

// cflPicture reads dimensions 0 and 1 as rows and columns; the others number slices.
func cflPicture(dims []int64, src source, o Options) (*samples, error) {
	const size = 8
	need, ok := product(src.size/size, dims...)
	if !ok || need*size != src.size {
		return nil, malformed("the two files do not belong together, or one is damaged",
			"CFL: wrong size: the .hdr says %s, the .cfl holds %d complex numbers", dimsText(dims), src.size/size)
	}
	if err := o.within("CFL", dims[0], dims[1]); err != nil {
		return nil, err
	}
	strides := make([]int64, len(dims))
	step := int64(size)
	for i, d := range dims {
		strides[i] = step
		step *= d
	}
	slices, k, offset, err := o.locate(dims[2:], strides[2:], false)
	if err != nil {
		return nil, err
	}
	p := strided{
		Shape: array.Shape{H: int(dims[0]), W: int(dims[1])}, channels: 1,
		offset: offset, row: strides[0], col: strides[1], number: number{KindComplex, size, binary.LittleEndian},
	}
	v, err := p.read(src)
	if err != nil {
		return nil, decodeError("CFL", err)
	}
	s := p.samples("CFL", v)
	s.slices, s.slice = slices, k
	return s, nil
}

// missingPart says which of two files is missing.
func missingPart(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &Error{
			What: "the second file, " + filepath.Base(path) + ", is missing", Remedy: "put it beside this one",
			Kind: ErrFormat, Cause: err,
		}
	}
	return located(path, err)
}

func readCFLHeader(path string) ([]int64, error) {
	f, src, err := open(path)
	if err != nil {
		return nil, missingPart(path, err)
	}
	defer func() { _ = f.Close() }()
	// Commands and file names follow the dimensions and are of no interest.
	text, err := src.head(1 << 16)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, decodeError("CFL", err)
	}
	return parseCFLHeader(text)
}

const cflTitle = "# Dimensions"

// parseCFLHeader reads the line below "# Dimensions". There are at least two dimensions.
func parseCFLHeader(text []byte) ([]int64, error) {
	_, rest, ok := bytes.Cut(text, []byte(cflTitle))
	_, rest, found := bytes.Cut(rest, []byte("\n"))
	if !ok || !found {
		return nil, malformed("write it again with BART", "CFL: the .hdr has no line %q", cflTitle)
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	var dims []int64
	for _, word := range strings.Fields(string(line)) {
		d, err := strconv.ParseInt(word, 10, 64)
		if err != nil || d < 1 || len(dims) == 64 {
			return nil, malformed("write it again with BART", "CFL: the .hdr has a dimension that is not a size: %.20q", word)
		}
		dims = append(dims, d)
	}
	if len(dims) == 0 {
		return nil, malformed("write it again with BART", "CFL: the .hdr has no dimensions")
	}
	for len(dims) < 2 {
		dims = append(dims, 1)
	}
	return dims, nil
}

// dimsText leaves out ones at the end.
func dimsText(dims []int64) string {
	for len(dims) > 2 && dims[len(dims)-1] == 1 {
		dims = dims[:len(dims)-1]
	}
	t := make([]string, len(dims))
	for i, d := range dims {
		t[i] = strconv.FormatInt(d, 10)
	}
	return strings.Join(t, " x ")
}
