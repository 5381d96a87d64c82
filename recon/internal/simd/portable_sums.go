package simd

import "firenet/recon/array"

func scale[F array.Real](dst, src []F, factor F) {
	for k, v := range src {
		dst[k] = factor * v
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
