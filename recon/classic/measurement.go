package classic

import (
	"math"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
)

// measurement is P U of a problem, with the loops over images that all methods share. It
// is used by one goroutine at a time.
type measurement struct {
	shape   array.Shape
	workers *parallel.Workers
	u       transform.Operator[complex128]
	sampled []bool

	spectrum *array.Complex // scratch of blend and fit
	sums     []float64      // one for each part of an image
}

func newMeasurement(p reconstruct.Problem, w *parallel.Workers) (*measurement, error) {
	if err := p.For("this method", p.Image()); err != nil {
		return nil, err
	}
	u, err := transform.New[complex128](p.Transform, p.Image(), w)
	if err != nil {
		return nil, err
	}
	m := &measurement{
		shape: p.Image(), workers: w, u: u, sampled: p.Mask.Data,
		spectrum: array.NewComplex(p.Image()),
	}
	m.sums = make([]float64, m.parts())
	return m, nil
}

func (m *measurement) new() *array.Complex { return array.NewComplex(m.shape) }

func (m *measurement) images(n int) images {
	list := make(images, n)
	for i := range list {
		list[i] = m.new()
	}
	return list
}

// rows is how many rows of an image make a part: enough that handing it out costs little.
// It depends on the shape alone, so that sums have the same bits for any number of threads.
func (m *measurement) rows() int { return max(1, 4096/m.shape.W) }

func (m *measurement) parts() int { return (m.shape.H + m.rows() - 1) / m.rows() }

// each runs f on the rows of every part.
func (m *measurement) each(f func(first, end int)) {
	m.workers.Do(parallel.Func(func(_, i int) {
		f(i*m.rows(), min((i+1)*m.rows(), m.shape.H))
	}), m.parts())
}

// loop runs f on the elements of every part.
func (m *measurement) loop(f func(lo, hi int)) {
	m.each(func(first, end int) { f(first*m.shape.W, end*m.shape.W) })
}

// sum adds what f says of every part, in a fixed order.
func (m *measurement) sum(f func(lo, hi int) float64) float64 {
	m.each(func(first, end int) { m.sums[first/m.rows()] = f(first*m.shape.W, end*m.shape.W) })
	return array.PairwiseSum(m.sums)
}

// blend is dst = U*( a U x + b y where sampled, U x elsewhere ): the gradient step of
// 1/2 ||P U x - y||^2 of length 1 for a = 0, b = 1, and its proximal map with step t for
// a = 1/(1+t), b = t/(1+t). dst may be x.
func (m *measurement) blend(dst, x, y *array.Complex, a, b float64) {
	m.u.Forward(m.spectrum, x)
	s := m.spectrum.Data
	m.loop(func(lo, hi int) {
		for i := lo; i < hi; i++ {
			if m.sampled[i] {
				s[i] = times(a, s[i]) + times(b, y.Data[i])
			}
		}
	})
	m.u.Adjoint(dst, m.spectrum)
}

// blendAdjoint takes the cotangent g of dst to that of x, in place, and adds that of y.
func (m *measurement) blendAdjoint(g, gy *array.Complex, a, b float64) {
	m.u.Forward(m.spectrum, g)
	s := m.spectrum.Data
	m.loop(func(lo, hi int) {
		for i := lo; i < hi; i++ {
			if m.sampled[i] {
				gy.Data[i] += times(b, s[i])
				s[i] = times(a, s[i])
			}
		}
	})
	m.u.Adjoint(g, m.spectrum)
}

// misfit is ||P z - y|| for a spectrum z.
func (m *measurement) misfit(z, y *array.Complex) float64 {
	return math.Sqrt(m.sum(func(lo, hi int) float64 {
		s := 0.0
		for i := lo; i < hi; i++ {
			if m.sampled[i] {
				s += square(z.Data[i] - y.Data[i])
			}
		}
		return s
	}))
}

// residual is ||P U x - y||.
func (m *measurement) residual(x, y *array.Complex) float64 {
	m.u.Forward(m.spectrum, x)
	return m.misfit(m.spectrum, y)
}

// distance is ||a - b||.
func (m *measurement) distance(a, b *array.Complex) float64 {
	return math.Sqrt(m.sum(func(lo, hi int) float64 {
		s := 0.0
		for i := lo; i < hi; i++ {
			s += square(a.Data[i] - b.Data[i])
		}
		return s
	}))
}

// length is ||x||.
func (m *measurement) length(x *array.Complex) float64 {
	return math.Sqrt(m.sum(func(lo, hi int) float64 {
		s := 0.0
		for _, z := range x.Data[lo:hi] {
			s += square(z)
		}
		return s
	}))
}

// shrink projects x on the ball of the given radius.
func (m *measurement) shrink(x *array.Complex, radius float64) {
	if length := m.length(x); length > radius {
		m.scale(x, radius/length)
	}
}

// bendShrink applies the derivative of shrink at x to d: ( d - x^ Re<x^, d> ) radius/||x||
// outside the ball, nothing changes inside. On a ball of radius 0 nothing moves.
func (m *measurement) bendShrink(d, x *array.Complex, radius float64) {
	length := m.length(x)
	switch {
	case radius == 0:
		m.clear(d)
	case length > radius:
		along := m.sum(func(lo, hi int) float64 {
			s := 0.0
			for i := lo; i < hi; i++ {
				s += inner(x.Data[i], d.Data[i])
			}
			return s
		})
		m.add(d, -along/(length*length), x)
		m.scale(d, radius/length)
	}
}

// scale is x = f x.
func (m *measurement) scale(x *array.Complex, f float64) {
	m.loop(func(lo, hi int) {
		for i, z := range x.Data[lo:hi] {
			x.Data[lo+i] = times(f, z)
		}
	})
}

// add is dst += f x.
func (m *measurement) add(dst *array.Complex, f float64, x *array.Complex) {
	m.loop(func(lo, hi int) {
		d, x := dst.Data[lo:hi], x.Data[lo:hi]
		for i := range d {
			d[i] += times(f, x[i])
		}
	})
}

func (m *measurement) copy(dst, src *array.Complex) {
	m.loop(func(lo, hi int) { copy(dst.Data[lo:hi], src.Data[lo:hi]) })
}

func (m *measurement) clear(dst *array.Complex) {
	m.loop(func(lo, hi int) { clear(dst.Data[lo:hi]) })
}

// times is f z, without the products by an imaginary part of 0.
func times(f float64, z complex128) complex128 { return complex(f*real(z), f*imag(z)) }

// square is |z|^2.
func square(z complex128) float64 { return real(z)*real(z) + imag(z)*imag(z) }

// inner is the real inner product Re(conj(a) b) of two complex numbers.
func inner(a, b complex128) float64 { return real(a)*real(b) + imag(a)*imag(b) }
