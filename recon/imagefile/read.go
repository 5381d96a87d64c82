package imagefile

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"firenet/recon/array"
)

// DefaultLimit is the number of pixels that are decoded unless [Options].Limit says
// otherwise. With it no file takes more than about 1 GB: 16 bytes a pixel for the result
// and up to 8 for the decoder's.
const DefaultLimit = 1 << 25

// Options choose what is read.
type Options struct {
	// Slice of a stack, volume or multi-page file, counted from 0; nil: the middle one
	// (Slices/2), of an animated GIF the first.
	Slice *int
	// Limit is the largest number of pixels decoded; 0: DefaultLimit.
	Limit int64
}

func (o Options) limit() int64 {
	if o.Limit <= 0 {
		return DefaultLimit
	}
	return o.Limit
}

// choose returns the slice to read of n.
func (o Options) choose(n int) (int, error) {
	if o.Slice == nil {
		return n / 2, nil
	}
	if k := *o.Slice; k >= 0 && k < n {
		return k, nil
	}
	what := fmt.Sprintf("slice %d: there are %d slices", *o.Slice, n)
	remedy := fmt.Sprintf("choose one from 0 to %d", n-1)
	if n == 1 {
		what, remedy = fmt.Sprintf("slice %d: there is one picture only", *o.Slice), "choose slice 0 or leave it out"
	}
	return 0, &Error{What: what, Remedy: remedy, Kind: ErrSlice}
}

// within refuses sizes that are zero or beyond the limit, before anything is allocated.
func (o Options) within(format string, h, w int64) error {
	if h <= 0 || w <= 0 {
		return malformed(damaged, "%s: %d x %d pixels: zero or negative size", format, h, w)
	}
	if limit := o.limit(); w > limit/h {
		return tooLarge(fmt.Sprintf("reduce or crop it to at most %d pixels first", limit),
			"%s: %d x %d pixels are too large", format, h, w)
	}
	return nil
}

// Picture is one gray picture of a file.
//
// Integer pictures (PNG, JPEG, BMP, GIF, WebP, unsigned TIFF of 1 to 16 bits, NPY of uint8,
// uint16 and bool) map to [0, 1] by their full range. Colour becomes luma by the weights of
// Rec. 709 of the stored values, and what is transparent lies over black. All else (NPY of
// floats, signed, 32- and 64-bit integers and complex numbers, .cfl, NIfTI, float, signed
// and 32-bit TIFF) is taken as it is. 64-bit integers beyond 2^53 are rounded.
//
// Which axes are rows and columns: of NPY the last two (slices before them; uint8 and uint16
// arrays with a last dimension of 3 or 4 are colour); of .cfl dimensions 0 and 1, the others
// numbering slices, the lowest fastest; of NIfTI axis y upwards and axis x to the right as
// they stand in the file (the affine is not applied), so that row r, column c is voxel
// x = c, y = ny-1-r, and the remaining axes number slices, z fastest.
// EXIF and TIFF orientation is applied.
type Picture struct {
	Image     *array.Complex
	Real      bool    // every value is real
	FullScale float64 // stored value that maps to 1; 0: physical values, taken as they are
	Slices    int     // how many slices, pages or frames the file has
	Slice     int     // which one this is, counted from 0
	Format    string  // "PNG"
}

// Read reads one picture of the file. Errors are [*Error].
func Read(path string, o Options) (*Picture, error) {
	s, err := decodeFile(path, o)
	if err != nil {
		return nil, located(path, err)
	}
	p, err := s.gray()
	if err != nil {
		return nil, located(path, err)
	}
	return p, nil
}

// guarded turns a panic into an error: the last resort against files that a decoder's
// author did not think of.
func guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = malformed(damaged, "the decoder failed: %v", r)
		}
	}()
	return f()
}

// decodeFile returns the samples of a file.
func decodeFile(path string, o Options) (s *samples, err error) {
	f, src, err := open(path)
	if err != nil {
		return nil, err
	}
	// Nothing is written, so that closing has nothing to report.
	defer func() { _ = f.Close() }()
	err = steady(path, func() error {
		return guarded(func() (err error) {
			s, err = decode(path, src, o)
			return err
		})
	})
	return s, err
}

// decode finds out the format and reads it. The path says where a second file lies, and
// what a .cfl, which has no signature, is.
func decode(path string, src source, o Options) (*samples, error) {
	if src.size == 0 {
		return nil, malformed("formats that are read: "+Formats, "empty file")
	}
	// These have no signature: what stands beside them says what they are.
	switch {
	case hasExt(path, ".cfl") && exists(sibling(path, ".hdr")):
		return decodeCFL(path, o)
	case hasExt(path, ".img") && hasNIfTIHeader(path):
		return decodeNIfTIPair(path, o)
	}
	head, err := src.head(352)
	if err != nil {
		return nil, err
	}
	for _, f := range formats {
		if f.match(head) {
			return f.decode(src, o)
		}
	}
	switch {
	case isNIfTIPair(head):
		return decodeNIfTIPair(path, o)
	case hasExt(path, ".cfl"), hasExt(path, ".hdr") && (bytes.HasPrefix(head, []byte(cflTitle)) || exists(sibling(path, ".cfl"))):
		return decodeCFL(path, o)
	}
	return nil, unknown(path)
}

// format is one entry of the table by which content is recognised.
type format struct {
	match  func(head []byte) bool
	decode func(source, Options) (*samples, error)
}

var formats = []format{
	{begins("\x89PNG\r\n\x1a\n"), decodePNG},
	{begins("\xff\xd8\xff"), decodeJPEG},
	{begins("II*\x00", "MM\x00*", "II+\x00", "MM\x00+"), decodeTIFF},
	{begins("GIF87a", "GIF89a"), decodeGIF},
	{func(b []byte) bool { return begins("RIFF")(b) && len(b) >= 12 && string(b[8:12]) == "WEBP" }, decodeWebP},
	{begins("\x93NUMPY"), decodeNPY},
	{begins("\x1f\x8b"), decodeNIfTIGzip},
	{isNIfTI, decodeNIfTI},
	{begins("BM"), decodeBMP},
}

func begins(signatures ...string) func([]byte) bool {
	return func(head []byte) bool {
		for _, s := range signatures {
			if bytes.HasPrefix(head, []byte(s)) {
				return true
			}
		}
		return false
	}
}

// unknown says that a file is none of the formats, and where its name claims one, which.
func unknown(path string) error {
	names := map[string]string{
		".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF", ".bmp": "BMP",
		".gif": "GIF", ".webp": "WebP", ".npy": "NPY", ".nii": "NIfTI-1", ".gz": "gzip", ".cfl": "BART .cfl",
	}
	what := "not an image: it begins like none of the formats"
	if claim, ok := names[strings.ToLower(filepath.Ext(path))]; ok {
		what = fmt.Sprintf("not an image: not a %s file, as its name says, and none of the others", claim)
	}
	return unsupported("formats that are read: "+Formats, "%s", what)
}

// sibling is the file beside path with another extension, upper case if path's is; it
// need not exist.
func sibling(path, ext string) string {
	old := filepath.Ext(path)
	s := strings.TrimSuffix(path, old) + ext
	if old == strings.ToUpper(old) && old != "" {
		if upper := strings.TrimSuffix(path, old) + strings.ToUpper(ext); exists(upper) || !exists(s) {
			return upper
		}
	}
	return s
}

func hasExt(path, ext string) bool { return strings.EqualFold(filepath.Ext(path), ext) }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
