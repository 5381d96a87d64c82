package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// complexVector is the same lanes of real and imaginary parts.
type complexVector struct{ re, im VecVirtual }

func (p precision) loadComplex(base Register, displacement int) complexVector {
	return complexVector{p.load(at(base, displacement)), p.load(at(base, displacement+p.half()))}
}

func (p precision) storeComplex(v complexVector, base Register, displacement int) {
	p.store(v.re, at(base, displacement))
	p.store(v.im, at(base, displacement+p.half()))
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

// butterfly is the DFT of four.
func (p precision) butterfly(a, b, c, d complexVector) [4]complexVector {
	e, f := p.addComplex(a, c), p.subComplex(a, c)
	g, h := p.addComplex(b, d), p.subComplex(b, d)
	return [4]complexVector{p.addComplex(e, g), p.addMinusI(f, h), p.subComplex(e, g), p.addI(f, h)}
}

// radix4 combines four transforms of length m in place.
func (p precision) radix4() {
	p.text("radix4", "func(x *"+p.float()+", m int, twiddles *"+p.float()+")")
	x0, n, w := pointer("x"), pointer("m"), pointer("twiddles")
	step := GP64()
	MOVQ(n, step)
	SHLQ(Imm(uint64(shift(p.row()))), step)
	x1, x2, x3 := GP64(), GP64(), GP64()
	LEAQ(Mem{Base: x0, Index: step, Scale: 1}, x1)
	LEAQ(Mem{Base: x1, Index: step, Scale: 1}, x2)
	LEAQ(Mem{Base: x2, Index: step, Scale: 1}, x3)
	loop("next", n, func() {
		for v := range p.vectors() {
			d := v * p.width * p.size
			twisted := func(x Register, power int) complexVector {
				c, s := p.broadcast(at(w, (2*power-2)*p.size)), p.broadcast(at(w, (2*power-1)*p.size))
				z := p.loadComplex(x, d)
				re, im := p.times(z.re, z.im, c, s)
				return complexVector{re, im}
			}
			b1, b2, b3 := twisted(x1, 1), twisted(x2, 2), twisted(x3, 3)
			out := p.butterfly(p.loadComplex(x0, d), b1, b2, b3)
			for k, x := range []Register{x0, x1, x2, x3} {
				p.storeComplex(out[k], x, d)
			}
		}
		for _, x := range []Register{x0, x1, x2, x3} {
			ADDQ(U32(p.row()), x)
		}
		ADDQ(U32(6*p.size), w)
	})
	end()
}

func shift(n int) int { return int(math.Log2(float64(n))) }

// strided returns pointers to the rows 0, step, 2 step, ... of x.
func (p precision) strided(x Register, count int) []Register {
	step := pointer("step")
	SHLQ(Imm(uint64(shift(p.row()))), step)
	rows := []Register{x}
	for k := 1; k < count; k++ {
		next := GP64()
		LEAQ(Mem{Base: rows[k-1], Index: step, Scale: 1}, next)
		rows = append(rows, next)
	}
	return rows
}

// dft4 transforms rows 0, step, 2 step, 3 step of x into four rows of y.
func (p precision) dft4() {
	p.text("dft4", "func(y, x *"+p.float()+", step int)")
	y := pointer("y")
	rows := p.strided(pointer("x"), 4)
	for v := range p.vectors() {
		d := v * p.width * p.size
		out := p.butterfly(p.loadComplex(rows[0], d), p.loadComplex(rows[1], d), p.loadComplex(rows[2], d), p.loadComplex(rows[3], d))
		for k := range out {
			p.storeComplex(out[k], y, k*p.row()+d)
		}
	}
	end()
}

// dft8 transforms eight rows of x into eight of y: the odd elements first, whose results
// wait in y while the even ones are computed.
func (p precision) dft8() {
	p.text("dft8", "func(y, x *"+p.float()+", step int)")
	y := pointer("y")
	rows := p.strided(pointer("x"), 8)
	for v := range p.vectors() {
		d := v * p.width * p.size
		odd := p.butterfly(p.loadComplex(rows[1], d), p.loadComplex(rows[3], d), p.loadComplex(rows[5], d), p.loadComplex(rows[7], d))
		half := p.constant("half", math.Sqrt2/2)
		odd[1] = complexVector{p.mul(p.add(odd[1].re, odd[1].im), half), p.mul(p.sub(odd[1].im, odd[1].re), half)}
		sum := p.add(odd[3].re, odd[3].im)
		odd[3] = complexVector{p.mul(p.sub(odd[3].im, odd[3].re), half), p.mul(sum, half)} // imaginary part negated
		for k := range odd {
			p.storeComplex(odd[k], y, (4+k)*p.row()+d)
		}
		even := p.butterfly(p.loadComplex(rows[0], d), p.loadComplex(rows[2], d), p.loadComplex(rows[4], d), p.loadComplex(rows[6], d))
		for k := range even {
			b := p.loadComplex(y, (4+k)*p.row()+d)
			var low, high complexVector
			switch k {
			case 2:
				low, high = p.addMinusI(even[k], b), p.addI(even[k], b)
			case 3:
				low = complexVector{p.add(even[k].re, b.re), p.sub(even[k].im, b.im)}
				high = complexVector{p.sub(even[k].re, b.re), p.add(even[k].im, b.im)}
			default:
				low, high = p.addComplex(even[k], b), p.subComplex(even[k], b)
			}
			p.storeComplex(low, y, k*p.row()+d)
			p.storeComplex(high, y, (4+k)*p.row()+d)
		}
	}
	end()
}

// constant broadcasts a number from the function's data.
func (p precision) constant(name string, x float64) VecVirtual {
	y := YMM()
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
