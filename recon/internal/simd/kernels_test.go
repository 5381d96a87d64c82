package simd

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
)

// agreement compares the kernels of this processor with the portable ones, argument by
// argument, on random data. Without AVX2 the two are the same and the tests hold trivially;
// the numbers are then checked by the packages that use them.
type agreement[F array.Real] struct {
	t          *testing.T
	rand       *rand.Rand
	fast, slow *Kernels[F]
	tol        float64
}

func TestKernelsAgree(t *testing.T) {
	t.Run("float32", func(t *testing.T) { agree[float32](t, 3e-6) })
	t.Run("float64", func(t *testing.T) { agree[float64](t, 5e-15) })
}

func agree[F array.Real](t *testing.T, tol float64) {
	a := agreement[F]{t, rand.New(rand.NewPCG(1, 2)), For[F](), Portable[F](), tol}
	t.Log("compared with portable:", a.fast.Name)
	a.fourier()
	a.hadamard()
	a.filters()
	a.transposes()
	a.haar()
	a.layer()
	a.sums()
	a.panelLayer()
}

func (a *agreement[F]) reals(n int) []F {
	v := make([]F, n)
	for i := range v {
		v[i] = F(a.rand.NormFloat64())
	}
	return v
}

func (a *agreement[F]) rows(n int) []Row[F] {
	x := make([]Row[F], n)
	for i := range x {
		copy(x[i][:], a.reals(2*Lanes))
	}
	return x
}

func (a *agreement[F]) order(n int) []int { return a.rand.Perm(n) }

// same runs a kernel both ways on copies of x and compares what it leaves there.
func (a *agreement[F]) same(what string, x []F, run func(k *Kernels[F], x []F)) {
	a.t.Helper()
	fast, slow := append([]F(nil), x...), append([]F(nil), x...)
	run(a.fast, fast)
	run(a.slow, slow)
	for i := range slow {
		d := math.Abs(float64(fast[i] - slow[i]))
		if !(d <= a.tol*(1+math.Abs(float64(slow[i])))) {
			a.t.Fatalf("%s: number %d is %v, portable %v", what, i, fast[i], slow[i])
		}
	}
}

func (a *agreement[F]) sameRows(what string, x []Row[F], run func(k *Kernels[F], x []Row[F])) {
	a.t.Helper()
	flat := make([]F, 0, len(x)*2*Lanes)
	for i := range x {
		flat = append(flat, x[i][:]...)
	}
	a.same(what, flat, func(k *Kernels[F], v []F) {
		y := make([]Row[F], len(x))
		for i := range y {
			y[i] = Row[F](v[i*2*Lanes:])
		}
		run(k, y)
		for i := range y {
			copy(v[i*2*Lanes:], y[i][:])
		}
	})
}

func (a *agreement[F]) fourier() {
	for radix, of := range map[int]func(k *Kernels[F]) Radix[F]{
		2: func(k *Kernels[F]) Radix[F] { return k.Radix2 },
		3: func(k *Kernels[F]) Radix[F] { return k.Radix3 },
		4: func(k *Kernels[F]) Radix[F] { return k.Radix4 },
		5: func(k *Kernels[F]) Radix[F] { return k.Radix5 },
		8: func(k *Kernels[F]) Radix[F] { return k.Radix8 },
	} {
		for _, m := range []int{0, 1, 2, 5, 16} {
			x := a.rows(radix * m)
			both := func(what string, run func(r Radix[F], y, x []Row[F])) {
				a.t.Helper()
				what = fmt.Sprint(what, " ", radix)
				a.sameRows(what, a.rows(radix*m+1), func(k *Kernels[F], y []Row[F]) { run(of(k), y, x) })
				a.sameRows(what+" in place", a.rows(radix*m+1), func(k *Kernels[F], y []Row[F]) { run(of(k), y, y[:radix*m]) })
			}
			both("DFT", func(r Radix[F], y, x []Row[F]) { r.DFT(y, x) })
			both("inverse DFT", func(r Radix[F], y, x []Row[F]) { r.IDFT(y, x) })
			if of(a.slow).Split == nil {
				continue
			}
			stage := a.reals((2*radix - 2) * m)
			both("split", func(r Radix[F], y, x []Row[F]) { r.Split(y, x, stage) })
			both("merge", func(r Radix[F], y, x []Row[F]) { r.Merge(y, x, stage) })
		}
	}
}

