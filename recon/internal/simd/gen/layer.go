package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// The loops of a FIRENET layer on panels: real and imaginary parts stand in registers of
// their own, so that moduli need no shuffles.

// The lanes of a panel of an image hold the even columns, then the odd ones: the pairs of a
// Haar transform stand in different registers. A panel of coefficients has its columns in
// order, eight from each of two panels of the image. Approximations, which are the image
// of the next level, are parted into even and odd here.

// haarSplit takes two rows of two panels to one row of each quadrant, n times: rows 2r and
// 2r+1 of left and right become H and V in left and D in row 2r of right; A goes to row r
// of approximation. Rows of left and right are apart bytes apart, those of approximation
// spread bytes. A is stored when its lanes have been read: it may go to row 2r+1 of right.
func (p precision) haarSplit() {
	f := "*" + p.float()
	p.text("haarSplit", "func(left, right, approximation "+f+", n, apart, spread int)")
	left, right, approximation, n := pointer("left"), pointer("right"), pointer("approximation"), pointer("n")
	apart, spread := pointer("apart"), pointer("spread")
	second := func(panel Register, d int) Mem { return Mem{Base: panel, Index: apart, Scale: 1, Disp: d} }
	half := p.constant("half", 0.5)
	some := p.vectors() / 2
	loop("next", n, func() {
		for part := range 2 {
			var averages [2][]VecVirtual
			for v := range some {
				d := part*p.half() + v*bytesOfRegister
				var out [2][3]VecVirtual
				for k, panel := range []Register{left, right} {
					odd := d + some*bytesOfRegister
					s0, d0 := p.sumDifference(p.load(at(panel, d)), at(panel, odd))
					s1, d1 := p.sumDifference(p.load(second(panel, d)), second(panel, odd))
					averages[k] = append(averages[k], p.mul(half, p.add(s0, s1)))
					out[k] = [3]VecVirtual{p.mul(half, p.sub(s0, s1)), p.mul(half, p.add(d0, d1)), p.mul(half, p.sub(d0, d1))}
				}
				for k := range out {
					to := d + k*some*bytesOfRegister
					p.store(out[k][0], at(left, to))
					p.store(out[k][1], second(left, to))
					p.store(out[k][2], at(right, to))
				}
			}
			even, odd := p.partColumns(averages)
			for v := range some {
				p.store(even[v], at(approximation, part*p.half()+v*bytesOfRegister))
				p.store(odd[v], at(approximation, part*p.half()+(some+v)*bytesOfRegister))
			}
		}
		for _, panel := range []Register{left, right} {
			LEAQ(Mem{Base: panel, Index: apart, Scale: 2}, panel)
		}
		ADDQ(spread, approximation)
	})
	end()
}

// haarMerge is its inverse.
func (p precision) haarMerge() {
	f := "*" + p.float()
	p.text("haarMerge", "func(left, right, approximation "+f+", n, apart, spread int)")
	left, right, approximation, n := pointer("left"), pointer("right"), pointer("approximation"), pointer("n")
	apart, spread := pointer("apart"), pointer("spread")
	rowOf := func(panel Register, row, d int) Mem {
		if row == 0 {
			return at(panel, d)
		}
		return Mem{Base: panel, Index: apart, Scale: 1, Disp: d}
	}
	half := p.constant("half", 0.5)
	some := p.vectors() / 2
	loop("next", n, func() {
		for part := range 2 {
			var even, odd []VecVirtual
			for v := range some {
				even = append(even, p.load(at(approximation, part*p.half()+v*bytesOfRegister)))
				odd = append(odd, p.load(at(approximation, part*p.half()+(some+v)*bytesOfRegister)))
			}
			averages := p.joinColumns(even, odd)
			for v := range some {
				d := part*p.half() + v*bytesOfRegister
				var s, e [2][2]VecVirtual // of panel and row
				for k := range s {
					from := d + k*some*bytesOfRegister
					s[k][0], s[k][1] = p.sumDifference(averages[k][v], at(left, from))
					e[k][0], e[k][1] = p.sumDifference(p.load(rowOf(left, 1, from)), at(right, from))
				}
				for k, panel := range []Register{left, right} {
					for row := range 2 {
						a, b := p.sumDifference(s[k][row], e[k][row])
						p.store(p.mul(half, a), rowOf(panel, row, d))
						p.store(p.mul(half, b), rowOf(panel, row, d+some*bytesOfRegister))
					}
				}
			}
		}
		for _, panel := range []Register{left, right} {
			LEAQ(Mem{Base: panel, Index: apart, Scale: 2}, panel)
		}
		ADDQ(spread, approximation)
	})
	end()
}

