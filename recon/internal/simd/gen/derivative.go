package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// The loops of a FIRENET layer on tangents and cotangents.

// softDerivative applies the derivative of soft(., limit), where its value is x, to g.
type softDerivative struct {
	precision
	limit, square Op
	one, half     Op
	smallest      Mem
}

func (p precision) newSoftDerivative(smallest Mem) softDerivative {
	return softDerivative{p, p.parameter("limit"), p.parameter("square"), p.constant("one", 1), p.constant("half", 0.5), smallest}
}

// apply writes D g into g, where the value of soft is x: with x^ = x/|x|,
// D g = g - limit/(|x| + limit) (g - x^ Re(conj(x^) g)), and 0 where |x|^2 is not above square.
func (s softDerivative) apply(x, g complexVector) {
	modulus2 := s.mul(x.re, x.re)
	s.addMul(modulus2, x.im, x.im)
	inverse := s.inverseRoot(modulus2, s.smallest, s.one, s.half)
	notZero := YMM()
	s.pick(VMAXPS, VMAXPD)(s.smallest, modulus2, notZero)
	across := s.div(s.limit, s.add(s.mul(notZero, inverse), s.limit))
	phase := complexVector{s.mul(x.re, inverse), s.mul(x.im, inverse)}
	along := s.mul(phase.re, g.re)
	s.addMul(along, phase.im, g.im)
	on := s.greater(modulus2, s.square)
	for _, part := range [][2]VecVirtual{{g.re, phase.re}, {g.im, phase.im}} {
		rest := s.copyOf(part[0])
		s.subMul(rest, part[1], along)
		s.subMul(part[0], across, rest)
		s.pick(VANDPS, VANDPD)(on, part[0], part[0])
	}
}

// smallestNormal is the smallest normal number, in the program's data.
func (p precision) smallestNormal() Mem {
	return p.lookUp("smallest", map[int]float64{4: 0x1p-126, 8: 0x1p-1022}[p.size])
}

// tangent is d+ = D (d - step g), S = S + d+, g = 2 d+ - d on n rows; those of g are apart
// bytes apart.
func (p precision) tangent() {
	f := p.float()
	smallest := p.smallestNormal()
	p.text("tangent", "func(d, sum, ahead, x *"+f+", apart, n int, step, limit, square "+f+")")
	d, sum, ahead, x, apart, n := pointer("d"), pointer("sum"), pointer("ahead"), pointer("x"), pointer("apart"), pointer("n")
	step := p.parameter("step")
	soft := p.newSoftDerivative(smallest)
	loop("next", n, func() {
		for v := range p.vectors() {
			k := v * bytesOfRegister
			next := p.loadComplex(d, k)
			p.subMul(next.re, step, at(ahead, k))
			p.subMul(next.im, step, at(ahead, k+p.half()))
			soft.apply(p.loadComplex(x, k), next)
			p.storeComplex(complexVector{
				p.sub(p.add(next.re, next.re), at(d, k)), p.sub(p.add(next.im, next.im), at(d, k+p.half())),
			}, ahead, k)
			p.storeComplex(next, d, k)
			p.storeComplex(complexVector{p.add(next.re, at(sum, k)), p.add(next.im, at(sum, k+p.half()))}, sum, k)
		}
		for _, r := range []Register{d, sum, x} {
			ADDQ(U32(p.row()), r)
		}
		ADDQ(apart, ahead)
	})
	end()
}

// cotangent is q = step g, c = D (base + d + 2 q), d = c - q, g = c on n rows; those of g
// are apart bytes apart. The base is called sum.
func (p precision) cotangent() {
	f := p.float()
	smallest := p.smallestNormal()
	p.text("cotangent", "func(d, sum, ahead, x *"+f+", apart, n int, step, limit, square "+f+")")
	d, base, ahead, x, apart, n := pointer("d"), pointer("sum"), pointer("ahead"), pointer("x"), pointer("apart"), pointer("n")
	step := p.parameter("step")
	soft := p.newSoftDerivative(smallest)
	loop("next", n, func() {
		for v := range p.vectors() {
			k := v * bytesOfRegister
			q := complexVector{p.mul(step, at(ahead, k)), p.mul(step, at(ahead, k+p.half()))}
			c := p.loadComplex(d, k)
			c = complexVector{p.add(c.re, at(base, k)), p.add(c.im, at(base, k+p.half()))}
			c = complexVector{p.add(c.re, p.add(q.re, q.re)), p.add(c.im, p.add(q.im, q.im))}
			soft.apply(p.loadComplex(x, k), c)
			p.storeComplex(c, ahead, k)
			p.storeComplex(complexVector{p.sub(c.re, q.re), p.sub(c.im, q.im)}, d, k)
		}
		for _, r := range []Register{d, base, x} {
			ADDQ(U32(p.row()), r)
		}
		ADDQ(apart, ahead)
	})
	end()
}

// blend is dst = a dst + b src, n registers.
func (p precision) blend() {
	f := p.float()
	p.text("blend", "func(dst, src *"+f+", n int, a, b "+f+")")
	dst, src, n := pointer("dst"), pointer("src"), pointer("n")
	a, b := p.parameter("a"), p.parameter("b")
	loop("next", n, func() {
		out := p.mul(a, at(dst, 0))
		p.addMul(out, b, at(src, 0))
		p.store(out, at(dst, 0))
		for _, r := range []Register{dst, src} {
			ADDQ(Imm(bytesOfRegister), r)
		}
	})
	end()
}

// dot returns the sum of a b on n registers.
func (p precision) dot() {
	f := "*" + p.float()
	p.text("dot", "func(a, b "+f+", n int) float64")
	a, b, n := pointer("a"), pointer("b"), pointer("n")
	acc := zeros()
	loop("next", n, func() {
		p.accumulate(acc, p.mul(p.load(at(a, 0)), at(b, 0)))
		for _, r := range []Register{a, b} {
			ADDQ(Imm(bytesOfRegister), r)
		}
	})
	returnSum(acc)
	end()
}
