package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// evenOdd parts the complex numbers of two registers into those of even and of odd index.
// In single precision their order is 0, 4, 2, 6, which inOrder mends.
func (p precision) evenOdd(a, b VecVirtual) (even, odd VecVirtual) {
	even, odd = YMM(), YMM()
	if p.size == 8 {
		VPERM2F128(Imm(0x20), b, a, even)
		VPERM2F128(Imm(0x31), b, a, odd)
		return even, odd
	}
	VUNPCKLPD(b, a, even)
	VUNPCKHPD(b, a, odd)
	return even, odd
}

func (p precision) inOrder(a VecVirtual) VecVirtual {
	if p.size == 8 {
		return a
	}
	return swapMiddle(a)
}

// swapMiddle exchanges the second and the third quarter of a register.
func swapMiddle(a Op) VecVirtual {
	y := YMM()
	VPERMPD(Imm(0xd8), a, y)
	return y
}

// alternate is the inverse of evenOdd.
func (p precision) alternate(even, odd VecVirtual) (a, b VecVirtual) {
	a, b = YMM(), YMM()
	if p.size == 4 {
		low, high := YMM(), YMM()
		VUNPCKLPD(odd, even, low)
		VUNPCKHPD(odd, even, high)
		even, odd = low, high
	}
	VPERM2F128(Imm(0x20), odd, even, a)
	VPERM2F128(Imm(0x31), odd, even, b)
	return a, b
}

const bytesOfRegister = 32

// haarAnalysis takes two rows of interleaved complex numbers to a row of each quadrant, n
// registers of each.
func (p precision) haarAnalysis() {
	f := "*" + p.float()
	p.text("haarAnalysis", "func(top, bottom, a, h, v, d "+f+", n int)")
	top, bottom := pointer("top"), pointer("bottom")
	a, h, v, d, n := pointer("a"), pointer("h"), pointer("v"), pointer("d"), pointer("n")
	half := p.constant("half", 0.5)
	loop("next", n, func() {
		e0, o0 := p.evenOdd(p.load(at(top, 0)), p.load(at(top, bytesOfRegister)))
		e1, o1 := p.evenOdd(p.load(at(bottom, 0)), p.load(at(bottom, bytesOfRegister)))
		s0, d0 := p.add(e0, o0), p.sub(e0, o0)
		s1, d1 := p.add(e1, o1), p.sub(e1, o1)
		for _, out := range []struct {
			value VecVirtual
			to    Register
		}{{p.add(s0, s1), a}, {p.sub(s0, s1), h}, {p.add(d0, d1), v}, {p.sub(d0, d1), d}} {
			p.store(p.inOrder(p.mul(half, out.value)), at(out.to, 0))
			ADDQ(Imm(bytesOfRegister), out.to)
		}
		ADDQ(U32(2*bytesOfRegister), top)
		ADDQ(U32(2*bytesOfRegister), bottom)
	})
	end()
}

// haarSynthesis is its inverse.
func (p precision) haarSynthesis() {
	f := "*" + p.float()
	p.text("haarSynthesis", "func(top, bottom, a, h, v, d "+f+", n int)")
	top, bottom := pointer("top"), pointer("bottom")
	a, h, v, d, n := pointer("a"), pointer("h"), pointer("v"), pointer("d"), pointer("n")
	half := p.constant("half", 0.5)
	loop("next", n, func() {
		ofA, ofH := p.load(at(a, 0)), p.load(at(h, 0))
		ofV, ofD := p.load(at(v, 0)), p.load(at(d, 0))
		s0, s1 := p.add(ofA, ofH), p.sub(ofA, ofH)
		d0, d1 := p.add(ofV, ofD), p.sub(ofV, ofD)
		for _, out := range []struct {
			s, d VecVirtual
			to   Register
		}{{s0, d0, top}, {s1, d1, bottom}} {
			even, odd := p.mul(half, p.add(out.s, out.d)), p.mul(half, p.sub(out.s, out.d))
			x, y := p.alternate(even, odd)
			p.store(x, at(out.to, 0))
			p.store(y, at(out.to, bytesOfRegister))
			ADDQ(U32(2*bytesOfRegister), out.to)
		}
		for _, from := range []Register{a, h, v, d} {
			ADDQ(Imm(bytesOfRegister), from)
		}
	})
	end()
}

// filterPair computes n pairs of rows, each two sums over the same rows.
func (p precision) filterPair() {
	f := "*" + p.float()
	p.text("filterPair", "func(y "+f+", out *int, x "+f+", in *int, first, second "+f+", taps, n int)")
	y, out, x, in := pointer("y"), pointer("out"), pointer("x"), pointer("in")
	first, second, n := pointer("first"), pointer("second"), pointer("n")
	// Four registers of each sum at a time: with the factors they fill what there is.
	const abreast = 4
	loop("pair", n, func() {
		for group := range 2 * p.vectors() / abreast {
			name := "taps" + string(rune('A'+group))
			row, tap, index := GP64(), GP64(), GP64()
			d := group * abreast * bytesOfRegister
			var s0, s1 []VecVirtual
			for range abreast {
				a, b := YMM(), YMM()
				VXORPS(a, a, a)
				VXORPS(b, b, b)
				s0, s1 = append(s0, a), append(s1, b)
			}
			Load(Param("taps"), tap)
			XORQ(index, index)
			loop(name, tap, func() {
				MOVQ(Mem{Base: in, Index: index, Scale: 8}, row)
				SHLQ(Imm(uint64(shift(p.row()))), row)
				f0 := p.broadcast(Mem{Base: first, Index: index, Scale: uint8(p.size)})
				f1 := p.broadcast(Mem{Base: second, Index: index, Scale: uint8(p.size)})
				for k := range abreast {
					v := p.load(Mem{Base: x, Index: row, Scale: 1, Disp: d + k*bytesOfRegister})
					p.addMul(s0[k], f0, v)
					p.addMul(s1[k], f1, v)
				}
				INCQ(index)
			})
			for j, s := range [][]VecVirtual{s0, s1} {
				MOVQ(at(out, 8*j), row)
				SHLQ(Imm(uint64(shift(p.row()))), row)
				for k := range abreast {
					p.store(s[k], Mem{Base: y, Index: row, Scale: 1, Disp: d + k*bytesOfRegister})
				}
			}
		}
		ADDQ(Imm(16), in)
		ADDQ(Imm(16), out)
	})
	end()
}
