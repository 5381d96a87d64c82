package stability

import (
	"fmt"
	"math"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
)

// Target is a reconstruction map f that is searched or measured at some samples.
type Target struct {
	Name string // of the reconstructor, for messages
	Map  reconstruct.Linearisation
	measure.Model
	Samples *array.Complex // y
	Truth   *array.Complex // x; nil when it is not known
	Threads int
	// Random numbers are drawn from streams of this seed whose names begin with Stream. Two
	// targets with equal names are shown equal draws.
	Seed   uint64
	Stream string
	// Lipschitz is a proven bound on ||f(y + e) - f(y)|| / ||e|| for every e, such as the
	// norm of a linear reconstructor; 0: none is known.
	Lipschitz float64
}

// check says what is wrong with a target, as a [parameter.Error].
func (t Target) check() error {
	wrong := func(key string, found any, want string) error {
		return &parameter.Error{Key: key, Found: fmt.Sprint(found), Want: want}
	}
	switch {
	case t.Map == nil:
		return &parameter.Error{Key: "target", Found: parameter.Format(t.Name), Want: "must be a reconstructor with a derivative"}
	case t.Samples == nil:
		return &parameter.Error{Key: "samples", Want: "must be given"}
	case t.Mask == nil:
		return &parameter.Error{Key: "mask", Want: "must be given"}
	case t.Range() != t.Samples.Shape:
		return wrong("mask", t.Mask.Shape, fmt.Sprintf("must have the shape of the samples, %v", t.Samples.Shape))
	case t.Truth != nil && t.Truth.Shape != t.Image():
		return wrong("truth", t.Truth.Shape, fmt.Sprintf("must have the shape of the mask, %v", t.Image()))
	case t.Mask.Count() == 0:
		return &parameter.Error{Key: "mask", Want: "nothing is sampled, so that nothing can be perturbed"}
	case !t.Samples.IsFinite():
		return &parameter.Error{Key: "samples", Want: "must be numbers, some are not"}
	case t.Samples.Norm() == 0:
		return &parameter.Error{Key: "samples", Want: "all are zero: a norm relative to them means nothing"}
	case math.IsNaN(t.Lipschitz) || t.Lipschitz < 0:
		return wrong("Lipschitz", t.Lipschitz, "must be a number of at least 0")
	}
	return t.Model.Check()
}
