package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// Sums and scaling of numbers, whatever their layout.

// accumulate adds the numbers of v, in double precision, to two registers.
func (p precision) accumulate(acc [2]VecVirtual, v VecVirtual) {
	if p.size == 8 {
		VADDPD(v, acc[0], acc[0])
		return
	}
	high, low4, high4 := XMM(), YMM(), YMM()
	VEXTRACTF128(Imm(1), v, high)
	VCVTPS2PD(v.AsX(), low4)
	VCVTPS2PD(high, high4)
	VADDPD(low4, acc[0], acc[0])
	VADDPD(high4, acc[1], acc[1])
}

func zeros() [2]VecVirtual { return [2]VecVirtual{double.zero(), double.zero()} }

// zero is a register of zeros.
func (p precision) zero() VecVirtual {
	y := p.register()
	if p.wide() {
		VPXORD(y, y, y)
	} else {
		VXORPS(y, y, y)
	}
	return y
}

// returnSum stores the sum of all numbers of two registers as the result.
func returnSum(acc [2]VecVirtual) {
	VADDPD(acc[1], acc[0], acc[0])
	high := XMM()
	VEXTRACTF128(Imm(1), acc[0], high)
	VADDPD(high, acc[0].AsX(), high)
	swapped := XMM()
	VPERMILPD(Imm(1), high, swapped)
	VADDSD(swapped, high, high)
	Store(high, ReturnIndex(0))
}

// scale is dst = factor src, n registers.
func (p precision) scale() {
	f := p.float()
	p.text("scale", "func(dst, src *"+f+", n int, factor "+f+")")
	dst, src, n := pointer("dst"), pointer("src"), pointer("n")
	factor := p.parameter("factor")
	loop("next", n, func() {
		p.store(p.mul(factor, at(src, 0)), at(dst, 0))
		ADDQ(Imm(bytesOfRegister), dst)
		ADDQ(Imm(bytesOfRegister), src)
	})
	end()
}

// sumPairs is dst[i] = factor times the sum of count pairs of neighbouring rows of x, for n rows
// of dst.
func (p precision) sumPairs() {
	f := p.float()
	p.text("sumPairs", "func(dst, x *"+f+", count, n int, factor "+f+")")
	dst, x, n := pointer("dst"), pointer("x"), pointer("n")
	factor := p.parameter("factor")
	loop("next", n, func() {
		rest := GP64()
		Load(Param("count"), rest)
		var sums []VecVirtual
		for range 2 * p.vectors() {
			sums = append(sums, p.zero())
		}
		loop("rows", rest, func() {
			for v, sum := range sums {
				d := v * p.bytes()
				pair := p.add(p.load(at(x, d)), at(x, d+p.row()))
				p.pick(VADDPS, VADDPD)(pair, sum, sum)
			}
			ADDQ(U32(2*p.row()), x)
		})
		for v, sum := range sums {
			p.store(p.mul(factor, sum), at(dst, v*p.bytes()))
		}
		ADDQ(U32(p.row()), dst)
	})
	end()
}

// distance returns the sum of (mean b - y)^2 on n registers.
func (p precision) distance() {
	f := p.float()
	p.text("distance", "func(b, y *"+f+", n int, mean "+f+") float64")
	b, y, n := pointer("b"), pointer("y"), pointer("n")
	mean := p.parameter("mean")
	acc := zeros()
	loop("next", n, func() {
		d := p.sub(p.mul(mean, at(b, 0)), p.load(at(y, 0)))
		p.accumulate(acc, p.mul(d, d))
		ADDQ(Imm(bytesOfRegister), b)
		ADDQ(Imm(bytesOfRegister), y)
	})
	returnSum(acc)
	end()
}

// bytesOfLine is the size of a line of the caches.
const bytesOfLine = 64
