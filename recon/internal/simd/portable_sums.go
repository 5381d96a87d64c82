package simd

import "firenet/recon/array"

func scale[F array.Real](dst, src []F, factor F) {
	for k, v := range src {
		dst[k] = factor * v
	}
}

func sumPairs[F array.Real](dst, x []Row[F], count int, factor F) {
	for i := range dst {
		var sum Row[F]
		for pair := x[2*i*count : 2*(i+1)*count]; len(pair) > 0; pair = pair[2:] {
			for j := range sum {
				sum[j] += pair[0][j] + pair[1][j]
			}
		}
		for j, v := range sum {
			dst[i][j] = factor * v
		}
	}
}

func distance[F array.Real](b, y []F, mean F) float64 {
	var s float64
	for k, v := range b {
		d := float64(mean*v - y[k])
		s += d * d
	}
	return s
}
