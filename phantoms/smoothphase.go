package phantoms

import (
	"math"
	"math/cmplx"
	"math/rand/v2"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	Register(Phantom{
		Name:  "smooth-phase",
		Title: "Smooth phase",
		Help:  "A real phantom times exp(i phase) with a smooth phase, as of magnetic resonance images; its modulus is in [0, 1].",
		Parameters: []parameter.Parameter{
			{
				Key: "magnitude", Name: "Magnitude", Help: "The real phantom.",
				Kind: parameter.Choice, Choices: []string{"brain", "shepp-logan"}, Default: "brain",
			},
			{
				Key: "phase", Name: "Amplitude of the phase", Unit: "rad", Help: "Bound of the absolute phase.",
				Kind: parameter.Real, Min: 0, Max: 6.283185307179586, Default: 1.5,
			},
		},
		Draw: func(s array.Shape, v parameter.Values, _ *rand.Rand) (*array.Complex, error) {
			var a *array.Complex
			switch name := v.String("magnitude"); name {
			case "brain":
				a = brain(s, "T1")
			case "shepp-logan":
				a = SheppLogan(s)
			default:
				return nil, &parameter.Error{Key: "magnitude", Found: parameter.Format(name), Want: `must be one of "brain", "shepp-logan"`}
			}
			multiplyPhase(a, v.Float("phase"))
			return a, nil
		},
	})
}

// multiplyPhase multiplies a by exp(i A f) with
//
//	f(x, y) = (sin(1.9 x + 0.8 y + 0.5) + cos(1.3 y - 1.1 x y) sin(2.3 y + 0.7)) / 2
//
// in the coordinates of the package: |f| <= 1, entire, no symmetry.
func multiplyPhase(a *array.Complex, amplitude float64) {
	c := newCanvas(a.Shape, 0)
	c.evaluate(func(x, y float64) float64 {
		return amplitude / 2 * (math.Sin(1.9*x+0.8*y+0.5) + math.Cos(1.3*y-1.1*x*y)*math.Sin(2.3*y+0.7))
	})
	for i, phase := range c.v {
		if a.Data[i] != 0 { // keeps zeros positive
			a.Data[i] *= cmplx.Rect(1, phase)
		}
	}
}
