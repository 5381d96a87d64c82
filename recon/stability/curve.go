package stability

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

// Curve measures the target at growing norms ||e|| / ||y||, each attacked anew by projected
// gradient ascent with the settings' steps, restarts and rule, beside Gaussian noise of the
// same norm. The first restart of each norm begins with what the norm before it found,
// scaled. Settings of another kind are taken as adaptive pgd, which alone
// ends on a given norm; random ones are drawn.
// draws = 0 leaves the noise out. see is told each point. When ctx is cancelled the points
// so far are returned with ctx.Err().
func Curve(ctx context.Context, t Target, s Settings, norms []float64, draws int, see func(CurvePoint)) ([]CurvePoint, error) {
	switch {
	case s.Kind == Random:
	case s.Kind == PGD:
	default:
		s.Kind, s.Rule = PGD, Adaptive
	}
	if err := checkNorms(t, s, norms, draws); err != nil {
		return nil, err
	}
	p, err := newProbe(ctx, t)
	if err != nil {
		return nil, err
	}
	keep := int64(len(norms))*8*int64(t.Mask.Count()) <= traceBytes
	var points []CurvePoint
	for _, norm := range slices.Sorted(slices.Values(norms)) {
		s.Radius = norm
		found, err := Search(ctx, t, s, nil)
		if err != nil {
			return points, err
		}
		if s.Kind == PGD {
			s.From = found.Start()
		}
		point, err := p.point(norm, found, draws)
		if err != nil {
			return points, err
		}
		if keep {
			point.Samples = packed(t.Model, found.Samples)
		}
		points = append(points, point)
		if see != nil {
			see(point)
		}
	}
	return points, nil
}

func checkNorms(t Target, s Settings, norms []float64, draws int) error {
	if len(norms) == 0 {
		return &parameter.Error{Key: "norms", Want: "must be a list of at least one norm"}
	}
	if draws < 0 {
		return &parameter.Error{Key: "draws", Found: fmt.Sprint(draws), Want: "must be a whole number of at least 0"}
	}
	for _, norm := range norms {
		s.Radius = norm
		if err := s.check(t); err != nil {
			var wrong *parameter.Error
			if errors.As(err, &wrong) && wrong.Key == "radius" {
				return &parameter.Error{Key: "norms", Found: parameter.Format(norms), Want: "must be numbers in (0, 1]"}
			}
			return err
		}
	}
	return nil
}

// point is what was found at one norm, beside noise.
func (p *probe) point(norm float64, found Found, draws int) (CurvePoint, error) {
	nothing := SpreadOf(nil)
	point := CurvePoint{
		Relative: norm, Error: found.Last.RelativeL2, Amplification: found.Last.Amplification,
		GaussianError: nothing, GaussianAmplification: nothing, Bound: p.bound(norm),
	}
	if draws == 0 {
		return point, nil
	}
	r, err := p.reference(norm, draws, nil, nil)
	point.GaussianError, point.GaussianAmplification = r.RelativeL2, r.Amplification
	return point, err
}

// bound is what follows from a Lipschitz constant L of f,
//
//	|| f(y + e) - x || <= || f(y) - x || + L || e ||,
//
// relative to ||x||. For FIRENET no constant is known: the theorems of [CAH22] bound its
// error on vectors that are close to sparse in levels, under a null space property of the
// measurement that nobody can check for a given mask, and for p large enough for the
// constants in it.
func (p *probe) bound(relative float64) float64 {
	if p.Lipschitz == 0 || p.Truth == nil {
		return math.NaN()
	}
	return (array.Distance(p.plain, p.Truth) + p.Lipschitz*relative*p.norm) / p.truthNorm
}
