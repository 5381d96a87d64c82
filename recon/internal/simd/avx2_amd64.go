//go:build !purego

package simd

import (
	"math"
	"unsafe"

	"golang.org/x/sys/cpu"

	"firenet/recon/array"
)

//go:generate go -C gen run . -out ../kernels_amd64.s -stubs ../stubs_amd64.go -pkg simd

var (
	assembly32 = assembly[float32]{
		hadamard4F32, walsh4F32, walsh8F32, filterPairF32,
		gatherF32, turnF32, tileF32, tileJoinF32, tilePartF32, interleaveF32, haarAnalysisF32, haarSynthesisF32,
		scaleF32, sumPairsF32, distanceF32,
		haarSplitF32, haarMergeF32, shrinkF32, primalF32, primalAddF32, primalAddBothF32, primalLastF32, primalBeginF32, primalTurnF32, packF32, unpackF32, ascendF32, trackF32, moduliF32,
		tangentF32, cotangentF32, blendF32, dotF32,
		split3F32, merge3F32, split4F32, merge4F32, split5F32, merge5F32, nil, nil,
		dft2F32, dft3F32, idft3F32, dft4F32, idft4F32, dft5F32, idft5F32, dft8F32, idft8F32,
	}
	assembly64 = assembly[float64]{
		hadamard4F64, walsh4F64, walsh8F64, filterPairF64,
		gatherF64, turnF64, tileF64, tileJoinF64, tilePartF64, interleaveF64, haarAnalysisF64, haarSynthesisF64,
		scaleF64, sumPairsF64, distanceF64,
		haarSplitF64, haarMergeF64, shrinkF64, primalF64, primalAddF64, primalAddBothF64, primalLastF64, primalBeginF64, primalTurnF64, packF64, unpackF64, ascendF64, trackF64, moduliF64,
		tangentF64, cotangentF64, blendF64, dotF64,
		split3F64, merge3F64, split4F64, merge4F64, split5F64, merge5F64, nil, nil,
		dft2F64, dft3F64, idft3F64, dft4F64, idft4F64, dft5F64, idft5F64, dft8F64, idft8F64,
	}
	avx32, avx64 = around("AVX2", assembly32), around("AVX2", assembly64)
)

// accelerated returns the kernels in assembly that the processor has, the fastest first.
func accelerated[F array.Real]() (kernels []*Kernels[F]) {
	add := func(single *Kernels[float32], double *Kernels[float64]) {
		var x F
		if _, ok := any(x).(float32); ok {
			kernels = append(kernels, any(single).(*Kernels[F]))
			return
		}
		kernels = append(kernels, any(double).(*Kernels[F]))
	}
	if !cpu.X86.HasAVX2 || !cpu.X86.HasFMA {
		return nil
	}
	if cpu.X86.HasAVX512F {
		add(&wide32, &wide64)
	}
	add(&avx32, &avx64)
	return kernels
}

// assembly is the kernels as they are written: without bounds, for whole registers.
type assembly[F array.Real] struct {
	hadamard4                   func(x *F, m int)
	walsh4, walsh8              func(y, x *F, n int)
	filterPair                  func(y *F, out *int, x *F, in *int, first, second *F, taps, n int)
	gather                      func(x *F, order *int, src *F, step, real, imaginary int)
	turn                        func(panel *F, at *int, y *F, to *int)
	tile, tileJoin, tilePart    func(dst, src, soon *F)
	interleave                  func(dst *F, step int, y *F, order *int, n, real, imaginary int, scale F)
	haarAnalysis, haarSynthesis func(top, bottom, a, h, v, d *F, n int)
	scale                       func(dst, src *F, n int, factor F)
	sumPairs                    func(dst, x *F, count, n int, factor F)
	distance                    func(b, y *F, n int, mean F) float64

	haarSplit, haarMerge func(left, right, approximation *F, n, apart, spread int)
	shrink               func(next, x, sum, ahead *F, apart, n int, step, limit F)

	primal, primalAdd, primalAddBoth, primalLast, primalBegin func(x, sum, ahead *F, apart, n int, step, limit F, filled *uint8)
	primalTurn                                                func(x, sum, ahead *F, apart, n int, step, limit F, filled *uint8, mean, second F)

	pack   func(dst, x *F, mask *uint16, n int, order *int32)
	unpack func(x, src *F, mask *uint16, n int, order *int32)
	ascend func(next, v, product, y *F, n int, keep, step F) float64
	track  func(ax, sum, product *F, n int, fresh, old F)
	moduli func(z *F, n int) float64

	tangent, cotangent func(d, sum, ahead, x *F, apart, n int, step, limit, square F)
	blend              func(dst, src *F, n int, a, b F)
	dot                func(a, b *F, n int) float64

	split3, merge3, split4, merge4, split5, merge5           func(y, x *F, m int, twiddles *F)
	split8, merge8                                           func(y, x *F, m int, twiddles *F) // nil: there are too few registers
	dft2, dft3, idft3, dft4, idft4, dft5, idft5, dft8, idft8 func(y, x *F, n int)
}

