package gui

import (
	"context"
	"math"
	"testing"

	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/parameter"
	"firenet/recon/quality"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// handMade is the engine with attacks whose results are made by hand, so that what the
// window shows of them does not depend on a search.
type handMade struct {
	*control.Experiments
	hold chan struct{} // a search waits here in its middle; nil: it does not
}

func (e handMade) Check(r recipe.Recipe) error {
	r.Attacks = nil
	return e.Experiments.Check(r)
}

func (e handMade) Plan(ctx context.Context, r recipe.Recipe) (control.Job, error) {
	without := r.Clone()
	without.Attacks = nil
	j, err := e.Experiments.Plan(ctx, without)
	return handMadeJob{j, r, e.hold}, err
}

type handMadeJob struct {
	control.Job
	recipe recipe.Recipe
	hold   chan struct{}
}

func (j handMadeJob) Recipe() recipe.Recipe {
	r := j.Job.Recipe().Clone()
	r.Attacks = j.recipe.Attacks
	return r
}

func (j handMadeJob) Run(ctx context.Context, o *experiment.Observer) (*result.Result, error) {
	res, err := j.Job.Run(ctx, o)
	if err != nil {
		return res, err
	}
	i := 0
	for _, s := range j.recipe.Attacks {
		for k, r := range j.recipe.Reconstructors {
			name := s.Name
			if s.Values.String("target") == recipe.TargetAll {
				name += " " + r.Name
			} else if s.Values.String("target") != r.Name {
				continue
			}
			if err := j.attack(ctx, o, res, i, k, name, s); err != nil {
				return nil, err
			}
			i++
		}
	}
	return res, nil
}

// attack reports what a search of two restarts might: r is a ripple, which the target
// amplifies six times and the others once.
func (j handMadeJob) attack(ctx context.Context, o *experiment.Observer, res *result.Result, i, target int, name string, s recipe.AttackSection) error {
	out := &result.AttackOutput{
		Name: name, Target: target, Kind: s.Values.String("kind"), Domain: "image", Relative: 0.05, RelativeImage: 0.0474,
		Exposed: make([]*result.Exposure, len(res.Outputs)),
	}
	shape := res.Mask.Shape
	out.Image, out.Samples = ripple(shape), array.NewComplex(shape)
	for k, on := range res.Mask.Data {
		if on {
			out.Samples.Data[k] = complex(0.01*math.Exp(-float64(k%7)), 0)
		}
	}
	o.AttackStarted(i, name, 80)
	for r := range 2 {
		for k := 1; k <= 40; k++ {
			step := stability.Step{Restart: r + 1, Step: k, Amplification: 6.14 - float64(1-r) - 3*math.Exp(-float64(k)/6), Relative: 0.05}
			out.Steps = append(out.Steps, step)
			o.AttackStep(i, 40*r+k, step)
			if j.hold != nil && r == 1 && k == 7 {
				select {
				case <-j.hold:
				case <-ctx.Done():
					out.Partial = true
					o.AttackFound(i, out)
					return ctx.Err()
				}
			}
		}
	}
	out.Ends, out.Best, out.Gradients = []float64{5.14, 6.14}, 2, 80
	for k, clean := range res.Outputs {
		factor := 1.0
		if k == target {
			factor = 6.14
		}
		image := clean.Image.Clone()
		for n, v := range out.Image.Data {
			image.Data[n] += complex(factor, 0) * v
		}
		m := quality.Metrics{RelativeL2: clean.Metrics.RelativeL2 + 0.03*factor, SSIM: 0.54}
		spread := func(v float64) stability.Spread { return stability.Spread{Mean: v, Low: 0.95 * v, High: 1.05 * v} }
		out.Exposed[k] = &result.Exposure{Image: image, Metrics: &m, Amplification: factor, Gaussian: &result.Gaussian{
			Draws: 20, Image: clean.Image, Metrics: clean.Metrics, RelativeL2: spread(clean.Metrics.RelativeL2), SSIM: spread(0.541), Amplification: spread(0.9),
		}}
	}
	if s.Values.Int("singular") > 0 {
		v := &result.Singular{Image: ripple(shape), Samples: out.Samples.Clone()}
		v.Value, v.Iterations, v.Residual, v.Converged, v.Right = 7.92, 50, 1e-5, true, out.Samples
		for _, x := range out.Exposed {
			v.Exposed = append(v.Exposed, &result.Exposure{Image: x.Image.Clone(), Metrics: x.Metrics, Amplification: 3.5})
		}
		out.Singular = v
	}
	for _, n := range s.Values.Numbers("norms") {
		out.Curve = append(out.Curve, stability.CurvePoint{
			Relative: n, Error: res.Outputs[target].Metrics.RelativeL2 + 4*n, Amplification: 6,
			GaussianError: stability.Spread{Mean: res.Outputs[target].Metrics.RelativeL2 + n, Low: math.NaN(), High: math.NaN()}, Bound: math.NaN(),
		})
	}
	o.AttackFound(i, out)
	o.AttackFinished(i, out)
	return nil
}

func ripple(s array.Shape) *array.Complex {
	a := array.NewComplex(s)
	for i := range a.Data {
		a.Data[i] = complex(0.02*math.Sin(float64(i%s.W)/3)*math.Cos(float64(i/s.W)/5), 0.005)
	}
	return a
}

// worstCase is a window with one attack on FIRENET, in the view Stability.
func worstCase(t *testing.T, hold chan struct{}) *harness {
	t.Helper()
	return worstCaseWith(t, hold, 0)
}

// worstCaseWith is the same with so many power iterations.
func worstCaseWith(t *testing.T, hold chan struct{}, singular int) *harness {
	t.Helper()
	h := open(t, func(o *Options) {
		o.Engine = handMade{control.NewExperiments(1), hold}
		o.Recipe.Attacks = []recipe.AttackSection{{Name: "worst case", Values: parameter.Values{
			"target": "FIRENET", "kind": "pgd", "domain": "image", "steps": 40, "restarts": 2, "radius": 0.05, "reference": true, "rule": "adaptive",
			"momentum": 0.7, "norms": []float64{0.01, 0.05, 0.1}, "singular": singular,
		}}}
	})
	h.showView("Stability")
	return h
}

func (h *harness) measuresOf(p interface{ Measures() []model.Measure }) string {
	text := ""
	for _, m := range p.Measures() {
		text += m.Name + " " + m.Value + " | "
	}
	return text
}
