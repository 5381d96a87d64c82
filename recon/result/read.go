package result

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"github.com/pelletier/go-toml/v2"

	"firenet/recon/array"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
)

// ErrUnreadable is the kind of every error that says that a folder does not hold results, or
// that they are damaged.
var ErrUnreadable = errors.New("not results that can be read")

// maxElements is how many numbers the arrays of a folder may have together.
const maxElements = 1 << 28

// Read reads the results that [Result.Write] has left in the folder dir, also those of a
// version of this program that left no result.toml. Pictures, and tables that are made from
// other files, are not looked at. Nothing outside the folder is read, nor what is not a
// file. Errors are of the kind [ErrUnreadable], unless ctx was cancelled.
//
// A folder does not keep of a result: last dual variables; the seconds of attacks and
// reports; of an attack the snapshots, the images of Gaussian noise, the perturbations of the
// noise curve, the left singular vector, and what the right one leads to (its samples and
// image at the norm of the attack); the zero-filled image, where it is not that of a
// reconstructor. A perturbation found in single precision has that precision.
//
// Without result.toml there are none of these either: notes; what is shown of an added
// detail; what a search has spent and reached in each restart; within a region; whether it has
// reached what was asked for.
func Read(ctx context.Context, dir string) (*Result, error) {
	r, err := read(ctx, dir)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%w: %s: %w; name a folder that a run has left, or run its recipe.toml again", ErrUnreadable, dir, err)
	}
	return r, nil
}

func read(ctx context.Context, dir string) (*Result, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	s := &folderSource{ctx: ctx, root: root, dir: path, arrays: map[string]*imagefile.NPY{}}
	complete, err := s.recipe()
	if err != nil {
		return nil, err
	}
	if !s.has(DocumentName) {
		if s.before, err = s.guess(complete); err != nil {
			return nil, err
		}
	}
	r, err := Decode(s)
	if err != nil {
		return nil, err
	}
	if r.Mask == nil || r.Samples == nil {
		return nil, malformed(DocumentName, "it names no mask or no measurements")
	}
	r.Recipe = complete
	return r, nil
}

// folderSource is a folder that a result is read from.
type folderSource struct {
	ctx      context.Context
	root     *os.Root
	dir      string
	arrays   map[string]*imagefile.NPY
	elements int64
	before   []byte // what result.toml would say, had the program that made the folder written one
}

func (s *folderSource) has(name string) bool {
	info, err := s.root.Stat(filepath.FromSlash(name))
	return err == nil && info.Mode().IsRegular()
}

// open opens a file of the folder. The name may come from a file.
func (s *folderSource) open(name string) (*os.File, int64, error) {
	if err := s.ctx.Err(); err != nil {
		return nil, 0, err
	}
	local := filepath.FromSlash(name)
	if !filepath.IsLocal(local) {
		return nil, 0, malformed(name, "it is not in the folder")
	}
	// Before it is opened, which would wait for the other end of a pipe.
	info, err := s.root.Stat(local)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, 0, fmt.Errorf("%s is missing", name)
	case err != nil:
		return nil, 0, fmt.Errorf("%s: %w", name, err)
	case !info.Mode().IsRegular():
		return nil, 0, malformed(name, "it is not a file")
	}
	f, err := s.root.Open(local)
	return f, info.Size(), err
}

// bytes is the content of a file of at most limit bytes.
func (s *folderSource) bytes(name string, limit int64) ([]byte, error) {
	f, size, err := s.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if size > limit {
		return nil, malformed(name, "%d bytes, more than %d", size, limit)
	}
	b, err := io.ReadAll(io.LimitReader(f, limit))
	if err != nil {
		return nil, err
	}
	return b, nil
}

func (s *folderSource) recipe() (recipe.Recipe, error) {
	const name = "recipe.toml"
	b, err := s.bytes(name, recipe.MaxRecipe)
	if err != nil {
		return recipe.Recipe{}, err
	}
	r, err := recipe.Parse(filepath.Join(s.dir, name), b)
	if err != nil {
		return recipe.Recipe{}, err
	}
	r.Dir = s.dir
	return r.Complete()
}

// Text is a file of the folder; the times are in two of them.
func (s *folderSource) Text(ref string, limit int64) ([]byte, error) {
	switch {
	case ref == TimesName:
		return s.times()
	case ref == DocumentName && s.before != nil:
		return s.before, nil
	}
	return s.bytes(ref, limit)
}

// times is what times.toml would say.
func (s *folderSource) times() ([]byte, error) {
	var d document
	if err := readDocument(s, DocumentName, &d, func() int { return d.Format }); err != nil {
		return nil, err
	}
	t := times{
		Format: documentFormat, Outputs: make([]float64, len(d.Outputs)),
		Attacks: make([]float64, len(d.Attacks)), Reports: make([]float64, len(d.Reports)),
	}
	lines, err := s.metrics()
	if err != nil {
		return nil, err
	}
	for j, p := range d.Outputs {
		l, ok := lines[lineKey{Clean, p.Name}]
		if !ok && !p.Absent {
			return nil, malformed("metrics.csv", "it has no line for %q", p.Name)
		}
		t.Outputs[j] = l.seconds
	}
	t.Parts, err = s.parts()
	if err != nil {
		return nil, err
	}
	return toml.Marshal(t)
}

// parts are the durations in environment.toml, which has their sum too.
func (s *folderSource) parts() (list []timing, err error) {
	const name = "environment.toml"
	b, err := s.bytes(name, maxDocument)
	if err != nil {
		return nil, err
	}
	var env struct {
		Seconds *float64      `toml:"seconds"`
		Parts   []partSeconds `toml:"part"`
	}
	if err := toml.Unmarshal(b, &env); err != nil {
		return nil, malformed(name, "%v", err)
	}
	sum := 0.0
	for _, p := range env.Parts {
		sum += p.Seconds
		list = append(list, timing{p.Name, int64(durationOf(p.Seconds))})
	}
	if env.Seconds == nil || !(math.Abs(*env.Seconds-sum) <= 1e-9*max(1, sum)) {
		return nil, malformed(name, "its parts do not take the time that it says")
	}
	return list, nil
}

// Array is the array in a file, read once.
func (s *folderSource) Array(ref string) (*array.Complex, error) {
	a, err := s.npy(ref)
	if err != nil {
		return nil, err
	}
	return a.Array, nil
}

func (s *folderSource) npy(ref string) (*imagefile.NPY, error) {
	if a := s.arrays[ref]; a != nil {
		return a, nil
	}
	f, size, err := s.open(ref)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	a, err := imagefile.ReadNPYFrom(f, size, imagefile.Options{Limit: max(1, maxElements-s.elements)})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ref, err)
	}
	s.elements += int64(a.Array.Len())
	s.arrays[ref] = a
	return a, nil
}

// Mask is the mask in a file.
func (s *folderSource) Mask(ref string) (*array.Mask, error) {
	a, err := s.npy(ref)
	if err != nil {
		return nil, err
	}
	if a.Kind != imagefile.KindBool {
		return nil, malformed(ref, "it is not a mask of booleans")
	}
	m := array.NewMask(a.Array.Shape)
	for i, z := range a.Array.Data {
		m.Data[i] = z != 0
	}
	return m, nil
}

// single says whether an array is kept in single precision, by the head of its file.
func (s *folderSource) single(ref string) bool {
	f, _, err := s.open(ref)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 64)
	n, _ := io.ReadFull(f, head)
	return bytes.Contains(head[:n], []byte("'<c8'"))
}