// around puts bounds around the assembly, and the portable kernels behind it for what does
// not fill a register.
func around[F array.Real](name string, a assembly[F]) Kernels[F] {
	k := Kernels[F]{Name: name}
	k.panels(a)
	k.fourier(a)
	k.wavelets(a)
	k.layers(a)
	k.derivatives(a)
	k.sums(a)
	return k
}

func (k *Kernels[F]) panels(a assembly[F]) {
	k.Hadamard4 = func(x []Row[F]) {
		if len(x) >= 4 {
			a.hadamard4(&x[0][0], len(x)/4)
		}
	}
	k.Walsh4, k.Walsh8 = neighbours(4, a.walsh4), neighbours(8, a.walsh8)
	k.Gather = func(x []Row[F], order []int, src []F, step int, swap bool) {
		order, src = order[:Lanes], src[:(Lanes-1)*step+2*Lanes]
		re, im := parts[F](swap)
		a.gather(&x[0][0], &order[0], &src[0], step*size[F](), re, im)
	}
	k.Turn = func(panel []Row[F], at []int, y []Row[F], to []int) {
		at, to = at[:Lanes], to[:Lanes]
		a.turn(&panel[0][0], &at[0], &y[0][0], &to[0])
	}
	tile := func(run func(dst, src, soon *F)) func(dst, src, soon []Row[F]) {
		return func(dst, src, soon []Row[F]) {
			dst, src, soon = dst[:Lanes], src[:Lanes], soon[:Lanes]
			run(&dst[0][0], &src[0][0], &soon[0][0])
		}
	}
	k.Tile, k.TileJoin, k.TilePart = tile(a.tile), tile(a.tileJoin), tile(a.tilePart)
	k.Interleave = func(dst []F, step int, y []Row[F], order []int, swap bool, scale F) {
		if len(order) == 0 {
			return
		}
		dst = dst[:(len(order)-1)*step+2*Lanes]
		re, im := parts[F](swap)
		a.interleave(&dst[0], step*size[F](), &y[0][0], &order[0], len(order), re, im, scale)
	}
}

func (k *Kernels[F]) fourier(a assembly[F]) {
	k.Radix2 = Radix[F]{DFT: neighbours(2, a.dft2), IDFT: neighbours(2, a.dft2)}
	k.Radix3 = Radix[F]{pass(3, a.split3), pass(3, a.merge3), neighbours(3, a.dft3), neighbours(3, a.idft3)}
	k.Radix4 = Radix[F]{pass(4, a.split4), pass(4, a.merge4), neighbours(4, a.dft4), neighbours(4, a.idft4)}
	k.Radix5 = Radix[F]{pass(5, a.split5), pass(5, a.merge5), neighbours(5, a.dft5), neighbours(5, a.idft5)}
	k.Radix8 = Radix[F]{DFT: neighbours(8, a.dft8), IDFT: neighbours(8, a.idft8)}
	if a.split8 != nil {
		k.Radix8.Split, k.Radix8.Merge, k.Eights = pass(8, a.split8), pass(8, a.merge8), true
	}
}

// pass puts bounds around one pass of an FFT.
func pass[F array.Real](radix int, run func(y, x *F, m int, twiddles *F)) func(y, x []Row[F], stage []F) {
	return func(y, x []Row[F], stage []F) {
		if m := len(stage) / (2*radix - 2); m > 0 {
			y, x = y[:radix*m], x[:radix*m]
			run(&y[0][0], &x[0][0], m, &stage[0])
		}
	}
}

// neighbours puts bounds around transforms of count neighbouring rows.
func neighbours[F array.Real](count int, run func(y, x *F, n int)) func(y, x []Row[F]) {
	return func(y, x []Row[F]) {
		if len(x) >= count {
			y = y[:len(x)]
			run(&y[0][0], &x[0][0], len(x)/count)
		}
	}
}

