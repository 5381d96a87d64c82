package sampling

import (
	"context"
	"math"
	"math/rand/v2"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/registry"
)

// Request is what a pattern is drawn from.
type Request struct {
	Shape     array.Shape
	Transform string  // "fourier" or "walsh": decides where low frequencies are
	Fraction  float64 // of all frequencies, in (0, 1]
	Values    parameter.Values
	Rand      *rand.Rand // the stream of the mask
	// Sparsities are the local sparsities for sampling in levels, coarsest first, given
	// in the recipe or counted by the caller. Only patterns with UsesSparsities read them.
	Sparsities []float64
	// Context ends a draw that takes long; nil: none does. The error is the context's.
	Context context.Context
}

// err is the error of the context.
func (r Request) err() error {
	if r.Context == nil {
		return nil
	}
	return r.Context.Err()
}

// Count is the exact number of samples that the fraction asks for, round(Fraction*H*W),
// at least 1.
func (r Request) Count() int {
	return max(1, int(math.Round(r.Fraction*float64(r.Shape.Len()))))
}

// Pattern is a sampling pattern in the registry.
type Pattern struct {
	Name           string // in recipes
	Title          string // in the window
	Help           string // one sentence
	Exact          bool   // draws exactly Request.Count() samples
	UsesFraction   bool   // false: the fraction has no influence (full, file)
	UsesSparsities bool
	Transforms     []string // those it is defined for
	Parameters     []parameter.Parameter
	// Draw returns a mask in the order that is seen. Errors of one parameter are
	// *parameter.Error; "fraction" is a key of it.
	Draw func(Request) (*array.Mask, error)
}

var patterns = registry.New("sampling pattern", func(p Pattern) string { return p.Name })

// Register adds a pattern. It is called from init; a name used twice panics.
func Register(p Pattern) { patterns.Register(p) }

// Lookup finds a pattern by its recipe name.
func Lookup(name string) (Pattern, bool) { return patterns.Lookup(name) }

// Names lists the patterns in alphabetical order.
func Names() []string { return patterns.Names() }
