package simd

import (
	"unsafe"

	"firenet/recon/array"
)

// Lanes is the number of lines in a panel.
const Lanes = 16

// InOrder and EvenOdd list which of sixteen lines each lane holds; EvenOdd parts the two that a
// Haar transform adds and subtracts.
var (
	InOrder = [Lanes]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	EvenOdd = [Lanes]int{0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15}
)

// Row is one element of sixteen lines: their real parts, then their imaginary parts.
type Row[F array.Real] [2 * Lanes]F

// Radix is what an FFT takes one factor of its length with. All of it may work in place.
type Radix[F array.Real] struct {
	// Split takes a DFT apart: x is as many blocks as the radix says; row k of block q of y
	// becomes element k of the DFT from which the frequencies q modulo the radix come. Row
	// by row, stage holds the twiddle factors w, w^2, ... below the radix as real and
	// imaginary parts, w = exp(-2 pi i k / n). Merge undoes it, times the radix.
	Split, Merge func(y, x []Row[F], stage []F)
	// DFT transforms neighbouring rows of x, as many as the radix says, into those of y, and
	// so on to the end of x; IDFT undoes it, times the radix. Eight frequencies are in the
	// order 0 4 1 5 2 6 3 7.
	DFT, IDFT func(y, x []Row[F])
}

// Primal is Shrink in place, S being handled in one of several ways. filled has a byte for each
// row: where [FilledX] is not set x is zero, where [FilledSum] is not set S is. Rows of x that
// are zero and stay so are not touched, nor are those of S.
type Primal[F array.Real] struct {
	Leave   func(x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8)
	Add     func(x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8) // S = S + x+
	AddBoth func(x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8) // S = (S + x) + x+
	Last    func(x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8) // S = S + x+; x and g stay
	Begin   func(x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8) // S = x + x+, whatever it was
	// Turn ends a block and begins the next: x0 = mean (S + x+), then x = soft(x0, second) and
	// g = 2 x - x0. S stays and is old: Begin is next.
	Turn func(x, sum, ahead []Row[F], apart int, step, limit, mean, second F, filled []uint8)
}

// The bits of a byte of filled.
const (
	FilledX   uint8 = 1
	FilledSum uint8 = 2
)

// Kernels are the loops for one precision. Orders are lists of row numbers; parts is what
// a swap of real and imaginary parts does: the conjugate of a DFT's factors.
type Kernels[F array.Real] struct {
	// Eights says that a pass of radix 8 takes less time than one and a half of radix 4.
	Eights bool
	// Name says what runs them: "AVX-512", "AVX2" or "portable".
	Name string

	// Radix2 only has the short transforms, Radix8 only those with AVX2, which has too few
	// registers.
	Radix2, Radix3, Radix4, Radix5, Radix8 Radix[F]
	// Hadamard4 combines, in place, four Walsh-Hadamard transforms of len(x)/4 rows each.
	Hadamard4 func(x []Row[F])
	// Walsh4 transforms each four neighbouring rows of x into those of y, Walsh8 each eight.
	Walsh4, Walsh8 func(y, x []Row[F])
	// FilterPair computes pairs of rows: y[out[2q]] and y[out[2q+1]] are the sums over t of
	// first[t] x[in[2q+t]] and of second[t] x[in[2q+t]].
	FilterPair func(y []Row[F], out []int, x []Row[F], in []int, first, second []F)

	// Gather transposes a tile of 16 lines by 16 complex numbers, which begin step reals
	// apart in src, into the rows order[0..15] of x.
	Gather func(x []Row[F], order []int, src []F, step int, swap bool)
	// Turn transposes the rows to[0..15] of y into the rows at[0..15] of panel.
	Turn func(panel []Row[F], at []int, y []Row[F], to []int)
	// Tile transposes 16 neighbouring rows of src into those of dst. TileJoin does so from lanes
	// that hold the even columns, then the odd ones, to rows in order; TilePart leads back.
	// Meanwhile they ask for the 16 rows of soon.
	Tile, TileJoin, TilePart func(dst, src, soon []Row[F])
	// Interleave writes each row order[i] of y, times scale, as 16 complex numbers, which
	// begin at i step reals in dst.
	Interleave func(dst []F, step int, y []Row[F], order []int, swap bool, scale F)

	// HaarAnalysis takes two rows of complex numbers to one row of each quadrant,
	// HaarSynthesis back; len(a) reals of each.
	HaarAnalysis, HaarSynthesis func(top, bottom, a, h, v, d []F)

	// HaarSplit takes rows 2r and 2r+1 of two neighbouring panels of an image, whose lanes
	// hold its even columns, then its odd ones, to one row of each quadrant with the columns
	// in order: H and V go to left, D to row 2r of right, A to row r of approximation, with
	// the even columns first again, n rows of each. Rows of left and right are apart rows
	// apart, those of approximation spread rows. A may go to rows 2r+1 of right, which are
	// free. HaarMerge leads back.
	HaarSplit, HaarMerge func(left, right, approximation []Row[F], n, apart, spread int)
	// Shrink is x+ = soft(x - step g, limit), S = S + x+, g = 2 x+ - x for the rows of x and
	// S (sum) and every apart-th row of g (ahead). x+ goes to next, which may be x.
	Shrink func(next, x, sum, ahead []Row[F], apart int, step, limit F)
	// Primal is Shrink as the network takes it.
	Primal Primal[F]
	// Pack writes the numbers of the marked lanes of x one after another, row by row, real
	// parts, then imaginary ones; Unpack writes them back and 0 into the other lanes. Behind
	// the numbers there must be Slack more, which may be written over.
	Pack   func(dst []F, x []Row[F], s *Selection)
	Unpack func(x []Row[F], src []F, s *Selection)
	// Ascend is next = keep v + step (product - y); next may be v. It returns the sum of
	// next^2, taken in double precision.
	Ascend func(next, v, product, y []F, keep, step F) float64
	// Track is ax = fresh product + old ax, sum = sum + ax.
	Track func(ax, sum, product []F, fresh, old F)
	// Moduli returns the sum of |z|, in double precision.
	Moduli func(z []Row[F]) float64

	// Tangent is what Shrink does to tangents, D being the derivative of soft(., limit) where
	// it had the value x: d+ = D (d - step g), S = S + d+, g = 2 d+ - d.
	Tangent func(d, sum, ahead, x []Row[F], apart int, step, limit F)
	// Cotangent is its adjoint: q = step g, c = D (base + d + 2 q), d = c - q, g = c.
	Cotangent func(d, base, ahead, x []Row[F], apart int, step, limit F)
	// Blend is dst = keep dst + add src, reals.
	Blend func(dst, src []F, keep, add F)
	// Dot returns the sum of x y, in double precision.
	Dot func(x, y []F) float64

	// Scale is dst = factor src, reals.
	Scale func(dst, src []F, factor F)
	// SumPairs is dst = factor times the sum of each count pairs of neighbouring rows of x.
	SumPairs func(dst, x []Row[F], count int, factor F)
	// Distance returns the sum of (mean b - y)^2, in double precision.
	Distance func(b, y []F, mean F) float64
}

