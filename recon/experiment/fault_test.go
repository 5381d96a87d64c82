package experiment

import (
	"errors"
	"strings"
	"testing"

	"firenet/recon/recipe"
)

// TestAPanicIsAFault: in a run, and where a result is waited for. Who runs the engine can
// tell it from other errors, and has its stack.
func TestAPanicIsAFault(t *testing.T) {
	p, err := NewPlan(t.Context(), recipe.Default(), Options{Threads: 1})
	must(t, err)
	o := Options{Threads: 1, Observer: Observer{Started: func(int, string, int) { panic("index out of range") }}}
	result, err := Run(t.Context(), p, o)
	waited, err2 := unlessDone(t.Context(), func() (int, error) { panic("index out of range") })
	for _, err := range []error{err, err2} {
		var fault *Fault
		if !errors.As(err, &fault) {
			t.Fatalf("%v is not a fault", err)
		}
		if !strings.Contains(err.Error(), "internal error: index out of range") || !strings.Contains(string(fault.Stack), "TestAPanicIsAFault") {
			t.Errorf("%v with\n%s", err, fault.Stack)
		}
	}
	if result != nil || waited != 0 {
		t.Errorf("results %v and %v", result, waited)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