func (k *Kernels[F]) wavelets(a assembly[F]) {
	k.FilterPair = func(y []Row[F], out []int, x []Row[F], in []int, first, second []F) {
		if len(out) == 0 {
			return
		}
		in, second = in[:len(out)-2+len(first)], second[:len(first)]
		a.filterPair(&y[0][0], &out[0], &x[0][0], &in[0], &first[0], &second[0], len(first), len(out)/2)
	}
	haar := func(run func(top, bottom, a, h, v, d *F, n int), rest func(top, bottom, a, h, v, d []F)) func(top, bottom, a, h, v, d []F) {
		return func(top, bottom, a, h, v, d []F) {
			n := len(a)
			top, bottom, h, v, d = top[:2*n], bottom[:2*n], h[:n], v[:n], d[:n]
			whole := wholeRegisters[F](n)
			if whole > 0 {
				run(&top[0], &bottom[0], &a[0], &h[0], &v[0], &d[0], whole/width[F]())
			}
			rest(top[2*whole:], bottom[2*whole:], a[whole:], h[whole:], v[whole:], d[whole:])
		}
	}
	k.HaarAnalysis = haar(a.haarAnalysis, haarAnalysis[F])
	k.HaarSynthesis = haar(a.haarSynthesis, haarSynthesis[F])
}

func (k *Kernels[F]) layers(a assembly[F]) {
	haar := func(run func(left, right, approximation *F, n, apart, spread int)) func(left, right, approximation []Row[F], n, apart, spread int) {
		return func(left, right, approximation []Row[F], n, apart, spread int) {
			if n > 0 {
				last := (2*n - 1) * apart
				_, _, _ = left[last], right[last], approximation[(n-1)*spread]
				run(&left[0][0], &right[0][0], &approximation[0][0], n, apart*bytesOfRow[F](), spread*bytesOfRow[F]())
			}
		}
	}
	k.HaarSplit, k.HaarMerge = haar(a.haarSplit), haar(a.haarMerge)
	k.Shrink = func(next, x, sum, ahead []Row[F], apart int, step, limit F) {
		if n := len(x); n > 0 {
			next, sum, ahead = next[:n], sum[:n], ahead[:(n-1)*apart+1]
			a.shrink(&next[0][0], &x[0][0], &sum[0][0], &ahead[0][0], apart*bytesOfRow[F](), n, step, limit)
		}
	}
	k.Primal = Primal[F]{
		primalKernel(a.primal), primalKernel(a.primalAdd), primalKernel(a.primalAddBoth), primalKernel(a.primalLast), primalKernel(a.primalBegin),
		func(x, sum, ahead []Row[F], apart int, step, limit, mean, second F, filled []uint8) {
			if n := len(x); n > 0 {
				sum, ahead, filled = sum[:n], ahead[:(n-1)*apart+1], filled[:n]
				a.primalTurn(&x[0][0], &sum[0][0], &ahead[0][0], apart*bytesOfRow[F](), n, step, limit, &filled[0], mean, second)
			}
		},
	}
	tables := newPacking(width[F]())
	k.Pack = func(dst []F, x []Row[F], s *Selection) {
		if n := len(s.mask); n > 0 {
			x, dst = x[:n], dst[:s.Numbers()+Slack]
			a.pack(&dst[0], &x[0][0], &s.mask[0], n, &tables.pack[0][0])
		}
	}
	k.Unpack = func(x []Row[F], src []F, s *Selection) {
		if n := len(s.mask); n > 0 {
			x, src = x[:n], src[:s.Numbers()+Slack]
			a.unpack(&x[0][0], &src[0], &s.mask[0], n, &tables.unpack[0][0])
		}
	}
	k.Ascend = func(next, v, product, y []F, keep, step F) float64 {
		next, product, y = next[:len(v)], product[:len(v)], y[:len(v)]
		whole := wholeRegisters[F](len(v))
		norm := 0.0
		if whole > 0 {
			norm = a.ascend(&next[0], &v[0], &product[0], &y[0], whole/width[F](), keep, step)
		}
		return norm + ascend(next[whole:], v[whole:], product[whole:], y[whole:], keep, step)
	}
	k.Track = func(ax, sum, product []F, fresh, old F) {
		sum, product = sum[:len(ax)], product[:len(ax)]
		whole := wholeRegisters[F](len(ax))
		if whole > 0 {
			a.track(&ax[0], &sum[0], &product[0], whole/width[F](), fresh, old)
		}
		track(ax[whole:], sum[whole:], product[whole:], fresh, old)
	}
	k.Moduli = func(z []Row[F]) float64 {
		if len(z) == 0 {
			return 0
		}
		return a.moduli(&z[0][0], len(z))
	}
}

