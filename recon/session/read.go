package session

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"firenet/recon/array"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// Read reads the session in the file at path.
func Read(path string) (*Session, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w: not a file", path, ErrFormat)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	s, err := Decode(f, info.Size(), dir)
	if now, err := os.Stat(path); err == nil && (now.Size() != info.Size() || !now.ModTime().Equal(info.ModTime())) {
		return nil, fmt.Errorf("%s: it changed while it was read; try again when it has been written", path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// Decode reads a session of size bytes that lies in the folder dir. Nothing is allocated
// that the size of the archive does not warrant. Errors are of the kind [ErrFormat].
func Decode(r io.ReaderAt, size int64, dir string) (*Session, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	d := &decoder{
		dir: dir, entries: map[string]*zip.File{}, upgraded: map[string][]byte{},
		arrays: map[string]*imagefile.NPY{}, masks: map[string]*array.Mask{},
	}
	if err := d.list(z, size); err != nil {
		return nil, err
	}
	return d.session()
}

type decoder struct {
	dir      string
	from     string // folder in which the session was saved
	entries  map[string]*zip.File
	upgraded map[string][]byte // texts that an older version has in another form
	arrays   map[string]*imagefile.NPY
	masks    map[string]*array.Mask
	elements int64
}

// list checks names and sizes of all entries. Those that are not compressed cannot be
// larger together than the archive, or they overlap.
func (d *decoder) list(z *zip.Reader, size int64) error {
	if len(z.File) > maxEntries {
		return malformed("archive", "%d entries", len(z.File))
	}
	left := uint64(size)
	for _, f := range z.File {
		if d.entries[f.Name] != nil {
			return malformed("archive", "two entries %q", f.Name)
		}
		if f.CompressedSize64 > left {
			return malformed("archive", "its entries are larger than it is")
		}
		left -= f.CompressedSize64
		if f.Method == zip.Store && f.CompressedSize64 != f.UncompressedSize64 {
			return malformed(f.Name, "two sizes")
		}
		d.entries[f.Name] = f
	}
	return nil
}

func (d *decoder) session() (*Session, error) {
	var f sessionFile
	if err := d.toml("session.toml", &f); err != nil {
		return nil, err
	}
	switch {
	case f.Format > Version:
		return nil, malformed("session.toml", "format %d is newer than this program, which reads %d; use a newer program", f.Format, Version)
	case f.Format < 1:
		return nil, malformed("session.toml", "format %d", f.Format)
	case len(f.Runs) > maxRuns:
		return nil, malformed("session.toml", "%d runs", len(f.Runs))
	}
	d.from = f.Folder
	s := &Session{File: f.File, Modified: f.Modified, Shown: f.Shown}
	var err error
	if s.Recipe, err = d.recipe("recipe.toml"); err != nil {
		return nil, err
	}
	if d.entries["layout.json"] != nil {
		if s.Layout, err = d.text("layout.json", maxText); err != nil {
			return nil, err
		}
	}
	for i, n := range f.Runs {
		if n < 1 || slices.Contains(f.Runs[:i], n) {
			return nil, malformed("session.toml", "run %d: numbers are above 0, each once", n)
		}
		if f.Format == 1 {
			if err := d.upgrade(n); err != nil {
				return nil, err
			}
		}
		r, err := d.run(n)
		if err != nil {
			return nil, err
		}
		s.Runs = append(s.Runs, r)
	}
	return s, nil
}

// text is the content of an entry of at most limit bytes.
func (d *decoder) text(name string, limit int64) ([]byte, error) {
	if b := d.upgraded[name]; b != nil {
		return b, nil
	}
	f := d.entries[name]
	if f == nil {
		return nil, malformed(name, "missing")
	}
	if f.UncompressedSize64 > uint64(limit) {
		return nil, malformed(name, "%d bytes, more than %d", f.UncompressedSize64, limit)
	}
	in, err := f.Open()
	if err != nil {
		return nil, malformed(name, "%v", err)
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, limit+1)) // grows with what is there, whatever the size says
	if err != nil || int64(len(b)) > limit {
		return nil, malformed(name, "damaged: %v", err)
	}
	return b, nil
}

func (d *decoder) toml(name string, into any) error {
	b, err := d.text(name, maxText)
	if err != nil {
		return err
	}
	if err := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(into); err != nil {
		return malformed(name, "%v", err)
	}
	return nil
}

// recipe reads a recipe. A file that is not where its relative name says is looked for
// from the folder in which the session was saved.
func (d *decoder) recipe(name string) (recipe.Recipe, error) {
	b, err := d.text(name, recipe.MaxRecipe)
	if err != nil {
		return recipe.Recipe{}, err
	}
	r, err := recipe.Parse("", b)
	if err != nil {
		return recipe.Recipe{}, malformed(name, "%v", err)
	}
	r.Dir = d.dir
	return r.MapFiles(func(file string) string {
		near := filepath.FromSlash(file)
		if file == "" || filepath.IsAbs(near) || exists(filepath.Join(d.dir, near)) {
			return file
		}
		if far := filepath.Join(d.from, near); filepath.IsAbs(far) && exists(far) {
			return far
		}
		return file
	}), nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (d *decoder) run(number int) (*Run, error) {
	var f runFile
	folder := runFolder(number)
	if err := d.toml(folder+"run.toml", &f); err != nil {
		return nil, err
	}
	r := f.run(number)
	var err error
	if r.Recipe, err = d.recipe(folder + "recipe.toml"); err != nil {
		return nil, err
	}
	computed, err := result.Decode(runSource{d, folder})
	switch {
	case errors.Is(err, ErrFormat):
		return nil, err
	case err != nil:
		return nil, malformed(folder, "%v", err)
	case len(computed.Outputs) != len(r.Tracks):
		return nil, malformed(folder, "%d results of %d reconstructors", len(computed.Outputs), len(r.Tracks))
	case !f.Started && computed.Mask != nil:
		return nil, malformed(folder, "a mask of a run that has not started")
	}
	if f.Started {
		if r.Start, err = d.start(folder, f, computed); err != nil {
			return nil, err
		}
	}
	r.Attacks, r.Reports, r.Timings = computed.Attacks, computed.Reports, computed.Timings
	for i := range r.Tracks {
		r.Tracks[i].Output = computed.Outputs[i]
		if err := d.track(&r.Tracks[i], f.Tracks[i], folder); err != nil {
			return nil, err
		}
		if t := r.Tracks[i]; t.Image != nil && (r.Start == nil || t.Image.Shape != r.Start.Mask.Shape) {
			return nil, malformed(folder+"run.toml", "a picture of another shape than the mask")
		}
	}
	return r, nil
}

func (d *decoder) start(folder string, f runFile, computed *result.Result) (*Start, error) {
	s := &Start{Truth: computed.Truth, Mask: computed.Mask, Samples: computed.Samples, ZeroFilled: computed.ZeroFilled}
	var err error
	if s.Recipe, err = d.recipe(folder + "completed.toml"); err != nil {
		return nil, err
	}
	if s.Spectrum, err = d.array(f.Spectrum); err != nil {
		return nil, err
	}
	if s.Mask == nil || s.Samples == nil || s.Spectrum == nil || s.Spectrum.Shape != s.Samples.Shape && s.Spectrum.Shape != s.Mask.Shape {
		return nil, malformed(folder, "its mask, samples or spectrum are not there or have different shapes")
	}
	return s, nil
}

// track reads the picture and the layers of a reconstructor whose result is there, if it has
// one.
func (d *decoder) track(t *Track, f trackFile, folder string) (err error) {
	if t.Image, err = d.array(f.Image); err != nil {
		return err
	}
	if t.Output != nil {
		if t.Image == nil {
			return malformed(folder+"run.toml", "a result without a picture")
		}
		t.History = t.Output.History
	}
	if f.History == "" {
		return nil
	}
	b, err := d.text(folder+f.History, maxHistory)
	if err != nil {
		return err
	}
	if t.History, err = result.ReadHistory(bytes.NewReader(b), maxLayers); err != nil {
		return malformed(folder+f.History, "%v", err)
	}
	return nil
}

// runSource is the part of a session that a run's result is read from.
type runSource struct {
	*decoder
	folder string
}

func (s runSource) Text(ref string, limit int64) ([]byte, error) { return s.text(s.folder+ref, limit) }

func (s runSource) Array(ref string) (*array.Complex, error) { return s.array(ref) }

// array is the array of an entry, read once; nil for none.
func (d *decoder) array(name string) (*array.Complex, error) {
	if name == "" {
		return nil, nil
	}
	a, err := d.npy(name)
	if err != nil {
		return nil, err
	}
	return a.Array, nil
}

func (d *decoder) npy(name string) (*imagefile.NPY, error) {
	if a := d.arrays[name]; a != nil {
		return a, nil
	}
	f := d.entries[name]
	if f == nil {
		return nil, malformed(name, "missing")
	}
	if f.Method != zip.Store {
		return nil, malformed(name, "compressed")
	}
	// Not compressed: no larger than the archive.
	in, err := f.Open()
	if err != nil {
		return nil, malformed(name, "%v", err)
	}
	defer in.Close()
	b := make([]byte, f.UncompressedSize64)
	if _, err := io.ReadFull(in, b); err != nil {
		return nil, malformed(name, "%v", err)
	}
	if _, err := in.Read(make([]byte, 1)); err != io.EOF { // here the checksum is compared
		return nil, malformed(name, "%v", err)
	}
	a, err := imagefile.ReadNPYFrom(bytes.NewReader(b), int64(len(b)), imagefile.Options{Limit: maxElements})
	if err != nil {
		return nil, malformed(name, "%v", err)
	}
	if d.elements += int64(a.Array.Len()); d.elements > maxElements {
		return nil, malformed(name, "the arrays have more than %d numbers", maxElements)
	}
	d.arrays[name] = a
	return a, nil
}

// Mask is the mask of an entry, read once.
func (s runSource) Mask(name string) (*array.Mask, error) {
	if m := s.masks[name]; m != nil {
		return m, nil
	}
	a, err := s.npy(name)
	if err != nil {
		return nil, err
	}
	if a.Kind != imagefile.KindBool {
		return nil, malformed(name, "not a mask")
	}
	m := array.NewMask(a.Array.Shape)
	for i, z := range a.Array.Data {
		m.Data[i] = z != 0
	}
	s.masks[name] = m
	delete(s.arrays, name)
	return m, nil
}
