package simd

import (
	"math"

	"firenet/recon/array"
)

func primal[F array.Real](x, sum, ahead, w []F, step, threshold F) {
	for k, wk := range w {
		j := 2 * k
		xs, ss, as := x[j:j+2:j+2], sum[j:j+2:j+2], ahead[j:j+2:j+2]
		zr, zi := xs[0]-step*as[0], xs[1]-step*as[1]
		limit := threshold * wk
		modulus2 := zr*zr + zi*zi
		if modulus2 > limit*limit {
			shrink := 1 - limit/F(math.Sqrt(float64(modulus2)))
			zr, zi = shrink*zr, shrink*zi
		} else {
			zr, zi = 0, 0
		}
		as[0], as[1] = 2*zr-xs[0], 2*zi-xs[1]
		xs[0], xs[1] = zr, zi
		ss[0], ss[1] = ss[0]+zr, ss[1]+zi
	}
}

func dual[F array.Real](v, product, y, mask []F, keep, step F) float64 {
	var norm float64
	for k, m := range mask {
		j := 2 * k
		vs, ps, ys := v[j:j+2:j+2], product[j:j+2:j+2], y[j:j+2:j+2]
		r := keep*vs[0] + step*(m*ps[0]-ys[0])
		s := keep*vs[1] + step*(m*ps[1]-ys[1])
		vs[0], vs[1] = r, s
		norm += float64(r)*float64(r) + float64(s)*float64(s)
	}
	return norm
}

func follow[F array.Real](ax, sum, product, mask []F, fresh, old F) {
	for k, m := range mask {
		j := 2 * k
		as, ss, ps := ax[j:j+2:j+2], sum[j:j+2:j+2], product[j:j+2:j+2]
		as[0] = fresh*m*ps[0] + old*as[0]
		as[1] = fresh*m*ps[1] + old*as[1]
		ss[0], ss[1] = ss[0]+as[0], ss[1]+as[1]
	}
}

func scale[F array.Real](dst, src []F, factor F) {
	for k, v := range src {
		dst[k] = factor * v
	}
}

func measure[F array.Real](z, b, y, w []F, mean F) (sparsity, residual float64) {
	for k, wk := range w {
		j := 2 * k
		re, im := float64(z[j]), float64(z[j+1])
		if re != 0 || im != 0 {
			sparsity += float64(wk) * math.Sqrt(re*re+im*im)
		}
		dr, di := float64(mean*b[j]-y[j]), float64(mean*b[j+1]-y[j+1])
		residual += dr*dr + di*di
	}
	return sparsity, residual
}

func distance[F array.Real](b, y []F, mean F) float64 {
	var s float64
	for k, v := range b {
		d := float64(mean*v - y[k])
		s += d * d
	}
	return s
}
