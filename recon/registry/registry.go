// Package registry holds named things that register themselves at start: phantoms,
// sampling patterns, reconstruction methods. A registry is filled by init functions and
// constant afterwards.
package registry

import (
	"fmt"
	"slices"
	"sort"
)

// Registry is a list of T in alphabetical order of their names.
type Registry[T any] struct {
	kind string
	name func(T) string
	list []T
}

// New returns an empty registry. kind names the entries in messages; name gives an
// entry's name.
func New[T any](kind string, name func(T) string) *Registry[T] {
	return &Registry[T]{kind: kind, name: name}
}

// Register adds an entry. It is called from init; a name used twice panics.
func (r *Registry[T]) Register(entry T) {
	i, found := r.find(r.name(entry))
	if found {
		panic(fmt.Sprintf("%s %q registered twice", r.kind, r.name(entry)))
	}
	r.list = slices.Insert(r.list, i, entry)
}

// Lookup finds an entry by name.
func (r *Registry[T]) Lookup(name string) (entry T, ok bool) {
	i, ok := r.find(name)
	if !ok {
		return entry, false
	}
	return r.list[i], true
}

// Names lists the entries' names in alphabetical order.
func (r *Registry[T]) Names() []string {
	names := make([]string, len(r.list))
	for i, e := range r.list {
		names[i] = r.name(e)
	}
	return names
}

func (r *Registry[T]) find(name string) (int, bool) {
	return sort.Find(len(r.list), func(i int) int {
		switch n := r.name(r.list[i]); {
		case name < n:
			return -1
		case name > n:
			return 1
		}
		return 0
	})
}
