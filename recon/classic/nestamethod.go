package classic

import (
	"math"

	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
)

func init() {
	reconstruct.Register(reconstruct.Method{
		Name:                "nesta",
		Title:               "NESTA",
		Help:                "Sparsest image that fits the samples to within their noise, by Nesterov's method with restarts (Becker, Bobin and Candès 2011).",
		Layers:              func(v parameter.Values) int { return v.Int("inner") * v.Int("restarts") },
		Memory:              inImages(14),
		LinearisationMemory: inImages(22 + keptImages),
		Parameters: []parameter.Parameter{
			{
				Key: "penalty", Name: "Penalty", Symbol: "K", Kind: parameter.Choice, Default: "both",
				Choices: []string{"tv", "wavelets", "both"},
				Help:    "What is made small: total variation, wavelet coefficients, or both together as in NESTANet.",
			},
			{
				Key: "noise", Name: "Noise", Symbol: "η", Kind: parameter.Real, Default: 0.0,
				Min: 0, Max: 1, From: 0, To: 0.2,
				Help: "Bound η on the misfit of the samples as a share of ‖y‖: that of the noise. 0 fits them exactly.",
			},
			{
				Key: "restarts", Name: "Blocks", Symbol: "n", Kind: parameter.Integer, Default: 5,
				Min: 1, Max: 10000, From: 1, To: 100, Scale: parameter.Log,
				Help: "Restarts, each with a smaller μ.",
			},
			{
				Key: "inner", Name: "Layers each", Symbol: "p", Kind: parameter.Integer, Default: 40,
				Min: 1, Max: 100000, From: 1, To: 1000, Scale: parameter.Log,
				Help: "Iterations in a block.",
			},
			{
				Key: "mu", Name: "Smoothing", Symbol: "μ", Kind: parameter.Real, Default: 0.1,
				Min: 0, MinOpen: true, Max: math.Inf(1), From: 1e-4, To: 10, Scale: parameter.Log, More: true,
				Help: "Width of the rounded kink in the first block, in units of ‖y‖/sqrt(HW).",
			},
			{
				Key: "fall", Name: "Fall of μ", Symbol: "r", Kind: parameter.Real, Default: 0.3,
				Min: 0, MinOpen: true, Max: 1, From: 0.1, To: 1, More: true,
				Help: "Factor of μ from block to block.",
			},
			{
				Key: "wavelet-weight", Name: "Share of wavelets", Symbol: "γ", Kind: parameter.Real, Default: 0.3,
				Min: 0, MinOpen: true, Max: math.Inf(1), From: 0.01, To: 10, Scale: parameter.Log, More: true,
				Help: "Weight of the wavelet coefficients beside total variation, where both are penalised.",
			},
			wavelet,
			levels,
			startFrom,
			history,
		},
		New: newNESTA,
	})
}

func newNESTA(s reconstruct.Setup) (reconstruct.Reconstructor, error) {
	v := s.Values
	n := &NESTA{
		Shape: s.Shape(), Noise: v.Float("noise"), Mu: v.Float("mu"), Fall: v.Float("fall"),
		Inner: v.Int("inner"), Restarts: v.Int("restarts"), Wavelet: v.String("wavelet"),
	}
	switch v.String("penalty") {
	case "tv":
		n.TV = 1
		return n, nil
	case "wavelets":
		n.Sparsity = 1
	default:
		n.TV, n.Sparsity = 1, v.Float("wavelet-weight")
	}
	var err error
	n.Levels, err = levelsOf(s)
	return n, err
}