func (a *agreement[F]) hadamard() {
	for _, m := range []int{0, 1, 2, 7} {
		a.sameRows("Hadamard of 4", a.rows(4*m), func(k *Kernels[F], x []Row[F]) { k.Hadamard4(x) })
		x := a.rows(8 * m)
		a.sameRows("Walsh of 4", a.rows(8*m), func(k *Kernels[F], y []Row[F]) { k.Walsh4(y, x) })
		a.sameRows("Walsh of 8", a.rows(8*m), func(k *Kernels[F], y []Row[F]) { k.Walsh8(y, x) })
	}
}

func (a *agreement[F]) filters() {
	for taps := 2; taps <= 20; taps += 2 {
		const n = 12
		x, out := a.rows(n), a.order(n)
		in := make([]int, n+taps)
		for i := range in {
			in[i] = (i + 5) % n
		}
		first, second := a.reals(taps), a.reals(taps)
		a.sameRows("filter", a.rows(n), func(k *Kernels[F], y []Row[F]) { k.FilterPair(y, out, x, in, first, second) })
	}
}

func (a *agreement[F]) transposes() {
	for _, swap := range []bool{false, true} {
		const step = 50
		src, order := a.reals((Lanes-1)*step+2*Lanes), a.order(20)
		a.sameRows("gather", a.rows(20), func(k *Kernels[F], x []Row[F]) { k.Gather(x, order, src, step, swap) })
		y := a.rows(20)
		for _, n := range []int{0, 1, 7} {
			a.same("interleave", a.reals(7*step), func(k *Kernels[F], dst []F) { k.Interleave(dst, step, y, order[:n], swap, 0.3) })
		}
	}
	y, to, at := a.rows(20), a.order(20), a.order(30)
	a.sameRows("turn", a.rows(30), func(k *Kernels[F], panel []Row[F]) { k.Turn(panel, at, y, to) })
}

func (a *agreement[F]) haar() {
	for _, n := range []int{0, 2, 4, 6, 8, 10, 34, 64} {
		x := a.reals(8 * n)
		split := func(v []F) (top, bottom, low, h, u, d []F) {
			return v[:2*n], v[2*n : 4*n], v[4*n : 5*n], v[5*n : 6*n], v[6*n : 7*n], v[7*n : 8*n]
		}
		a.same("Haar analysis", x, func(k *Kernels[F], v []F) { k.HaarAnalysis(split(v)) })
		a.same("Haar synthesis", x, func(k *Kernels[F], v []F) { k.HaarSynthesis(split(v)) })
	}
}

var lengths = []int{0, 1, 3, 4, 8, 9, 100, 257}

func (a *agreement[F]) layer() {
	for _, n := range lengths {
		w, mask := a.reals(n), make([]F, n)
		for i := range w {
			w[i] = F(math.Abs(float64(w[i])))
			if i%5 == 2 {
				w[i] = F(math.Inf(1))
			}
			if i%7 == 3 {
				w[i] = 0
			}
			mask[i] = F(i % 2)
		}
		product, y := a.reals(2*n), a.reals(2*n)
		three := func(v []F) (x, sum, ahead []F) { return v[:2*n], v[2*n : 4*n], v[4*n : 6*n] }
		x := a.reals(6 * n)
		for i := range min(4, n) {
			x[i], x[4*n+i] = 0, 0 // a modulus of zero
		}
		a.same("primal", x, func(k *Kernels[F], v []F) {
			x, sum, ahead := three(v)
			k.Primal(x, sum, ahead, w, 0.7, 0.4)
		})
		a.same("dual", a.reals(2*n), func(k *Kernels[F], v []F) { k.Dual(v, product, y, mask, 0.9, 0.3) })
		a.same("follow", a.reals(4*n), func(k *Kernels[F], v []F) { k.Follow(v[:2*n], v[2*n:], product, mask, 0.5, 0.25) })
		a.same("scale", a.reals(2*n), func(k *Kernels[F], v []F) { k.Scale(v, y, 1.5) })
	}
}

