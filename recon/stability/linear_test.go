package stability_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"firenet/recon/stability"
)

// On a linear map the worst case is the leading singular vector, at any norm.
func TestSearchesFindTheSingularVector(t *testing.T) {
	far, close, fit := newDense(t, 5, 0.5, 1), newDense(t, 5, 0.95, 1), newLeastSquares(t, 5, 1)
	momentum := func(nesterov bool) stability.Settings {
		s := settings(stability.Momentum)
		// It grows by a factor in each step, so that a small start leaves more of them.
		s.Penalty, s.Start, s.Steps, s.Nesterov = 0, 1e-10, 1000, nesterov
		return s
	}
	pgd := func(rule string, step float64) stability.Settings {
		s := settings(stability.PGD)
		s.Rule, s.Step, s.Steps = rule, step, 400
		return s
	}
	minimal := settings(stability.MinimalNorm)
	minimal.Error = 0.02
	for name, c := range map[string]struct {
		d *dense
		stability.Settings
	}{
		"momentum": {far, momentum(false)}, "Nesterov": {far, momentum(true)},
		"normalised": {far, pgd(stability.Normalised, 0.5)}, "fixed": {far, pgd(stability.Fixed, 0.1)},
		// These two do not need a gap after the first singular value.
		"adaptive": {close, settings(stability.PGD)}, "minimal norm": {close, minimal},
		"adaptive, least squares": {fit, settings(stability.PGD)}, "minimal norm, least squares": {fit, minimal},
	} {
		s, d := c.Settings, c.d
		sigma, right := d.leading(t, d.whole())
		for _, domain := range stability.Domains() {
			for _, seed := range []uint64{1, 2, 3} {
				t.Run(fmt.Sprintf("%s/%s/%d", name, domain, seed), func(t *testing.T) {
					s.Domain = domain
					f, err := stability.Search(context.Background(), d.target(seed), s, nil)
					if err != nil {
						t.Fatal(err)
					}
					if f.Last.Amplification < sigma*(1-1e-3) || f.Last.Amplification > sigma*(1+1e-9) {
						t.Errorf("amplification %.6f, the optimum is %.6f, after %d steps", f.Last.Amplification, sigma, len(f.Steps)-1)
					}
					if a := along(f.Samples, right); a < 0.95 {
						t.Errorf("cosine %.4f with the singular vector", a)
					}
				})
			}
		}
	}
}

// Its acceleration may take no more iterations than conjugate gradients need here.
func TestLargestSingular(t *testing.T) {
	d := newDense(t, 5, 0.95, 1)
	sigma, right := d.leading(t, d.whole())
	s, err := stability.LargestSingular(context.Background(), d.target(1), 60, 1e-8, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Converged || math.Abs(s.Value/sigma-1) > 1e-8 || along(s.Right, right) < 1-1e-8 {
		t.Errorf("sigma %.12g, want %.12g; cosine %.12g; converged %v after %d", s.Value, sigma, along(s.Right, right), s.Converged, s.Iterations)
	}
}
