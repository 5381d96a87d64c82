package classic

import (
	"firenet/recon/array"
	"firenet/recon/transform"
)

// sparsity is the analysis operator of a penalty ||K x||_1: total variation, wavelets or
// both,
//
//	K x = ( tv D x, wavelet Psi x ),
//
// D the differences to the next pixel to the right and below, periodic as the wavelets are.
// The norm takes the modulus of the two differences at a pixel together (isotropic), and of
// the two parts of a complex number: |D x| = sqrt(|x_right - x|^2 + |x_below - x|^2).
//
// K x is a list of images: both differences unless tv is 0, then the coefficients unless
// wavelet is 0. All coefficients count, the approximation among them.
type sparsity struct {
	*measurement
	tv, wavelet float64
	psi         *transform.Wavelet[complex128] // nil without wavelets
}

func newSparsity(m *measurement, tv, weight float64, wavelet string, levels int) (*sparsity, error) {
	k := &sparsity{measurement: m, tv: tv, wavelet: weight}
	if weight > 0 {
		psi, err := transform.NewWavelet[complex128](m.shape, wavelet, levels, m.workers)
		if err != nil {
			return nil, err
		}
		k.psi = psi
	}
	return k, nil
}

// count is the number of images in K x.
func (k *sparsity) count() int {
	n := 0
	if k.tv > 0 {
		n += 2
	}
	if k.wavelet > 0 {
		n++
	}
	return n
}

// normSquared is a bound on ||K||^2: ||D||^2 is at most 4 for each axis, and Psi is
// orthonormal.
func normSquared(tv, wavelet float64) float64 { return 8*tv*tv + wavelet*wavelet }

// add is dst += f K x.
func (k *sparsity) add(dst images, f float64, x *array.Complex) {
	if k.tv > 0 {
		k.addGradient(dst[0], dst[1], f*k.tv, x)
		dst = dst[2:]
	}
	if k.wavelet > 0 {
		k.psi.Forward(k.spectrum, x)
		k.measurement.add(dst[0], f*k.wavelet, k.spectrum)
	}
}

// addAdjoint is dst += f K* u.
func (k *sparsity) addAdjoint(dst *array.Complex, f float64, u images) {
	if k.tv > 0 {
		k.addDivergence(dst, f*k.tv, u[0], u[1])
		u = u[2:]
	}
	if k.wavelet > 0 {
		k.psi.Adjoint(k.spectrum, u[0])
		k.measurement.add(dst, f*k.wavelet, k.spectrum)
	}
}

// addGradient is (right, below) += f D x.
func (m *measurement) addGradient(right, below *array.Complex, f float64, x *array.Complex) {
	h, w := m.shape.H, m.shape.W
	m.each(func(first, end int) {
		for r := first; r < end; r++ {
			row, next := x.Data[r*w:][:w], x.Data[(r+1)%h*w:][:w]
			right, below := right.Data[r*w:][:w], below.Data[r*w:][:w]
			for c, z := range row[:w-1] {
				right[c] += times(f, row[c+1]-z)
			}
			right[w-1] += times(f, row[0]-row[w-1])
			for c, z := range row {
				below[c] += times(f, next[c]-z)
			}
		}
	})
}

// addDivergence is dst += f D* (right, below).
func (m *measurement) addDivergence(dst *array.Complex, f float64, right, below *array.Complex) {
	h, w := m.shape.H, m.shape.W
	m.each(func(first, end int) {
		for r := first; r < end; r++ {
			to, right := dst.Data[r*w:][:w], right.Data[r*w:][:w]
			here, above := below.Data[r*w:][:w], below.Data[(r+h-1)%h*w:][:w]
			to[0] += times(f, right[w-1]-right[0])
			for c := 1; c < w; c++ {
				to[c] += times(f, right[c-1]-right[c])
			}
			for c := range to {
				to[c] += times(f, above[c]-here[c])
			}
		}
	})
}

// ball projects u on the unit ball of the dual norm: both differences at a pixel together,
// and every coefficient.
func (k *sparsity) ball(u images) {
	if k.tv > 0 {
		a, b := u[0].Data, u[1].Data
		k.loop(func(lo, hi int) { ballPairs(a[lo:hi], b[lo:hi]) })
		u = u[2:]
	}
	if k.wavelet > 0 {
		c := u[0].Data
		k.loop(func(lo, hi int) { ball(c[lo:hi]) })
	}
}

// bendBall applies the derivative of ball at u to d.
func (k *sparsity) bendBall(d, u images) {
	if k.tv > 0 {
		a, b, da, db := u[0].Data, u[1].Data, d[0].Data, d[1].Data
		k.loop(func(lo, hi int) { bendPairs(da[lo:hi], db[lo:hi], a[lo:hi], b[lo:hi]) })
		d, u = d[2:], u[2:]
	}
	if k.wavelet > 0 {
		dc, c := d[0].Data, u[0].Data
		k.loop(func(lo, hi int) { bendBall(dc[lo:hi], c[lo:hi]) })
	}
}

// norm is ||K x||_1.
func (k *sparsity) norm(x *array.Complex) float64 {
	total := 0.0
	if k.tv > 0 {
		total = k.tv * k.variation(x)
	}
	if k.wavelet > 0 {
		k.psi.Forward(k.spectrum, x)
		c := k.spectrum.Data
		total += k.wavelet * k.sum(func(lo, hi int) float64 {
			sum := 0.0
			for _, z := range c[lo:hi] {
				sum += abs(z)
			}
			return sum
		})
	}
	return total
}

// variation is the isotropic total variation, the sum of |D x| over the pixels.
func (m *measurement) variation(x *array.Complex) float64 {
	h, w := m.shape.H, m.shape.W
	return m.sum(func(lo, hi int) float64 {
		sum := 0.0
		for i := lo; i < hi; i++ {
			r, c := i/w, i%w
			z := x.Data[i]
			sum += abs2(x.Data[r*w+(c+1)%w]-z, x.Data[(r+1)%h*w+c]-z)
		}
		return sum
	})
}
