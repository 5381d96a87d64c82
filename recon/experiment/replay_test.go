package experiment_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/reconstruct"
)

// The iterates of a replay are those of the run: the last one is its result, bit by bit,
// and the errors of all are those of its history.
func TestReplayShowsTheLayersOfTheRun(t *testing.T) {
	r := small(t, "noise.level=0.02")
	second := r.Reconstructors[1]
	second.Name, second.Values = "second", second.Values.Clone()
	second.Values["start"] = "FIRENET"
	r.Reconstructors = append(r.Reconstructors, second)
	o := experiment.Options{Threads: 2, Cache: experiment.NewCache()}
	result := run(t, r, o)
	plan, err := experiment.NewPlan(t.Context(), r, o)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= 2; i++ {
		out := result.Outputs[i]
		var last *array.Complex
		n := 0
		err := experiment.Replay(t.Context(), plan, i, o, func(l reconstruct.Layer) {
			last = l.Image()
			e := array.Distance(last, result.Truth) / result.Truth.Norm()
			if want := out.History[n].RelativeL2; l.Index() != n+1 || math.Abs(e/want-1) > 1e-5 {
				t.Errorf("%s: layer %d has error %g, in the history it was %g", out.Name, l.Index(), e, want)
			}
			n++
		})
		if err != nil || n != out.Layers || !slices.Equal(last.Data, out.Image.Data) {
			t.Errorf("%s: %d of %d layers, error %v, or the last iterate is not the result", out.Name, n, out.Layers, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = experiment.Replay(ctx, plan, 1, o, func(reconstruct.Layer) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled, and the error is %v", err)
	}
}

func TestTheContrastOfADetailIsMeasured(t *testing.T) {
	none := run(t, small(t), experiment.Options{})
	if none.Outputs[1].Detail != nil {
		t.Error("a contrast without a detail")
	}
	set := []string{"image.phantom=smooth-phase", "image.insert=disc", "image.insert_size=0.2", "image.insert_contrast=0.3"}
	cache := experiment.NewCache()
	full := run(t, small(t, append(set, "sampling.pattern=full")...), experiment.Options{Cache: cache})
	if d := full.Outputs[0].Detail; d == nil || math.Abs(d.Contrast-1) > 1e-9 || !d.Shows() {
		t.Errorf("all frequencies, and the zero-filled image recovers %+v", d)
	}
	few := run(t, small(t, append(set, "sampling.fraction=0.05", "image.insert_size=0.04")...), experiment.Options{Cache: cache})
	if d := few.Outputs[0].Detail; d == nil || d.Contrast > 0.6 {
		t.Errorf("5 %% of the frequencies, a disc of two pixels, and the zero-filled image recovers %+v", d)
	}
}
