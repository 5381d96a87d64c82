package classic

import (
	"context"
	"math"

	"firenet/recon/array"
	"firenet/recon/reconstruct"
	"firenet/recon/rng"
	"firenet/recon/transform"
)

// FISTA minimises the wavelet LASSO
//
//	F(c) = 1/2 ||A c - y||_2^2 + lambda ||c||_{1,w},   A = P_Omega U Psi^-1,
//
// from c_0 = 0 or the coefficients of a start, by
//
//	c_k     = soft(z_k - A*(A z_k - y), lambda w)
//	z_{k+1} = c_k + (t_k - 1)/t_{k+1} (c_k - c_{k-1}),   t_{k+1} = (1 + sqrt(1 + 4 t_k^2))/2,  t_1 = 1.
//
// The step 1 is 1/L, since ||A|| = 1, and F(c_k) - F* <= 2 ||c_0 - c*||^2 / (k+1)^2.
// A. Beck and M. Teboulle, SIAM J. Imaging Sciences 2 (1), 2009, Theorem 4.4. All
// coefficients are penalised, the approximation among them, as the LASSO is written.
//
// The iterate is kept in image space, which changes nothing as Psi is orthonormal. With
// Shifts, Psi is in each layer the transform of the image moved by another random number of
// rows and columns, circularly: cycle spinning, one shift at a time. M. Figueiredo and
// R. Nowak, IEEE Trans. Image Processing 12 (8), 2003; U. Kamilov, E. Bostan and M. Unser,
// IEEE Signal Processing Letters 19 (4), 2012. Then no single F falls, and the bound does
// not hold; with a fixed step the iterate stays near the minimisers for the mean of all
// shifts' penalties.
//
// Double precision. A FISTA is not written after it is made.
type FISTA struct {
	Shape      array.Shape
	Lambda     float64
	Iterations int
	Wavelet    string
	Levels     int       // J
	Weights    []float64 // w in nested squares, row-major; nil: all 1. +Inf holds a coefficient at 0.
	Shifts     bool      // random shifts
	Seed       uint64    // of the shifts
	Notes      []string  // handed to the result
}

// Reconstruct runs the iteration. Coefficients of the result are those of the image, not
// shifted.
func (f *FISTA) Reconstruct(ctx context.Context, p reconstruct.Problem, r reconstruct.Recorder) (reconstruct.Result, error) {
	return solve(ctx, f, p, r)
}

// Linearise returns the derivative of the iteration as it is run, with its shifts.
func (f *FISTA) Linearise(ctx context.Context, p reconstruct.Problem) (reconstruct.Linearisation, error) {
	return linearise(ctx, f, p)
}

func (f *FISTA) sides() array.Shape { return f.Shape }

func (f *FISTA) on(_ reconstruct.Problem, m *measurement) (unrolled, error) {
	psi, err := transform.NewWavelet[complex128](f.Shape, f.Wavelet, f.Levels, m.workers)
	if err != nil {
		return nil, err
	}
	it := &fista{FISTA: f, measurement: m, psi: psi, scratch: m.new()}
	it.thresholds = make([]float64, f.Shape.Len())
	for i := range it.thresholds {
		it.thresholds[i] = f.Lambda
		if f.Weights != nil {
			it.thresholds[i] *= f.Weights[i]
		}
	}
	it.momentum = momentum(f.Iterations)
	it.shifts = f.shifts()
	return it, nil
}

func (f *FISTA) finish(r *reconstruct.Result, m *measurement) {
	psi, err := transform.NewWavelet[complex128](f.Shape, f.Wavelet, f.Levels, m.workers)
	if err == nil { // as it was when the iteration began
		r.Coefficients = m.new()
		psi.Forward(r.Coefficients, r.Image)
	}
	r.Notes = f.Notes
}

// momentum is (t_k - 1)/t_{k+1} for k = 1 to n.
func momentum(n int) []float64 {
	list := make([]float64, n)
	t := 1.0
	for k := range list {
		next := (1 + math.Sqrt(1+4*t*t)) / 2
		list[k], t = (t-1)/next, next
	}
	return list
}

// shift is how many rows and columns an image is moved by.
type shift struct{ rows, columns int }

// shifts draws one for each iteration. The transform does not tell shifts apart that differ
// by a multiple of 2^J.
func (f *FISTA) shifts() []shift {
	list := make([]shift, f.Iterations)
	if !f.Shifts {
		return list
	}
	r := rng.Stream(f.Seed, "wavelet shifts")
	for k := range list {
		list[k] = shift{r.IntN(1 << f.Levels), r.IntN(1 << f.Levels)}
	}
	return list
}

