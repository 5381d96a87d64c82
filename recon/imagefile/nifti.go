package imagefile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"math"

	"firenet/recon/array"
)

// niftiHeader is what this program needs of the 348 bytes of NIfTI-1 [nifti1.h, NIMH DFWG].
type niftiHeader struct {
	number       number
	dims         []int64 // x, y, z, t, ...; at least two
	data         int64   // where voxels begin
	slope, inter float64 // voxel = slope * stored + inter; slope 0: as stored
	pair         bool    // voxels are in an .img file
}

const niftiSize = 348

// niftiOrder finds the byte order from the header's own size.
func niftiOrder(head []byte) binary.ByteOrder {
	if len(head) < niftiSize {
		return nil
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		if n := order.Uint32(head); n == niftiSize || n == 540 {
			return order
		}
	}
	return nil
}

func isNIfTI(head []byte) bool { return niftiOrder(head) != nil && !isNIfTIPair(head) }

// isNIfTIPair says whether head is the header of a pair, whose voxels are in another file.
func isNIfTIPair(head []byte) bool {
	return niftiOrder(head) != nil && string(head[344:348]) == "ni1\x00"
}

// decodeNIfTI reads a .nii file.
func decodeNIfTI(src source, o Options) (*samples, error) {
	h, err := niftiHeaderOf(src)
	if err != nil {
		return nil, err
	}
	return h.picture(src, o)
}

// hasNIfTIHeader says whether name.hdr beside name.img is the header of a NIfTI-1 pair;
// other programs write files of these names too.
func hasNIfTIHeader(path string) bool {
	f, header, err := open(sibling(path, ".hdr"))
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	head, err := header.head(niftiSize)
	return err == nil && isNIfTIPair(head)
}

// decodeNIfTIPair reads name.hdr and name.img.
func decodeNIfTIPair(path string, o Options) (*samples, error) {
	f, header, err := open(sibling(path, ".hdr"))
	if err != nil {
		return nil, missingPart(sibling(path, ".hdr"), err)
	}
	defer func() { _ = f.Close() }()
	head, err := header.head(niftiSize)
	if err != nil {
		return nil, decodeError("NIfTI-1", err)
	}
	if !isNIfTIPair(head) {
		return nil, unknown(path)
	}
	h, err := parseNIfTI(head)
	if err != nil {
		return nil, err
	}
	g, voxels, err := open(sibling(path, ".img"))
	if err != nil {
		return nil, missingPart(sibling(path, ".img"), err)
	}
	defer func() { _ = g.Close() }()
	return h.picture(voxels, o)
}

func niftiHeaderOf(src source) (*niftiHeader, error) {
	head, err := src.bytes(0, niftiSize)
	if err != nil {
		return nil, decodeError("NIfTI-1", err)
	}
	return parseNIfTI(head)
}

// niftiTypes are the datatypes that are read [nifti1.h].
var niftiTypes = map[int16]number{
	2: {KindUnsigned, 1, nil}, 4: {KindSigned, 2, nil}, 8: {KindSigned, 4, nil}, 16: {KindFloat, 4, nil},
	32: {KindComplex, 8, nil}, 64: {KindFloat, 8, nil}, 256: {KindSigned, 1, nil}, 512: {KindUnsigned, 2, nil},
	768: {KindUnsigned, 4, nil}, 1024: {KindSigned, 8, nil}, 1280: {KindUnsigned, 8, nil}, 1792: {KindComplex, 16, nil},
}

var niftiRefused = map[int16]string{1: "bits", 128: "RGB24", 1536: "float128", 2048: "complex256", 2304: "RGBA32"}

