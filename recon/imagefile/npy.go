package imagefile

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"

	"firenet/recon/array"
)

// npyHeader is what an .npy file says of its array [NumPy Enhancement Proposal 1].
type npyHeader struct {
	number  number
	fortran bool
	shape   []int64
	data    int64 // where numbers begin
}

// decodeNPY reads one picture of an array of two or more dimensions, as [Picture] says.
func decodeNPY(src source, o Options) (*samples, error) {
	h, err := readNPYHeader(src)
	if err != nil {
		return nil, decodeError("NPY", err)
	}
	dims, strides := h.shape, h.strides()
	// (H, W, 1) is a picture with one channel.
	for len(dims) > 2 && dims[len(dims)-1] == 1 && dims[len(dims)-2] > 1 {
		dims, strides = dims[:len(dims)-1], strides[:len(dims)-1]
	}
	n := len(dims)
	if n < 2 {
		return nil, unsupported("save an array of shape (rows, columns)", "NPY: shape %s has fewer than 2 dimensions", h.shapeText())
	}
	p := strided{channels: 1, offset: h.data, number: h.number}
	if last := dims[n-1]; n >= 3 && last <= 4 {
		if last < 3 || h.number.kind != KindUnsigned || h.number.size > 2 {
			return nil, unsupported("save one channel, or slices as (slices, rows, columns) with more than 4 columns",
				"NPY: shape %s of %v: the last dimension may be channels or columns", h.shapeText(), h.number)
		}
		p.channels, p.channel = int(last), strides[n-1]
		n--
	}
	if err := o.within("NPY", dims[n-2], dims[n-1]); err != nil {
		return nil, err
	}
	// Numbers are held as complex128: a colour array is let have as many as a gray one.
	if _, ok := product(o.limit(), dims[n-2], dims[n-1], int64(p.channels)); !ok {
		return nil, tooLarge("save it in gray", "NPY: %d x %d pixels of %d channels are too large", dims[n-2], dims[n-1], p.channels)
	}
	p.Shape, p.row, p.col = array.Shape{H: int(dims[n-2]), W: int(dims[n-1])}, strides[n-2], strides[n-1]
	slices, k, offset, err := o.locate(dims[:n-2], strides[:n-2], true)
	if err != nil {
		return nil, err
	}
	p.offset += offset
	v, err := p.read(src)
	if err != nil {
		return nil, decodeError("NPY", err)
	}
	s := p.samples("NPY", v)
	s.slices, s.slice = slices, k
	return s, nil
}

// locate chooses a slice of those that dims number (the last of them fastest, or the first)
// and returns how many there are, which it is, and its offset. The product of dims fits
// an int, as the file holds them all.
func (o Options) locate(dims, strides []int64, lastFastest bool) (slices, k int, offset int64, err error) {
	slices = 1
	for _, d := range dims {
		slices *= int(d)
	}
	if k, err = o.choose(slices); err != nil {
		return 0, 0, 0, err
	}
	rest := int64(k)
	for i := range dims {
		if lastFastest {
			i = len(dims) - 1 - i
		}
		offset += rest % dims[i] * strides[i]
		rest /= dims[i]
	}
	return slices, k, offset, nil
}

// strides are the bytes between neighbours along each dimension.
func (h *npyHeader) strides() []int64 {
	s := make([]int64, len(h.shape))
	step := int64(h.number.size)
	for i := range s {
		if !h.fortran {
			i = len(s) - 1 - i
		}
		s[i] = step
		step *= h.shape[i]
	}
	return s
}

func (h *npyHeader) shapeText() string {
	t := make([]string, len(h.shape))
	for i, d := range h.shape {
		t[i] = fmt.Sprint(d)
	}
	return "(" + strings.Join(t, ", ") + ")"
}

