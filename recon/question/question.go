// Package question holds the descriptions of the questions that a recipe can ask of its
// reconstructors: names and parameters, as data. Package study answers them; a recipe needs
// only to know what may be asked.
//
// It depends on parameter and registry. Start reading at [Kind].
package question

import (
	"firenet/recon/parameter"
	"firenet/recon/registry"
)

// Kind describes one kind of question.
type Kind struct {
	Name       string // in recipes
	Title      string // for people
	Help       string // one sentence
	Parameters []parameter.Parameter
}

var kinds = registry.New("question", func(k Kind) string { return k.Name })

// Register adds a kind. It is called from init; a name used twice panics.
func Register(k Kind) { kinds.Register(k) }

// Lookup finds a kind by its recipe name.
func Lookup(name string) (Kind, bool) { return kinds.Lookup(name) }

// Names lists the kinds in alphabetical order.
func Names() []string { return kinds.Names() }
