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
	beginSum       // S = x + x+, whatever it was
	turnOver       // x = mean (S + x+) goes through another threshold; S is left, and is old
)

func (p precision) primalSteps() {
	p.primal("primal", leaveSum)
	p.primal("primalAdd", addNew)
	p.primal("primalAddBoth", addBoth)
	p.primal("primalLast", addLast)
	p.primal("primalBegin", beginSum)
	p.primal("primalTurn", turnOver)
}

// primal is shrink in place with one of the sums. filled has a byte for each row: if bit 0 is
// not set its x is zero, if bit 1 is not its S. Where x is zero and stays so only g is touched.
func (p precision) primal(name string, sumOf sumOf) {
	f := p.float()
	c := p.thresholdConstants()
	more := ""
	if sumOf == turnOver {
		more = ", mean, second " + f
	}
	p.text(name, "func(x, sum, ahead *"+f+", apart, n int, step, limit "+f+", filled *uint8"+more+")")
	s := primalStep{sumOf: sumOf, x: pointer("x"), sum: pointer("sum"), ahead: pointer("ahead"), apart: pointer("apart"), filled: pointer("filled")}
	n := pointer("n")
	limit := p.parameter("limit")
	square := p.mul(limit, limit)
	s.threshold = p.newThreshold(c)
	if sumOf == turnOver {
		s.mean, s.second = p.parameter("mean"), s.threshold
		s.second.limit = p.parameter("second")
		if p.estimates() {
			p.scaleBy(s.aHalf, s.second.limit)
		}
	}
	if p.vectors() > 1 {
		s.count = 1
		s.loop("", n, square)
	} else {
		// Two rows together: two registers at least.
		rest := GP64()
		MOVQ(n, rest)
		SHRQ(Imm(1), n)
		s.count = 2
		s.loop("Pair", n, square)
		ANDQ(Imm(1), rest)
		s.count = 1
		s.loop("One", rest, square)
	}
	end()
}

// loop takes the step n times for as many rows as are handled together.
func (s primalStep) loop(name string, n Register, square VecVirtual) {
	p, whole, done := s.precision, "whole"+name, "done"+name
	loop("next"+name, n, func() {
		flags := GP32()
		if s.count == 2 {
			MOVWLZX(at(s.filled, 0), flags)
		} else {
			MOVBLZX(at(s.filled, 0), flags)
		}
		filled := uint32(0x101)
		if s.sumOf == turnOver || s.sumOf == beginSum {
			filled = 0x303
		}
		TESTL(U32(filled), flags)
		JNZ(LabelRef(whole))
		s.jumpIfBeyond(square, whole)
		if s.sumOf != addLast {
			for _, g := range s.places(s.ahead) {
				p.store(s.zero, g)
				p.store(s.zero, g.Offset(p.half()))
			}
		}
		JMP(LabelRef(done))

		Label(whole)
		s.rows()

		Label(done)
		for _, r := range []Register{s.x, s.sum} {
			ADDQ(U32(s.count*p.row()), r)
		}
		for range s.count {
			ADDQ(s.apart, s.ahead)
		}
		ADDQ(Imm(uint64(s.count)), s.filled)
	})
}

// primalStep is a primal step on as many rows as are handled together.
type primalStep struct {
	threshold
	sumOf                        sumOf
	count                        int // rows
	x, sum, ahead, apart, filled Register

	// of a turn
	mean   VecVirtual
	second threshold
}

// places is where the real parts of the rows are.
func (s primalStep) places(base Register) (places []Mem) {
	for row := range s.count {
		for v := range s.vectors() {
			place := at(base, v*s.bytes())
			switch {
			case row == 1 && base == s.ahead:
				place.Index, place.Scale = s.apart, 1
			case row == 1:
				place.Disp += s.row()
			}
			places = append(places, place)
		}
	}
	return places
}

