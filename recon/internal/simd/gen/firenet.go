package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// The loops of a FIRENET layer take interleaved complex numbers two registers at a time
// (one step). What is one number per complex number, a modulus or a weight, fills one
// register then, in an order in which it is easily doubled: single 0 1 4 5 2 3 6 7,
// double 0 2 1 3. Both come from the natural one by swapMiddle.

// squares is |z|^2 of the complex numbers of two registers.
func (p precision) squares(a, b VecVirtual) VecVirtual {
	a2, b2 := p.mul(a, a), p.mul(b, b)
	re, im := YMM(), YMM()
	if p.size == 4 {
		VSHUFPS(Imm(0x88), b2, a2, re)
		VSHUFPS(Imm(0xdd), b2, a2, im)
	} else {
		VSHUFPD(Imm(0x0), b2, a2, re)
		VSHUFPD(Imm(0xf), b2, a2, im)
	}
	return p.add(re, im)
}

// perNumber loads what is one number per complex number.
func (p precision) perNumber(from Mem) VecVirtual { return swapMiddle(from) }

// double repeats each number for both parts.
func (p precision) double(f VecVirtual) (a, b VecVirtual) {
	a, b = YMM(), YMM()
	p.pick(VUNPCKLPS, VUNPCKLPD)(f, f, a)
	p.pick(VUNPCKHPS, VUNPCKHPD)(f, f, b)
	return a, b
}

// pair loads one step of interleaved numbers.
func (p precision) pair(from Register) [2]VecVirtual {
	return [2]VecVirtual{p.load(at(from, 0)), p.load(at(from, bytesOfRegister))}
}

func (p precision) storePair(v [2]VecVirtual, to Register) {
	p.store(v[0], at(to, 0))
	p.store(v[1], at(to, bytesOfRegister))
}

// advance moves pointers to the next step; single ones hold one number per complex number.
func advance(interleaved []Register, single ...Register) {
	for _, r := range interleaved {
		ADDQ(U32(2*bytesOfRegister), r)
	}
	for _, r := range single {
		ADDQ(Imm(bytesOfRegister), r)
	}
}

// primal is x+ = soft(x - step g, threshold w), S = S + x+, g = 2 x+ - x, n steps.
func (p precision) primal() {
	f := p.float()
	p.text("primal", "func(x, sum, ahead, w *"+f+", n int, step, threshold "+f+")")
	x, sum, ahead, w, n := pointer("x"), pointer("sum"), pointer("ahead"), pointer("w"), pointer("n")
	step, threshold, one := p.parameter("step"), p.parameter("threshold"), p.constant("one", 1)
	loop("next", n, func() {
		old, z := p.pair(x), p.pair(x)
		for k, g := range p.pair(ahead) {
			p.subMul(z[k], step, g)
		}
		limit := p.mul(threshold, p.perNumber(at(w, 0)))
		square := p.squares(z[0], z[1])
		over := p.greater(square, p.mul(limit, limit))
		shrink := p.and(over, p.sub(one, p.div(limit, p.sqrt(square))))
		s0, s1 := p.double(shrink)
		next := [2]VecVirtual{p.mul(s0, z[0]), p.mul(s1, z[1])}
		p.storePair(next, x)
		for k := range next {
			p.store(p.sub(p.add(next[k], next[k]), old[k]), at(ahead, k*bytesOfRegister))
			p.store(p.add(next[k], at(sum, k*bytesOfRegister)), at(sum, k*bytesOfRegister))
		}
		advance([]Register{x, sum, ahead}, w)
	})
	end()
}

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

func zeros() [2]VecVirtual {
	var acc [2]VecVirtual
	for k := range acc {
		acc[k] = YMM()
		VXORPS(acc[k], acc[k], acc[k])
	}
	return acc
}

// returnSum stores the sum of all numbers of two registers as a result.
func returnSum(acc [2]VecVirtual, name string) {
	VADDPD(acc[1], acc[0], acc[0])
	high := XMM()
	VEXTRACTF128(Imm(1), acc[0], high)
	VADDPD(high, acc[0].AsX(), high)
	swapped := XMM()
	VPERMILPD(Imm(1), high, swapped)
	VADDSD(swapped, high, high)
	Store(high, ReturnIndex(map[string]int{"first": 0, "second": 1}[name]))
}

