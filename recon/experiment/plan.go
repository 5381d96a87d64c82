package experiment

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
)

// Options of a plan and of its run.
type Options struct {
	Threads  int // goroutines for the loops; 0: one per processor. Results do not depend on it.
	Observer Observer
	Cache    *Cache // of earlier runs; may be nil
}

func (o Options) threads() int {
	if o.Threads > 0 {
		return o.Threads
	}
	return runtime.GOMAXPROCS(0)
}

// Plan is a recipe of which everything has been looked up and checked: image and mask are
// there, files are read, each reconstructor is made. What is left can only fail for lack
// of memory or by being cancelled.
type Plan struct {
	recipe    recipe.Recipe
	cache     *Cache
	shape     array.Shape
	truth     *array.Complex // nil: not known
	model     measure.Model
	measured  *array.Complex // nil: simulate
	planned   []planned
	attacks   []plannedAttack
	questions []plannedQuestion

	// Keys of the steps: the part of the recipe that each depends on.
	truthKey, plainKey, samplesKey string
}

// planned is one reconstructor, ready to run.
type planned struct {
	section       recipe.ReconstructorSection
	method        reconstruct.Method
	reconstructor reconstruct.Reconstructor
	layers        int
	oracle        bool
	history       bool
	start         start
	key           string
}

// start says what a reconstructor starts from.
type start struct {
	kind  startKind
	index int            // startEarlier: which reconstructor
	image *array.Complex // startFile
}

type startKind int

const (
	startNone startKind = iota
	startZeroFilled
	startEarlier
	startFile
)

// NewPlan completes a recipe, reads its files and makes its reconstructors. Errors are
// [recipe.FieldError]s, several joined; nothing has been changed then.
//
// When ctx is cancelled it returns ctx.Err() at once. The step that was under way, the
// reading of a file or the sorting of frequencies, cannot be cut short everywhere: it ends
// by itself, in less than a second at 2048 x 2048, and the next does not begin.
func NewPlan(ctx context.Context, r recipe.Recipe, o Options) (*Plan, error) {
	return unlessDone(ctx, func() (*Plan, error) { return newPlan(ctx, r, o) })
}

func newPlan(ctx context.Context, r recipe.Recipe, o Options) (*Plan, error) {
	complete, err := r.Complete()
	if err != nil {
		return nil, err
	}
	p := &Plan{recipe: complete, cache: o.Cache}
	p.cache.begin()
	steps := []func() error{p.lookUpImage, p.checkOperator, func() error { return p.lookUpMask(ctx) }, p.checkMeasured}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(); err != nil {
			return nil, err
		}
	}
	var all []error
	p.planned = make([]planned, len(p.recipe.Reconstructors))
	for i := range p.recipe.Reconstructors {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		all = append(all, p.lookUpReconstructor(i))
	}
	if err := errors.Join(all...); err != nil {
		return nil, err
	}
	if err := p.lookUpAttacks(); err != nil {
		return nil, err
	}
	if err := p.lookUpQuestions(); err != nil {
		return nil, err
	}
	return p, nil
}

// Recipe is the completed recipe, with what depends on the image filled in: running it
// gives the same results.
func (p *Plan) Recipe() recipe.Recipe { return p.recipe.Clone() }

// Shape is the shape of the image.
func (p *Plan) Shape() array.Shape { return p.shape }

// Samples is the number m of measured frequencies.
func (p *Plan) Samples() int { return p.model.Count() }

// Layers is the number of layers of all reconstructors together.
func (p *Plan) Layers() int {
	n := 0
	for _, r := range p.planned {
		n += r.layers
	}
	return n
}

// Memory is an estimate of the bytes that the run holds at its peak.
func (p *Plan) Memory() int64 {
	image := 16 * int64(p.shape.Len())
	// Truth, samples, zero-filled image, and the three real planes of the metrics.
	total := 9 * image / 2
	var largest int64
	for _, r := range p.planned {
		needs := r.method.Memory(p.setup(r.section))
		if r.layers > 1 {
			total += 3 * image // image, coefficients and dual variable stay
			needs -= 3 * image
		} else {
			total += image
		}
		largest = max(largest, needs)
	}
	runs := int64(1)
	for _, q := range p.questions {
		runs = max(runs, 1+int64(q.study.Runs))
	}
	return runs*total + max(largest, p.attackMemory()) + p.attackResults()
}

// checkOperator says at the size, or at the operator, when they do not fit.
func (p *Plan) checkOperator() error {
	err := transform.Check(p.recipe.Sampling.Operator, p.shape)
	if err == nil {
		return nil
	}
	return p.recipe.At("sampling", &parameter.Error{
		Key: "operator", Found: parameter.Format(p.recipe.Sampling.Operator), Want: err.Error(),
	})
}

