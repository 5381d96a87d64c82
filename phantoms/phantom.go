package phantoms

import (
	"math/rand/v2"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/registry"
)

// Phantom is an analytic test image in the registry.
type Phantom struct {
	Name       string // in recipes
	Title      string // in the window
	Help       string // one sentence
	Parameters []parameter.Parameter
	// Draw evaluates the phantom at any shape. Random phantoms draw from rand only.
	Draw func(s array.Shape, v parameter.Values, rand *rand.Rand) (*array.Complex, error)
}

var phantoms = registry.New("phantom", func(p Phantom) string { return p.Name })

// Register adds a phantom. It is called from init; a name used twice panics.
func Register(p Phantom) { phantoms.Register(p) }

// Lookup finds a phantom by its recipe name.
func Lookup(name string) (Phantom, bool) { return phantoms.Lookup(name) }

// Names lists the phantoms in alphabetical order.
func Names() []string { return phantoms.Names() }
