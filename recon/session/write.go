package session

import (
	"archive/zip"
	"fmt"
	"io"
	"math"
	"path"
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
	e := &encoder{zip: zip.NewWriter(w), dir: dir, entries: map[string]bool{}, arrays: map[any]string{}}
	if err := e.session(s); err != nil {
		return Files{}, err
	}
	return e.files, e.zip.Close()
}

type encoder struct {
	zip     *zip.Writer
	dir     string
	files   Files
	entries map[string]bool
	arrays  map[any]string // entries of those that were written

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
	e.entries[name] = true
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
	if r.Start != nil {
		if err := e.recipe(folder+"completed.toml", r.Start.Recipe); err != nil {
			return err
		}
	}
	to := runSink{e, folder}
	if err := result.Encode(to, r.result()); err != nil {
		return err
	}
	if r.Start != nil {
		if f.Spectrum, err = to.Array("", r.Start.Spectrum, result.Double); err != nil {
			return err
		}
	}
	for i, t := range r.Tracks {
		if f.Tracks[i].Image, err = to.Array("", t.Image, result.Double); err != nil {
			return err
		}
		if f.Tracks[i].History, err = to.history(i, t); err != nil {
			return err
		}
	}
	return e.toml(folder+"run.toml", f)
}

// runSink is the part of a session that a run's result is written to. Texts are named from
// the run's folder, arrays by their entries.
type runSink struct {
	*encoder
	folder string
}

// Text keeps a text under its name or, where that is taken, one like it.
func (s runSink) Text(name string, content func(io.Writer) error) (string, error) {
	free := path.Join(name)
	for k := 2; s.entries[s.folder+free]; k++ {
		ext := path.Ext(name)
		free = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), k, ext)
	}
	return free, s.text(s.folder+free, content)
}

// history keeps the layers of a reconstructor that are not those of its result.
func (s runSink) history(i int, t Track) (string, error) {
	if len(t.History) == 0 && t.Output == nil || t.Output != nil && sameHistory(t.History, t.Output.History) {
		return "", nil
	}
	if len(t.History) > maxLayers {
		return "", fmt.Errorf("%s has a history of %d layers, more than %d", t.Name, len(t.History), maxLayers)
	}
	return s.Text(historyName(i), func(w io.Writer) error { return result.WriteHistory(w, t.History) })
}

func sameHistory(a, b []result.HistoryPoint) bool {
	same := func(x, y float64) bool { return x == y || x != x && y != y }
	return slices.EqualFunc(a, b, func(p, q result.HistoryPoint) bool {
		return p.Layer == q.Layer && p.Block == q.Block && same(p.RelativeL2, q.RelativeL2) && same(p.Objective, q.Objective) && same(p.Residual, q.Residual)
	})
}

// Array writes an array unless it has been written, in the smallest form that loses nothing.
// Arrays are not compressed: they hardly become smaller, and a reader knows from the length
// of the file what it may allocate.
func (s runSink) Array(_ string, a *array.Complex, _ result.Form) (string, error) {
	if a == nil {
		return "", nil
	}
	return s.number(a, a.Len(), func(w io.Writer) error {
		if purelyReal(a) {
			return imagefile.WriteNPYReal(w, a.Shape, a.RealParts())
		}
		return imagefile.WriteNPY(w, a, isSingle(a))
	})
}

// Mask writes a mask unless it has been written.
func (s runSink) Mask(_ string, m *array.Mask) (string, error) {
	return s.number(m, m.Len(), func(w io.Writer) error { return imagefile.WriteNPYMask(w, m) })
}

// number gives an array an entry with the next number.
func (e *encoder) number(key any, elements int, content func(io.Writer) error) (string, error) {
	if name := e.arrays[key]; name != "" {
		return name, nil
	}
	// What a reader refuses must not be written.
	if e.elements += elements; e.elements > maxElements {
		return "", fmt.Errorf("the pictures of all runs have more than %d pixels: forget some runs first", maxElements)
	}
	name := arrayName(len(e.arrays) + 1)
	e.arrays[key] = name
	return name, e.entry(name, zip.Store, content)
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
