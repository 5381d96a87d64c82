//go:build !purego

package simd

// The kernels with registers of 64 bytes: the loops that have more to do than memory. A row
// of a panel in single precision is two of them, and half as many instructions do the same.
var (
	wide32 = around("AVX-512", wideAssembly32())
	wide64 = around("AVX-512", wideAssembly64())
)

func wideAssembly32() assembly[float32] {
	a := assembly32
	a.shrink, a.primal, a.primalAdd, a.primalAddBoth, a.primalLast = shrinkF32Wide, primalF32Wide, primalAddF32Wide, primalAddBothF32Wide, primalLastF32Wide
	a.split3, a.merge3, a.split4, a.merge4, a.split5, a.merge5 = split3F32Wide, merge3F32Wide, split4F32Wide, merge4F32Wide, split5F32Wide, merge5F32Wide
	a.dft2, a.dft3, a.idft3, a.dft4, a.idft4 = dft2F32Wide, dft3F32Wide, idft3F32Wide, dft4F32Wide, idft4F32Wide
	a.dft5, a.idft5, a.dft8, a.idft8 = dft5F32Wide, idft5F32Wide, dft8F32Wide, idft8F32Wide
	a.pack, a.unpack = packF32Wide, unpackF32Wide
	a.primalBegin, a.primalTurn = primalBeginF32Wide, primalTurnF32Wide
	a.split8, a.merge8, a.sumPairs = split8F32Wide, merge8F32Wide, sumPairsF32Wide
	return a
}

func wideAssembly64() assembly[float64] {
	a := assembly64
	a.shrink, a.primal, a.primalAdd, a.primalAddBoth, a.primalLast = shrinkF64Wide, primalF64Wide, primalAddF64Wide, primalAddBothF64Wide, primalLastF64Wide
	a.split3, a.merge3, a.split4, a.merge4, a.split5, a.merge5 = split3F64Wide, merge3F64Wide, split4F64Wide, merge4F64Wide, split5F64Wide, merge5F64Wide
	a.dft2, a.dft3, a.idft3, a.dft4, a.idft4 = dft2F64Wide, dft3F64Wide, idft3F64Wide, dft4F64Wide, idft4F64Wide
	a.dft5, a.idft5, a.dft8, a.idft8 = dft5F64Wide, idft5F64Wide, dft8F64Wide, idft8F64Wide
	a.pack, a.unpack = packF64Wide, unpackF64Wide
	a.primalBegin, a.primalTurn = primalBeginF64Wide, primalTurnF64Wide
	a.split8, a.merge8, a.sumPairs = split8F64Wide, merge8F64Wide, sumPairsF64Wide
	return a
}
