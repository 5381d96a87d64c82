package quality

// The filters here are symmetric: taps at -u and +u have one weight, so pairs of rows, or of
// neighbours in a row, are added before they are multiplied. Two pairs a pass keeps the
// slices of the loop in registers.

// rowOf is row r of a plane of width w.
func rowOf(plane []float64, r, w int) []float64 { return plane[r*w:][:w] }

// setPairs sets dst = w1 (a1 + b1) + w2 (a2 + b2).
func setPairs(dst, a1, b1, a2, b2 []float64, w1, w2 float64) {
	n := len(dst)
	a1, b1, a2, b2 = a1[:n], b1[:n], a2[:n], b2[:n]
	for j := range dst {
		dst[j] = w1*(a1[j]+b1[j]) + w2*(a2[j]+b2[j])
	}
}

// addPairs adds w1 (a1 + b1) + w2 (a2 + b2) to dst.
func addPairs(dst, a1, b1, a2, b2 []float64, w1, w2 float64) {
	n := len(dst)
	a1, b1, a2, b2 = a1[:n], b1[:n], a2[:n], b2[:n]
	for j := range dst {
		dst[j] += w1*(a1[j]+b1[j]) + w2*(a2[j]+b2[j])
	}
}

// addPairs3 adds to p and q the weighted pairs (s[0] + s[1]), (s[2] + s[3]), and to r their sum.
func addPairs3(p, q, r []float64, s [4][]float64, wp, wq [2]float64) {
	n := len(p)
	q, r = q[:n], r[:n]
	a1, b1, a2, b2 := s[0][:n], s[1][:n], s[2][:n], s[3][:n]
	for j := range p {
		s1, s2 := a1[j]+b1[j], a2[j]+b2[j]
		p[j] += wp[0]*s1 + wp[1]*s2
		q[j] += wq[0]*s1 + wq[1]*s2
		r[j] += s1 + s2
	}
}

// alongRow11 filters a row with the symmetric taps w (w[u] at distance u); dst is 10 shorter.
func alongRow11(dst, row []float64, w *[6]float64) {
	w0, w1, w2, w3, w4, w5 := w[0], w[1], w[2], w[3], w[4], w[5]
	for j := range dst {
		v := (*[11]float64)(row[j:])
		dst[j] = w0*v[5] + w1*(v[4]+v[6]) + w2*(v[3]+v[7]) +
			(w3*(v[2]+v[8]) + w4*(v[1]+v[9]) + w5*(v[0]+v[10]))
	}
}