func parseNIfTI(head []byte) (*niftiHeader, error) {
	order := niftiOrder(head)
	switch magic := string(head[344:348]); {
	case order == nil:
		return nil, malformed(damaged, "NIfTI-1: not a header")
	case order.Uint32(head) == 540:
		return nil, unsupported("convert it to NIfTI-1", "NIfTI-2")
	case magic != "n+1\x00" && magic != "ni1\x00":
		return nil, unsupported("convert it to NIfTI-1", "Analyze 7.5 or unknown header of 348 bytes (magic %q)", magic)
	}
	h := &niftiHeader{pair: head[345] == 'i'}
	if err := h.setDims(head, order); err != nil {
		return nil, err
	}
	datatype := int16(order.Uint16(head[70:]))
	n, ok := niftiTypes[datatype]
	if !ok {
		name := niftiRefused[datatype]
		if name == "" {
			name = "unknown"
		}
		return nil, unsupported("convert it to float32", "NIfTI-1: datatype %d (%s)", datatype, name)
	}
	n.order = order
	h.number = n
	if bits := int(order.Uint16(head[72:])); bits != 8*n.size {
		return nil, malformed(damaged, "NIfTI-1: bitpix is %d, but datatype %d (%v) has %d", bits, datatype, n, 8*n.size)
	}
	float := func(at int) float64 { return float64(math.Float32frombits(order.Uint32(head[at:]))) }
	if offset := float(108); offset >= 0 && offset < 1<<40 {
		h.data = int64(offset)
	} else {
		return nil, malformed(damaged, "NIfTI-1: vox_offset is %g", offset)
	}
	if !h.pair && h.data < niftiSize {
		return nil, malformed(damaged, "NIfTI-1: vox_offset is %d: voxels begin inside the header", h.data)
	}
	return h, h.setScale(float(112), float(116))
}

func (h *niftiHeader) setDims(head []byte, order binary.ByteOrder) error {
	n := int(int16(order.Uint16(head[40:])))
	if n < 1 || n > 7 {
		return malformed(damaged, "NIfTI-1: dim[0] is %d, not 1 to 7", n)
	}
	for i := range n {
		d := int64(int16(order.Uint16(head[42+2*i:])))
		if d < 1 {
			return malformed(damaged, "NIfTI-1: dim[%d] is %d: zero or negative size", i+1, d)
		}
		h.dims = append(h.dims, d)
	}
	if n < 2 {
		h.dims = append(h.dims, 1)
	}
	return nil
}

// setScale keeps slope and intercept; slope 0 or NaN is the standard's and nibabel's "not
// scaled".
func (h *niftiHeader) setScale(slope, inter float64) error {
	if slope == 0 || math.IsNaN(slope) {
		return nil
	}
	if math.IsInf(slope, 0) || !finite(complex(inter, 0)) {
		return malformed("correct scl_slope and scl_inter", "NIfTI-1: scl_slope is %g, scl_inter is %g", slope, inter)
	}
	if h.number.kind == KindComplex && inter != 0 {
		return unsupported("store scaled values", "NIfTI-1: scl_inter of complex voxels, of which programs think differently")
	}
	h.slope, h.inter = slope, inter
	return nil
}

// bytes is how long the voxels are, false if more than any file.
func (h *niftiHeader) bytes() (int64, bool) {
	n, ok := product(math.MaxInt64/16, h.dims...)
	return n * int64(h.number.size), ok
}

// layout checks the limit and says where the chosen slice stands among the voxels.
func (h *niftiHeader) layout(o Options) (p strided, slices, k int, err error) {
	nx, ny, size := h.dims[0], h.dims[1], int64(h.number.size)
	if err := o.within("NIfTI-1", ny, nx); err != nil {
		return p, 0, 0, err
	}
	strides := make([]int64, len(h.dims))
	step := size
	for i, d := range h.dims {
		strides[i] = step
		step *= d
	}
	slices, k, offset, err := o.locate(h.dims[2:], strides[2:], false)
	p = strided{
		Shape: array.Shape{H: int(ny), W: int(nx)}, channels: 1,
		offset: h.data + offset, row: nx * size, col: size, number: h.number,
	}
	return p, slices, k, err
}

func (h *niftiHeader) picture(src source, o Options) (*samples, error) {
	need, ok := h.bytes()
	if !ok || h.data > src.size || need > src.size-h.data {
		return nil, malformed(truncated, "NIfTI-1: shorter than its header says: %s voxels of %v, %d bytes of data",
			dimsText(h.dims), h.number, max(src.size-h.data, 0))
	}
	p, slices, k, err := h.layout(o)
	if err != nil {
		return nil, err
	}
	v, err := p.read(src)
	if err != nil {
		return nil, decodeError("NIfTI-1", err)
	}
	return h.samples(p, v, slices, k), nil
}

