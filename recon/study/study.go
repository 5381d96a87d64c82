package study

import (
	"context"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/question"
	"firenet/recon/recipe"
	"firenet/recon/registry"
	"firenet/recon/result"
)

// Study is one kind of question.
type Study struct {
	question.Kind
	// Check says what is wrong with a question about a recipe, as far as that can be said before
	// anything is computed. Nil: nothing can be. Errors of one parameter are *parameter.Error.
	Check func(r recipe.Recipe, v parameter.Values, image array.Shape) error
	// Reconstructions is about how many reconstructions the question takes for each subject.
	Reconstructions func(v parameter.Values) float64
	// Runs is how many other runs the question holds at a time, with their arrays.
	Runs int
	// Run answers. tell is given the report as it grows, and how much of the work is done. When
	// ctx is cancelled the report so far is returned with ctx.Err().
	Run func(ctx context.Context, s Subjects, v parameter.Values, tell Tell) (*result.Report, error)
}

// Tell hears of a question under way. The report may be nil; it is not written to afterwards.
type Tell func(r *result.Report, done, all int)

// Subjects are the reconstructors of a run, as a question sees them: one for each of the
// recipe, in its order. What they compute is theirs to remember; images are not written to.
type Subjects interface {
	// Recipe is completed.
	Recipe() recipe.Recipe
	Names() []string
	Threads() int

	Model() measure.Model
	Samples() *array.Complex
	Truth() *array.Complex // nil: not known
	// Plain is the true image before a detail was inserted.
	Plain() (*array.Complex, error)
	// Samples of another image, with the noise of the run: y + A (x' - x).
	SamplesOf(ctx context.Context, image *array.Complex) (*array.Complex, error)

	// Value is f_j(y), the reconstruction of the run.
	Value(ctx context.Context, j int) (*array.Complex, error)
	// At is f_j on other samples of the same measurement. What it starts from moves with them.
	At(ctx context.Context, j int, samples *array.Complex) (*array.Complex, error)
	// On makes the reconstructors for another measurement, with another truth (nil: not known).
	// move takes an image that a file gives them to start from to that measurement.
	On(m measure.Model, samples, truth *array.Complex, move func(*array.Complex) *array.Complex) (Subjects, error)

	// Run computes a recipe derived from this one.
	Run(ctx context.Context, r recipe.Recipe) (*result.Result, error)
	// Remember keeps what is computed about subject j under a key, for the next run.
	Remember(j int, step, key string, compute func() (any, error)) (any, error)
}

var studies = registry.New("study", func(s Study) string { return s.Name })

// Register adds a study, and its question for recipes. It is called from init; a name used
// twice panics.
func Register(s Study) {
	question.Register(s.Kind)
	studies.Register(s)
}

// Lookup finds a study by the name of its question.
func Lookup(name string) (Study, bool) { return studies.Lookup(name) }

// Names lists the studies in alphabetical order.
func Names() []string { return studies.Names() }

// remember is Subjects.Remember with a type.
func remember[V any](s Subjects, j int, step, key string, compute func() (V, error)) (V, error) {
	v, err := s.Remember(j, step, key, func() (any, error) { return compute() })
	if err != nil {
		var none V
		return none, err
	}
	return v.(V), nil
}
