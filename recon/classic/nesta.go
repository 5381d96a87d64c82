package classic

import (
	"context"
	"fmt"
	"math"

	"firenet/recon/array"
	"firenet/recon/reconstruct"
)

// NESTA solves quadratically constrained basis pursuit with an analysis operator,
//
//	min_x  ||K x||_1   subject to   ||P U x - y||_2 <= eta,   K = (TV D, Sparsity Psi),
//
// (isotropic total variation of complex images, periodic) by Nesterov's method on the
// smoothed penalty, with gradient K* ball(K x / mu), whose Lipschitz constant is ||K||^2/mu:
//
//	x_k     = Q( z_k - mu/||K||^2 g_k ),   g_k = K* ball(K z_k / mu)
//	v_k     = Q( z_0 - mu/||K||^2 sum_{i<=k} (i+1)/2 g_i )
//	z_{k+1} = 2/(k+3) v_k + (k+1)/(k+3) x_k        k = 0, ..., Inner - 1
//
// and restarts at the last x with a smaller mu. P U has orthonormal rows, so that the projection
// Q on the images that fit the samples has a closed form: the sampled frequencies of x are moved
// towards y until they are eta away. All is therefore kept as spectra.
// S. Becker, J. Bobin and E. Candes, SIAM J. Imaging Sciences 4 (1), 2011 (NESTA); restarts with
// mu falling by a factor: M. Neyra-Nesterenko and B. Adcock, "NESTANets", Sampling Theory, Signal
// Processing, and Data Analysis 21, 2023. Within a block
// f_mu(x_k) - f_mu(x) <= 2 ||K||^2 ||x - z_0||^2 / (mu (k+1)(k+2)) for every x that fits.
//
// eta and mu are relative, so that the method does not depend on the scale of the data:
// eta = Noise ||y||, and mu = Mu Fall^(block-1) ||y|| / sqrt(H W), with the bound of the
// problem in place of ||y|| if it has one.
//
// Double precision. A NESTA is not written after it is made.
type NESTA struct {
	Shape        array.Shape
	TV, Sparsity float64 // weights in K; one may be 0
	Noise        float64 // eta / ||y||; 0: the samples are fitted exactly
	Mu           float64 // of the first block, see above
	Fall         float64 // factor of mu from block to block, in (0, 1]
	Inner        int     // iterations in a block
	Restarts     int     // blocks
	Wavelet      string  // not used if Sparsity is 0
	Levels       int     // J
}

// Reconstruct runs the iteration.
func (n *NESTA) Reconstruct(ctx context.Context, p reconstruct.Problem, r reconstruct.Recorder) (reconstruct.Result, error) {
	return solve(ctx, n, p, r)
}

// Linearise returns the derivative of the iteration as it is run, with eta and mu held.
func (n *NESTA) Linearise(ctx context.Context, p reconstruct.Problem) (reconstruct.Linearisation, error) {
	return linearise(ctx, n, p)
}

func (n *NESTA) sides() array.Shape { return n.Shape }

func (n *NESTA) on(p reconstruct.Problem, m *measurement) (unrolled, error) {
	bound := p.Bound
	if bound == 0 {
		bound = p.Samples.Norm()
	}
	switch {
	case !(n.TV >= 0) || !(n.Sparsity >= 0) || n.TV+n.Sparsity == 0:
		return nil, fmt.Errorf("weights %g and %g: none may be negative, one must be positive", n.TV, n.Sparsity)
	case !(n.Mu > 0) || !(n.Fall > 0) || n.Fall > 1 || !(n.Noise >= 0):
		return nil, fmt.Errorf("mu = %g, fall = %g, noise = %g: out of range", n.Mu, n.Fall, n.Noise)
	case bound == 0:
		return nil, fmt.Errorf("all samples are zero, and so are the bounds that follow from them")
	}
	k, err := newSparsity(m, n.TV, n.Sparsity, n.Wavelet, n.Levels)
	if err != nil {
		return nil, err
	}
	it := &nesta{NESTA: n, sparsity: k, eta: n.Noise * bound, picture: m.new()}
	for b := range n.Restarts {
		it.mu = append(it.mu, n.Mu*math.Pow(n.Fall, float64(b))*bound/math.Sqrt(float64(n.Shape.Len())))
	}
	return it, nil
}

