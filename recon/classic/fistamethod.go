package classic

import (
	"fmt"
	"math"

	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
	"firenet/recon/weights"
)

func init() {
	reconstruct.Register(reconstruct.Method{
		Name:                "fista",
		Title:               "FISTA",
		Help:                "Wavelet LASSO by accelerated proximal gradients, with random shifts of the wavelets' grid (Beck and Teboulle 2009).",
		Layers:              func(v parameter.Values) int { return v.Int("iterations") },
		Memory:              inImages(13),
		LinearisationMemory: inImages(15 + keptImages),
		Oracle:              weights.Oracle,
		Parameters: []parameter.Parameter{
			lambda(0.001, "Weight of sparsity against half the squared misfit of the samples, for images in [0, 1]."),
			iterations(100),
			{
				Key: "shifts", Name: "Random shifts", Kind: parameter.Switch, Default: true,
				Help: "Move the wavelets' grid by random rows and columns in each iteration: fewer blocks. The iteration then has no single objective.",
			},
			{
				Key: "seed", Name: "Seed", Kind: parameter.Integer, Default: 1, Min: 0, Max: 999999999, More: true,
				Help: "Seed of the random shifts.",
			},
			fistaWeights(),
			wavelet,
			levels,
			startFrom,
			history,
		},
		New: newFISTA,
	})
}

// fistaWeights are none unless they are asked for.
func fistaWeights() parameter.Parameter {
	p := weights.Parameter("none")
	p.More = true
	p.Help = "Weights per wavelet level, as for firenet; \"image\" counts in the truth: an oracle, and marked so."
	return p
}

func newFISTA(s reconstruct.Setup) (reconstruct.Reconstructor, error) {
	v := s.Values
	f := &FISTA{
		Shape: s.Shape(), Lambda: v.Float("lambda"), Iterations: v.Int("iterations"),
		Wavelet: v.String("wavelet"), Shifts: v.Bool("shifts"), Seed: uint64(v.Int("seed")),
	}
	var err error
	if f.Levels, err = levelsOf(s); err != nil {
		return nil, err
	}
	perLevel, notes, err := weights.Of(s, f.Wavelet, f.Levels)
	if err == nil && perLevel != nil {
		f.Notes = notes
		f.Weights, err = weights.Spread(perLevel, s.Shape(), f.Levels)
	}
	if err != nil {
		return nil, &parameter.Error{Key: "weights", Found: parameter.Format(v["weights"]), Want: err.Error()}
	}
	return f, nil
}

// inImages is the memory of n images in double precision.
func inImages(n float64) func(reconstruct.Setup) int64 {
	return func(s reconstruct.Setup) int64 { return int64(n * 16 * float64(s.Shape().Len())) }
}

// Parameters that several methods have.
var (
	wavelet = parameter.Parameter{
		Key: "wavelet", Name: "Wavelet", Symbol: "Ψ", Kind: parameter.Choice, Default: "db1",
		Choices: transform.Wavelets(), More: true,
		Help: "Basis in which the image is sparse.",
	}
	levels = parameter.Parameter{
		Key: "levels", Name: "Levels", Symbol: "J", Kind: parameter.Integer, Min: 1, Max: 30, From: 1, To: 12,
		Absent: "log2(N) - 1", More: true,
		Help: "Depth of the wavelet transform; the sides must be divisible by 2^J.",
	}
	startFrom = parameter.Parameter{
		Key: "start", Name: "Start from", Symbol: "x₀", Kind: parameter.Variant, Default: "none",
		Choices: []string{"none", "zero-filled"}, Free: true, More: true,
		Tables: []parameter.TableKey{{Key: "file", Kind: parameter.Path, Help: "An image of the same size."}},
		Help:   "Image to start from: none, the zero-filled one, that of an earlier reconstructor, or a file.",
	}
	history = parameter.Parameter{
		Key: "history", Name: "History", Kind: parameter.Switch, Default: true, More: true,
		Help: "Record error, objective and residual after every iteration.",
	}
)

func lambda(value float64, help string) parameter.Parameter {
	return parameter.Parameter{
		Key: "lambda", Name: "Sparsity", Symbol: "λ", Kind: parameter.Real, Default: value,
		Min: 0, MinOpen: true, Max: math.Inf(1), From: 1e-6, To: 1, Scale: parameter.Log,
		Help: help,
	}
}

func iterations(value int) parameter.Parameter {
	return parameter.Parameter{
		Key: "iterations", Name: "Iterations", Symbol: "K", Kind: parameter.Integer, Default: value,
		Min: 1, Max: 100000, From: 1, To: 1000, Scale: parameter.Log,
		Help: "How many are run; more come closer to the minimiser.",
	}
}

// levelsOf is the depth J that is given, or the one that FIRENET would take.
func levelsOf(s reconstruct.Setup) (int, error) {
	j := transform.DefaultLevels(s.Shape())
	if s.Values.Has("levels") {
		j = s.Values.Int("levels")
	}
	if err := transform.CheckWavelet(s.Shape(), s.Values.String("wavelet"), j); err != nil {
		return 0, &parameter.Error{Key: "levels", Found: fmt.Sprint(j), Want: err.Error()}
	}
	return j, nil
}
