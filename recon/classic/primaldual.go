package classic

import (
	"context"
	"fmt"

	"firenet/recon/array"
	"firenet/recon/reconstruct"
)

// PrimalDual minimises
//
//	F(x) = 1/2 ||P U x - y||_2^2 + TV |D x|_1 + Sparsity ||Psi x||_1
//
// (isotropic total variation of complex images, periodic) from x_0 = 0 or a start and
// p_0 = 0 by the primal-dual hybrid gradient method with K = (TV D, Sparsity Psi):
//
//	x_{k+1} = prox( x_k - tau K* p_k ),   prox = U* ( (U . + tau y)/(1 + tau) where sampled ) U
//	p_{k+1} = ball( p_k + sigma K(2 x_{k+1} - x_k) )
//
// ball being the projection on the unit ball of the dual norm, pixel by pixel and
// coefficient by coefficient. It needs tau sigma ||K||^2 <= 1, and
// ||K||^2 <= 8 TV^2 + Sparsity^2; sigma is the largest such step. For the averages of the
// iterates the gap falls with 1/k: it is at most (||x - x_0||^2/tau + ||p - p_0||^2/sigma) / k.
// A. Chambolle and T. Pock, J. Math. Imaging and Vision 40, 2011, Algorithm 1 (theta = 1) and
// Theorem 1, with the constant of Math. Programming 159, 2016, Theorem 1. The last iterate is returned.
//
// Double precision. A PrimalDual is not written after it is made.
type PrimalDual struct {
	Shape      array.Shape
	TV         float64 // lambda of the total variation; 0: without
	Sparsity   float64 // lambda of the wavelets; 0: without
	Tau        float64 // primal step
	Iterations int
	Wavelet    string // not used if Sparsity is 0
	Levels     int    // J
}

// Sigma is the dual step.
func (v *PrimalDual) Sigma() float64 { return 1 / (v.Tau * normSquared(v.TV, v.Sparsity)) }

// Reconstruct runs the iteration.
func (v *PrimalDual) Reconstruct(ctx context.Context, p reconstruct.Problem, r reconstruct.Recorder) (reconstruct.Result, error) {
	return solve(ctx, v, p, r)
}

// Linearise returns the derivative of the iteration as it is run.
func (v *PrimalDual) Linearise(ctx context.Context, p reconstruct.Problem) (reconstruct.Linearisation, error) {
	return linearise(ctx, v, p)
}

func (v *PrimalDual) sides() array.Shape { return v.Shape }

func (v *PrimalDual) on(_ reconstruct.Problem, m *measurement) (unrolled, error) {
	if !(v.TV >= 0) || !(v.Sparsity >= 0) || v.TV+v.Sparsity == 0 || !(v.Tau > 0) {
		return nil, fmt.Errorf("weights %g and %g, step %g: no weight may be negative, one must be positive, and the step too",
			v.TV, v.Sparsity, v.Tau)
	}
	k, err := newSparsity(m, v.TV, v.Sparsity, v.Wavelet, v.Levels)
	if err != nil {
		return nil, err
	}
	return &primalDual{
		PrimalDual: v, sparsity: k, ahead: m.new(), sigma: v.Sigma(),
		keep: 1 / (1 + v.Tau), pull: v.Tau / (1 + v.Tau),
	}, nil
}

func (v *PrimalDual) finish(*reconstruct.Result, *measurement) {}

// primalDual is the iteration: the state is (x, p), and between stands the next one before
// the projection.
type primalDual struct {
	*PrimalDual
	*sparsity
	ahead      *array.Complex // scratch for 2 x_{k+1} - x_k
	sigma      float64
	keep, pull float64 // shares of U x and of y in the proximal map
}

func (v *primalDual) size() (state, between int) { return 1 + v.count(), 1 + v.count() }
func (v *primalDual) stages() int                { return v.Iterations }
func (v *primalDual) perLayer() int              { return 1 }
func (v *primalDual) block(int) int              { return 1 }

func (v *primalDual) begin(s images, start *array.Complex) {
	for _, p := range s {
		v.clear(p)
	}
	if start != nil {
		v.copy(s[0], start)
	}
}

func (v *primalDual) enter(_ int, m, s images, y *array.Complex) {
	v.copy(m[0], s[0])
	v.addAdjoint(m[0], -v.Tau, s[1:])
	v.blend(m[0], m[0], y, v.keep, v.pull)
	x, next, ahead := s[0].Data, m[0].Data, v.ahead.Data
	v.loop(func(lo, hi int) {
		for i := lo; i < hi; i++ {
			ahead[i] = times(2, next[i]) - x[i]
		}
	})
	for i, p := range s[1:] {
		v.copy(m[1+i], p)
	}
	v.add(m[1:], v.sigma, v.ahead)
}

func (v *primalDual) act(_ int, m images) { v.ball(m[1:]) }

func (v *primalDual) leave(_ int, s, m images, _ *array.Complex) { swap(s, m) }

func (v *primalDual) image(dst *array.Complex, s images) { v.copy(dst, s[0]) }

func (v *primalDual) bend(_ int, m, d images) { v.bendBall(d[1:], m[1:]) }

func (v *primalDual) imageAdjoint(gs images, g *array.Complex) { v.begin(gs, g) }

func (v *primalDual) leaveAdjoint(_ int, gs, gm images, _ *array.Complex) {
	swap(gs, gm)
	v.begin(gs, nil)
}

func (v *primalDual) enterAdjoint(_ int, gm, gs images, gy *array.Complex) {
	v.clear(v.ahead)
	v.addAdjoint(v.ahead, v.sigma, gm[1:])
	v.measurement.add(gm[0], 2, v.ahead)
	v.measurement.add(gs[0], -1, v.ahead)
	for i, g := range gm[1:] {
		v.measurement.add(gs[1+i], 1, g)
	}
	v.blendAdjoint(gm[0], gy, v.keep, v.pull)
	v.measurement.add(gs[0], 1, gm[0])
	v.add(gs[1:], -v.Tau, gm[0])
}

func (v *primalDual) beginAdjoint(gstart *array.Complex, gs images) { v.copy(gstart, gs[0]) }

func (v *primalDual) measure(_ int, s images, y *array.Complex) (objective, residual float64) {
	residual = v.residual(s[0], y)
	return v.norm(s[0]) + residual*residual/2, residual
}

// swap exchanges the memory of two lists.
func swap(a, b images) {
	for i := range a {
		a[i], b[i] = b[i], a[i]
	}
}
