package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// sumOf says what a primal step does to S.
type sumOf int

const (
	leaveSum sumOf = iota
	addNew         // S = S + x+
	addBoth        // S = (S + x) + x+
	addLast        // S = S + x+, and neither x nor g is written
)

func (p precision) primalSteps() {
	p.primal("primal", leaveSum)
	p.primal("primalAdd", addNew)
	p.primal("primalAddBoth", addBoth)
	p.primal("primalLast", addLast)
}

// primal is shrink in place with one of the sums. filled has a byte for each row: if bit 0 is
// not set its x is zero, if bit 1 is not its S. Where x is zero and stays so only g is touched.
func (p precision) primal(name string, sumOf sumOf) {
	f := p.float()
	smallest := p.smallestNormal()
	p.text(name, "func(x, sum, ahead *"+f+", apart, n int, step, limit "+f+", filled *uint8)")
	x, sum, ahead, apart, n, filled := pointer("x"), pointer("sum"), pointer("ahead"), pointer("apart"), pointer("n"), pointer("filled")
	step, limit := p.parameter("step"), p.parameter("limit")
	square := p.mul(limit, limit)
	one, half := p.constant("one", 1), p.constant("half", 0.5)
	loop("next", n, func() {
		flags, bits := GP32(), GP32()
		MOVBLZX(at(filled, 0), flags)
		TESTL(U32(1), flags)
		JNZ(LabelRef("whole"))
		p.staysZero(ahead, step, square, bits)
		JNZ(LabelRef("whole"))
		if sumOf != addLast {
			zero := zeros()[0]
			for v := range 2 * p.vectors() {
				p.store(zero, at(ahead, v*bytesOfRegister))
			}
		}
		JMP(LabelRef("done"))

		Label("whole")
		beyond := zeros()[0]
		for v := range p.vectors() {
			d := v * bytesOfRegister
			old, g := p.loadComplex(x, d), p.loadComplex(ahead, d)
			z, stays, factor := p.soft(old, g, step, limit, square, smallest, one, half)
			VORPS(stays, beyond, beyond)
			next := complexVector{p.mul(factor, z.re), p.mul(factor, z.im)}
			if sumOf != addLast {
				p.storeComplex(next, x, d)
				p.storeComplex(complexVector{p.sub(p.add(next.re, next.re), old.re), p.sub(p.add(next.im, next.im), old.im)}, ahead, d)
			}
			total := next
			if sumOf == addBoth {
				before := complexVector{p.add(old.re, at(sum, d)), p.add(old.im, at(sum, d+p.half()))}
				total = p.addComplex(before, next)
			} else if sumOf != leaveSum {
				total = complexVector{p.add(next.re, at(sum, d)), p.add(next.im, at(sum, d+p.half()))}
			}
			if sumOf != leaveSum {
				p.storeComplex(total, sum, d)
			}
		}
		p.setFilled(filled, flags, beyond, sumOf)

		Label("done")
		for _, r := range []Register{x, sum} {
			ADDQ(U32(p.row()), r)
		}
		ADDQ(apart, ahead)
		INCQ(filled)
	})
	end()
}

// staysZero sets the flags of the processor to zero if no -step g of a row is beyond the
// threshold.
func (p precision) staysZero(ahead Register, step, square VecVirtual, bits Register) {
	beyond := zeros()[0]
	for v := range p.vectors() {
		g := p.loadComplex(ahead, v*bytesOfRegister)
		re, im := p.mul(step, g.re), p.mul(step, g.im)
		modulus2 := p.mul(re, re)
		p.addMul(modulus2, im, im)
		VORPS(p.greater(modulus2, square), beyond, beyond)
	}
	VMOVMSKPS(beyond, bits)
	TESTL(bits, bits)
}

// setFilled keeps what is known of a row: x+ is zero where no lane is beyond the threshold.
func (p precision) setFilled(filled, flags Register, beyond VecVirtual, sumOf sumOf) {
	bits, both := GP32(), GP32()
	VMOVMSKPS(beyond, bits)
	// both is 3 if any bit is set.
	XORL(both, both)
	NEGL(bits) // sets carry unless it is zero
	SBBL(both, both)
	ANDL(Imm(3), both)
	if sumOf != addLast {
		ANDL(Imm(2), flags)
	} else {
		ANDL(Imm(2), both)
	}
	ORL(both, flags)
	MOVB(flags.(GPVirtual).As8(), at(filled, 0))
}
