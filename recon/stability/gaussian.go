package stability

import (
	"context"
	"math"
	"slices"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

// GaussianReference measures the target under complex Gaussian noise with ||e|| = relative
// ||y||, drawn as often as draws says. Draws of two norms differ by a factor. ssim compares
// a reconstruction with the truth; nil: it is not measured. see is told how many draws have
// ended. When ctx is cancelled the draws so far are returned with ctx.Err().
func GaussianReference(ctx context.Context, t Target, relative float64, draws int, ssim func(*array.Complex) (float64, error), see func(done int)) (Reference, error) {
	if err := t.check(); err != nil {
		return Reference{}, err
	}
	if err := checkDraws(relative, draws); err != nil {
		return Reference{}, err
	}
	p, err := newProbe(ctx, t)
	if err != nil {
		return Reference{}, err
	}
	return p.reference(relative, draws, ssim, see)
}

func checkDraws(relative float64, draws int) error {
	switch {
	case !(relative > 0) || math.IsInf(relative, 1): // a momentum ascent without a radius goes beyond 1
		return &parameter.Error{Key: "radius", Found: parameter.Format(relative), Want: "must be a number above 0"}
	case draws < 1:
		return &parameter.Error{Key: "draws", Found: parameter.Format(draws), Want: "must be a whole number of at least 1"}
	}
	return nil
}

func (p *probe) reference(relative float64, draws int, ssim func(*array.Complex) (float64, error), see func(int)) (Reference, error) {
	var r Reference
	var errors, similarities, amplifications []float64
	noise := p.stream("gaussian")
	var err error
	for range draws {
		e := gaussianOn(p.Model, noise)
		scale(e, relative*p.norm/e.Norm())
		var f Step
		if f, err = p.figures(e); err != nil {
			break
		}
		similarity := math.NaN()
		if ssim != nil {
			if similarity, err = ssim(p.Map.Value()); err != nil {
				break
			}
		}
		if r.Image == nil {
			r.Image = p.Map.Value().Clone()
		}
		errors = append(errors, f.RelativeL2)
		similarities = append(similarities, similarity)
		amplifications = append(amplifications, f.Amplification)
		r.Draws++
		if see != nil {
			see(r.Draws)
		}
	}
	r.RelativeL2, r.SSIM, r.Amplification = SpreadOf(errors), SpreadOf(similarities), SpreadOf(amplifications)
	return r, err
}

// SpreadOf is the spread of draws; all NaN if there are none, or if one is NaN.
func SpreadOf(draws []float64) Spread {
	if len(draws) == 0 || slices.ContainsFunc(draws, math.IsNaN) {
		return Spread{math.NaN(), math.NaN(), math.NaN()}
	}
	v := slices.Clone(draws)
	slices.Sort(v)
	quantile := func(q float64) float64 {
		at := q * float64(len(v)-1)
		k := min(int(at), len(v)-1)
		next := min(k+1, len(v)-1)
		return v[k] + (at-float64(k))*(v[next]-v[k])
	}
	return Spread{Mean: array.PairwiseSum(v) / float64(len(v)), Low: quantile(0.025), High: quantile(0.975)}
}