func (n *NESTA) finish(*reconstruct.Result, *measurement) {}

// nesta is the iteration. Its state is three spectra: z_k, the sum in v_k before the
// projection, and x_{k-1}. A layer has two stages, one for each of its maps that are not
// linear: the gradient, with K z between, and the two projections, with what is sampled of the
// images to project less y between.
type nesta struct {
	*NESTA
	*sparsity
	eta     float64
	mu      []float64      // of the blocks
	picture *array.Complex // scratch
}

// The spectra of the state.
const (
	zAhead  = iota // z_k
	descent        // z_0 less the weighted gradients
	fitted         // x_{k-1}
)

func (n *nesta) size() (state, between int) { return 3, max(2, n.count()) }
func (n *nesta) stages() int                { return 2 * n.Inner * n.Restarts }
func (n *nesta) perLayer() int              { return 2 }
func (n *nesta) block(layer int) int        { return (layer-1)/n.Inner + 1 }

// of splits a stage into block and iteration, from 0, and says which of the two it is.
func (n *nesta) of(stage int) (block, k int, projects bool) {
	return stage / 2 / n.Inner, stage / 2 % n.Inner, stage%2 == 1
}

func (n *nesta) begin(s images, start *array.Complex) {
	for _, z := range s {
		n.clear(z)
	}
	if start != nil {
		n.u.Forward(s[fitted], start)
	}
}

func (n *nesta) beginAdjoint(gstart *array.Complex, gs images) { n.u.Adjoint(gstart, gs[fitted]) }

func (n *nesta) image(dst *array.Complex, s images) { n.u.Adjoint(dst, s[fitted]) }

func (n *nesta) imageAdjoint(gs images, g *array.Complex) { n.begin(gs, g) }

func (n *nesta) enter(stage int, m, s images, y *array.Complex) {
	block, k, projects := n.of(stage)
	if projects {
		n.misfits(m, s, y)
		return
	}
	n.u.Adjoint(n.picture, s[from(k)])
	for _, u := range m {
		n.clear(u)
	}
	n.add(m, 1/n.mu[block], n.picture)
}

func (n *nesta) enterAdjoint(stage int, gm, gs images, gy *array.Complex) {
	block, k, projects := n.of(stage)
	if projects {
		n.misfitsAdjoint(gm, gs, gy)
		return
	}
	n.clear(n.picture)
	n.addAdjoint(n.picture, 1/n.mu[block], gm)
	n.u.Forward(n.spectrum, n.picture)
	n.measurement.add(gs[from(k)], 1, n.spectrum)
}

// from is the spectrum that iteration k of a block begins with: z_0 is the last x.
func from(k int) int {
	if k == 0 {
		return fitted
	}
	return zAhead
}

func (n *nesta) act(stage int, m images) {
	if _, _, projects := n.of(stage); !projects {
		n.ball(m)
		return
	}
	for _, z := range m[:2] {
		n.shrink(z, n.eta)
	}
}

func (n *nesta) bend(stage int, m, d images) {
	if _, _, projects := n.of(stage); !projects {
		n.bendBall(d, m)
		return
	}
	for i, z := range m[:2] {
		n.bendShrink(d[i], z, n.eta)
	}
}

func (n *nesta) leave(stage int, s, m images, y *array.Complex) {
	block, k, projects := n.of(stage)
	if projects {
		n.fit(s, m, y, 2/float64(k+3))
		return
	}
	step := n.step(block)
	n.clear(n.picture)
	n.addAdjoint(n.picture, 1, m)
	n.u.Forward(n.spectrum, n.picture)
	if k == 0 {
		n.copy(s[descent], s[fitted])
	} else {
		n.copy(s[fitted], s[zAhead])
	}
	n.measurement.add(s[fitted], -step, n.spectrum)
	n.measurement.add(s[descent], -step*float64(k+1)/2, n.spectrum)
}

