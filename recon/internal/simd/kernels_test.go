package simd

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
)

// agreement compares kernels in assembly with the portable ones, argument by argument, on
// random data. Without AVX2 the two are the same and the tests hold trivially; the numbers
// are then checked by the packages that use them.
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
	for _, k := range Sets[F]() {
		t.Run(k.Name, func(t *testing.T) {
			a := agreement[F]{t, rand.New(rand.NewPCG(1, 2)), k, Portable[F](), tol}
			a.fourier()
			a.hadamard()
			a.filters()
			a.transposes()
			a.haar()
			a.sums()
			a.layer()
			a.primal()
			a.primalTurn()
		})
	}
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
			if of(a.fast).Split == nil {
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
	a.sameRows("turn", a.rows(30), func(k *Kernels[F], panel []Row[F]) {
		k.Turn(panel, at, y, to)
	})
	tiles := func(what string, of func(k *Kernels[F]) func(dst, src, soon []Row[F])) {
		a.t.Helper()
		a.sameRows(what, a.rows(20), func(k *Kernels[F], x []Row[F]) { of(k)(x, y, y[4:]) })
	}
	tiles("tile", func(k *Kernels[F]) func(dst, src, soon []Row[F]) { return k.Tile })
	tiles("tile joined", func(k *Kernels[F]) func(dst, src, soon []Row[F]) { return k.TileJoin })
	tiles("tile parted", func(k *Kernels[F]) func(dst, src, soon []Row[F]) { return k.TilePart })
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

func (a *agreement[F]) layer() {
	for _, n := range []int{0, 1, 5, 16} {
		a.panelHaar(n)
		for _, limit := range []F{0, 0.4, F(math.Inf(1))} {
			x := a.rows(4 * n)
			for i := range x {
				x[i][3], x[i][3+Lanes] = 0, 0 // a modulus of zero
				x[i][5], x[i][5+Lanes] = 0x1p-70, 0
			}
			a.sameRows("shrink", x, func(k *Kernels[F], x []Row[F]) { k.Shrink(x[:n], x[:n], x[n:2*n], x[2*n:], 2, 0.7, limit) })
			a.sameRows("shrink elsewhere", append(a.rows(n), x...), func(k *Kernels[F], x []Row[F]) {
				k.Shrink(x[:n], x[n:2*n], x[2*n:3*n], x[3*n:], 2, 0.7, limit)
			})
			at := a.values(n, limit)
			a.sameRows("tangent", a.rows(4*n), func(k *Kernels[F], x []Row[F]) { k.Tangent(x[:n], x[n:2*n], x[2*n:], at, 2, 0.7, limit) })
			a.sameRows("cotangent", a.rows(4*n), func(k *Kernels[F], x []Row[F]) { k.Cotangent(x[:n], x[n:2*n], x[2*n:], at, 2, 0.7, limit) })
		}
		mask := make([]uint16, n)
		for r := range mask {
			mask[r] = uint16(a.rand.Uint32() & a.rand.Uint32())
		}
		y, s := a.rows(n), Select(mask)
		a.same("pack", make([]F, s.Numbers()+Slack), func(k *Kernels[F], x []F) {
			k.Pack(x, y, s)
			clear(x[s.Numbers():])
		})
		packed := a.reals(s.Numbers() + Slack)
		a.sameRows("unpack", a.rows(n), func(k *Kernels[F], x []Row[F]) { k.Unpack(x, packed, s) })
		a.close("moduli", a.fast.Moduli(y), a.slow.Moduli(y))
	}
}

// panelHaar compares the Haar levels of panels, approximations elsewhere and in place.
func (a *agreement[F]) panelHaar(n int) {
	elsewhere := func(x []Row[F]) (left, right, approximation []Row[F], rows, apart, spread int) {
		return x[:2*n], x[2*n : 4*n], x[4*n:], n, 1, 1
	}
	inPlace := func(x []Row[F]) (left, right, approximation []Row[F], rows, apart, spread int) {
		return x, x[6*n:], x[min(6*n+3, len(x)):], n, 3, 6
	}
	a.sameRows("Haar split", a.rows(5*n), func(k *Kernels[F], x []Row[F]) { k.HaarSplit(elsewhere(x)) })
	a.sameRows("Haar merge", a.rows(5*n), func(k *Kernels[F], x []Row[F]) { k.HaarMerge(elsewhere(x)) })
	a.sameRows("Haar split in place", a.rows(12*n), func(k *Kernels[F], x []Row[F]) { k.HaarSplit(inPlace(x)) })
	a.sameRows("Haar merge in place", a.rows(12*n), func(k *Kernels[F], x []Row[F]) { k.HaarMerge(inPlace(x)) })
	for _, count := range []int{1, 2, 5} {
		x := a.rows(2 * count * n)
		a.sameRows("sums of pairs", a.rows(n), func(k *Kernels[F], y []Row[F]) { k.SumPairs(y, x, count, 0.3) })
	}
}

// values are values of soft(., limit), every other one 0.
func (a *agreement[F]) values(n int, limit F) []Row[F] {
	x := a.rows(n)
	for r := range x {
		for j := range Lanes {
			if j%2 == 0 || math.IsInf(float64(limit), 0) {
				x[r][j], x[r][j+Lanes] = 0, 0
			}
		}
	}
	return x
}

func (a *agreement[F]) close(what string, got, want float64) {
	a.t.Helper()
	if !(math.Abs(got-want) <= a.tol*(1+math.Abs(want))) {
		a.t.Errorf("%s: %v, portable %v", what, got, want)
	}
}

func (a *agreement[F]) sums() {
	for _, n := range []int{0, 1, 3, 4, 8, 9, 100, 257} {
		product, y := a.reals(n), a.reals(n)
		a.same("scale", a.reals(n), func(k *Kernels[F], v []F) { k.Scale(v, y, 1.5) })
		a.same("track", a.reals(2*n), func(k *Kernels[F], v []F) { k.Track(v[:n], v[n:], product, 0.5, 0.25) })
		var norm [2]float64
		a.same("ascend", a.reals(n), func(k *Kernels[F], v []F) {
			norm[0], norm[1] = norm[1], k.Ascend(v, v, product, y, 0.9, 0.3)
		})
		a.close("norm", norm[0], norm[1])
		from := a.reals(n)
		a.same("ascend elsewhere", a.reals(n), func(k *Kernels[F], v []F) { k.Ascend(v, from, product, y, 0.9, 0.3) })
		a.same("blend", a.reals(n), func(k *Kernels[F], v []F) { k.Blend(v, y, 0.9, 0.3) })
		a.close("dot", a.fast.Dot(product, y), a.slow.Dot(product, y))
		a.close("distance", a.fast.Distance(product, y, 0.4), a.slow.Distance(product, y, 0.4))
	}
}

// What is packed and where Each says that it is, and unpacking again.
func TestPackAndUnpack(t *testing.T) {
	k := For[float32]()
	mask := []uint16{0, 0xffff, 0x8421, 0x00ff, 0x0100}
	s, x := Select(mask), make([]Row[float32], len(mask))
	for r := range x {
		for j := range x[r] {
			x[r][j] = float32(100*r + j + 1)
		}
	}
	packed := make([]float32, s.Numbers()+Slack)
	k.Pack(packed, x, s)
	count := 0
	s.Each(func(row, lane, re, im int) {
		count++
		if packed[re] != x[row][lane] || packed[im] != x[row][lane+Lanes] {
			t.Errorf("row %d, lane %d: packed %v %v, want %v %v", row, lane, packed[re], packed[im], x[row][lane], x[row][lane+Lanes])
		}
	})
	if count != s.Size() || count != 16+4+8+1 {
		t.Errorf("%d lanes visited, %d marked", count, s.Size())
	}
	back := make([]Row[float32], len(mask))
	k.Unpack(back, packed, s)
	for r := range back {
		for j, v := range back[r] {
			want := float32(0)
			if mask[r]>>(j%Lanes)&1 != 0 {
				want = x[r][j]
			}
			if v != want {
				t.Errorf("row %d, number %d: %v, want %v", r, j, v, want)
			}
		}
	}
}

// Arguments that are too short are a programming error, not a write beyond their end.
func TestKernelsCheckBounds(t *testing.T) {
	k := For[float32]()
	v, short := make([]float32, 64), make([]float32, 30)
	rows, x := make([]Row[float32], 4), make([]Row[float32], Lanes)
	for name, run := range map[string]func(){
		"shrink":  func() { k.Shrink(rows, rows, make([]Row[float32], 3), rows, 1, 1, 1) },
		"primal":  func() { k.Primal.Add(rows, rows, rows, 1, 1, 1, make([]uint8, 3)) },
		"level":   func() { k.HaarSplit(rows, rows, make([]Row[float32], 2), 2, 1, 2) },
		"sums":    func() { k.SumPairs(rows, make([]Row[float32], 7), 1, 1) },
		"tangent": func() { k.Tangent(rows, rows, rows, make([]Row[float32], 3), 1, 1, 1) },
		"dot":     func() { k.Dot(v, short) },
		"blend":   func() { k.Blend(v, short, 1, 1) },
		"ascend":  func() { k.Ascend(v, v, short, v, 1, 1) },
		"track":   func() { k.Track(v, short, v, 1, 1) },
		"pack":    func() { k.Pack(make([]float32, 7), rows, Select([]uint16{3, 3})) },
		"unpack":  func() { k.Unpack(make([]Row[float32], 1), v, Select([]uint16{3, 3})) },
		"haar":    func() { k.HaarAnalysis(v, short, v[:32], v, v, v) },
		"gather":  func() { k.Gather(rows, make([]int, 16), v, 8, false) },
		"tile":    func() { k.Tile(rows, x, x) },
		"split":   func() { k.Radix4.Split(rows, rows, make([]float32, 12)) },
		"merge":   func() { k.Radix5.Merge(rows, make([]Row[float32], 5), make([]float32, 8)) },
		"dft":     func() { k.Radix8.DFT(rows, make([]Row[float32], 8)) },
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
