package simd

import (
	"math"
	"math/bits"

	"firenet/recon/array"
)

func haarSplit[F array.Real](left, right, approximation []Row[F], n, apart, spread int) {
	const half = Lanes / 2
	for r := range n {
		first, second := 2*r*apart, (2*r+1)*apart
		var out [2][4]Row[F] // A, H, V, D of each panel, in the first lanes of both halves
		for k, panel := range [2][]Row[F]{left, right} {
			top, bottom := &panel[first], &panel[second]
			for j := range 2 * half {
				e := j + j/half*half // even columns of the real, then of the imaginary parts
				s0, d0 := top[e]+top[e+half], top[e]-top[e+half]
				s1, d1 := bottom[e]+bottom[e+half], bottom[e]-bottom[e+half]
				to := j + j/half*half
				out[k][0][to], out[k][1][to] = (s0+s1)/2, (s0-s1)/2
				out[k][2][to], out[k][3][to] = (d0+d1)/2, (d0-d1)/2
			}
		}
		for k, quadrants := range out {
			for j := range 2 * half {
				from := j + j/half*half
				to := from + k*half
				left[first][to], left[second][to], right[first][to] = quadrants[1][from], quadrants[2][from], quadrants[3][from]
				approximation[r*spread][evenOdd(to)] = quadrants[0][from]
			}
		}
	}
}

// evenOdd is where the number of a row with columns in order goes in a row with the even
// columns first.
func evenOdd(i int) int { return i/Lanes*Lanes + i%Lanes/2 + i%2*Lanes/2 }

func haarMerge[F array.Real](left, right, approximation []Row[F], n, apart, spread int) {
	const half = Lanes / 2
	for r := range n {
		first, second := 2*r*apart, (2*r+1)*apart
		average := approximation[r*spread]
		h, v, d := left[first], left[second], right[first]
		for k, panel := range [2][]Row[F]{left, right} {
			top, bottom := &panel[first], &panel[second]
			for j := range 2 * half {
				to := j + j/half*half
				from := to + k*half
				a := average[evenOdd(from)]
				s0, s1 := a+h[from], a-h[from]
				d0, d1 := v[from]+d[from], v[from]-d[from]
				top[to], top[to+half] = (s0+d0)/2, (s0-d0)/2
				bottom[to], bottom[to+half] = (s1+d1)/2, (s1-d1)/2
			}
		}
	}
}

func shrink[F array.Real](next, x, sum, ahead []Row[F], apart int, step, limit F) {
	square := limit * limit
	for r := range x {
		to, xs, ss, as := &next[r], &x[r], &sum[r], &ahead[r*apart]
		for j := range Lanes {
			zr, zi := xs[j]-step*as[j], xs[j+Lanes]-step*as[j+Lanes]
			if modulus2 := zr*zr + zi*zi; modulus2 > square {
				factor := 1 - limit/F(math.Sqrt(float64(modulus2)))
				zr, zi = factor*zr, factor*zi
			} else {
				zr, zi = 0, 0
			}
			as[j], as[j+Lanes] = 2*zr-xs[j], 2*zi-xs[j+Lanes]
			to[j], to[j+Lanes] = zr, zi
			ss[j], ss[j+Lanes] = ss[j]+zr, ss[j+Lanes]+zi
		}
	}
}

func pack[F array.Real](dst []F, x []Row[F], s *Selection) {
	for r, mask := range s.mask {
		for _, part := range [2][]F{x[r][:Lanes], x[r][Lanes:]} {
			for on := mask; on != 0; on &= on - 1 {
				dst[0] = part[bits.TrailingZeros16(on)]
				dst = dst[1:]
			}
		}
	}
}

func unpack[F array.Real](x []Row[F], src []F, s *Selection) {
	clear(x[:len(s.mask)])
	for r, mask := range s.mask {
		for _, part := range [2][]F{x[r][:Lanes], x[r][Lanes:]} {
			for on := mask; on != 0; on &= on - 1 {
				part[bits.TrailingZeros16(on)] = src[0]
				src = src[1:]
			}
		}
	}
}

func ascend[F array.Real](next, v, product, y []F, keep, step F) float64 {
	var norm float64
	for i := range v {
		next[i] = keep*v[i] + step*(product[i]-y[i])
		norm += float64(next[i]) * float64(next[i])
	}
	return norm
}

func track[F array.Real](ax, sum, product []F, fresh, old F) {
	for i := range ax {
		ax[i] = fresh*product[i] + old*ax[i]
		sum[i] += ax[i]
	}
}

func moduli[F array.Real](z []Row[F]) float64 {
	var sum float64
	for r := range z {
		for j := range Lanes {
			re, im := float64(z[r][j]), float64(z[r][j+Lanes])
			sum += math.Sqrt(re*re + im*im)
		}
	}
	return sum
}
