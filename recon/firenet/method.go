package firenet

import (
	"fmt"
	"math"

	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
	"firenet/recon/weights"
)

func init() { reconstruct.Register(method) }

var method = reconstruct.Method{
	Name:       "firenet",
	Title:      "FIRENET",
	Help:       "Unrolled primal-dual network for the square-root LASSO with restarts; stable by theorem, nothing is trained [CAH22].",
	Parameters: parameters,
	Depth:      "inner",
	Layers:     func(v parameter.Values) int { return v.Int("inner") * v.Int("restarts") },
	Memory:     memory, LinearisationMemory: linearisationMemory,
	Oracle: weights.Oracle,
	New:    newFromSetup,
}

// parameters are the keys of a recipe's FIRENET, in the order of the window.
var parameters = []parameter.Parameter{
	{
		Key: "lambda", Name: "Sparsity", Symbol: "λ", Kind: parameter.Real, Default: 0.00025,
		Min: 0, MinOpen: true, Max: math.Inf(1), From: 1e-6, To: 1, Scale: parameter.Log,
		Help: "Weight of sparsity. When λ‖w‖ is below 1 every minimiser fits the samples, noise included; stopping early regularises.",
	},
	{
		Key: "restarts", Name: "Blocks", Symbol: "n", Kind: parameter.Integer, Default: 5,
		Min: 1, Max: 10000, From: 1, To: 100, Scale: parameter.Log,
		Help: "Restarts. Each should reduce the error by e.",
	},
	{
		Key: "inner", Name: "Layers each", Symbol: "p", Kind: parameter.Integer, Default: 5,
		Min: 1, Max: 100000, From: 1, To: 1000, Scale: parameter.Log,
		Help: "Layers in a block. With 5 the fall ends early; more is more exact and more sensitive.",
	},
	weights.Parameter("image"),
	{
		Key: "wavelet", Name: "Wavelet", Symbol: "Ψ", Kind: parameter.Choice, Default: "db1",
		Choices: transform.Wavelets(), More: true,
		Help: "Basis in which the image is sparse.",
	},
	{
		Key: "levels", Name: "Levels", Symbol: "J", Kind: parameter.Integer, Min: 1, Max: 30, From: 1, To: 12,
		Absent: "log2(N) - 1", More: true,
		Help: "Depth of the wavelet transform; the sides must be divisible by 2^J.",
	},
	{
		Key: "tau", Name: "Primal step", Symbol: "τ", Kind: parameter.Real, Default: 1.0,
		Min: 0, MinOpen: true, Max: math.Inf(1), From: 0.01, To: 10, Scale: parameter.Log, More: true,
		Help: "Primal step, in the threshold. τσ‖A‖² must be at most 1.",
	},
	{
		Key: "sigma", Name: "Dual step", Symbol: "σ", Kind: parameter.Real, Default: 1.0,
		Min: 0, MinOpen: true, Max: math.Inf(1), From: 0.01, To: 10, Scale: parameter.Log, More: true,
		Help: "Dual step. τσ‖A‖² must be at most 1.",
	},
	{
		Key: "delta", Name: "Accuracy", Symbol: "δ", Kind: parameter.Real, Default: 1e-9,
		Min: 0, Max: math.Inf(1), From: 1e-16, To: 0.1, Scale: parameter.Log, More: true,
		Help: "Error at which the theory stops falling.",
	},
	{
		Key: "epsilon0", Name: "First bound", Symbol: "ε₀", Kind: parameter.Real, Default: 0.0,
		Min: 0, Max: math.Inf(1), From: 1e-3, To: 1000, Scale: parameter.Log, More: true,
		Help: "Bound on the error at the start; 0 takes ‖y‖.",
	},
	{
		Key: "start", Name: "Start from", Symbol: "x₀", Kind: parameter.Variant, Default: "none",
		Choices: []string{"none", "zero-filled"}, Free: true, More: true,
		Tables: []parameter.TableKey{{Key: "file", Kind: parameter.Path, Help: "An image of the same size."}},
		Help:   "Image to start from: none, the zero-filled one, that of an earlier reconstructor, or a file. Repairs another reconstruction.",
	},
	{
		Key: "precision", Name: "Precision", Kind: parameter.Choice, Default: "float32",
		Choices: []string{"float32", "float64"}, More: true,
		Help: "Arithmetic of the network.",
	},
	{
		Key: "history", Name: "History", Kind: parameter.Switch, Default: true, More: true,
		Help: "Record error, objective and residual after every layer.",
	},
}

func newFromSetup(s reconstruct.Setup) (reconstruct.Reconstructor, error) {
	v := s.Values
	n := &Network{
		Settings: Settings{
			Lambda: v.Float("lambda"), Tau: v.Float("tau"), Sigma: v.Float("sigma"),
			Inner: v.Int("inner"), Restarts: v.Int("restarts"),
			Delta: v.Float("delta"), Epsilon0: v.Float("epsilon0"),
		},
		Shape: s.Shape(), Wavelet: v.String("wavelet"), Levels: transform.DefaultLevels(s.Shape()),
		Single: v.String("precision") == "float32",
	}
	if v.Has("levels") {
		n.Levels = v.Int("levels")
	}
	if n.Tau*n.Sigma > 1 {
		return nil, &parameter.Error{
			Key: "sigma", Found: parameter.Format(n.Sigma),
			Want: fmt.Sprintf("tau*sigma must be at most 1: with tau = %g at most %g", n.Tau, 1/n.Tau),
		}
	}
	if err := n.Check(); err != nil {
		return nil, err
	}
	if err := transform.CheckWavelet(s.Shape(), n.Wavelet, n.Levels); err != nil {
		return nil, &parameter.Error{Key: "levels", Found: fmt.Sprint(n.Levels), Want: err.Error()}
	}
	var err error
	if n.Weights, n.Notes, err = weights.Of(s, n.Wavelet, n.Levels); err != nil {
		return nil, &parameter.Error{Key: "weights", Found: parameter.Format(v["weights"]), Want: err.Error()}
	}
	return n, nil
}

// memory counts, in images of the network's precision: the picture and its approximations
// with what the other wavelets turn, x, S and the coefficients of a true image, and what is
// kept of the sampled frequencies, here all of them; and the result in double precision.
func memory(setup reconstruct.Setup) int64 {
	s, v := setup.Shape(), setup.Values
	element := 8.0
	if v.String("precision") == "float64" {
		element = 16
	}
	images := pictures(v.String("wavelet")) + 3 + 1.2
	const resultArrays = 3
	return int64(float64(s.Len()) * (images*element + resultArrays*16))
}

// pictures counts the picture and its approximations, with what other wavelets turn.
func pictures(wavelet string) float64 {
	if wavelet == "db1" {
		return 1.4
	}
	return 1.4 + 2.7
}

// linearisationMemory is what a linearisation holds at most, whatever is sampled.
func linearisationMemory(setup reconstruct.Setup) int64 {
	s, v := setup.Shape(), setup.Values
	n := &Network{
		Settings: Settings{Inner: v.Int("inner"), Restarts: v.Int("restarts")},
		Wavelet:  v.String("wavelet"), Single: v.String("precision") == "float32",
	}
	element := 16.0
	if n.Single {
		element = 8
	}
	images := min(n.images(storage{n.Restarts, n.Restarts}, 1), max(most, n.images(storage{n.Restarts, 0}, 1)))
	return int64(float64(s.Len()) * images * element)
}
