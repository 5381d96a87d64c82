package simd

import "firenet/recon/array"

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
