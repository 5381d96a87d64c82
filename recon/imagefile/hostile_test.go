package imagefile

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestTruncated: no valid file is read when its end is missing, wherever it is cut.
func TestTruncated(t *testing.T) {
	root := golden(t)
	for _, c := range goldenCases(t, root) {
		if c.Status != "valid" {
			continue
		}
		whole := get(t, filepath.Join(root, c.File))
		cut := func(n int) error {
			src := source{bytes.NewReader(whole[:n]), int64(n)}
			if strings.HasSuffix(c.File, ".cfl") {
				_, err := cflPicture([]int64{64, 96, int64(len(whole) / 8 / 64 / 96)}, src, Options{})
				return err
			}
			_, err := decode(c.File, src, Options{})
			return err
		}
		check(t, cut(len(whole)))
		for n := 0; n < len(whole); n += 1 + n/20 {
			var e *Error
			if err := located(c.File, cut(n)); !errors.As(err, &e) || e.Path != c.File || e.Remedy == "" {
				t.Fatalf("%s, %d of %d bytes: %v", c.File, n, len(whole), err)
			}
		}
		// tiffcp, which compressed these, puts the resolution, which is not needed, at the end.
		resolution := strings.Contains(c.File, "lzw") || strings.Contains(c.File, "deflate") || strings.Contains(c.File, "packbits")
		if cut(len(whole)-1) == nil && !resolution {
			t.Errorf("%s: last byte is not missed", c.File)
		}
	}
}

// TestChanged: whatever is changed in a file, reading it ends, without a panic that only
// the guard catches, and with a whole picture or an error of this package.
func TestChanged(t *testing.T) {
	root := golden(t)
	r := rand.New(rand.NewPCG(1, 2))
	first := 0
	for _, c := range goldenCases(t, root) {
		if c.Status != "valid" || strings.HasPrefix(c.File, "bart") {
			continue
		}
		whole := get(t, filepath.Join(root, c.File))
		for range 40 {
			b := bytes.Clone(whole)
			for range 1 + r.IntN(4) {
				at := r.IntN(len(b))
				if r.IntN(2) == 0 {
					at = r.IntN(min(len(b), 400))
				}
				b[at] = byte(r.Uint32())
			}
			s, err := decode(c.File, source{bytes.NewReader(b), int64(len(b))}, Options{Slice: &first, Limit: fuzzLimit})
			if err == nil {
				wholePicture(t, s)
				continue
			}
			if err = located("x", err); !strings.HasPrefix(err.Error(), "x: ") {
				t.Fatalf("%s: %v", c.File, err)
			}
		}
	}
}

// TestMemory: no malformed file makes the program take much memory. The reader's window of
// 1 MB and the decoders' buffers are what is allowed.
func TestMemory(t *testing.T) {
	root := golden(t)
	for _, c := range goldenCases(t, root) {
		if c.Status == "valid" {
			continue
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Read(filepath.Join(root, c.File), Options{})
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; err == nil || took > 8<<20 {
			t.Errorf("%s took %d bytes: %v", c.File, took, err)
		}
	}
}

// TestNotFiles: what is no regular file is refused at once and by name.
func TestNotFiles(t *testing.T) {
	folder := t.TempDir()
	_, err := Read(folder, Options{})
	wantError(t, err, ErrUnsupported, "folder")
	_, err = Read(filepath.Join(folder, "nothing.png"), Options{})
	wantError(t, err, fs.ErrNotExist, "nothing.png: ")
	_, err = ReadNPY(filepath.Join(folder, "nothing.npy"), Options{})
	wantError(t, err, fs.ErrNotExist, "nothing.npy: ")
	_, err = ReadNPY(folder, Options{})
	wantError(t, err, ErrUnsupported, "folder")
	put(t, filepath.Join(folder, "text.npy"), []byte("text"))
	_, err = ReadNPY(filepath.Join(folder, "text.npy"), Options{})
	wantError(t, err, ErrFormat, "not an NPY file")
}

// TestShrinking: a file that becomes shorter after it was opened is cut short.
func TestShrinking(t *testing.T) {
	root := golden(t)
	for _, name := range []string{"png/gray8.png", "jpeg/gray.jpg", "tiff/gray8.tif", "npy/f4.npy", "nifti/float32.nii", "other/rgb24.bmp", "other/gray.gif", "other/lossy.webp"} {
		whole := get(t, filepath.Join(root, name))
		_, err := decode(name, source{bytes.NewReader(whole[:len(whole)/2]), int64(len(whole))}, Options{})
		wantError(t, err, ErrFormat, "unexpected end")
	}
}

// TestLimit is compared before anything else.
func TestLimit(t *testing.T) {
	root := golden(t)
	for _, c := range goldenCases(t, root) {
		if c.Status == "valid" && c.Shape[0] > 1 {
			_, err := Read(filepath.Join(root, c.File), Options{Limit: 1000})
			wantError(t, err, ErrTooLarge, "at most 1000")
			two := 1000
			_, err = Read(filepath.Join(root, c.File), Options{Slice: &two})
			wantError(t, err, ErrSlice, "slice 1000")
		}
	}
}

// TestGuarded: a decoder that panics gives an error like any other.
func TestGuarded(t *testing.T) {
	err := guarded(func() error {
		var none []byte
		_ = none[1]
		return nil
	})
	wantError(t, located("a.png", err), ErrFormat, "a.png: the decoder failed: runtime error: index out of range")
}
