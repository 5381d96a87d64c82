package panel

import "firenet/recon/array"

// halves returns where the real and the imaginary parts of a row stand.
func halves[F array.Real](r *Row[F], swap bool) (re, im *[Lanes]F) {
	re, im = (*[Lanes]F)(r[:Lanes]), (*[Lanes]F)(r[Lanes:])
	if swap {
		return im, re
	}
	return re, im
}

// gatherColumns fills x with sixteen columns; src begins at the first, step is the
// distance of rows in reals.
func gatherColumns[F array.Real](x []Row[F], src []F, step int, from []int, swap bool) {
	for i, to := range from {
		s := (*Row[F])(src[i*step:])
		re, im := halves(&x[to], swap)
		for j := range Lanes {
			re[j] = s[2*j]
			im[j] = s[2*j+1]
		}
	}
}

func scatterColumns[F array.Real](dst []F, x []Row[F], step int, to []int, swap bool, scale F) {
	for i, from := range to {
		d := (*Row[F])(dst[i*step:])
		re, im := halves(&x[from], swap)
		for j := range Lanes {
			d[2*j] = scale * re[j]
			d[2*j+1] = scale * im[j]
		}
	}
}

// gatherRows fills x with sixteen rows of an array, transposed in tiles of 16 x 16, which
// are copied first so that every cache line is read once and panel rows are written whole.
func gatherRows[F array.Real](x []Row[F], src []F, step int, from []int, swap bool, tile *[Lanes]Row[F]) {
	c := 0
	for ; c+Lanes <= len(from); c += Lanes {
		for j := range Lanes {
			tile[j] = Row[F](src[j*step+2*c:])
		}
		for k, to := range from[c : c+Lanes] {
			re, im := halves(&x[to], swap)
			column := 2 * (k & (Lanes - 1))
			for j := range Lanes {
				re[j] = tile[j][column]
				im[j] = tile[j][column+1]
			}
		}
	}
	gatherPart(x, src[2*c:], 2, step, Lanes, from[c:], swap)
}

func scatterRows[F array.Real](dst []F, x []Row[F], step int, to []int, swap bool, scale F, tile *[Lanes]Row[F]) {
	c := 0
	for ; c+Lanes <= len(to); c += Lanes {
		for k, from := range to[c : c+Lanes] {
			re, im := halves(&x[from], swap)
			column := 2 * (k & (Lanes - 1))
			for j := range Lanes {
				tile[j][column] = scale * re[j]
				tile[j][column+1] = scale * im[j]
			}
		}
		for j := range Lanes {
			*(*Row[F])(dst[j*step+2*c:]) = tile[j]
		}
	}
	scatterPart(dst[2*c:], x, 2, step, Lanes, to[c:], swap, scale)
}

// gatherPart fills the first lanes of x and clears the others: element i of line j is at
// src[i*step+j*lane]. Clearing keeps what an earlier block left there from growing beyond
// all bounds.
func gatherPart[F array.Real](x []Row[F], src []F, step, lane, lanes int, from []int, swap bool) {
	for i, to := range from {
		re, im := halves(&x[to], swap)
		clear(re[lanes:])
		clear(im[lanes:])
		for j := range lanes {
			at := i*step + j*lane
			re[j], im[j] = src[at], src[at+1]
		}
	}
}

func scatterPart[F array.Real](dst []F, x []Row[F], step, lane, lanes int, to []int, swap bool, scale F) {
	for i, from := range to {
		re, im := halves(&x[from], swap)
		for j := range lanes {
			at := i*step + j*lane
			dst[at], dst[at+1] = scale*re[j], scale*im[j]
		}
	}
}
