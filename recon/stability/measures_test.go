package stability_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/stability"
)

func TestSpreadOf(t *testing.T) {
	draws := make([]float64, 41)
	for i := range draws {
		draws[i] = float64((i * 17) % 41)
	}
	// 0 .. 40: the 2.5th and 97.5th percentiles are 1 and 39.
	if got := stability.SpreadOf(draws); got != (stability.Spread{Mean: 20, Low: 1, High: 39}) {
		t.Errorf("spread %+v", got)
	}
	if got := stability.SpreadOf([]float64{3}); got != (stability.Spread{Mean: 3, Low: 3, High: 3}) {
		t.Errorf("spread of one %+v", got)
	}
	for _, bad := range [][]float64{nil, {1, math.NaN()}} {
		if got := stability.SpreadOf(bad); !math.IsNaN(got.Mean) || !math.IsNaN(got.Low) || !math.IsNaN(got.High) {
			t.Errorf("spread of %v: %+v", bad, got)
		}
	}
}

// White noise on a linear map M is amplified by || M ||_F / sqrt(2 m) on average, m the
// number of samples.
func TestGaussianReference(t *testing.T) {
	d := newDense(t, 6, 0.95, 2)
	target := d.target(1)
	const draws = 2000
	similarity := func(image *array.Complex) (float64, error) { return real(image.Data[0]), nil }
	r, err := stability.GaussianReference(context.Background(), target, 0.05, draws, similarity, nil)
	if err != nil {
		t.Fatal(err)
	}
	squares := 0.0
	for _, v := range d.m.RawMatrix().Data {
		squares += v * v
	}
	want := math.Sqrt(squares / float64(2*d.mask.Count()))
	if got := r.Amplification; math.Abs(got.Mean/want-1) > 0.02 || got.Low >= got.Mean || got.High <= got.Mean {
		t.Errorf("amplification %+v, the mean should be near %.4f", got, want)
	}
	if r.Draws != draws || math.IsNaN(r.SSIM.Mean) || math.IsNaN(r.RelativeL2.Mean) || r.Image == nil {
		t.Errorf("%d draws, %+v", r.Draws, r.SSIM)
	}
	// The same draws at ten times the norm: on a linear map the amplification stays.
	more, err := stability.GaussianReference(context.Background(), target, 0.5, draws, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(more.Amplification.High/r.Amplification.High-1) > 1e-9 || !math.IsNaN(more.SSIM.Mean) {
		t.Errorf("other draws at another norm: %+v and %+v", more.Amplification, r.Amplification)
	}
}

// A cancelled reference is that of the draws before.
func TestGaussianReferenceCancel(t *testing.T) {
	target := newDense(t, 6, 0.95, 2).target(1)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r, err := stability.GaussianReference(ctx, target, 0.05, 20, nil, func(done int) {
		if done == 7 {
			cancel()
		}
	})
	want, _ := stability.GaussianReference(context.Background(), target, 0.05, 7, nil, nil)
	if !errors.Is(err, context.Canceled) || r.Draws != 7 || r.Amplification != want.Amplification {
		t.Errorf("%d draws, %+v, error %v", r.Draws, r.Amplification, err)
	}
}

// On a linear map the curve is known: sigma at every norm, below the bound of the theory
// with equality only where the error and the worst case point the same way.
func TestCurve(t *testing.T) {
	d := newDense(t, 5, 0.95, 3)
	target := d.target(2)
	sigma, _ := d.leading(t, d.whole())
	target.Lipschitz = sigma
	s := settings(stability.Momentum)
	s.Steps, s.Restarts = 60, 2
	norms := []float64{0.2, 0.01, 0.05}
	var seen []stability.CurvePoint
	points, err := stability.Curve(context.Background(), target, s, norms, 20, func(p stability.CurvePoint) { seen = append(seen, p) })
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(points) != fmt.Sprint(seen) || len(points) != 3 {
		t.Fatalf("%d points, %d seen", len(points), len(seen))
	}
	clean := array.Distance(d.at(2), target.Truth) / target.Truth.Norm()
	for i, want := range []float64{0.01, 0.05, 0.2} {
		p := points[i]
		bound := clean + sigma*want*target.Samples.Norm()/target.Truth.Norm()
		if p.Relative != want || math.Abs(p.Amplification/sigma-1) > 1e-3 || math.Abs(p.Bound/bound-1) > 1e-12 {
			t.Errorf("point %+v, sigma %g, bound %g", p, sigma, bound)
		}
		e := stability.Snapshot{Samples: p.Samples}.Unpack(target.Model)
		if relative := e.Norm() / target.Samples.Norm(); math.Abs(relative/want-1) > 1e-6 {
			t.Errorf("what was found at %g has the norm %g", want, relative)
		}
		if p.Error > p.Bound || p.GaussianError.High > p.Bound || p.GaussianAmplification.High >= p.Amplification {
			t.Errorf("beyond the bound, or noise worse than the worst case: %+v", p)
		}
	}
	target.Lipschitz, target.Truth = 0, nil
	if points, err = stability.Curve(context.Background(), target, s, norms[:1], 0, nil); err != nil {
		t.Fatal(err)
	}
	if p := points[0]; !math.IsNaN(p.Bound) || !math.IsNaN(p.Error) || !math.IsNaN(p.GaussianError.Mean) {
		t.Errorf("without a truth, bound and draws: %+v", p)
	}
}

func TestMeasureErrors(t *testing.T) {
	target, s := newDense(t, 5, 0.95, 1).target(1), settings(stability.PGD)
	ctx := context.Background()
	_, norms := stability.Curve(ctx, target, s, []float64{0.1, 2}, 5, nil)
	_, none := stability.Curve(ctx, target, s, nil, 5, nil)
	_, negative := stability.Curve(ctx, target, s, []float64{0.1}, -1, nil)
	_, draws := stability.GaussianReference(ctx, target, 0.1, 0, nil, nil)
	_, radius := stability.GaussianReference(ctx, target, 0, 5, nil, nil)
	_, iterations := stability.LargestSingular(ctx, target, 0, 1e-8, nil)
	target.Map = nil
	_, missing := stability.LargestSingular(ctx, target, 5, 1e-8, nil)
	for key, errs := range map[string][]error{
		"norms": {norms, none}, "draws": {negative, draws}, "radius": {radius}, "singular": {iterations}, "target": {missing},
	} {
		for _, err := range errs {
			var wrong *parameter.Error
			if !errors.As(err, &wrong) || wrong.Key != key {
				t.Errorf("%s: %v", key, err)
			}
		}
	}
}

// A power iteration that is cut short says where it stood.
func TestSingularCancel(t *testing.T) {
	d := newDense(t, 5, 0.95, 1)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last stability.Singular
	got, err := stability.LargestSingular(ctx, d.target(1), 60, 1e-8, func(s stability.Singular) {
		if last = s; s.Iterations == 5 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || got.Iterations != 5 || got.Value != last.Value || got.Converged {
		t.Errorf("%d iterations, %v, error %v", got.Iterations, got.Value, err)
	}
	image := array.NewComplex(d.shape)
	if err := d.JVP(image, got.Right, nil); err != nil {
		t.Fatal(err)
	}
	if math.Abs(image.Norm()-got.Value) > 1e-12 || math.Abs(got.Right.Norm()-1) > 1e-12 {
		t.Errorf("||J v|| = %g, sigma %g", image.Norm(), got.Value)
	}
}
