package transform

import (
	"math"
	"math/bits"

	"firenet/recon/array"
	"firenet/recon/internal/kernel"
	"firenet/recon/internal/panel"
	"firenet/recon/parallel"
)

// Walsh is the orthonormal two-dimensional Walsh-Hadamard transform X = W_H x W_W^T in
// sequency order: row k of the matrix W_n has k sign changes and entries +-1/sqrt(n), the
// first of them positive. W_n is symmetric, so the transform is its own inverse.
//
// [Walsh.Own] has the frequencies in natural (Hadamard) order.
type Walsh[T array.Scalar] struct{ spectral[T] }

// NewWalsh returns the transform for an image whose sides are powers of two.
func NewWalsh[T array.Scalar](s array.Shape, w *parallel.Workers) (*Walsh[T], error) {
	if err := Check("walsh", s); err != nil {
		return nil, err
	}
	var z T
	switch any(z).(type) {
	case complex64:
		return any(newWalsh[complex64, float32](s, w)).(*Walsh[T]), nil
	default:
		return any(newWalsh[complex128, float64](s, w)).(*Walsh[T]), nil
	}
}

func newWalsh[T array.Scalar, F array.Real](s array.Shape, w *parallel.Workers) *Walsh[T] {
	f := &Walsh[T]{}
	f.rows, f.columns = Orders("walsh", s)
	f.ownRows, f.ownColumns = inverse(f.rows), inverse(f.columns)
	scratch := panel.NewScratch[F](w.Count(), s)
	plan := func(atRows, atColumns []int) mapping[T] {
		p := &panel.Plan[F]{
			Rows: panel.Natural[F](kernel.NewWalsh[F](s.W)), Columns: panel.Natural[F](kernel.NewWalsh[F](s.H)),
			Stride: s.W, Scale: F(1 / math.Sqrt(float64(s.Len()))), InPlace: true, Scratch: scratch,
		}
		p.Rows.To, p.Columns.To = atRows, atColumns
		return &separable[T, F]{workers: w, plans: []*panel.Plan[F]{p}}
	}
	seen, own := plan(f.columns, f.rows), plan(panel.Rolled(s.W, 0), panel.Rolled(s.H, 0))
	f.square = square[T]{s, seen, seen}
	f.own = square[T]{s, own, own}
	return f
}

func isPowerOfTwo(n int) bool { return n&(n-1) == 0 }

// powerBelow is the largest power of two <= n, powerAbove the smallest >= n, for n >= 1.
func powerBelow(n int) int { return 1 << (bits.Len(uint(n)) - 1) }
func powerAbove(n int) int { return 1 << bits.Len(uint(n-1)) }