// dual is v = keep v + step (m product - y), n steps; it returns the sum of |v|^2.
func (p precision) dual() {
	f := p.float()
	p.text("dual", "func(v, product, y, mask *"+f+", n int, keep, step "+f+") float64")
	v, product, y, mask, n := pointer("v"), pointer("product"), pointer("y"), pointer("mask"), pointer("n")
	keep, step := p.parameter("keep"), p.parameter("step")
	acc := zeros()
	loop("next", n, func() {
		m0, m1 := p.double(p.perNumber(at(mask, 0)))
		var out [2]VecVirtual
		for k, m := range []VecVirtual{m0, m1} {
			d := k * bytesOfRegister
			misfit := p.sub(p.mul(m, at(product, d)), p.load(at(y, d)))
			out[k] = p.mul(keep, at(v, d))
			p.addMul(out[k], step, misfit)
		}
		p.storePair(out, v)
		p.accumulate(acc, p.squares(out[0], out[1]))
		advance([]Register{v, product, y}, mask)
	})
	returnSum(acc, "first")
	end()
}

// follow is ax = fresh m product + old ax, sum = sum + ax, n steps.
func (p precision) follow() {
	f := p.float()
	p.text("follow", "func(ax, sum, product, mask *"+f+", n int, fresh, old "+f+")")
	ax, sum, product, mask, n := pointer("ax"), pointer("sum"), pointer("product"), pointer("mask"), pointer("n")
	fresh, old := p.parameter("fresh"), p.parameter("old")
	loop("next", n, func() {
		m0, m1 := p.double(p.mul(fresh, p.perNumber(at(mask, 0))))
		for k, m := range []VecVirtual{m0, m1} {
			d := k * bytesOfRegister
			out := p.mul(old, at(ax, d))
			p.addMul(out, m, p.load(at(product, d)))
			p.store(out, at(ax, d))
			p.store(p.add(out, at(sum, d)), at(sum, d))
		}
		advance([]Register{ax, sum, product}, mask)
	})
	end()
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

// measure returns the sum of w|z| and of |mean b - y|^2, n steps.
func (p precision) measure() {
	f := p.float()
	p.text("measure", "func(z, b, y, w *"+f+", n int, mean "+f+") (sparsity, residual float64)")
	z, b, y, w, n := pointer("z"), pointer("b"), pointer("y"), pointer("w"), pointer("n")
	mean := p.parameter("mean")
	zero := YMM()
	VXORPS(zero, zero, zero)
	sparsity, residual := zeros(), zeros()
	loop("next", n, func() {
		v := p.pair(z)
		square := p.squares(v[0], v[1])
		// An infinite weight times a zero coefficient counts as zero.
		weighted := p.and(p.greater(square, zero), p.mul(p.perNumber(at(w, 0)), p.sqrt(square)))
		p.accumulate(sparsity, weighted)
		p.accumulate(residual, p.misfit(b, y, mean))
		advance([]Register{z, b, y}, w)
	})
	returnSum(sparsity, "first")
	returnSum(residual, "second")
	end()
}

// misfit is |mean b - y|^2 of one step.
func (p precision) misfit(b, y Register, mean VecVirtual) VecVirtual {
	var d [2]VecVirtual
	for k := range d {
		d[k] = p.sub(p.mul(mean, at(b, k*bytesOfRegister)), p.load(at(y, k*bytesOfRegister)))
	}
	return p.squares(d[0], d[1])
}

// distance returns the sum of |mean b - y|^2, n steps.
func (p precision) distance() {
	f := p.float()
	p.text("distance", "func(b, y *"+f+", n int, mean "+f+") float64")
	b, y, n := pointer("b"), pointer("y"), pointer("n")
	mean := p.parameter("mean")
	acc := zeros()
	loop("next", n, func() {
		p.accumulate(acc, p.misfit(b, y, mean))
		advance([]Register{b, y})
	})
	returnSum(acc, "first")
	end()
}
