package simd

import (
	"math"

	"firenet/recon/array"
)

// An inverse DFT is a DFT of numbers whose real and imaginary parts are exchanged: that is
// what the argument inverse of these loops does.

func split4[F array.Real](y, x []Row[F], stage []F) {
	m := len(stage) / 6
	for k := range m {
		t := (*[6]F)(stage[6*k:])
		c1, s1, c2, s2, c3, s3 := t[0], t[1], t[2], t[3], t[4], t[5]
		a, b, c, d := &x[k], &x[m+k], &x[2*m+k], &x[3*m+k]
		p, q, r, s := &y[k], &y[m+k], &y[2*m+k], &y[3*m+k]
		for j := range Lanes {
			er, ei := a[j]+c[j], a[j+Lanes]+c[j+Lanes]
			fr, fi := a[j]-c[j], a[j+Lanes]-c[j+Lanes]
			gr, gi := b[j]+d[j], b[j+Lanes]+d[j+Lanes]
			hr, hi := b[j]-d[j], b[j+Lanes]-d[j+Lanes]
			br, bi := fr+hi, fi-hr
			cr, ci := er-gr, ei-gi
			dr, di := fr-hi, fi+hr
			p[j], p[j+Lanes] = er+gr, ei+gi
			q[j], q[j+Lanes] = c1*br-s1*bi, c1*bi+s1*br
			r[j], r[j+Lanes] = c2*cr-s2*ci, c2*ci+s2*cr
			s[j], s[j+Lanes] = c3*dr-s3*di, c3*di+s3*dr
		}
	}
}

func merge4[F array.Real](y, x []Row[F], stage []F) {
	m := len(stage) / 6
	for k := range m {
		t := (*[6]F)(stage[6*k:])
		c1, s1, c2, s2, c3, s3 := t[0], t[1], t[2], t[3], t[4], t[5]
		a, b, c, d := &x[k], &x[m+k], &x[2*m+k], &x[3*m+k]
		p, q, r, s := &y[k], &y[m+k], &y[2*m+k], &y[3*m+k]
		for j := range Lanes {
			// With conjugate factors.
			br, bi := c1*b[j]+s1*b[j+Lanes], c1*b[j+Lanes]-s1*b[j]
			cr, ci := c2*c[j]+s2*c[j+Lanes], c2*c[j+Lanes]-s2*c[j]
			dr, di := c3*d[j]+s3*d[j+Lanes], c3*d[j+Lanes]-s3*d[j]
			er, ei := a[j]+cr, a[j+Lanes]+ci
			fr, fi := a[j]-cr, a[j+Lanes]-ci
			gr, gi := br+dr, bi+di
			hr, hi := br-dr, bi-di
			p[j], p[j+Lanes] = er+gr, ei+gi
			q[j], q[j+Lanes] = fr-hi, fi+hr
			r[j], r[j+Lanes] = er-gr, ei-gi
			s[j], s[j+Lanes] = fr+hi, fi-hr
		}
	}
}

func dft4[F array.Real](y, x []Row[F], inverse bool) {
	for len(x) >= 4 {
		butterfly4([4]*Row[F]{&y[0], &y[1], &y[2], &y[3]}, [4]*Row[F]{&x[0], &x[1], &x[2], &x[3]}, inverse)
		y, x = y[4:], x[4:]
	}
}

// butterfly4 is the DFT of four; the rows of y may be those of x.
func butterfly4[F array.Real](y, x [4]*Row[F], inverse bool) {
	x0r, x0i := halves(x[0], inverse)
	x1r, x1i := halves(x[1], inverse)
	x2r, x2i := halves(x[2], inverse)
	x3r, x3i := halves(x[3], inverse)
	y0r, y0i := halves(y[0], inverse)
	y1r, y1i := halves(y[1], inverse)
	y2r, y2i := halves(y[2], inverse)
	y3r, y3i := halves(y[3], inverse)
	for j := range x0r {
		er, ei := x0r[j]+x2r[j], x0i[j]+x2i[j]
		fr, fi := x0r[j]-x2r[j], x0i[j]-x2i[j]
		gr, gi := x1r[j]+x3r[j], x1i[j]+x3i[j]
		hr, hi := x1r[j]-x3r[j], x1i[j]-x3i[j]
		y0r[j], y0i[j] = er+gr, ei+gi
		y1r[j], y1i[j] = fr+hi, fi-hr
		y2r[j], y2i[j] = er-gr, ei-gi
		y3r[j], y3i[j] = fr-hi, fi+hr
	}
}

// dft8 is two transforms of length 4, on the even and the odd elements, then one step of
// radix 2, which leaves the elements in the order 0 4 1 5 2 6 3 7.
func dft8[F array.Real](y, x []Row[F]) {
	for len(x) >= 8 {
		butterfly4([4]*Row[F]{&y[0], &y[2], &y[4], &y[6]}, [4]*Row[F]{&x[0], &x[2], &x[4], &x[6]}, false)
		butterfly4([4]*Row[F]{&y[1], &y[3], &y[5], &y[7]}, [4]*Row[F]{&x[1], &x[3], &x[5], &x[7]}, false)
		for k := range 4 {
			c, s := root8[F](k)
			a, b := &y[2*k], &y[2*k+1]
			for j := range Lanes {
				ar, ai := a[j], a[j+Lanes]
				br, bi := c*b[j]-s*b[j+Lanes], c*b[j+Lanes]+s*b[j]
				a[j], a[j+Lanes] = ar+br, ai+bi
				b[j], b[j+Lanes] = ar-br, ai-bi
			}
		}
		y, x = y[8:], x[8:]
	}
}

// idft8 is its inverse, times 8, from that order.
func idft8[F array.Real](y, x []Row[F]) {
	for len(x) >= 8 {
		for k := range 4 {
			c, s := root8[F](k)
			a, b, p, q := &x[2*k], &x[2*k+1], &y[2*k], &y[2*k+1]
			for j := range Lanes {
				dr, di := a[j]-b[j], a[j+Lanes]-b[j+Lanes]
				p[j], p[j+Lanes] = a[j]+b[j], a[j+Lanes]+b[j+Lanes]
				q[j], q[j+Lanes] = c*dr+s*di, c*di-s*dr
			}
		}
		for first := range 2 {
			rows := [4]*Row[F]{&y[first], &y[first+2], &y[first+4], &y[first+6]}
			butterfly4(rows, rows, true)
		}
		y, x = y[8:], x[8:]
	}
}

// root8 is exp(-2 pi i k / 8).
func root8[F array.Real](k int) (c, s F) {
	const half = math.Sqrt2 / 2
	return [4]F{1, half, 0, -half}[k], [4]F{0, -half, -1, -half}[k]
}