// samples scales the voxels and turns the slice: y upwards.
func (h *niftiHeader) samples(p strided, v []complex128, slices, k int) *samples {
	if h.slope != 0 {
		for i, z := range v {
			v[i] = complex(h.slope*real(z)+h.inter, h.slope*imag(z))
		}
	}
	for r := range p.H / 2 {
		top, bottom := v[r*p.W:(r+1)*p.W], v[(p.H-1-r)*p.W:(p.H-r)*p.W]
		for c := range top {
			top[c], bottom[c] = bottom[c], top[c]
		}
	}
	s := p.samples("NIfTI-1", v)
	s.full, s.slices, s.slice = 0, slices, k
	return s
}

// maxInflated bounds what is decompressed to reach and check a slice: it bounds time.
const maxInflated = 4 << 30

// decodeNIfTIGzip reads a .nii.gz file through to its end, as only then its checksum is
// known; one slice is kept in memory.
func decodeNIfTIGzip(src source, o Options) (*samples, error) {
	z, err := gzip.NewReader(bufio.NewReader(src.reader()))
	if err != nil {
		return nil, decodeError("gzip", err)
	}
	head := make([]byte, niftiSize)
	if n, err := io.ReadFull(z, head); err != nil {
		if !errors.Is(err, io.ErrUnexpectedEOF) && n > 0 || n < 4 {
			return nil, decodeError("gzip", noEOF(err))
		}
		return nil, unsupported("decompress it; formats that are read: "+Formats, "gzip: its content is not a NIfTI-1 file, or is cut short: unexpected end")
	}
	if !isNIfTI(head) {
		return nil, unsupported("decompress it; formats that are read: "+Formats, "gzip: its content is not a NIfTI-1 file")
	}
	h, err := parseNIfTI(head)
	if err != nil {
		return nil, err
	}
	if h.pair {
		return nil, unsupported("decompress both files and open the .hdr", "NIfTI-1: compressed pair")
	}
	return h.inflate(z, src.size, o)
}

func (h *niftiHeader) inflate(z io.Reader, compressed int64, o Options) (*samples, error) {
	need, ok := h.bytes()
	// Deflate makes at most 1032 bytes of one.
	if !ok || (need+h.data)/1032 > compressed {
		return nil, malformed(truncated, "NIfTI-1: shorter than its header says: %s voxels of %v in %d compressed bytes: unexpected end of file",
			dimsText(h.dims), h.number, compressed)
	}
	if h.data+need > maxInflated {
		return nil, tooLarge("decompress it with gunzip first", "NIfTI-1: %d bytes when decompressed are too large", h.data+need)
	}
	p, slices, k, err := h.layout(o)
	if err != nil {
		return nil, err
	}
	if _, err := io.CopyN(io.Discard, z, p.offset-niftiSize); err != nil {
		return nil, decodeError("NIfTI-1", noEOF(err))
	}
	plane, err := io.ReadAll(io.LimitReader(z, p.row*int64(p.H)))
	if err == nil && int64(len(plane)) < p.row*int64(p.H) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, decodeError("NIfTI-1", err)
	}
	rest := h.data + need - p.offset - int64(len(plane))
	if _, err := io.CopyN(io.Discard, z, rest); err != nil {
		return nil, decodeError("NIfTI-1", noEOF(err))
	}
	// What may follow is padding; reading to the end verifies the checksum.
	if n, err := io.CopyN(io.Discard, z, 1<<20); err == nil {
		return nil, malformed(damaged, "NIfTI-1: longer than its header says (%d bytes and more)", n)
	} else if !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, decodeError("NIfTI-1", err)
	}
	p.offset = 0
	v, err := p.read(source{bytes.NewReader(plane), int64(len(plane))})
	if err != nil {
		return nil, decodeError("NIfTI-1", err)
	}
	return h.samples(p, v, slices, k), nil
}
