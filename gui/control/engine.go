package control

import (
	"context"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// Engine is what the controller asks of the engine. [Experiments] is the real one.
type Engine interface {
	// Check says what is wrong with a recipe as far as it can be said at once.
	Check(recipe.Recipe) error
	// Plan looks everything up and checks it. An error of one key is an
	// *[experiment.FieldError].
	Plan(context.Context, recipe.Recipe) (Job, error)
	// Spectrum is U x in the order that is seen, for an operator of the recipe.
	Spectrum(operator string, x *array.Complex) (*array.Complex, error)
	// Measure is the shape of the picture in a file.
	Measure(path string, slice *int) (array.Shape, error)
}

// Job is a recipe that can be run.
type Job interface {
	Recipe() recipe.Recipe // completed
	Layers() []int         // of each reconstructor
	Run(context.Context, *experiment.Observer) (*result.Result, error)
}

// Data is what a run starts from.
type Data struct {
	Recipe   recipe.Recipe  // completed, with what depends on the image filled in
	Truth    *array.Complex // nil: not known
	Mask     *array.Mask
	Samples  *array.Complex
	Spectrum *array.Complex // U x of the truth; the samples where it is not known
	// ZeroFilled is U* y.
	ZeroFilled *array.Complex
}

// Shape is the shape of the image.
func (d *Data) Shape() array.Shape { return d.Mask.Shape }
