package simd

import "firenet/recon/array"

func scale[F array.Real](dst, src []F, factor F) {
	for k, v := range src {
		dst[k] = factor * v
	}
}

func sumRows[F array.Real](dst, x []Row[F], count int, factor F) {
	for i := range dst {
		sum := x[i*count]
		for _, z := range x[i*count+1 : (i+1)*count] {
			for j := range sum {
				sum[j] += z[j]
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
