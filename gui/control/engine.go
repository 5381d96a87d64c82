package control

import (
	"context"

	"firenet/recon/array"
	"firenet/recon/experiment"
)

// Engine is what the controller asks of the engine. [Experiments] is the real one.
type Engine interface {
	// Check says what is wrong with a recipe as far as it can be said at once.
	Check(experiment.Recipe) error
	// Plan looks everything up and checks it. An error of one key is an
	// *[experiment.FieldError].
	Plan(experiment.Recipe) (Job, error)
	// Measure is the shape of the picture in a file.
	Measure(path string, slice *int) (array.Shape, error)
}

// Job is a recipe that can be run.
type Job interface {
	Recipe() experiment.Recipe // completed
	Layers() []int             // of each reconstructor
	Run(context.Context, *experiment.Observer) (*experiment.Result, error)
}
