// Command gen writes the AVX2 kernels of package simd. It is a module of its own, so that
// the program does not depend on the assembler that it is written with:
//
//	go run . -out ../kernels_amd64.s
//
// Each kernel is written once and generated for both precisions. The names of functions,
// with the suffix F32 or F64, are those of the stubs in ../stubs_amd64.go, where what they
// compute is said.
package main

import (
	. "github.com/mmcloughlin/avo/build"
)

func main() {
	ConstraintExpr("!purego")
	for _, p := range []precision{single, double} {
		p.fourier()
		p.hadamard4()
		p.walsh4()
		p.walsh8()
		p.gather()
		p.turn()
		p.tiles()
		p.interleave()
		p.haarAnalysis()
		p.haarSynthesis()
		p.filterPair()
		p.haarSplit()
		p.haarMerge()
		p.shrink()
		p.primalSteps()
		p.pack()
		p.unpack()
		p.ascend()
		p.track()
		p.moduli()
		p.tangent()
		p.cotangent()
		p.blend()
		p.dot()
		p.scale()
		p.sumPairs()
		p.distance()
	}
	for _, p := range []precision{wideSingle, wideDouble} {
		p.fourier()
		p.shrink()
		p.primalSteps()
		p.pack()
		p.unpack()
		p.sumPairs()
	}
	Generate()
}