// primalKernel puts bounds around a primal step.
func primalKernel[F array.Real](run func(x, sum, ahead *F, apart, n int, step, limit F, filled *uint8)) func(x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8) {
	return func(x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8) {
		if n := len(x); n > 0 {
			sum, ahead, filled = sum[:n], ahead[:(n-1)*apart+1], filled[:n]
			run(&x[0][0], &sum[0][0], &ahead[0][0], apart*bytesOfRow[F](), n, step, limit, &filled[0])
		}
	}
}

func (k *Kernels[F]) derivatives(a assembly[F]) {
	rows := func(run func(d, sum, ahead, x *F, apart, n int, step, limit, square F)) func(d, sum, ahead, x []Row[F], apart int, step, limit F) {
		return func(d, sum, ahead, x []Row[F], apart int, step, limit F) {
			if n := len(d); n > 0 {
				sum, ahead, x = sum[:n], ahead[:(n-1)*apart+1], x[:n]
				run(&d[0][0], &sum[0][0], &ahead[0][0], &x[0][0], apart*bytesOfRow[F](), n, step, limit, beyond(limit))
			}
		}
	}
	k.Tangent, k.Cotangent = rows(a.tangent), rows(a.cotangent)
	k.Blend = func(dst, src []F, keep, add F) {
		src = src[:len(dst)]
		whole := wholeRegisters[F](len(dst))
		if whole > 0 {
			a.blend(&dst[0], &src[0], whole/width[F](), keep, add)
		}
		blend(dst[whole:], src[whole:], keep, add)
	}
	k.Dot = func(x, y []F) float64 {
		y = y[:len(x)]
		whole := wholeRegisters[F](len(x))
		sum := 0.0
		if whole > 0 {
			sum = a.dot(&x[0], &y[0], whole/width[F]())
		}
		return sum + dot(x[whole:], y[whole:])
	}
}

func (k *Kernels[F]) sums(a assembly[F]) {
	k.Scale = func(dst, src []F, factor F) {
		dst = dst[:len(src)]
		whole := wholeRegisters[F](len(src))
		if whole > 0 {
			a.scale(&dst[0], &src[0], whole/width[F](), factor)
		}
		scale(dst[whole:], src[whole:], factor)
	}
	k.SumPairs = func(dst, x []Row[F], count int, factor F) {
		if n := len(dst); n > 0 && count > 0 {
			x = x[:2*n*count]
			a.sumPairs(&dst[0][0], &x[0][0], count, n, factor)
		}
	}
	k.Distance = func(b, y []F, mean F) float64 {
		y = y[:len(b)]
		whole := wholeRegisters[F](len(b))
		sum := 0.0
		if whole > 0 {
			sum = a.distance(&b[0], &y[0], whole/width[F](), mean)
		}
		return sum + distance(b[whole:], y[whole:], mean)
	}
}

// packing holds, for each mask of a register of lanes, the orders in which VPERMPS packs
// and unpacks it, eight times four bytes each.
type packing struct{ pack, unpack [][8]int32 }

func newPacking(width int) *packing {
	masks := 1 << width
	t := &packing{make([][8]int32, masks), make([][8]int32, masks)}
	words := 8 / width // of four bytes in a number
	for mask := range masks {
		rank := 0
		for lane := range width {
			on := mask>>lane&1 != 0
			for word := range words {
				if on {
					t.pack[mask][rank*words+word] = int32(lane*words + word)
					t.unpack[mask][lane*words+word] = int32(rank*words + word)
				} else {
					t.unpack[mask][lane*words+word] = math.MinInt32
				}
			}
			if on {
				rank++
			}
		}
	}
	return t
}

// size is the size of a number in bytes, width how many numbers fill a register.
func size[F array.Real]() int { return int(unsafe.Sizeof(F(0))) }

func bytesOfRow[F array.Real]() int { return 2 * Lanes * size[F]() }

func width[F array.Real]() int { return 32 / size[F]() }

// wholeRegisters is the largest multiple of the width that is at most n.
func wholeRegisters[F array.Real](n int) int { return n / width[F]() * width[F]() }

// parts is the distance in bytes of the real and of the imaginary parts from the begin of
// a row, or the other way round.
func parts[F array.Real](swap bool) (re, im int) {
	if swap {
		return Lanes * size[F](), 0
	}
	return 0, Lanes * size[F]()
}
