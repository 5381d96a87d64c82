package array

import "math"

// sumBlock is how many elements are added one after another before partial sums are
// combined pairwise: it bounds rounding and fixes the order of additions.
const sumBlock = 1024

// Norm is the l2 norm, the square root of the sum of |a|^2, summed in double precision.
func (a *Array[T]) Norm() float64 { return math.Sqrt(SumSquares(a.Data)) }

// SumSquares is the sum of |d_i|^2 in double precision, in a fixed order.
func SumSquares[T Scalar](d []T) float64 {
	return pairwise(len(d), func(lo, hi int) float64 {
		s := 0.0
		for _, v := range d[lo:hi] {
			z := complex128(v)
			s += real(z)*real(z) + imag(z)*imag(z)
		}
		return s
	})
}

// Distance is the l2 norm of a - b.
func Distance[T Scalar](a, b *Array[T]) float64 {
	mustAgree(a.Shape, b.Shape)
	return math.Sqrt(pairwise(len(a.Data), func(lo, hi int) float64 {
		s := 0.0
		for i := lo; i < hi; i++ {
			z := complex128(a.Data[i]) - complex128(b.Data[i])
			s += real(z)*real(z) + imag(z)*imag(z)
		}
		return s
	}))
}

// Dot is the complex inner product <a, b> = sum conj(b_i) a_i, linear in a.
func Dot[T Scalar](a, b *Array[T]) complex128 {
	mustAgree(a.Shape, b.Shape)
	part := func(imaginary bool) float64 {
		return pairwise(len(a.Data), func(lo, hi int) float64 {
			s := 0.0
			for i := lo; i < hi; i++ {
				x, y := complex128(a.Data[i]), complex128(b.Data[i])
				if imaginary {
					s += imag(x)*real(y) - real(x)*imag(y)
				} else {
					s += real(x)*real(y) + imag(x)*imag(y)
				}
			}
			return s
		})
	}
	return complex(part(false), part(true))
}

// PairwiseSum adds v in a fixed tree order.
func PairwiseSum(v []float64) float64 {
	switch len(v) {
	case 0:
		return 0
	case 1:
		return v[0]
	}
	half := len(v) / 2
	return PairwiseSum(v[:half]) + PairwiseSum(v[half:])
}

func pairwise(n int, block func(lo, hi int) float64) float64 {
	if n <= sumBlock {
		return block(0, n)
	}
	// A split that depends on n alone keeps the order of additions fixed.
	half := (n/2 + sumBlock - 1) / sumBlock * sumBlock
	return pairwise(half, block) +
		pairwise(n-half, func(lo, hi int) float64 { return block(half+lo, half+hi) })
}
