package panel

import (
	"firenet/recon/array"
	"firenet/recon/internal/simd"
)

// halves returns where the real and the imaginary parts of a row stand, or the other way
// round.
func halves[F array.Real](r *Row[F], swap bool) (re, im *[Lanes]F) {
	re, im = (*[Lanes]F)(r[:Lanes]), (*[Lanes]F)(r[Lanes:])
	if swap {
		return im, re
	}
	return re, im
}

// gatherRows transposes rows of an array into the lanes of x: element c goes into row
// from[c]. src begins with the first row, step is the distance of rows in reals. Lanes
// without a row are cleared.
func gatherRows[F array.Real](loops *simd.Kernels[F], x []Row[F], src []F, step, lanes int, from []int, swap bool) {
	re, im := 0, Lanes
	if swap {
		re, im = Lanes, 0
	}
	for c := 0; c < len(from); c += Lanes {
		to := from[c:min(c+Lanes, len(from))]
		if len(to) < Lanes || lanes < Lanes {
			for k, row := range to {
				x[row] = Row[F]{}
				for j := range lanes {
					at := j*step + 2*(c+k)
					x[row][re+j], x[row][im+j] = src[at], src[at+1]
				}
			}
			continue
		}
		loops.Gather(x, to, src[2*c:], step, swap)
	}
}

// turn transposes the rows of an array from the lanes of y into panels of columns, which
// begin h rows apart: lane j belongs to row at[j] of every panel, and column c is taken
// from row to[c] of y. Lanes of the last panel that have no column keep what they hold.
func turn[F array.Real](loops *simd.Kernels[F], panels, y []Row[F], h int, at, to []int) {
	for c := 0; c < len(to); c += Lanes {
		panel := panels[c/Lanes*h : (c/Lanes+1)*h]
		columns := to[c:min(c+Lanes, len(to))]
		if len(columns) < Lanes || len(at) < Lanes {
			for k, row := range columns {
				for j, r := range at {
					panel[r][k], panel[r][k+Lanes] = y[row][j], y[row][j+Lanes]
				}
			}
			continue
		}
		loops.Turn(panel, at, y, columns)
	}
}

// batch is how many elements of neighbouring panels are written one after another: few, so
// that the pieces of a row of the array are written soon after each other.
const batch = 8

// scatterColumns writes the lanes of panels, which begin h rows apart in y, times scale, as
// neighbouring columns of an array: element i is taken from row to[i]. dst begins with the
// first column, step is the distance of rows in reals.
func scatterColumns[F array.Real](loops *simd.Kernels[F], dst []F, y []Row[F], h, step, columns int, to []int, swap bool, scale F) {
	whole := columns / Lanes
	for i := 0; i < len(to); i += batch {
		rows := to[i:min(i+batch, len(to))]
		for p := range whole {
			loops.Interleave(dst[i*step+2*p*Lanes:], step, y[p*h:], rows, swap, scale)
		}
		if rest := columns - whole*Lanes; rest > 0 {
			scatterRest(dst[i*step+2*whole*Lanes:], y[whole*h:], step, rest, rows, swap, scale)
		}
	}
}

// scatterRest writes the columns of a panel that is not full.
func scatterRest[F array.Real](dst []F, y []Row[F], step, columns int, rows []int, swap bool, scale F) {
	for i, row := range rows {
		re, im := halves(&y[row], swap)
		for j := range columns {
			dst[i*step+2*j], dst[i*step+2*j+1] = scale*re[j], scale*im[j]
		}
	}
}
