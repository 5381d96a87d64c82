package reconstruct

import "firenet/recon/registry"

var methods = registry.New("reconstruction method", func(m Method) string { return m.Name })

// Register adds a method. It is called from init; a name used twice panics.
func Register(m Method) { methods.Register(m) }

// Lookup finds a method by its recipe name.
func Lookup(name string) (Method, bool) { return methods.Lookup(name) }

// Names lists the methods in alphabetical order.
func Names() []string { return methods.Names() }

// IsBaseline says whether a name is that of a method which others are held against.
func IsBaseline(name string) bool {
	m, ok := Lookup(name)
	return ok && m.Baseline
}