var (
	portable32 = portable[float32]()
	portable64 = portable[float64]()
)

// For returns the fastest kernels that this processor runs.
func For[F array.Real]() *Kernels[F] {
	return Sets[F]()[0]
}

// Sets returns all kernels that this processor runs, the fastest first, those in Go last.
func Sets[F array.Real]() []*Kernels[F] { return append(accelerated[F](), Portable[F]()) }

// Portable returns the kernels in Go.
func Portable[F array.Real]() *Kernels[F] {
	var x F
	if _, single := any(x).(float32); single {
		return any(&portable32).(*Kernels[F])
	}
	return any(&portable64).(*Kernels[F])
}

func portable[F array.Real]() Kernels[F] {
	return Kernels[F]{
		Name:      "portable",
		Radix2:    Radix[F]{DFT: dft2[F], IDFT: dft2[F]},
		Radix3:    portableRadix(split3[F], merge3[F], neighboursBy(3, butterfly3[F])),
		Radix4:    portableRadix(split4[F], merge4[F], dft4[F]),
		Radix5:    portableRadix(splitBy(5, butterfly5[F]), mergeBy(5, butterfly5[F]), neighboursBy(5, butterfly5[F])),
		Radix8:    Radix[F]{Split: splitBy(8, butterfly8[F]), Merge: mergeBy(8, butterfly8[F]), DFT: dft8[F], IDFT: idft8[F]},
		Hadamard4: hadamard4[F], Walsh4: walsh4[F], Walsh8: walsh8[F], FilterPair: filterPair[F],
		Gather: gather[F], Turn: turn[F], Tile: tile[F], TileJoin: tileJoin[F], TilePart: tilePart[F], Interleave: interleave[F],
		HaarAnalysis: haarAnalysis[F], HaarSynthesis: haarSynthesis[F],
		HaarSplit: haarSplit[F], HaarMerge: haarMerge[F], Shrink: shrink[F], Primal: portablePrimal[F](), Ascend: ascend[F],
		Pack: pack[F], Unpack: unpack[F], Track: track[F], Moduli: moduli[F],
		Tangent: tangent[F], Cotangent: cotangent[F], Blend: blend[F], Dot: dot[F],
		Scale: scale[F], SumPairs: sumPairs[F], Distance: distance[F],
	}
}

func portableRadix[F array.Real](split, merge func(y, x []Row[F], stage []F), dft func(y, x []Row[F], inverse bool)) Radix[F] {
	return Radix[F]{
		Split: split, Merge: merge,
		DFT:  func(y, x []Row[F]) { dft(y, x, false) },
		IDFT: func(y, x []Row[F]) { dft(y, x, true) },
	}
}

// Flat views rows as the numbers in them, without copying.
func Flat[F array.Real](rows []Row[F]) []F {
	if len(rows) == 0 {
		return nil
	}
	return unsafe.Slice(&rows[0][0], len(rows)*2*Lanes)
}