func (a *agreement[F]) panelLayer() {
	for _, n := range []int{0, 1, 5, 16} {
		haar := func(x []Row[F]) (left, right, approximation []Row[F]) { return x[:2*n], x[2*n : 4*n], x[4*n:] }
		a.sameRows("Haar split", a.rows(5*n), func(k *Kernels[F], x []Row[F]) { k.HaarSplit(haar(x)) })
		a.sameRows("Haar merge", a.rows(5*n), func(k *Kernels[F], x []Row[F]) { k.HaarMerge(haar(x)) })
		for _, limit := range []F{0, 0.4, F(math.Inf(1))} {
			x := a.rows(4 * n)
			for i := range x {
				x[i][3], x[i][3+Lanes] = 0, 0 // a modulus of zero
				x[i][5], x[i][5+Lanes] = 0x1p-70, 0
			}
			a.sameRows("shrink", x, func(k *Kernels[F], x []Row[F]) { k.Shrink(x[:n], x[n:2*n], x[2*n:], 2, 0.7, limit) })
		}
		mask := make([][Lanes]int8, n)
		for r := range mask {
			for j := range mask[r] {
				mask[r][j] = -int8(a.rand.IntN(2))
			}
		}
		y, z := a.rows(n), a.rows(n)
		var norm [2]float64
		a.sameRows("ascend", z, func(k *Kernels[F], x []Row[F]) {
			norm[0], norm[1] = norm[1], k.Ascend(x, z, y, mask, 0.9, 0.3)
		})
		a.close("norm", norm[0], norm[1])
		a.sameRows("track", a.rows(2*n), func(k *Kernels[F], x []Row[F]) { k.Track(x[:n], x[n:], y, mask, 0.5, 0.25) })
		a.close("moduli", a.fast.Moduli(y), a.slow.Moduli(y))
	}
}

func (a *agreement[F]) close(what string, got, want float64) {
	a.t.Helper()
	if !(math.Abs(got-want) <= a.tol*(1+math.Abs(want))) {
		a.t.Errorf("%s: %v, portable %v", what, got, want)
	}
}

func (a *agreement[F]) sums() {
	for _, n := range lengths {
		z, b, y, w := a.reals(2*n), a.reals(2*n), a.reals(2*n), a.reals(n)
		for i := range w {
			w[i] = F(math.Abs(float64(w[i])))
			if i%5 == 2 {
				w[i], z[2*i], z[2*i+1] = F(math.Inf(1)), 0, 0
			}
		}
		s1, r1 := a.fast.Measure(z, b, y, w, 0.4)
		s2, r2 := a.slow.Measure(z, b, y, w, 0.4)
		a.close("sparsity", s1, s2)
		a.close("residual", r1, r2)
		a.close("distance", a.fast.Distance(b, y, 0.4), a.slow.Distance(b, y, 0.4))
		mask := make([]F, n)
		a.close("norm of the dual", a.fast.Dual(append([]F(nil), z...), b, y, mask, 0.9, 0.3), a.slow.Dual(append([]F(nil), z...), b, y, mask, 0.9, 0.3))
	}
}

// Arguments that are too short are a programming error, not a write beyond their end.
func TestKernelsCheckBounds(t *testing.T) {
	k := For[float32]()
	v, short := make([]float32, 64), make([]float32, 30)
	rows := make([]Row[float32], 4)
	for name, run := range map[string]func(){
		"primal": func() { k.Primal(short, v, v, v[:32], 1, 1) },
		"dual":   func() { k.Dual(v, short, v, v[:32], 1, 1) },
		"follow": func() { k.Follow(v, v, short, v[:32], 1, 1) },
		"haar":   func() { k.HaarAnalysis(v, short, v[:32], v, v, v) },
		"gather": func() { k.Gather(rows, make([]int, 16), v, 8, false) },
		"split":  func() { k.Radix4.Split(rows, rows, make([]float32, 12)) },
		"merge":  func() { k.Radix5.Merge(rows, make([]Row[float32], 5), make([]float32, 8)) },
		"dft":    func() { k.Radix8.DFT(rows, make([]Row[float32], 8)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: short arguments were taken", name)
				}
			}()
			run()
		}()
	}
}