func (p *Plan) lookUpReconstructor(i int) error {
	section := &p.recipe.Reconstructors[i]
	where := "reconstructor." + section.Name
	method, ok := reconstruct.Lookup(section.Method)
	if !ok {
		return p.recipe.At(where, fmt.Errorf("no method %q", section.Method))
	}
	if err := p.fillLevels(method, section); err != nil {
		return p.recipe.At(where, err)
	}
	made, err := method.New(p.setup(*section))
	if err != nil {
		return p.recipe.At(where, err)
	}
	begin, err := p.lookUpStart(i)
	if err != nil {
		return p.recipe.At(where, err)
	}
	entry := planned{
		section: *section, method: method, reconstructor: made, start: begin,
		layers: method.Layers(section.Values), history: section.Values.Bool("history"),
		oracle: method.Oracle != nil && method.Oracle(section.Values),
	}
	entry.key = p.outputKey(entry)
	p.planned[i] = entry
	return nil
}

// setup is what a reconstructor is made from.
func (p *Plan) setup(section recipe.ReconstructorSection) reconstruct.Setup {
	return reconstruct.Setup{
		Model: p.model, Values: section.Values, NoiseLevel: p.recipe.Noise.Level, Open: p.open,
		Truth: p.truth, Phantom: p.phantom,
		Remember: func(key string, compute func() (any, error)) (any, error) {
			return remember(p.cache, "setup of "+section.Name, p.truthKey+" "+p.shape.String()+" "+key, compute)
		},
	}
}

// open opens a file that the recipe names, with a stamp of its state.
func (p *Plan) open(path string) (reconstruct.File, string, error) {
	stamp := p.stamp(path)
	f, err := os.Open(p.path(path))
	if err != nil {
		return nil, "", err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		_ = f.Close()
		return nil, "", errors.Join(fmt.Errorf("%s is not a file", path), err)
	}
	return f, stamp, nil
}

// fillLevels writes the depth of the wavelet transform into the recipe where it is left
// to the size of the image.
func (p *Plan) fillLevels(m reconstruct.Method, section *recipe.ReconstructorSection) error {
	if _, has := parameter.Find(m.Parameters, "levels"); !has || section.Values.Has("levels") {
		return nil
	}
	levels := transform.DefaultLevels(p.shape)
	if levels < 1 {
		return p.noLevels()
	}
	section.Values["levels"] = levels
	return nil
}

// noLevels is the error of a shape that no wavelet transform takes.
func (p *Plan) noLevels() error {
	return p.recipe.At("image", &parameter.Error{Key: "size", Found: p.shape.String(), Want: fmt.Sprintf(
		"has no wavelet level: both sides must be even, better divisible by a high power of two; %d would do", evenSize(p.shape))})
}

// evenSize is the power of two next to the shorter side.
func evenSize(s array.Shape) int {
	side := recipe.MinSize
	for 3*side/2 < min(s.H, s.W) && side < recipe.MaxSize {
		side *= 2
	}
	return side
}

func (p *Plan) lookUpStart(i int) (start, error) {
	values := p.recipe.Reconstructors[i].Values
	if t, ok := values.Table("start"); ok {
		image, err := p.readStart(t.Text)
		if err != nil {
			return start{}, &parameter.Error{Key: "start", Found: parameter.Format(t), Want: err.Error()}
		}
		return start{kind: startFile, image: image}, nil
	}
	switch name := values.String("start"); name {
	case "", "none":
		return start{}, nil
	case "zero-filled":
		return start{kind: startZeroFilled}, nil
	default:
		for k, earlier := range p.recipe.Reconstructors[:i] {
			if earlier.Name == name {
				return start{kind: startEarlier, index: k}, nil
			}
		}
		return start{}, &parameter.Error{
			Key: "start", Found: parameter.Format(name),
			Want: "names no earlier reconstructor",
		}
	}
}

// outputKey is what the output of a reconstructor depends on.
func (p *Plan) outputKey(r planned) string {
	key := fmt.Sprintf("%s|%s|%s|%v", p.truthKey, p.samplesKey, r.section.Method, r.section.Values)
	if r.start.kind == startEarlier {
		key += "|start " + p.planned[r.start.index].key
	}
	for _, file := range parameter.Files(r.method.Parameters, r.section.Values) {
		key += "|file " + p.stamp(file)
	}
	return key
}

// path resolves a path of the recipe.
func (p *Plan) path(file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(p.recipe.Dir, file)
}
