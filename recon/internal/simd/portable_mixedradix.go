package simd

import (
	"math"

	"firenet/recon/array"
)

// Parts of the roots of unity of order 3 and 5: sin(2 pi / 3), and cosine and sine of
// 2 pi / 5 and 4 pi / 5.
var (
	sin3                 = math.Sqrt(3) / 2
	sin5, cos5           = math.Sincos(2 * math.Pi / 5)
	sinTwice5, cosTwice5 = math.Sincos(4 * math.Pi / 5)
)

// rowsOf are the rows of a butterfly, as many as its radix says: 8 at most.
type rowsOf[F array.Real] [8]*Row[F]

// butterfly is the DFT of some rows; those of y may be those of x.
type butterfly[F array.Real] func(y, x rowsOf[F], inverse bool)

// rowsAt is the rows k, m+k, 2m+k, ... of x.
func rowsAt[F array.Real](x []Row[F], k, m, radix int) (rows rowsOf[F]) {
	for q := range radix {
		rows[q] = &x[q*m+k]
	}
	return rows
}

// split3 and merge3 are splitBy and mergeBy of three, written out: few rows need a third less time
// so.
func split3[F array.Real](y, x []Row[F], stage []F) {
	m := len(stage) / 4
	for k := range m {
		butterfly3(rowsAt(y, k, m, 3), rowsAt(x, k, m, 3), false)
		twist(&y[m+k], stage[4*k], stage[4*k+1])
		twist(&y[2*m+k], stage[4*k+2], stage[4*k+3])
	}
}

func merge3[F array.Real](y, x []Row[F], stage []F) {
	m := len(stage) / 4
	for k := range m {
		y[k], y[m+k], y[2*m+k] = x[k], x[m+k], x[2*m+k]
		twist(&y[m+k], stage[4*k], -stage[4*k+1])
		twist(&y[2*m+k], stage[4*k+2], -stage[4*k+3])
		butterfly3(rowsAt(y, k, m, 3), rowsAt(y, k, m, 3), true)
	}
}

// splitBy is a pass of the FFT of any radix, mergeBy its inverse.
func splitBy[F array.Real](radix int, dft butterfly[F]) func(y, x []Row[F], stage []F) {
	return func(y, x []Row[F], stage []F) {
		m := len(stage) / (2*radix - 2)
		for k := range m {
			to := rowsAt(y, k, m, radix)
			dft(to, rowsAt(x, k, m, radix), false)
			for q := 1; q < radix; q++ {
				twist(to[q], stage[0], stage[1])
				stage = stage[2:]
			}
		}
	}
}

func mergeBy[F array.Real](radix int, dft butterfly[F]) func(y, x []Row[F], stage []F) {
	return func(y, x []Row[F], stage []F) {
		m := len(stage) / (2*radix - 2)
		for k := range m {
			to, from := rowsAt(y, k, m, radix), rowsAt(x, k, m, radix)
			*to[0] = *from[0]
			for q := 1; q < radix; q++ {
				*to[q] = *from[q]
				twist(to[q], stage[0], -stage[1])
				stage = stage[2:]
			}
			dft(to, to, true)
		}
	}
}

// butterfly8 is the DFT of eight.
func butterfly8[F array.Real](y, x rowsOf[F], inverse bool) {
	root := F(math.Sqrt2 / 2)
	re, im := 0, Lanes
	if inverse {
		re, im = im, re
	}
	for j := range Lanes {
		var sr, si, dr, di [4]F
		for k := range sr {
			ar, ai, br, bi := x[k][j+re], x[k][j+im], x[k+4][j+re], x[k+4][j+im]
			sr[k], si[k], dr[k], di[k] = ar+br, ai+bi, ar-br, ai-bi
		}
		// Times the eighth roots of unity.
		dr[1], di[1] = root*(dr[1]+di[1]), root*(di[1]-dr[1])
		dr[2], di[2] = di[2], -dr[2]
		dr[3], di[3] = root*(di[3]-dr[3]), root*(-dr[3]-di[3])
		for odd, z := range [2][2]*[4]F{{&sr, &si}, {&dr, &di}} {
			r, i := z[0], z[1]
			er, ei, fr, fi := r[0]+r[2], i[0]+i[2], r[0]-r[2], i[0]-i[2]
			gr, gi, hr, hi := r[1]+r[3], i[1]+i[3], r[1]-r[3], i[1]-i[3]
			y[odd][j+re], y[odd][j+im] = er+gr, ei+gi
			y[odd+2][j+re], y[odd+2][j+im] = fr+hi, fi-hr
			y[odd+4][j+re], y[odd+4][j+im] = er-gr, ei-gi
			y[odd+6][j+re], y[odd+6][j+im] = fr-hi, fi+hr
		}
	}
}

