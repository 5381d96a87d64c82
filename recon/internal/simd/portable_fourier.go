package simd

import (
	"math"

	"firenet/recon/array"
)

func radix4[F array.Real](x []Row[F], stage []Twiddles[F]) {
	m := len(stage)
	x0, x1, x2, x3 := x[:m], x[m:2*m], x[2*m:3*m], x[3*m:4*m]
	for k := range stage {
		t := &stage[k]
		c1, s1, c2, s2, c3, s3 := t[0], t[1], t[2], t[3], t[4], t[5]
		a, b, c, d := &x0[k], &x1[k], &x2[k], &x3[k]
		for j := range Lanes {
			br := c1*b[j] - s1*b[j+Lanes]
			bi := c1*b[j+Lanes] + s1*b[j]
			cr := c2*c[j] - s2*c[j+Lanes]
			ci := c2*c[j+Lanes] + s2*c[j]
			dr := c3*d[j] - s3*d[j+Lanes]
			di := c3*d[j+Lanes] + s3*d[j]
			ar, ai := a[j], a[j+Lanes]

			er, ei := ar+cr, ai+ci
			fr, fi := ar-cr, ai-ci
			gr, gi := br+dr, bi+di
			hr, hi := br-dr, bi-di

			a[j], a[j+Lanes] = er+gr, ei+gi
			b[j], b[j+Lanes] = fr+hi, fi-hr
			c[j], c[j+Lanes] = er-gr, ei-gi
			d[j], d[j+Lanes] = fr-hi, fi+hr
		}
	}
}

func dft4[F array.Real](y, x []Row[F], step int) {
	x0, x1, x2, x3 := &x[0], &x[step], &x[2*step], &x[3*step]
	y0, y1, y2, y3 := &y[0], &y[1], &y[2], &y[3]
	for j := range Lanes {
		er, ei := x0[j]+x2[j], x0[j+Lanes]+x2[j+Lanes]
		fr, fi := x0[j]-x2[j], x0[j+Lanes]-x2[j+Lanes]
		gr, gi := x1[j]+x3[j], x1[j+Lanes]+x3[j+Lanes]
		hr, hi := x1[j]-x3[j], x1[j+Lanes]-x3[j+Lanes]
		y0[j], y0[j+Lanes] = er+gr, ei+gi
		y1[j], y1[j+Lanes] = fr+hi, fi-hr
		y2[j], y2[j+Lanes] = er-gr, ei-gi
		y3[j], y3[j+Lanes] = fr-hi, fi+hr
	}
}

// dft8 is two transforms of length 4, on the even and the odd elements, then one step of
// radix 2.
func dft8[F array.Real](y, x []Row[F], step int) {
	const half = math.Sqrt2 / 2
	x0, x1, x2, x3 := &x[0], &x[step], &x[2*step], &x[3*step]
	x4, x5, x6, x7 := &x[4*step], &x[5*step], &x[6*step], &x[7*step]
	y0, y1, y2, y3, y4, y5, y6, y7 := &y[0], &y[1], &y[2], &y[3], &y[4], &y[5], &y[6], &y[7]
	for j := range Lanes {
		const L = Lanes
		// Even elements.
		er, ei := x0[j]+x4[j], x0[j+L]+x4[j+L]
		fr, fi := x0[j]-x4[j], x0[j+L]-x4[j+L]
		gr, gi := x2[j]+x6[j], x2[j+L]+x6[j+L]
		hr, hi := x2[j]-x6[j], x2[j+L]-x6[j+L]
		a0r, a0i := er+gr, ei+gi
		a1r, a1i := fr+hi, fi-hr
		a2r, a2i := er-gr, ei-gi
		a3r, a3i := fr-hi, fi+hr
		// Odd elements.
		er, ei = x1[j]+x5[j], x1[j+L]+x5[j+L]
		fr, fi = x1[j]-x5[j], x1[j+L]-x5[j+L]
		gr, gi = x3[j]+x7[j], x3[j+L]+x7[j+L]
		hr, hi = x3[j]-x7[j], x3[j+L]-x7[j+L]
		b0r, b0i := er+gr, ei+gi
		b1r, b1i := fr+hi, fi-hr
		b2r, b2i := er-gr, ei-gi
		b3r, b3i := fr-hi, fi+hr
		// Times exp(-2 pi i k / 8).
		b1r, b1i = half*(b1r+b1i), half*(b1i-b1r)
		b2r, b2i = b2i, -b2r
		b3r, b3i = half*(b3i-b3r), -half*(b3r+b3i)

		y0[j], y0[j+L] = a0r+b0r, a0i+b0i
		y1[j], y1[j+L] = a1r+b1r, a1i+b1i
		y2[j], y2[j+L] = a2r+b2r, a2i+b2i
		y3[j], y3[j+L] = a3r+b3r, a3i+b3i
		y4[j], y4[j+L] = a0r-b0r, a0i-b0i
		y5[j], y5[j+L] = a1r-b1r, a1i-b1i
		y6[j], y6[j+L] = a2r-b2r, a2i-b2i
		y7[j], y7[j+L] = a3r-b3r, a3i-b3i
	}
}

func hadamard4[F array.Real](x []Row[F]) {
	m := len(x) / 4
	x0, x1, x2, x3 := x[:m], x[m:2*m], x[2*m:3*m], x[3*m:4*m]
	for k := range x0 {
		a, b, c, d := &x0[k], &x1[k], &x2[k], &x3[k]
		for j := range a {
			e, f := a[j]+b[j], a[j]-b[j]
			g, h := c[j]+d[j], c[j]-d[j]
			a[j], b[j], c[j], d[j] = e+g, f+h, e-g, f-h
		}
	}
}

func walsh4[F array.Real](y, x []Row[F]) {
	for len(x) >= 4 {
		to, from := (*[4]Row[F])(y), (*[4]Row[F])(x)
		for j := range from[0] {
			a, b := from[0][j]+from[1][j], from[0][j]-from[1][j]
			c, d := from[2][j]+from[3][j], from[2][j]-from[3][j]
			to[0][j], to[1][j], to[2][j], to[3][j] = a+c, b+d, a-c, b-d
		}
		x, y = x[4:], y[4:]
	}
}

func walsh8[F array.Real](y, x []Row[F]) {
	for len(x) >= 8 {
		to, from := (*[8]Row[F])(y), (*[8]Row[F])(x)
		for j := range from[0] {
			a, b := from[0][j]+from[1][j], from[0][j]-from[1][j]
			c, d := from[2][j]+from[3][j], from[2][j]-from[3][j]
			e, f := from[4][j]+from[5][j], from[4][j]-from[5][j]
			g, h := from[6][j]+from[7][j], from[6][j]-from[7][j]
			a, b, c, d = a+c, b+d, a-c, b-d
			e, f, g, h = e+g, f+h, e-g, f-h
			to[0][j], to[1][j], to[2][j], to[3][j] = a+e, b+f, c+g, d+h
			to[4][j], to[5][j], to[6][j], to[7][j] = a-e, b-f, c-g, d-h
		}
		x, y = x[8:], y[8:]
	}
}