// fista is the iteration: the state is (c_{k-1}, z_k) as images, and between stand the
// coefficients before and after the threshold.
type fista struct {
	*FISTA
	*measurement
	psi        *transform.Wavelet[complex128]
	scratch    *array.Complex
	thresholds []float64
	momentum   []float64
	shifts     []shift
}

func (f *fista) size() (state, between int) { return 2, 1 }
func (f *fista) stages() int                { return f.Iterations }
func (f *fista) perLayer() int              { return 1 }
func (f *fista) block(int) int              { return 1 }

func (f *fista) begin(s images, start *array.Complex) {
	for _, x := range s {
		if start == nil {
			f.clear(x)
		} else {
			f.copy(x, start)
		}
	}
}

func (f *fista) enter(k int, m, s images, y *array.Complex) {
	f.blend(f.scratch, s[1], y, 0, 1)
	f.analyse(k, m[0], f.scratch)
}

func (f *fista) act(_ int, m images) {
	c := m[0].Data
	f.loop(func(lo, hi int) { soft(c[lo:hi], f.thresholds[lo:hi]) })
}

func (f *fista) leave(k int, s, m images, _ *array.Complex) {
	f.synthesise(k, f.scratch, m[0])
	x, z, next, beta := s[0].Data, s[1].Data, f.scratch.Data, f.momentum[k]
	f.loop(func(lo, hi int) {
		for i := lo; i < hi; i++ {
			z[i] = next[i] + times(beta, next[i]-x[i])
			x[i] = next[i]
		}
	})
}

func (f *fista) image(dst *array.Complex, s images) { f.copy(dst, s[0]) }

func (f *fista) bend(_ int, m, d images) {
	c, g := m[0].Data, d[0].Data
	f.loop(func(lo, hi int) { bendSoft(g[lo:hi], c[lo:hi], f.thresholds[lo:hi]) })
}

func (f *fista) imageAdjoint(gs images, g *array.Complex) {
	f.copy(gs[0], g)
	f.clear(gs[1])
}

func (f *fista) leaveAdjoint(k int, gs, gm images, _ *array.Complex) {
	x, z, next, beta := gs[0].Data, gs[1].Data, f.scratch.Data, f.momentum[k]
	f.loop(func(lo, hi int) {
		for i := lo; i < hi; i++ {
			next[i] = x[i] + times(1+beta, z[i])
			x[i] = times(-beta, z[i])
			z[i] = 0
		}
	})
	f.analyse(k, gm[0], f.scratch)
}

func (f *fista) enterAdjoint(k int, gm, gs images, gy *array.Complex) {
	f.synthesise(k, f.scratch, gm[0])
	f.blendAdjoint(f.scratch, gy, 0, 1)
	f.add(gs[1], 1, f.scratch)
}

func (f *fista) beginAdjoint(gstart *array.Complex, gs images) {
	f.copy(gstart, gs[0])
	f.add(gstart, 1, gs[1])
}

func (f *fista) measure(k int, s images, y *array.Complex) (objective, residual float64) {
	residual = f.residual(s[0], y)
	c := f.scratch // free until the next stage; the spectrum takes the moved image
	f.analyse(k, c, s[0])
	penalty := f.sum(func(lo, hi int) float64 {
		sum := 0.0
		for i := lo; i < hi; i++ {
			if a := abs(c.Data[i]); a > 0 && !math.IsInf(f.thresholds[i], 1) {
				sum += f.thresholds[i] * a
			}
		}
		return sum
	})
	return penalty + residual*residual/2, residual
}

// analyse writes the coefficients of an image on the grid of layer k.
func (f *fista) analyse(k int, dst, src *array.Complex) {
	if by := f.shifts[k]; by != (shift{}) {
		f.roll(f.spectrum, src, by)
		src = f.spectrum
	}
	f.psi.Forward(dst, src)
}

// synthesise is the inverse of analyse.
func (f *fista) synthesise(k int, dst, src *array.Complex) {
	by := f.shifts[k]
	if by == (shift{}) {
		f.psi.Adjoint(dst, src)
		return
	}
	f.psi.Adjoint(f.spectrum, src)
	f.roll(dst, f.spectrum, shift{f.Shape.H - by.rows, f.Shape.W - by.columns})
}

// roll writes dst[r, c] = src[r + rows, c + columns], circularly.
func (m *measurement) roll(dst, src *array.Complex, by shift) {
	h, w := m.shape.H, m.shape.W
	at := by.columns % w
	m.each(func(first, end int) {
		for r := first; r < end; r++ {
			from := src.Data[(r+by.rows)%h*w:][:w]
			to := dst.Data[r*w:][:w]
			copy(to[copy(to, from[at:]):], from[:at])
		}
	})
}