// rows takes the step.
func (s primalStep) rows() {
	x, sum, ahead := s.places(s.x), s.places(s.sum), s.places(s.ahead)
	var used []VecVirtual // factors of the row
	together := 2
	if s.sumOf == turnOver && !s.wide() {
		together = 1 // registers are few
	}
	for k := 0; k < len(x); k += together {
		last := min(k+together, len(x))
		z, factors := s.soft(x[k:last], ahead[k:last], s.half())
		if s.sumOf == turnOver {
			factors = s.turn(z, sum[k:last], ahead[k:last])
		}
		for j, z := range z {
			s.store(z.re, x[k+j], sum[k+j], ahead[k+j])
			s.store(z.im, x[k+j].Offset(s.half()), sum[k+j].Offset(s.half()), ahead[k+j].Offset(s.half()))
		}
		used = append(used, factors...)
	}
	for len(used) > s.count {
		s.or(used[len(used)-1], used[0])
		used = used[:len(used)-1]
	}
	for row, factors := range used {
		s.setFilled(row, factors)
	}
}

// turn makes z, which is x+, the start of a block and takes it through the block's first step.
// The start waits in ahead.
func (s primalStep) turn(z []complexVector, sum, ahead []Mem) (factors []VecVirtual) {
	p := s.precision
	for k, z := range z {
		for part, z := range []VecVirtual{z.re, z.im} {
			d := part * p.half()
			p.addTo(z, sum[k].Offset(d))
			p.scaleBy(s.mean, z)
			p.store(z, ahead[k].Offset(d))
		}
	}
	return s.second.shrinkAll(z)
}

// store stores what comes of x+ = next.
func (s primalStep) store(next VecVirtual, x, sum, ahead Mem) {
	p := s.precision
	switch s.sumOf {
	case addLast:
	case turnOver:
		p.store(p.reflect(next, ahead), ahead)
	default:
		p.store(p.reflect(next, x), ahead)
	}
	total := next
	switch s.sumOf {
	case leaveSum, turnOver:
		p.store(next, x)
		return
	case beginSum:
		total = p.load(x)
		p.pick(VADDPS, VADDPD)(next, total, total)
		p.store(next, x)
	case addBoth:
		total = p.load(x)
		p.addTo(total, sum)
		p.pick(VADDPS, VADDPD)(next, total, total)
		p.store(next, x)
	case addNew:
		p.store(next, x)
		p.addTo(next, sum)
	case addLast:
		p.addTo(next, sum)
	}
	p.store(total, sum)
}

// or adds the bits of a to those of acc.
func (p precision) or(a, acc VecVirtual) {
	if p.wide() {
		VPORD(a, acc, acc)
		return
	}
	VORPS(a, acc, acc)
}

// jumpIfBeyond jumps if any -step g is beyond the threshold.
func (s primalStep) jumpIfBeyond(square VecVirtual, label string) {
	p := s.precision
	most := p.zero()
	for _, g := range s.places(s.ahead) {
		re, im := p.mul(s.step, g), p.mul(s.step, g.Offset(p.half()))
		p.scaleBy(re, re)
		p.addMul(re, im, im)
		p.pick(VMAXPS, VMAXPD)(most, re, most)
	}
	const greaterOrderedQuiet = 30
	if p.wide() {
		k := K()
		p.pick(VCMPPS, VCMPPD)(Imm(greaterOrderedQuiet), square, most, k)
		KORTESTW(k, k)
	} else {
		bits := GP32()
		VMOVMSKPS(p.greater(most, square), bits)
		TESTL(bits, bits)
	}
	JNZ(LabelRef(label))
}

// setFilled keeps what is known of a row: x+ is zero where all factors are. S is filled where
// it was, and where x is, which is added now or later.
func (s primalStep) setFilled(row int, factors VecVirtual) {
	flags, both := GP32(), GP32()
	switch s.sumOf {
	case addLast:
	case beginSum:
		// It is filled where the old x was.
		MOVBLZX(at(s.filled, row), flags)
		ANDL(Imm(1), flags)
		ADDL(flags, flags)
	default:
		MOVBLZX(at(s.filled, row), flags)
		ANDL(Imm(2), flags)
	}
	XORL(both, both)
	if s.wide() {
		k := K()
		VPTESTMD(factors, factors, k)
		KORTESTW(k, k)
	} else {
		VPTEST(factors, factors)
	}
	SETNE(both.As8())
	NEGL(both)
	// both is all ones if any factor is not zero.
	switch s.sumOf {
	case addLast:
		ANDL(Imm(2), both)
		ORB(both.As8(), at(s.filled, row))
		return
	case turnOver:
		// What S holds is old.
		ANDL(Imm(1), both)
	default:
		ANDL(Imm(3), both)
	}
	ORL(flags, both)
	MOVB(both.As8(), at(s.filled, row))
}
