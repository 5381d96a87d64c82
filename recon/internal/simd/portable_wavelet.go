package simd

import "firenet/recon/array"

func filterPair[F array.Real](y []Row[F], out []int, x []Row[F], in []int, first, second []F) {
	taps := len(first)
	for q := 0; q < len(out); q += 2 {
		in := in[q : q+taps]
		y0, y1 := &y[out[q]], &y[out[q+1]]
		// An even number of taps: two or four, then four at a time.
		t := 2
		if taps%4 == 0 {
			t = 4
			setFour(y0, y1, first, second, x, in)
		} else {
			setTwo(y0, y1, first, second, &x[in[0]], &x[in[1]])
		}
		for ; t < taps; t += 4 {
			addFour(y0, y1, first[t:], second[t:], x, in[t:])
		}
	}
}

func setTwo[F array.Real](y0, y1 *Row[F], first, second []F, a, b *Row[F]) {
	f0, f1, s0, s1 := first[0], first[1], second[0], second[1]
	for i := range a {
		y0[i] = f0*a[i] + f1*b[i]
		y1[i] = s0*a[i] + s1*b[i]
	}
}

func setFour[F array.Real](y0, y1 *Row[F], first, second []F, x []Row[F], in []int) {
	f, s, r := (*[4]F)(first), (*[4]F)(second), (*[4]int)(in)
	f0, f1, f2, f3 := f[0], f[1], f[2], f[3]
	s0, s1, s2, s3 := s[0], s[1], s[2], s[3]
	a, b, c, d := &x[r[0]], &x[r[1]], &x[r[2]], &x[r[3]]
	for i := range a {
		y0[i] = f0*a[i] + f1*b[i] + f2*c[i] + f3*d[i]
		y1[i] = s0*a[i] + s1*b[i] + s2*c[i] + s3*d[i]
	}
}

func addFour[F array.Real](y0, y1 *Row[F], first, second []F, x []Row[F], in []int) {
	f, s, r := (*[4]F)(first), (*[4]F)(second), (*[4]int)(in)
	f0, f1, f2, f3 := f[0], f[1], f[2], f[3]
	s0, s1, s2, s3 := s[0], s[1], s[2], s[3]
	a, b, c, d := &x[r[0]], &x[r[1]], &x[r[2]], &x[r[3]]
	for i := range a {
		y0[i] += f0*a[i] + f1*b[i] + f2*c[i] + f3*d[i]
		y1[i] += s0*a[i] + s1*b[i] + s2*c[i] + s3*d[i]
	}
}

func haarAnalysis[F array.Real](top, bottom, a, h, v, d []F) {
	for i := 0; i+2 <= len(a); i += 2 {
		t, b := (*[4]F)(top[2*i:]), (*[4]F)(bottom[2*i:])
		toA, toH, toV, toD := (*[2]F)(a[i:]), (*[2]F)(h[i:]), (*[2]F)(v[i:]), (*[2]F)(d[i:])
		for part := range toA {
			s0, d0 := t[part]+t[part+2], t[part]-t[part+2]
			s1, d1 := b[part]+b[part+2], b[part]-b[part+2]
			toA[part], toH[part] = (s0+s1)/2, (s0-s1)/2
			toV[part], toD[part] = (d0+d1)/2, (d0-d1)/2
		}
	}
}

func haarSynthesis[F array.Real](top, bottom, a, h, v, d []F) {
	for i := 0; i+2 <= len(a); i += 2 {
		t, b := (*[4]F)(top[2*i:]), (*[4]F)(bottom[2*i:])
		ofA, ofH, ofV, ofD := (*[2]F)(a[i:]), (*[2]F)(h[i:]), (*[2]F)(v[i:]), (*[2]F)(d[i:])
		for part := range ofA {
			s0, s1 := ofA[part]+ofH[part], ofA[part]-ofH[part]
			d0, d1 := ofV[part]+ofD[part], ofV[part]-ofD[part]
			t[part], t[part+2] = (s0+d0)/2, (s0-d0)/2
			b[part], b[part+2] = (s1+d1)/2, (s1-d1)/2
		}
	}
}