func (n *nesta) leaveAdjoint(stage int, gs, gm images, gy *array.Complex) {
	block, k, projects := n.of(stage)
	if projects {
		n.fitAdjoint(gs, gm, gy, 2/float64(k+3))
		return
	}
	step := n.step(block)
	n.clear(n.spectrum)
	n.measurement.add(n.spectrum, -step, gs[fitted])
	n.measurement.add(n.spectrum, -step*float64(k+1)/2, gs[descent])
	if k == 0 {
		n.measurement.add(gs[fitted], 1, gs[descent])
		n.clear(gs[descent])
	} else {
		n.measurement.add(gs[zAhead], 1, gs[fitted])
		n.clear(gs[fitted])
	}
	n.u.Adjoint(n.picture, n.spectrum)
	for _, u := range gm {
		n.clear(u)
	}
	n.add(gm, 1, n.picture)
}

func (n *nesta) measure(_ int, s images, y *array.Complex) (objective, residual float64) {
	residual = n.misfit(s[fitted], y)
	n.u.Adjoint(n.picture, s[fitted])
	return n.norm(n.picture), residual
}

// step is mu/||K||^2.
func (n *nesta) step(block int) float64 { return n.mu[block] / normSquared(n.TV, n.Sparsity) }

// misfits are what is sampled of the spectra to project, less y.
func (n *nesta) misfits(m, s images, y *array.Complex) {
	a, b, x, v := m[0].Data, m[1].Data, s[fitted].Data, s[descent].Data
	n.loop(func(lo, hi int) {
		clear(a[lo:hi])
		clear(b[lo:hi])
		for i := lo; i < hi; i++ {
			if n.sampled[i] {
				a[i], b[i] = x[i]-y.Data[i], v[i]-y.Data[i]
			}
		}
	})
}

func (n *nesta) misfitsAdjoint(gm, gs images, gy *array.Complex) {
	a, b, x, v := gm[0].Data, gm[1].Data, gs[fitted].Data, gs[descent].Data
	n.loop(func(lo, hi int) {
		for i := lo; i < hi; i++ {
			if n.sampled[i] {
				x[i] += a[i]
				v[i] += b[i]
				gy.Data[i] -= a[i] + b[i]
			}
		}
	})
}

// fit puts y and the shrunken misfits where it is sampled, and takes z = t v + (1-t) x. The
// sum of gradients stays as it is.
func (n *nesta) fit(s, m images, y *array.Complex, t float64) {
	a, b, x, sum, z := m[0].Data, m[1].Data, s[fitted].Data, s[descent].Data, s[zAhead].Data
	n.loop(func(lo, hi int) {
		for i := lo; i < hi; i++ {
			v := sum[i]
			if n.sampled[i] {
				x[i], v = y.Data[i]+a[i], y.Data[i]+b[i]
			}
			z[i] = times(t, v) + times(1-t, x[i])
		}
	})
}

func (n *nesta) fitAdjoint(gs, gm images, gy *array.Complex, t float64) {
	a, b, x, sum, z := gm[0].Data, gm[1].Data, gs[fitted].Data, gs[descent].Data, gs[zAhead].Data
	for _, g := range gm[2:] {
		n.clear(g)
	}
	n.loop(func(lo, hi int) {
		for i := lo; i < hi; i++ {
			gx, gv := x[i]+times(1-t, z[i]), times(t, z[i])
			z[i] = 0
			if n.sampled[i] {
				a[i], b[i], x[i] = gx, gv, 0
				gy.Data[i] += gx + gv
			} else {
				a[i], b[i], x[i] = 0, 0, gx
				sum[i] += gv
			}
		}
	})
}
