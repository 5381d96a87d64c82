package panel

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

// gatherRows transposes rows of an array into the lanes of x: element c goes into row
// from[c]. src begins with the first row, step is the distance of rows in reals. Lanes
// without a row are cleared.
func gatherRows[F array.Real](x []Row[F], src []F, step, lanes int, from []int, swap bool) {
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
		var lines [Lanes]*Row[F]
		for k := range lines {
			lines[k] = &x[to[k]]
		}
		for j := range Lanes {
			s := (*Row[F])(src[j*step+2*c:])
			for k := range Lanes {
				lines[k][(re+j)&(2*Lanes-1)] = s[2*k]
				lines[k][(im+j)&(2*Lanes-1)] = s[2*k+1]
			}
		}
	}
}

// turn transposes the rows of an array from the lanes of y into panels of columns, h rows
// each: lane j belongs to row at[j] of every panel, and column c is taken from row to[c]
// of y. Lanes of the last panel that have no column keep what they hold.
func turn[F array.Real](panels, y []Row[F], h int, at, to []int) {
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
		var lines [Lanes]*Row[F]
		for k := range lines {
			lines[k] = &y[columns[k]]
		}
		for j := range Lanes {
			p := &panel[at[j]]
			for k := range Lanes {
				p[k] = lines[k][j]
				p[k+Lanes] = lines[k][j+Lanes]
			}
		}
	}
}

// scatterColumns writes the lanes of panels of h rows, which stand in y one after another,
// times scale, as neighbouring columns of an array: element i is taken from row to[i].
// dst begins with the first column, step is the distance of rows in reals.
func scatterColumns[F array.Real](dst []F, y []Row[F], h, step, columns int, to []int, swap bool, scale F) {
	for i, row := range to {
		d := dst[i*step:]
		c := 0
		for ; c+Lanes <= columns; c += Lanes {
			re, im := halves(&y[row], swap)
			s := (*Row[F])(d[2*c:])
			for j := range Lanes {
				s[2*j] = scale * re[j]
				s[2*j+1] = scale * im[j]
			}
			row += h
		}
		if c < columns {
			re, im := halves(&y[row], swap)
			for j := range columns - c {
				d[2*(c+j)], d[2*(c+j)+1] = scale*re[j], scale*im[j]
			}
		}
	}
}