func (p precision) sumDifference(a, b Op) (sum, difference VecVirtual) {
	return p.add(a, b), p.sub(a, b)
}

// partColumns parts the columns of two half rows, in order, into even and odd ones.
func (p precision) partColumns(half [2][]VecVirtual) (even, odd []VecVirtual) {
	pairs := [][2]VecVirtual{{half[0][0], half[1][0]}}
	if p.size == 8 {
		pairs = [][2]VecVirtual{{half[0][0], half[0][1]}, {half[1][0], half[1][1]}}
	}
	for _, pair := range pairs {
		e, o := YMM(), YMM()
		if p.size == 4 {
			VSHUFPS(Imm(0x88), pair[1], pair[0], e)
			VSHUFPS(Imm(0xdd), pair[1], pair[0], o)
		} else {
			VUNPCKLPD(pair[1], pair[0], e)
			VUNPCKHPD(pair[1], pair[0], o)
		}
		even, odd = append(even, swapMiddle(e)), append(odd, swapMiddle(o))
	}
	return even, odd
}

// joinColumns is its inverse.
func (p precision) joinColumns(even, odd []VecVirtual) [2][]VecVirtual {
	var inOrder []VecVirtual
	for v := range even {
		e, o := swapMiddle(even[v]), swapMiddle(odd[v])
		low, high := YMM(), YMM()
		p.pick(VUNPCKLPS, VUNPCKLPD)(o, e, low)
		p.pick(VUNPCKHPS, VUNPCKHPD)(o, e, high)
		inOrder = append(inOrder, low, high)
	}
	return [2][]VecVirtual{inOrder[:len(even)], inOrder[len(even):]}
}

// inverseRoot is 1 / sqrt(a), finite for every a >= 0 and exact to rounding above it: in
// single precision an estimate and one step of Newton's method.
func (p precision) inverseRoot(a VecVirtual, smallest Mem, one, half Op) VecVirtual {
	x := YMM()
	p.pick(VMAXPS, VMAXPD)(smallest, a, x)
	if p.size == 8 {
		return p.div(one, p.sqrt(x))
	}
	r := YMM()
	VRSQRTPS(x, r)
	// r + r (1 - x r^2) / 2
	rest := p.copyOf(one.(VecVirtual))
	p.subMul(rest, p.mul(x, r), r)
	p.addMul(r, p.mul(r, half), rest)
	return r
}

// ascend is next = keep v + step (product - y) on n registers; it returns the sum of their
// squares. next may be v.
func (p precision) ascend() {
	f := p.float()
	p.text("ascend", "func(next, v, product, y *"+f+", n int, keep, step "+f+") float64")
	next, v, product, y, n := pointer("next"), pointer("v"), pointer("product"), pointer("y"), pointer("n")
	keep, step := p.parameter("keep"), p.parameter("step")
	acc := zeros()
	loop("next", n, func() {
		misfit := p.sub(p.load(at(product, 0)), at(y, 0))
		out := p.mul(keep, at(v, 0))
		p.addMul(out, step, misfit)
		p.store(out, at(next, 0))
		p.accumulate(acc, p.mul(out, out))
		for _, r := range []Register{next, v, product, y} {
			ADDQ(Imm(bytesOfRegister), r)
		}
	})
	returnSum(acc)
	end()
}

// track is ax = fresh product + old ax, sum = sum + ax, on n registers.
func (p precision) track() {
	f := p.float()
	p.text("track", "func(ax, sum, product *"+f+", n int, fresh, old "+f+")")
	ax, sum, product, n := pointer("ax"), pointer("sum"), pointer("product"), pointer("n")
	fresh, old := p.parameter("fresh"), p.parameter("old")
	loop("next", n, func() {
		out := p.mul(old, at(ax, 0))
		p.addMul(out, fresh, p.load(at(product, 0)))
		p.store(out, at(ax, 0))
		p.store(p.add(out, at(sum, 0)), at(sum, 0))
		for _, r := range []Register{ax, sum, product} {
			ADDQ(Imm(bytesOfRegister), r)
		}
	})
	end()
}

// moduli returns the sum of |z| of n rows.
func (p precision) moduli() {
	f := p.float()
	p.text("moduli", "func(z *"+f+", n int) float64")
	z, n := pointer("z"), pointer("n")
	acc := zeros()
	loop("next", n, func() {
		for v := range p.vectors() {
			a := p.loadComplex(z, v*bytesOfRegister)
			square := p.mul(a.re, a.re)
			p.addMul(square, a.im, a.im)
			p.accumulate(acc, p.sqrt(square))
		}
		ADDQ(U32(p.row()), z)
	})
	returnSum(acc)
	end()
}
