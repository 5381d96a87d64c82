package reconstruct

import "firenet/recon/registry"

var methods = registry.New("reconstruction method", func(m Method) string { return m.Name })

// Register adds a method. It is called from init; a name used twice panics.
func Register(m Method) { methods.Register(m) }

// Lookup finds a method by its recipe name.
func Lookup(name string) (Method, bool) { return methods.Lookup(name) }

// Names lists the methods in alphabetical order.
func Names() []string { return methods.Names() }
