package simd

import "firenet/recon/array"

// halves returns where the real and the imaginary parts of a row stand, or the other way
// round.
func halves[F array.Real](r *Row[F], swap bool) (re, im *[Lanes]F) {
	re, im = (*[Lanes]F)(r[:Lanes]), (*[Lanes]F)(r[Lanes:])
	if swap {
		return im, re
	}
	return re, im
}

// gather goes line by line of the source and column by column of the panel, so that each
// cache line of either is met often while it is near.
func gather[F array.Real](x []Row[F], order []int, src []F, step int, swap bool) {
	var lines [Lanes]*Row[F]
	for j := range lines {
		lines[j] = (*Row[F])(src[j*step:])
	}
	for k, row := range order[:Lanes] {
		re, im := halves(&x[row], swap)
		column := 2 * (k & (Lanes - 1)) // the mask tells the compiler that k < Lanes
		for j := range Lanes {
			re[j], im[j] = lines[j][column], lines[j][column+1]
		}
	}
}

func turn[F array.Real](panel []Row[F], at []int, y []Row[F], to []int) {
	var lines [Lanes]*Row[F]
	for k := range lines {
		lines[k] = &y[to[k]]
	}
	for j := range Lanes {
		p := &panel[at[j]]
		for k := range Lanes {
			p[k] = lines[k][j]
			p[k+Lanes] = lines[k][j+Lanes]
		}
	}
}

func interleave[F array.Real](dst []F, step int, y []Row[F], order []int, swap bool, scale F) {
	for i, row := range order {
		re, im := halves(&y[row], swap)
		s := (*Row[F])(dst[i*step:])
		for j := range Lanes {
			s[2*j], s[2*j+1] = scale*re[j], scale*im[j]
		}
	}
}

func tile[F array.Real](dst, src, _ []Row[F]) { turn(dst, InOrder[:], src, InOrder[:]) }

func tileJoin[F array.Real](dst, src, _ []Row[F]) { turn(dst, EvenOdd[:], src, InOrder[:]) }

func tilePart[F array.Real](dst, src, _ []Row[F]) { turn(dst, InOrder[:], src, EvenOdd[:]) }
