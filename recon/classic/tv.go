package classic

import (
	"math"

	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
)

func init() {
	reconstruct.Register(reconstruct.Method{
		Name:                "tv",
		Title:               "Total variation",
		Help:                "Isotropic total variation, periodic, by the primal-dual hybrid gradient method (Chambolle and Pock 2011).",
		Layers:              func(v parameter.Values) int { return v.Int("iterations") },
		Memory:              inImages(11),
		LinearisationMemory: inImages(19 + keptImages),
		Parameters: []parameter.Parameter{
			lambda(0.001, "Weight of total variation against half the squared misfit of the samples, for images in [0, 1]."),
			iterations(200),
			primalStep,
			startFrom,
			history,
		},
		New: func(s reconstruct.Setup) (reconstruct.Reconstructor, error) {
			return &PrimalDual{
				Shape: s.Shape(), TV: s.Values.Float("lambda"), Tau: s.Values.Float("tau"),
				Iterations: s.Values.Int("iterations"),
			}, nil
		},
	})
	reconstruct.Register(reconstruct.Method{
		Name:                "tv-wavelet",
		Title:               "Total variation and wavelets",
		Help:                "Total variation and wavelet sparsity together by the primal-dual hybrid gradient method (Chambolle and Pock 2011).",
		Layers:              func(v parameter.Values) int { return v.Int("iterations") },
		Memory:              inImages(15),
		LinearisationMemory: inImages(25 + keptImages),
		Parameters: []parameter.Parameter{
			lambda(0.001, "Weight of total variation against half the squared misfit of the samples, for images in [0, 1]."),
			{
				Key: "wavelet-lambda", Name: "Wavelet sparsity", Symbol: "λ_Ψ", Kind: parameter.Real, Default: 0.0003,
				Min: 0, MinOpen: true, Max: math.Inf(1), From: 1e-6, To: 1, Scale: parameter.Log,
				Help: "Weight of the wavelet coefficients, in the same units.",
			},
			iterations(200),
			primalStep,
			wavelet,
			levels,
			startFrom,
			history,
		},
		New: func(s reconstruct.Setup) (reconstruct.Reconstructor, error) {
			j, err := levelsOf(s)
			if err != nil {
				return nil, err
			}
			return &PrimalDual{
				Shape: s.Shape(), TV: s.Values.Float("lambda"), Sparsity: s.Values.Float("wavelet-lambda"),
				Tau: s.Values.Float("tau"), Iterations: s.Values.Int("iterations"),
				Wavelet: s.Values.String("wavelet"), Levels: j,
			}, nil
		},
	})
}

var primalStep = parameter.Parameter{
	Key: "tau", Name: "Primal step", Symbol: "τ", Kind: parameter.Real, Default: 10.0,
	Min: 0, MinOpen: true, Max: math.Inf(1), From: 0.1, To: 1000, Scale: parameter.Log, More: true,
	Help: "Primal step; the dual step is the largest with τσ‖K‖² = 1. Any leads to the minimiser, not all as fast.",
}