// twist multiplies a row by c + i s, in place.
func twist[F array.Real](x *Row[F], c, s F) {
	for j := range Lanes {
		re, im := x[j], x[j+Lanes]
		x[j], x[j+Lanes] = c*re-s*im, c*im+s*re
	}
}

func dft2[F array.Real](y, x []Row[F]) {
	for k := 0; k+2 <= len(x); k += 2 {
		x0, x1, y0, y1 := &x[k], &x[k+1], &y[k], &y[k+1]
		for j := range x0 {
			y0[j], y1[j] = x0[j]+x1[j], x0[j]-x1[j]
		}
	}
}

// neighboursBy transforms neighbouring rows, as many as the radix says.
func neighboursBy[F array.Real](radix int, dft butterfly[F]) func(y, x []Row[F], inverse bool) {
	return func(y, x []Row[F], inverse bool) {
		for k := 0; k+radix <= len(x); k += radix {
			dft(rowsAt(y, k, 1, radix), rowsAt(x, k, 1, radix), inverse)
		}
	}
}

// butterfly3 is the DFT of three.
func butterfly3[F array.Real](y, x rowsOf[F], inverse bool) {
	sin := F(sin3)
	if inverse {
		sin = -sin
	}
	x0, x1, x2, y0, y1, y2 := x[0], x[1], x[2], y[0], y[1], y[2]
	for j := range Lanes {
		ar, ai := x0[j], x0[j+Lanes]
		sr, si := x1[j]+x2[j], x1[j+Lanes]+x2[j+Lanes]
		dr, di := sin*(x1[j]-x2[j]), sin*(x1[j+Lanes]-x2[j+Lanes])
		ur, ui := ar-sr/2, ai-si/2
		y0[j], y0[j+Lanes] = ar+sr, ai+si
		y1[j], y1[j+Lanes] = ur+di, ui-dr
		y2[j], y2[j+Lanes] = ur-di, ui+dr
	}
}

// butterfly5 is the DFT of five. Elements that are
// opposite on the circle share their cosines, and their sines up to the sign.
func butterfly5[F array.Real](y, x rowsOf[F], inverse bool) {
	c1, s1, c2, s2 := F(cos5), F(sin5), F(cosTwice5), F(sinTwice5)
	if inverse {
		s1, s2 = -s1, -s2
	}
	for j := range Lanes {
		ar, ai := x[0][j], x[0][j+Lanes]
		or, oi := x[1][j]+x[4][j], x[1][j+Lanes]+x[4][j+Lanes]
		br, bi := x[1][j]-x[4][j], x[1][j+Lanes]-x[4][j+Lanes]
		ir, ii := x[2][j]+x[3][j], x[2][j+Lanes]+x[3][j+Lanes]
		cr, ci := x[2][j]-x[3][j], x[2][j+Lanes]-x[3][j+Lanes]

		ur, ui := ar+c1*or+c2*ir, ai+c1*oi+c2*ii
		vr, vi := s1*br+s2*cr, s1*bi+s2*ci
		wr, wi := ar+c2*or+c1*ir, ai+c2*oi+c1*ii
		zr, zi := s2*br-s1*cr, s2*bi-s1*ci

		y[0][j], y[0][j+Lanes] = ar+or+ir, ai+oi+ii
		y[1][j], y[1][j+Lanes] = ur+vi, ui-vr
		y[2][j], y[2][j+Lanes] = wr+zi, wi-zr
		y[3][j], y[3][j+Lanes] = wr-zi, wi+zr
		y[4][j], y[4][j+Lanes] = ur-vi, ui+vr
	}
}
