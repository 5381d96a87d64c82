package stability_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/stability"
	"firenet/recon/transform"
)

// zeroFilled is the map U* P* at random samples on a random mask, with its target.
func zeroFilled(t testing.TB, name string, n, threads int) stability.Target {
	t.Helper()
	d := &dense{shape: array.Shape{H: n, W: n}, mask: array.NewMask(array.Shape{H: n, W: n})}
	for i := range d.mask.Data {
		d.mask.Data[i] = i%3 != 1
	}
	target := d.target(7)
	l, err := classic.ZeroFilled{}.Linearise(context.Background(), reconstruct.Problem{
		Model: measure.Model{Transform: name, Mask: target.Mask}, Samples: target.Samples, Threads: threads,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	target.Name, target.Map, target.Transform, target.Threads = "zero-filled", l, name, threads
	return target
}

// Every perturbation of U* P* is amplified once, and no norm of noise does more than the
// bound says. What is found among images is measured as e = P U r.
func TestZeroFilled(t *testing.T) {
	for _, name := range transform.Names() {
		target := zeroFilled(t, name, 16, 1)
		for _, kind := range stability.Kinds() {
			for _, domain := range stability.Domains() {
				s := settings(kind)
				s.Domain, s.Error, s.Region = domain, 0.02, stability.Region{Row: 2, Column: 3, Height: 16 - 2, Width: 16 - 3}
				f, err := stability.Search(context.Background(), target, s, nil)
				if err != nil {
					t.Fatalf("%s %s: %v", name, kind, err)
				}
				if math.Abs(f.Last.Amplification-1) > 1e-10 || !f.Reached {
					t.Errorf("%s %s %s: %+v, reached %v", name, kind, domain, f.Last, f.Reached)
				}
				if got, want := f.Samples.Norm()/target.Samples.Norm(), f.Last.Relative; math.Abs(got-want) > 1e-12 {
					t.Errorf("%s %s: e has norm %g, the figures say %g", name, kind, got, want)
				}
				if domain == stability.Measurement {
					if f.Image != nil {
						t.Errorf("%s: r of a search among samples", kind)
					}
					continue
				}
				u, err := transform.New[complex128](name, target.Samples.Shape, nil)
				if err != nil {
					t.Fatal(err)
				}
				full, e := array.NewComplex(f.Image.Shape), array.NewComplex(f.Image.Shape)
				u.Forward(full, f.Image)
				transform.NewMask[complex128](target.Mask).Forward(e, full)
				if d := array.Distance(e, f.Samples); d > 1e-12*e.Norm() || math.Abs(f.Image.Norm()/f.Last.Norm-1) > 1e-12 {
					t.Errorf("%s %s: P U r is %g from e; ||r|| = %g, the figures say %g", name, kind, d, f.Image.Norm(), f.Last.Norm)
				}
			}
		}
	}
}

// The published search, written down again after METHOD.md 6 with the image in hand.
func TestMomentumStepByStep(t *testing.T) {
	target := zeroFilled(t, "fourier", 8, 1)
	u, err := transform.New[complex128]("fourier", target.Samples.Shape, nil)
	if err != nil {
		t.Fatal(err)
	}
	mask := transform.NewMask[complex128](target.Mask)
	zeros := func() *array.Complex { return array.NewComplex(target.Samples.Shape) }
	for _, nesterov := range []bool{false, true} {
		s := settings(stability.Momentum)
		s.Nesterov, s.Steps, s.Radius, s.Penalty = nesterov, 7, math.Inf(1), 0.3
		s.From = zeros()
		for i := range s.From.Data {
			s.From.Data[i] = complex(float64(i%5)/50, float64(i%7)/70)
		}
		f, err := stability.Search(context.Background(), target, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		r, a := s.From.Clone(), zeros()
		full, e, g := zeros(), zeros(), zeros()
		for range s.Steps {
			u.Forward(full, r)
			mask.Forward(e, full)
			u.Adjoint(g, e) // U* P U r = J^T (J e), U* P P U r
			for i := range g.Data {
				g.Data[i] -= complex(s.Penalty, 0) * r.Data[i]
				eta, gamma := complex(s.Step, 0), complex(s.Momentum, 0)
				if nesterov {
					a.Data[i] = gamma*a.Data[i] + g.Data[i]
					r.Data[i] += eta * (g.Data[i] + gamma*a.Data[i])
				} else {
					a.Data[i] = gamma*a.Data[i] + eta*g.Data[i]
					r.Data[i] += a.Data[i]
				}
			}
		}
		if d := array.Distance(r, f.Image); d > 1e-13 {
			t.Errorf("Nesterov %v: %g away after %d steps", nesterov, d, s.Steps)
		}
		u.Forward(full, r)
		mask.Forward(e, full)
		want := e.Norm()*e.Norm()/2 - s.Penalty/2*r.Norm()*r.Norm()
		if got := f.Last.Objective; math.Abs(got-want) > 1e-12 {
			t.Errorf("Nesterov %v: Q = %g, want %g", nesterov, got, want)
		}
		if f.Last.Step != s.Steps || len(f.Steps) != s.Steps+1 || f.Gradients != s.Steps {
			t.Errorf("%d steps, %d gradients", len(f.Steps), f.Gradients)
		}
	}
}

// A seed names its perturbation: the bits are the same for any number of threads, and
// other seeds, restarts and streams begin elsewhere.
func TestSearchBits(t *testing.T) {
	for _, kind := range stability.Kinds() {
		s := settings(kind)
		s.Restarts, s.Steps, s.Error, s.Region = 2, 6, 0.02, stability.Region{Height: 40, Width: 40}
		var first stability.Found
		for _, threads := range []int{1, 2, 5} {
			f, err := stability.Search(context.Background(), zeroFilled(t, "fourier", 64, threads), s, nil)
			if err != nil {
				t.Fatal(err)
			}
			if threads == 1 {
				first = f
			}
			// What is NaN differs from itself.
			if f.Within != nil {
				f.Within.Remaining, first.Within.Remaining = 0, 0
			}
			if !reflect.DeepEqual(f, first) {
				t.Errorf("%s: %d threads give other bits", kind, threads)
			}
		}
		other := zeroFilled(t, "fourier", 64, 1)
		other.Stream = "another"
		f, err := stability.Search(context.Background(), other, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		if array.Distance(f.Samples, first.Samples) < 1e-3*f.Samples.Norm() {
			t.Errorf("%s: another stream gives the same perturbation", kind)
		}
	}
}

// A cancel leaves what was found until then.
func TestSearchCancel(t *testing.T) {
	for _, kind := range []string{stability.Momentum, stability.PGD, stability.MinimalNorm} {
		ctx, cancel := context.WithCancel(context.Background())
		s := settings(kind)
		s.Error, s.Steps, s.Restarts = 0.02, 12, 3
		s.Radius = 0.9
		var seen []stability.Step
		f, err := stability.Search(ctx, newDense(t, 5, 0.95, 1).target(1), s, func(step stability.Step) {
			if seen = append(seen, step); step.Restart == 2 && step.Step == 4 {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("%s: error %v", kind, err)
		}
		if !reflect.DeepEqual(seen, f.Steps) || len(f.Ends) != 1 {
			t.Errorf("%s: %d steps seen, %d kept; ends %v", kind, len(seen), len(f.Steps), f.Ends)
		}
		best := seen[0]
		for _, step := range seen {
			better := step.Distance > best.Distance
			if kind == stability.MinimalNorm && f.Reached {
				level := s.Error * newDense(t, 5, 0.95, 1).at(1).Norm()
				better = step.Distance >= level && (best.Distance < level || step.Norm < best.Norm)
			}
			if better {
				best = step
			}
		}
		if f.Last != best || f.Samples == nil || f.Image == nil || f.Best == 0 {
			t.Errorf("%s: the best until then is %+v, kept %+v", kind, best, f.Last)
		}
	}
}

// at is the value at the samples of the target of a seed.
func (d *dense) at(seed uint64) *array.Complex {
	if err := d.Move(d.target(seed).Samples, nil); err != nil {
		panic(err)
	}
	return d.Value()
}

// broken is a map that turns to NaN: its value away from the first samples, or its derivative.
type broken struct {
	*dense
	value bool
	moves int
}

func (b *broken) Move(samples, start *array.Complex) error {
	err := b.dense.Move(samples, start)
	if b.moves++; b.value && b.moves > 1 {
		b.dense.value.Data[3] = complex(math.NaN(), 0)
	}
	return err
}

func (b *broken) VJP(samples, start, g *array.Complex) error {
	err := b.dense.VJP(samples, start, g)
	if !b.value {
		for i := range samples.Data {
			samples.Data[i] = complex(0, math.NaN())
		}
	}
	return err
}

func TestNotFinite(t *testing.T) {
	for _, value := range []bool{false, true} {
		for _, kind := range stability.Kinds() {
			target := newDense(t, 5, 0.95, 1).target(1)
			target.Map, target.Name = &broken{dense: target.Map.(*dense), value: value}, "Net 5"
			s := settings(kind)
			s.Error, s.Region = 0.02, stability.Region{Height: 2, Width: 2}
			_, err := stability.Search(context.Background(), target, s, nil)
			if kind == stability.Random && !value {
				if err != nil {
					t.Errorf("a random perturbation needs no derivative: %v", err)
				}
				continue
			}
			if !errors.Is(err, stability.ErrNotFinite) || !strings.HasPrefix(err.Error(), "Net 5: ") {
				t.Errorf("%s: %v", kind, err)
			}
		}
	}
	target := newDense(t, 5, 0.95, 1).target(1)
	target.Map = &broken{dense: target.Map.(*dense)}
	if _, err := stability.LargestSingular(context.Background(), target, 5, 1e-8, nil); !errors.Is(err, stability.ErrNotFinite) {
		t.Errorf("singular value: %v", err)
	}
}

func TestSettingsErrors(t *testing.T) {
	nan := array.NewComplex(array.Shape{H: 5, W: 5})
	nan.Data[3] = complex(0, math.NaN())
	for _, c := range []struct {
		key    string
		kind   string
		change func(*stability.Target, *stability.Settings)
	}{
		{"radius", stability.PGD, func(_ *stability.Target, s *stability.Settings) { s.Radius = 0 }},
		{"radius", stability.PGD, func(_ *stability.Target, s *stability.Settings) { s.Radius = math.Inf(1) }},
		{"radius", stability.Momentum, func(_ *stability.Target, s *stability.Settings) { s.Radius = 1.5 }},
		{"radius", stability.Random, func(_ *stability.Target, s *stability.Settings) { s.Radius = math.NaN() }},
		{"kind", "fgsm", func(*stability.Target, *stability.Settings) {}},
		{"domain", stability.PGD, func(_ *stability.Target, s *stability.Settings) { s.Domain = "wavelet" }},
		{"rule", stability.PGD, func(_ *stability.Target, s *stability.Settings) { s.Rule = "armijo" }},
		{"rule", stability.Random, func(_ *stability.Target, s *stability.Settings) { s.Rule = stability.Fixed }},
		{"steps", stability.PGD, func(_ *stability.Target, s *stability.Settings) { s.Steps = 0 }},
		{"restarts", stability.PGD, func(_ *stability.Target, s *stability.Settings) { s.Restarts = 0 }},
		{"step", stability.Momentum, func(_ *stability.Target, s *stability.Settings) { s.Step = -1 }},
		{"momentum", stability.Momentum, func(_ *stability.Target, s *stability.Settings) { s.Momentum = 1 }},
		{"penalty", stability.Momentum, func(_ *stability.Target, s *stability.Settings) { s.Penalty = math.NaN() }},
		{"start", stability.Momentum, func(_ *stability.Target, s *stability.Settings) { s.Start = 0 }},
		{"start", stability.Momentum, func(_ *stability.Target, s *stability.Settings) { s.Start = 1000 }}, // beyond the radius
		{"start", stability.PGD, func(_ *stability.Target, s *stability.Settings) { s.From = nan }},
		{"start", stability.PGD, func(_ *stability.Target, s *stability.Settings) { s.From = array.NewComplex(nan.Shape) }},
		{"start", stability.PGD, func(_ *stability.Target, s *stability.Settings) { s.From = array.NewComplex(array.Shape{H: 5, W: 6}) }},
		{"error", stability.MinimalNorm, func(*stability.Target, *stability.Settings) {}},
		{"region", stability.Localised, func(*stability.Target, *stability.Settings) {}},
		{"region", stability.Localised, func(_ *stability.Target, s *stability.Settings) {
			s.Region = stability.Region{Row: 3, Column: 0, Height: 3, Width: 2}
		}},
		{"region", stability.Localised, func(_ *stability.Target, s *stability.Settings) {
			s.Region, s.Goal = stability.Region{Height: 5, Width: 5}, stability.Vanish
		}},
		{"goal", stability.Localised, func(_ *stability.Target, s *stability.Settings) { s.Goal = "blur" }},
		{"target", stability.PGD, func(t *stability.Target, _ *stability.Settings) { t.Map = nil }},
		{"mask", stability.PGD, func(t *stability.Target, _ *stability.Settings) { t.Mask = array.NewMask(array.Shape{H: 4, W: 5}) }},
		{"mask", stability.PGD, func(t *stability.Target, _ *stability.Settings) { t.Mask = array.NewMask(t.Samples.Shape) }},
		{"truth", stability.PGD, func(t *stability.Target, _ *stability.Settings) {
			t.Truth = array.NewComplex(array.Shape{H: 1, W: 25})
		}},
		{"samples", stability.PGD, func(t *stability.Target, _ *stability.Settings) { t.Samples = nan }},
		{"samples", stability.PGD, func(t *stability.Target, _ *stability.Settings) { t.Samples = array.NewComplex(nan.Shape) }},
	} {
		target, s := newDense(t, 5, 0.95, 1).target(1), settings(c.kind)
		c.change(&target, &s)
		_, err := stability.Search(context.Background(), target, s, nil)
		var wrong *parameter.Error
		if !errors.As(err, &wrong) || wrong.Key != c.key || wrong.Want == "" {
			t.Errorf("%s of %s: %v", c.key, c.kind, err)
		}
	}
}

// Snapshots are thinned out evenly, begin with the start and end with what was found.
func TestSnapshots(t *testing.T) {
	target := zeroFilled(t, "fourier", 128, 1)
	s := settings(stability.Momentum)
	s.Radius, s.Steps = math.Inf(1), 500 // 500 of 87 kB are more than 32 MB
	f, err := stability.Search(context.Background(), target, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	bytes := 0
	for i, snap := range f.Snapshots {
		bytes += 8 * len(snap.Samples)
		if i > 0 && i < len(f.Snapshots)-1 && snap.Step != i*f.Snapshots[1].Step {
			t.Errorf("snapshot %d is of step %d", i, snap.Step)
		}
	}
	last := f.Snapshots[len(f.Snapshots)-1]
	if bytes > 32<<20 || bytes < 8<<20 || f.Snapshots[0].Step != 0 || last.Step != s.Steps {
		t.Errorf("%d snapshots of %d bytes, from %d to %d", len(f.Snapshots), bytes, f.Snapshots[0].Step, last.Step)
	}
	if d := array.Distance(last.Unpack(target.Model), f.Samples); d > 1e-6*f.Samples.Norm() {
		t.Errorf("the last snapshot is %g from what was found", d)
	}
}
