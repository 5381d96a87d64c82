package session

import (
	"archive/zip"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"firenet/recon/array"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/wholefile"
)

// Files says how the files that recipes name are named in a session.
type Files struct {
	Relative []string // they move with the session's folder
	Absolute []string
}

// String is a sentence for the status bar; empty without files.
func (f Files) String() string {
	switch r, a := len(f.Relative), len(f.Absolute); {
	case r+a == 0:
		return ""
	case a == 0:
		return "files are named relative to the session: " + strings.Join(f.Relative, ", ")
	case r == 0:
		return "files are named by full paths: " + strings.Join(f.Absolute, ", ")
	}
	return "relative to the session: " + strings.Join(f.Relative, ", ") + "; by full paths: " + strings.Join(f.Absolute, ", ")
}

// Write puts the session in the file at path, which appears whole or not at all.
func Write(path string, s *Session) (Files, error) {
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return Files{}, err
	}
	var files Files
	err = wholefile.Write(path, func(w io.Writer) error {
		files, err = Encode(w, dir, s)
		return err
	})
	return files, err
}

// Encode writes the session for a file in the absolute folder dir.
func Encode(w io.Writer, dir string, s *Session) (Files, error) {
	e := &encoder{zip: zip.NewWriter(w), dir: dir, numbers: map[any]int{}}
	if err := e.session(s); err != nil {
		return Files{}, err
	}
	return e.files, e.zip.Close()
}

type encoder struct {
	zip     *zip.Writer
	dir     string
	files   Files
	numbers map[any]int // of the arrays that were written

	elements int // of all of them
}

func (e *encoder) session(s *Session) error {
	f := sessionFile{Format: Version, Folder: e.dir, File: s.File, Modified: s.Modified, Shown: s.Shown, Runs: []int{}}
	for _, r := range s.Runs {
		f.Runs = append(f.Runs, r.Number)
	}
	if err := e.toml("session.toml", f); err != nil {
		return err
	}
	if err := e.recipe("recipe.toml", s.Recipe); err != nil {
		return err
	}
	if len(s.Layout) > 0 {
		if err := e.text("layout.json", func(w io.Writer) error { return writeAll(w, s.Layout) }); err != nil {
			return err
		}
	}
	for _, r := range s.Runs {
		if err := e.run(r); err != nil {
			return err
		}
	}
	return nil
}

func writeAll(w io.Writer, b []byte) error {
	_, err := w.Write(b)
	return err
}

// text makes a compressed entry. There are no times in it, so that equal sessions have
// equal bytes.
func (e *encoder) text(name string, content func(io.Writer) error) error {
	return e.entry(name, zip.Deflate, content)
}

func (e *encoder) entry(name string, method uint16, content func(io.Writer) error) error {
	w, err := e.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err != nil {
		return err
	}
	if err := content(w); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (e *encoder) toml(name string, value any) error {
	return e.text(name, func(w io.Writer) error { return toml.NewEncoder(w).Encode(value) })
}

// recipe writes a recipe whose files are named from the session's folder.
func (e *encoder) recipe(name string, r recipe.Recipe) error {
	from, err := filepath.Abs(r.Dir)
	if err != nil {
		return err
	}
	moved := r.MapFiles(func(file string) string {
		if file == "" {
			return ""
		}
		target := filepath.FromSlash(file)
		if !filepath.IsAbs(target) {
			target = filepath.Join(from, target)
		}
		if near, err := filepath.Rel(e.dir, target); err == nil && filepath.IsLocal(near) {
			near = filepath.ToSlash(near)
			e.files.Relative = note(e.files.Relative, near)
			return near
		}
		e.files.Absolute = note(e.files.Absolute, target)
		return target
	})
	text := moved.Encode()
	// What is written must be readable: better no session than one that cannot be opened.
	if _, err := recipe.Parse(name, text); err != nil {
		return fmt.Errorf("a recipe with an error cannot be kept: %w", err)
	}
	return e.text(name, func(w io.Writer) error { return writeAll(w, text) })
}

func note(list []string, file string) []string {
	if slices.Contains(list, file) {
		return list
	}
	return append(list, file)
}

func (e *encoder) run(r *Run) (err error) {
	f, folder := r.file(), runFolder(r.Number)
	if err := e.recipe(folder+"recipe.toml", r.Recipe); err != nil {
		return err
	}
	keep := func(number *int, a *array.Complex) {
		if err == nil {
			*number, err = e.array(a)
		}
	}
	if s := r.Start; s != nil {
		if err := e.recipe(folder+"completed.toml", s.Recipe); err != nil {
			return err
		}
		if f.Mask, err = e.mask(s.Mask); err != nil {
			return err
		}
		keep(&f.Truth, s.Truth)
		keep(&f.Samples, s.Samples)
		keep(&f.Spectrum, s.Spectrum)
		keep(&f.ZeroFilled, s.ZeroFilled)
	}
	for i, t := range r.Tracks {
		keep(&f.Tracks[i].Image, t.Image)
		if t.Output != nil {
			keep(&f.Tracks[i].Output.Coefficients, t.Output.Coefficients)
			keep(&f.Tracks[i].Output.Dual, t.Output.Dual)
		}
		if err == nil && len(t.History) > maxLayers {
			err = fmt.Errorf("%s has a history of %d layers, more than %d", t.Name, len(t.History), maxLayers)
		}
		if err == nil && len(t.History) > 0 {
			err = e.text(historyName(r.Number, i), func(w io.Writer) error { return result.WriteHistory(w, t.History) })
		}
	}
	if err != nil {
		return err
	}
	if err := e.attacks(r); err != nil {
		return err
	}
	return e.toml(folder+"run.toml", f)
}

// array writes an array unless it has been written, in the smallest form that loses
// nothing, and returns its number. Arrays are not compressed: they hardly become smaller,
// and a reader knows from the length of the file what it may allocate.
func (e *encoder) array(a *array.Complex) (int, error) {
	if a == nil {
		return 0, nil
	}
	if n := e.numbers[a]; n > 0 {
		return n, nil
	}
	return e.number(a, a.Len(), func(w io.Writer) error {
		if purelyReal(a) {
			return imagefile.WriteNPYReal(w, a.Shape, a.RealParts())
		}
		return imagefile.WriteNPY(w, a, isSingle(a))
	})
}

func (e *encoder) mask(m *array.Mask) (int, error) {
	if n := e.numbers[m]; n > 0 {
		return n, nil
	}
	return e.number(m, m.Len(), func(w io.Writer) error { return imagefile.WriteNPYMask(w, m) })
}

func (e *encoder) number(key any, elements int, content func(io.Writer) error) (int, error) {
	// What a reader refuses must not be written.
	if e.elements += elements; e.elements > maxElements {
		return 0, fmt.Errorf("the pictures of all runs have more than %d pixels: forget some runs first", maxElements)
	}
	n := len(e.numbers) + 1
	e.numbers[key] = n
	return n, e.entry(arrayName(n), zip.Store, content)
}

// purelyReal says whether all imaginary parts are 0, not even -0.
func purelyReal(a *array.Complex) bool {
	for _, z := range a.Data {
		if math.Float64bits(imag(z)) != 0 {
			return false
		}
	}
	return true
}

// isSingle says whether every part is a number of single precision, bit by bit.
func isSingle(a *array.Complex) bool {
	same := func(x float64) bool { return math.Float64bits(float64(float32(x))) == math.Float64bits(x) }
	for _, z := range a.Data {
		if !same(real(z)) || !same(imag(z)) {
			return false
		}
	}
	return true
}
