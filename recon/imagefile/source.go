package imagefile

import (
	"errors"
	"io"
	"os"
)

// source is a file's bytes and how many there were when it was opened. Bytes that are
// appended later are not seen, bytes that vanish are an unexpected end.
type source struct {
	io.ReaderAt
	size int64
}

// open opens a regular file. Anything else (folders, pipes, devices) is refused, since
// opening it may block and its size says nothing.
func open(path string) (*os.File, source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, source{}, err
	}
	if info.IsDir() {
		return nil, source{}, unsupported("give a file in it", "a folder, not a file")
	}
	if !info.Mode().IsRegular() {
		return nil, source{}, unsupported("save it as a file first", "not a regular file (%v)", info.Mode().Type())
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, source{}, err
	}
	return f, source{f, info.Size()}, nil
}

// reader reads the source from its beginning.
func (s source) reader() *io.SectionReader { return io.NewSectionReader(s, 0, s.size) }

// bytes returns n bytes at offset off, having compared them with the size.
func (s source) bytes(off, n int64) ([]byte, error) {
	if off < 0 || n < 0 || off > s.size || n > s.size-off {
		return nil, io.ErrUnexpectedEOF
	}
	b := make([]byte, n)
	if _, err := s.ReadAt(b, off); err != nil && !(errors.Is(err, io.EOF) && n == 0) {
		return nil, noEOF(err)
	}
	return b, nil
}

// head returns the first n bytes, or as many as there are.
func (s source) head(n int64) ([]byte, error) { return s.bytes(0, min(n, s.size)) }

// noEOF is for places where more bytes must follow.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// windowSize is how much a window reads at a time.
const windowSize = 1 << 20

// window gives small pieces of a source in mostly ascending order without a system call
// for each, and without holding the source.
type window struct {
	src  source
	buf  []byte
	lo   int64
	size int64 // bytes per read
}

// newWindow is for pieces that follow each other at distance stride (bytes): far apart,
// reading what lies between would cost more than it saves.
func newWindow(s source, stride int64) *window {
	w := &window{src: s, size: windowSize}
	if stride > 4096 {
		w.size = 0
	}
	return w
}

// at returns n bytes at off, valid until the next call.
func (w *window) at(off, n int64) ([]byte, error) {
	if off < w.lo || off+n > w.lo+int64(len(w.buf)) {
		if off < 0 || off > w.src.size || n > w.src.size-off {
			return nil, io.ErrUnexpectedEOF
		}
		want := min(max(n, w.size), w.src.size-off)
		if int64(cap(w.buf)) < want {
			w.buf = make([]byte, want)
		}
		w.buf = w.buf[:want]
		w.lo = off
		if _, err := w.src.ReadAt(w.buf, off); err != nil {
			w.buf = w.buf[:0]
			return nil, noEOF(err)
		}
	}
	i := off - w.lo
	return w.buf[i : i+n], nil
}
