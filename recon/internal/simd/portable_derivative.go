package simd

import (
	"math"
	"unsafe"

	"firenet/recon/array"
)

// The derivative of z -> soft(z, limit) is taken from its value x, since |z| = |x| + limit
// and z and x have the same phase: D is 0 where x is 0; elsewhere, with x^ = x/|x|,
//
//	D g = g - limit/|z| (g - x^ Re(conj(x^) g)).
//
// It is symmetric for the real inner product.

// beyond is what |x|^2 must be above for D not to be 0: without a limit it is never 0.
func beyond[F array.Real](limit F) F {
	if limit == 0 {
		return -1
	}
	return 0
}

// derivative is D (re + i im) for the value xr + i xi.
func derivative[F array.Real](xr, xi, limit, square, re, im F) (F, F) {
	modulus2 := xr*xr + xi*xi
	if !(modulus2 > square) {
		return 0, 0
	}
	modulus := F(math.Sqrt(float64(max(modulus2, smallest[F]()))))
	xr, xi = xr/modulus, xi/modulus
	across := limit / (modulus + limit)
	along := xr*re + xi*im
	return re - across*(re-xr*along), im - across*(im-xi*along)
}

// smallest is the smallest normal number: a modulus is never divided by less.
func smallest[F array.Real]() F {
	least := 0x1p-1022
	if unsafe.Sizeof(F(0)) == 4 {
		least = 0x1p-126
	}
	return F(least)
}

func tangent[F array.Real](d, sum, ahead, x []Row[F], apart int, step, limit F) {
	square := beyond(limit)
	for r := range d {
		ds, ss, as, xs := &d[r], &sum[r], &ahead[r*apart], &x[r]
		for j := range Lanes {
			re, im := ds[j]-step*as[j], ds[j+Lanes]-step*as[j+Lanes]
			re, im = derivative(xs[j], xs[j+Lanes], limit, square, re, im)
			as[j], as[j+Lanes] = 2*re-ds[j], 2*im-ds[j+Lanes]
			ds[j], ds[j+Lanes] = re, im
			ss[j], ss[j+Lanes] = ss[j]+re, ss[j+Lanes]+im
		}
	}
}

func cotangent[F array.Real](d, base, ahead, x []Row[F], apart int, step, limit F) {
	square := beyond(limit)
	for r := range d {
		ds, bs, as, xs := &d[r], &base[r], &ahead[r*apart], &x[r]
		for j := range Lanes {
			qr, qi := step*as[j], step*as[j+Lanes]
			re, im := bs[j]+ds[j]+2*qr, bs[j+Lanes]+ds[j+Lanes]+2*qi
			re, im = derivative(xs[j], xs[j+Lanes], limit, square, re, im)
			as[j], as[j+Lanes] = re, im
			ds[j], ds[j+Lanes] = re-qr, im-qi
		}
	}
}

func blend[F array.Real](dst, src []F, keep, add F) {
	for i := range dst {
		dst[i] = keep*dst[i] + add*src[i]
	}
}

func dot[F array.Real](x, y []F) float64 {
	var sum float64
	for i := range x {
		sum += float64(x[i]) * float64(y[i])
	}
	return sum
}
