package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// complexVector is the same lanes of real and imaginary parts.
type complexVector struct{ re, im VecVirtual }

// halves are the places of real and imaginary parts in a row. An inverse DFT is a DFT of
// numbers whose parts are exchanged.
func (p precision) halves() (re, im int) {
	if p.inverse {
		return p.half(), 0
	}
	return 0, p.half()
}

func (p precision) loadComplex(base Register, displacement int) complexVector {
	re, im := p.halves()
	return complexVector{p.load(at(base, displacement+re)), p.load(at(base, displacement+im))}
}

func (p precision) storeComplex(v complexVector, base Register, displacement int) {
	re, im := p.halves()
	p.store(v.re, at(base, displacement+re))
	p.store(v.im, at(base, displacement+im))
}

func (p precision) addComplex(a, b complexVector) complexVector {
	return complexVector{p.add(a.re, b.re), p.add(a.im, b.im)}
}

func (p precision) subComplex(a, b complexVector) complexVector {
	return complexVector{p.sub(a.re, b.re), p.sub(a.im, b.im)}
}

// addMinusI is a - i b, addI is a + i b.
func (p precision) addMinusI(a, b complexVector) complexVector {
	return complexVector{p.add(a.re, b.im), p.sub(a.im, b.re)}
}

func (p precision) addI(a, b complexVector) complexVector {
	return complexVector{p.sub(a.re, b.im), p.add(a.im, b.re)}
}

func shift(n int) int { return int(math.Log2(float64(n))) }

// constant broadcasts a number from the function's data.
func (p precision) constant(name string, x float64) VecVirtual {
	y := p.register()
	g := GP64()
	if p.size == 4 {
		MOVQ(U64(uint64(math.Float32bits(float32(x)))), g)
	} else {
		MOVQ(U64(math.Float64bits(x)), g)
	}
	half := XMM()
	MOVQ(g, half)
	p.pick(VBROADCASTSS, VBROADCASTSD)(half, y)
	return y
}

// hadamard4 combines four transforms of length m in place, without factors.
func (p precision) hadamard4() {
	p.text("hadamard4", "func(x *"+p.float()+", m int)")
	x0, n := pointer("x"), pointer("m")
	step := GP64()
	MOVQ(n, step)
	SHLQ(Imm(uint64(shift(p.row()))), step)
	rows := []Register{x0}
	for k := 1; k < 4; k++ {
		next := GP64()
		LEAQ(Mem{Base: rows[k-1], Index: step, Scale: 1}, next)
		rows = append(rows, next)
	}
	loop("next", n, func() {
		for v := range 2 * p.vectors() {
			d := v * p.width * p.size
			var in [4]VecVirtual
			for k, x := range rows {
				in[k] = p.load(at(x, d))
			}
			out := p.sums(in)
			for k, x := range rows {
				p.store(out[k], at(x, d))
			}
		}
		for _, x := range rows {
			ADDQ(U32(p.row()), x)
		}
	})
	end()
}

// sums is the Walsh-Hadamard transform of four.
func (p precision) sums(v [4]VecVirtual) [4]VecVirtual {
	a, b := p.add(v[0], v[1]), p.sub(v[0], v[1])
	c, d := p.add(v[2], v[3]), p.sub(v[2], v[3])
	return [4]VecVirtual{p.add(a, c), p.add(b, d), p.sub(a, c), p.sub(b, d)}
}

// walsh4 transforms each four neighbouring rows of x into y, n times; walsh8 each eight.
func (p precision) walsh4() {
	p.neighbours("walsh4", 4, func(x Register, d int) []VecVirtual {
		out := p.sumsOf(x, 0, d)
		return out[:]
	})
}

func (p precision) walsh8() {
	p.neighbours("walsh8", 8, func(x Register, d int) []VecVirtual {
		low, high := p.sumsOf(x, 0, d), p.sumsOf(x, 4, d)
		out := make([]VecVirtual, 8)
		for k := range low {
			out[k], out[4+k] = p.add(low[k], high[k]), p.sub(low[k], high[k])
		}
		return out
	})
}

// neighbours writes a function that takes count rows at a time.
func (p precision) neighbours(name string, count int, transform func(x Register, d int) []VecVirtual) {
	p.text(name, "func(y, x *"+p.float()+", n int)")
	y, x, n := pointer("y"), pointer("x"), pointer("n")
	loop("next", n, func() {
		for v := range 2 * p.vectors() {
			d := v * p.width * p.size
			for k, out := range transform(x, d) {
				p.store(out, at(y, k*p.row()+d))
			}
		}
		ADDQ(U32(count*p.row()), x)
		ADDQ(U32(count*p.row()), y)
	})
	end()
}

// sumsOf is sums of four neighbouring rows from the first on.
func (p precision) sumsOf(x Register, first, d int) [4]VecVirtual {
	var v [4]VecVirtual
	for k := range v {
		v[k] = p.load(at(x, (first+k)*p.row()+d))
	}
	return p.sums(v)
}
