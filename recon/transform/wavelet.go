package transform

import (
	"fmt"
	"math/bits"
	"slices"

	"firenet/recon/array"
	"firenet/recon/internal/kernel"
	"firenet/recon/internal/panel"
	"firenet/recon/parallel"
)

// Wavelet is a periodic, orthonormal, separable wavelet transform with isotropic levels.
// Forward is analysis, image to coefficients (Psi); Adjoint is synthesis, its inverse.
//
// The coefficients are laid out as nested squares; on each level
//
//	+-----+-----+     A: approximation, split again on the next level
//	|  A  |  V  |     V: high-pass along the rows, low-pass down the columns
//	+-----+-----+     H: low-pass along the rows, high-pass down the columns
//	|  H  |  D  |     D: high-pass along both
//	+-----+-----+
//
// Along one axis of length N with F taps
//
//	a[k] = sum_j low[j] x[(2k + F/2 - j) mod N],  d[k] = sum_j high[j] x[(2k + F/2 - j) mod N],
//
// which is the mode 'periodization' of PyWavelets and dwtmode 'per' of MATLAB. The filter
// may be longer than the line; it then wraps more than once.
type Wavelet[T array.Scalar] struct{ square[T] }

// NewWavelet returns the transform with one of the [Wavelets] and J = levels >= 0, where 0
// is the identity. Both sides of s must be divisible by 2^J; the error says which sizes
// and levels would do.
func NewWavelet[T array.Scalar](s array.Shape, wavelet string, levels int, w *parallel.Workers) (*Wavelet[T], error) {
	if err := CheckWavelet(s, wavelet, levels); err != nil {
		return nil, err
	}
	low, high, err := filters(wavelet)
	if err != nil {
		return nil, err
	}
	var z T
	p := &Wavelet[T]{}
	switch any(z).(type) {
	case complex64:
		p.square = any(newWavelet[complex64, float32](s, low, high, levels, w)).(square[T])
	default:
		p.square = any(newWavelet[complex128, float64](s, low, high, levels, w)).(square[T])
	}
	return p, nil
}

func newWavelet[T array.Scalar, F array.Real](s array.Shape, low, high []float64, levels int, w *parallel.Workers) square[T] {
	switch {
	case levels == 0:
		return square[T]{s, identity[T]{}, identity[T]{}}
	case len(low) == 2:
		analysis, synthesis := newHaar[T, F](s, levels, w)
		return square[T]{s, analysis, synthesis}
	}
	scratch := panel.NewScratch[F](w.Count(), s)
	plan := func(rows, columns panel.Kernel[F]) *panel.Plan[F] {
		return &panel.Plan[F]{
			Rows: panel.Natural(rows), Columns: panel.Natural(columns),
			Stride: s.W, Scale: 1, Scratch: scratch,
		}
	}
	analysis := &separable[T, F]{workers: w}
	synthesis := &separable[T, F]{workers: w, prefill: true}
	for j := range levels {
		h, v := s.H>>j, s.W>>j
		analysis.plans = append(analysis.plans,
			plan(kernel.NewAnalysis[F](v, low, high), kernel.NewAnalysis[F](h, low, high)))
		synthesis.plans = append(synthesis.plans,
			plan(kernel.NewSynthesis[F](v, low, high), kernel.NewSynthesis[F](h, low, high)))
	}
	slices.Reverse(synthesis.plans) // coarsest first
	return square[T]{s, analysis, synthesis}
}

// Filters returns the low-pass and the high-pass taps of one of the [Wavelets], as in
// [Wavelet].
func Filters(wavelet string) (low, high []float64, err error) { return filters(wavelet) }

// MaxLevels is the largest J for which both sides are divisible by 2^J.
func MaxLevels(s array.Shape) int {
	if s.H < 1 || s.W < 1 {
		return 0
	}
	j := 0
	for s.H%2 == 0 && s.W%2 == 0 {
		s.H, s.W, j = s.H/2, s.W/2, j+1
	}
	return j
}

// CheckWavelet says whether [NewWavelet] can make the transform, and if not, which
// wavelets, sizes or levels would do. It costs nothing, where a transform takes memory for
// an image.
func CheckWavelet(s array.Shape, wavelet string, levels int) error {
	if _, _, err := filters(wavelet); err != nil {
		return err
	}
	most := MaxLevels(s)
	switch {
	case s.H < 1 || s.W < 1:
		return fmt.Errorf("wavelet: image of %v: both sides must be at least 1", s)
	case levels < 0:
		return fmt.Errorf("wavelet: %d levels: must be 0 or more", levels)
	case levels <= most:
		return nil
	case levels > 30:
		return fmt.Errorf("wavelet: %d levels: an image of %v has at most %d", levels, s, most)
	}
	step := 1 << levels
	up := func(n int) int { return (n + step - 1) / step * step }
	down := func(n int) int { return max(n/step*step, step) }
	small, large := array.Shape{H: down(s.H), W: down(s.W)}, array.Shape{H: up(s.H), W: up(s.W)}
	sizes := large.String()
	if small != large {
		sizes = fmt.Sprintf("%v or %v", small, large)
	}
	return fmt.Errorf("wavelet: %d levels need sides divisible by %d, such as %s; an image of %v has at most %d", levels, step, sizes, s, most)
}

// DefaultLevels is the depth J = log2(N) - 1 of the published runs where the shape admits
// it, and the deepest that it admits elsewhere. N is the shorter side.
func DefaultLevels(s array.Shape) int {
	published := bits.Len(uint(min(s.H, s.W))) - 2
	return max(0, min(published, MaxLevels(s)))
}