// readNPYHeader reads format 1.0, 2.0 and 3.0 and compares the shape with the file's size.
func readNPYHeader(src source) (*npyHeader, error) {
	head, err := src.bytes(0, 10)
	if err != nil {
		return nil, err
	}
	length, start := int64(binary.LittleEndian.Uint16(head[8:])), int64(10)
	switch major := head[6]; {
	case major < 1 || major > 3:
		return nil, unsupported("save it again with numpy.save", "NPY: format %d.%d", major, head[7])
	case major > 1:
		if head, err = src.bytes(0, 12); err != nil {
			return nil, err
		}
		length, start = int64(binary.LittleEndian.Uint32(head[8:])), 12
	}
	// NumPy itself refuses headers beyond 10000 bytes.
	if length > 1<<16 {
		return nil, malformed(damaged, "NPY: header of %d bytes", length)
	}
	text, err := src.bytes(start, length)
	if err != nil {
		return nil, malformed(truncated, "NPY: the file ends inside its header")
	}
	h, err := parseNPYHeader(string(text))
	if err != nil {
		return nil, err
	}
	h.data = start + length
	return h, h.fits(src.size)
}

// fits compares the shape with the file's size.
func (h *npyHeader) fits(size int64) error {
	for _, d := range h.shape {
		if d == 0 {
			return malformed("save an array that is not empty", "NPY: shape %s: zero size", h.shapeText())
		}
	}
	have := size - h.data
	need, ok := product(math.MaxInt64/int64(h.number.size), h.shape...)
	need *= int64(h.number.size)
	switch {
	case !ok || need > have:
		return malformed(truncated, "NPY: shorter than its header says: shape %s of %v, %d bytes of data", h.shapeText(), h.number, have)
	case need < have:
		return malformed("save it again with numpy.save", "NPY: longer than its header says: shape %s of %v takes %d bytes, not %d",
			h.shapeText(), h.number, need, have)
	}
	return nil
}

// NPY is an array as an .npy file holds it.
type NPY struct {
	Array *array.Complex
	Kind  Kind
}

// ReadNPY reads a two-dimensional array of any numeric kind, values as they stand (nothing
// is scaled): masks, start images, measured data. Errors are [*Error].
func ReadNPY(path string, o Options) (*NPY, error) {
	var a *NPY
	f, src, err := open(path)
	if err != nil {
		return nil, located(path, err)
	}
	defer func() { _ = f.Close() }()
	err = steady(path, func() error {
		return guarded(func() (err error) {
			a, err = readNPY(src, o)
			return err
		})
	})
	if err != nil {
		return nil, located(path, err)
	}
	return a, nil
}

// ReadNPYFrom reads a two-dimensional array from the size bytes of r, as [ReadNPY] does,
// but lets NaN and infinite numbers be: what a run has computed is kept as it is.
func ReadNPYFrom(r io.ReaderAt, size int64, o Options) (*NPY, error) {
	var a *NPY
	err := guarded(func() (err error) {
		a, err = parseNPY(source{r, size}, o)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

func readNPY(src source, o Options) (*NPY, error) {
	a, err := parseNPY(src, o)
	if err != nil {
		return nil, err
	}
	for i, z := range a.Array.Data {
		if !finite(z) {
			return nil, notFinite("NPY", "", i/a.Array.W, i%a.Array.W, z)
		}
	}
	return a, nil
}

func parseNPY(src source, o Options) (*NPY, error) {
	head, err := src.head(6)
	if err != nil {
		return nil, err
	}
	switch {
	case src.size == 0:
		return nil, malformed("save it with numpy.save", "empty file")
	case string(head) != "\x93NUMPY":
		return nil, malformed("save it with numpy.save", "not an NPY file")
	}
	h, err := readNPYHeader(src)
	if err != nil {
		return nil, decodeError("NPY", err)
	}
	if len(h.shape) != 2 {
		return nil, unsupported("save an array of shape (rows, columns)", "NPY: shape %s is not two-dimensional", h.shapeText())
	}
	if err := o.within("NPY", h.shape[0], h.shape[1]); err != nil {
		return nil, err
	}
	st := h.strides()
	p := strided{
		Shape: array.Shape{H: int(h.shape[0]), W: int(h.shape[1])}, channels: 1,
		offset: h.data, row: st[0], col: st[1], number: h.number,
	}
	v, err := p.read(src)
	if err != nil {
		return nil, decodeError("NPY", err)
	}
	return &NPY{&array.Complex{Shape: p.Shape, Data: v}, h.number.kind}, nil
}
