package registry_test

import (
	"slices"
	"testing"

	"firenet/recon/registry"
)

func TestRegistry(t *testing.T) {
	r := registry.New("word", func(s string) string { return s })
	for _, w := range []string{"radial", "full", "spiral", "levels"} {
		r.Register(w)
	}
	if got := r.Names(); !slices.Equal(got, []string{"full", "levels", "radial", "spiral"}) {
		t.Errorf("names %v", got)
	}
	for _, w := range []string{"full", "spiral"} {
		if got, ok := r.Lookup(w); !ok || got != w {
			t.Errorf("%q: %q, %v", w, got, ok)
		}
	}
	for _, w := range []string{"", "lines", "zzz"} {
		if got, ok := r.Lookup(w); ok {
			t.Errorf("%q was found: %q", w, got)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a name was taken twice")
		}
	}()
	r.Register("radial")
}
