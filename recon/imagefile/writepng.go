package imagefile

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"firenet/recon/array"
)

// Keywords of the text chunks in which [WritePNG16] keeps the scale.
const (
	WindowLow  = "Window low"
	WindowHigh = "Window high"
)

// WritePNG16 writes values, in row-major order, as a 16-bit gray PNG: lo becomes 0, hi
// 65535, values beyond are clipped, others rounded to the nearest. The window stands in the
// text chunks WindowLow and WindowHigh, in the shortest form that reads back exactly, and
// text adds others (keyword to content). NaN is an error.
func WritePNG16(w io.Writer, s array.Shape, v []float64, lo, hi float64, text map[string]string) error {
	if err := agree(s, len(v)); err != nil {
		return err
	}
	if !(hi > lo) || math.IsInf(hi-lo, 0) {
		return fmt.Errorf("window from %g to %g: must be finite and ascending", lo, hi)
	}
	m := image.NewGray16(image.Rect(0, 0, s.W, s.H))
	for i, x := range v {
		if math.IsNaN(x) {
			return notFinite("PNG", "", i/s.W, i%s.W, complex(x, 0))
		}
		t := math.Round(65535 * min(max((x-lo)/(hi-lo), 0), 1))
		binary.BigEndian.PutUint16(m.Pix[2*i:], uint16(t))
	}
	all := map[string]string{
		WindowLow:  strconv.FormatFloat(lo, 'g', -1, 64),
		WindowHigh: strconv.FormatFloat(hi, 'g', -1, 64),
	}
	maps.Copy(all, text)
	return writePNG(w, m, all)
}

// WritePNGRGBA writes an 8-bit colour PNG with text chunks (keyword to content), such as a
// residual with its scale.
func WritePNGRGBA(w io.Writer, m *image.NRGBA, text map[string]string) error {
	return writePNG(w, m, text)
}

// writePNG encodes m with the text behind the header, in the order of the keywords, so that
// the same picture has the same bytes. It writes as it encodes: a w that fails ends it soon.
func writePNG(w io.Writer, m image.Image, text map[string]string) error {
	var chunks []byte
	for _, key := range slices.Sorted(maps.Keys(text)) {
		chunk, err := textChunk(key, text[key])
		if err != nil {
			return err
		}
		chunks = append(chunks, chunk...)
	}
	return png.Encode(&inserter{w: w, left: pngHeader, insert: chunks}, m)
}

// pngHeader is the length of signature and IHDR.
const pngHeader = 8 + 25

// inserter writes insert after the first left bytes.
type inserter struct {
	w      io.Writer
	left   int
	insert []byte
}

func (i *inserter) Write(b []byte) (int, error) {
	n := min(i.left, len(b))
	i.left -= n
	if i.left > 0 || i.insert == nil {
		return i.w.Write(b)
	}
	whole := slices.Concat(b[:n], i.insert, b[n:])
	i.insert = nil
	if _, err := i.w.Write(whole); err != nil {
		return 0, err
	}
	return len(b), nil
}

// textChunk is a tEXt chunk, or iTXt for content beyond ASCII [ISO/IEC 15948, 11.3.4].
func textChunk(key, content string) ([]byte, error) {
	if key == "" || len(key) > 79 || strings.TrimSpace(key) != key || !isASCII(key) {
		return nil, fmt.Errorf("PNG keyword %q: must be 1 to 79 ASCII characters without blanks around", key)
	}
	if strings.ContainsRune(content, 0) || !utf8.ValidString(content) {
		return nil, fmt.Errorf("PNG text %q: must be UTF-8 without NUL", key)
	}
	kind, body := "tEXt", key+"\x00"+content
	if !isASCII(content) {
		// Uncompressed, without language and translated keyword.
		kind, body = "iTXt", key+"\x00\x00\x00\x00\x00"+content
	}
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(b, kind+body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:])), nil
}

// isASCII says whether s is printable ASCII and line feeds.
func isASCII(s string) bool {
	for _, c := range []byte(s) {
		if c != '\n' && (c < ' ' || c > '~') {
			return false
		}
	}
	return true
}
