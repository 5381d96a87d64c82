package firenet

import (
	"math"

	"firenet/recon/array"
)

// layerView is what a recorder sees.
type layerView struct {
	*iteration
	block, inner int
	measured     bool
	objective    float64
	residual     float64
}

func (l *layerView) set(block, inner int) { l.block, l.inner, l.measured = block, inner, false }

func (l *layerView) Index() int { return (l.block-1)*l.iteration.Inner + l.inner }
func (l *layerView) Total() int { return l.iteration.Restarts * l.iteration.Inner }
func (l *layerView) Block() int { return l.block }

func (l *layerView) Objective() float64 {
	l.measure()
	return l.objective
}

func (l *layerView) Residual() float64 {
	l.measure()
	return l.residual
}

func (l *layerView) measure() {
	if l.measured {
		return
	}
	if !l.measures {
		l.objective, l.residual = math.NaN(), math.NaN()
		return
	}
	sparsity, residual := l.engine.measure(l.inner)
	l.objective, l.residual = l.Lambda*sparsity+residual, residual
	l.measured = true
}

func (l *layerView) Distance(x *array.Complex) float64 {
	return l.engine.distance(x, l.inner, l.measured)
}

func (l *layerView) Image() *array.Complex { return l.engine.image(l.inner) }
