package simd

import (
	"math"

	"firenet/recon/array"
)

// sumOf is what a primal step does to S; last leaves x and g as they are.
type sumOf struct{ old, fresh, last bool }

func portablePrimal[F array.Real]() Primal[F] {
	return Primal[F]{
		Leave:   primal[F](sumOf{}),
		Add:     primal[F](sumOf{fresh: true}),
		AddBoth: primal[F](sumOf{old: true, fresh: true}),
		Last:    primal[F](sumOf{fresh: true, last: true}),
		Begin:   beginSum[F],
		Turn:    turnOver[F],
	}
}

func beginSum[F array.Real](x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8) {
	for r := range x {
		if filled[r]&FilledSum != 0 {
			sum[r] = Row[F]{}
		}
		filled[r] &= FilledX
		if filled[r] != 0 {
			filled[r] |= FilledSum
		}
	}
	primal[F](sumOf{old: true, fresh: true})(x, sum, ahead, apart, step, limit, filled)
}

func turnOver[F array.Real](x, sum, ahead []Row[F], apart int, step, limit, mean, second F, filled []uint8) {
	for r := range x {
		g, start, next := &ahead[r*apart], Row[F]{}, Row[F]{}
		soften(&start, &x[r], g, step, limit)
		for j, z := range start {
			start[j] = mean * (sum[r][j] + z)
		}
		filled[r] &^= FilledX
		if soften(&next, &start, &Row[F]{}, 0, second) {
			filled[r] |= FilledX
		}
		for j, z := range next {
			x[r][j], g[j] = z, 2*z-start[j]
		}
	}
}

func primal[F array.Real](s sumOf) func(x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8) {
	return func(x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8) {
		for r := range x {
			g, next := &ahead[r*apart], Row[F]{}
			if filled[r]&FilledX == 0 && !soften(&next, &next, g, step, limit) {
				if !s.last {
					*g = Row[F]{}
				}
				continue
			}
			beyond := soften(&next, &x[r], g, step, limit)
			for j, z := range next {
				if s.old {
					sum[r][j] += x[r][j]
				}
				if s.fresh {
					sum[r][j] += z
				}
				if !s.last {
					g[j], x[r][j] = 2*z-x[r][j], z
				}
			}
			if !s.last {
				filled[r] &^= FilledX
			}
			if beyond && !s.last {
				filled[r] |= FilledX
			}
			if beyond {
				filled[r] |= FilledSum
			}
		}
	}
}

// soften writes soft(x - step g, limit) into y and says whether any of it is not zero.
func soften[F array.Real](y, x, g *Row[F], step, limit F) (beyond bool) {
	for j := range Lanes {
		re, im := x[j]-step*g[j], x[j+Lanes]-step*g[j+Lanes]
		factor := F(0)
		if square := re*re + im*im; square > limit*limit {
			factor, beyond = 1-limit/F(math.Sqrt(float64(square))), true
		}
		y[j], y[j+Lanes] = factor*re, factor*im
	}
	return beyond
}
