package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// lookUp is a register full of one number in the program's data: as an operand it costs no
// register, of which a butterfly of five leaves none.
func (p precision) lookUp(name string, x float64) Mem {
	data := GLOBL(name+p.suffix, RODATA|NOPTR)
	for k := range p.width {
		if p.size == 4 {
			DATA(k*p.size, U32(math.Float32bits(float32(x))))
		} else {
			DATA(k*p.size, U64(math.Float64bits(x)))
		}
	}
	return data
}

// roots are parts of the roots of unity of order 3 and 5.
type roots struct{ half, sin3, cos5, sin5, cosTwice5, sinTwice5 Mem }

func (p precision) rootsOfUnity() roots {
	const fifth = 2 * math.Pi / 5
	return roots{
		p.lookUp("half", 0.5), p.lookUp("sin3", math.Sqrt(3)/2),
		p.lookUp("cos5", math.Cos(fifth)), p.lookUp("sin5", math.Sin(fifth)),
		p.lookUp("cosTwice5", math.Cos(2*fifth)), p.lookUp("sinTwice5", math.Sin(2*fifth)),
	}
}

// A source loads element k of a butterfly, a sink stores element k of its result. They are
// called as late and as early as can be, because registers are few.
type (
	source func(k int) complexVector
	sink   func(k int, v complexVector)
)

// butterfly2 is the DFT of two, butterfly3 of three, butterfly5 of five.
func (p precision) butterfly2(_ roots, in source, out sink) {
	a, b := in(0), in(1)
	out(0, p.addComplex(a, b))
	out(1, p.subComplex(a, b))
}

func (p precision) butterfly3(r roots, in source, out sink) {
	b, c := in(1), in(2)
	sum, difference := p.addComplex(b, c), p.subComplex(b, c)
	a := in(0)
	out(0, p.addComplex(a, sum))
	p.subMul(a.re, sum.re, r.half)
	p.subMul(a.im, sum.im, r.half)
	v := complexVector{p.mul(difference.re, r.sin3), p.mul(difference.im, r.sin3)}
	out(1, p.addMinusI(a, v))
	out(2, p.addI(a, v))
}

// Elements that are opposite on the circle share their cosines, and their sines up to the
// sign. Imaginary parts of differences go to real parts of the result and the other way
// round, so that one of u, v is a real part where the other is an imaginary one.
func (p precision) butterfly5(r roots, in source, out sink) {
	b, e := in(1), in(4)
	outer, b := p.addComplex(b, e), p.subComplex(b, e)
	c, d := in(2), in(3)
	inner, c := p.addComplex(c, d), p.subComplex(c, d)
	a := in(0)
	out(0, p.addComplex(a, p.addComplex(outer, inner)))
	cosines := func(a, outer, inner VecVirtual, c1, c2 Mem) VecVirtual {
		u := p.copyOf(a)
		p.addMul(u, outer, c1)
		p.addMul(u, inner, c2)
		return u
	}
	for _, k := range []int{1, 2} {
		c1, c2 := r.cos5, r.cosTwice5
		if k == 2 {
			c1, c2 = c2, c1
		}
		u := complexVector{cosines(a.re, outer.re, inner.re, c1, c2), cosines(a.im, outer.im, inner.im, c1, c2)}
		var v complexVector
		if k == 1 {
			v = complexVector{p.mul(b.re, r.sin5), p.mul(b.im, r.sin5)}
			p.addMul(v.re, c.re, r.sinTwice5)
			p.addMul(v.im, c.im, r.sinTwice5)
		} else {
			v = complexVector{p.mul(b.re, r.sinTwice5), p.mul(b.im, r.sinTwice5)}
			p.subMul(v.re, c.re, r.sin5)
			p.subMul(v.im, c.im, r.sin5)
		}
		out(k, p.addMinusI(u, v))
		out(5-k, p.addI(u, v))
	}
}

func (p precision) copyOf(a VecVirtual) VecVirtual {
	y := YMM()
	p.pick(VMOVAPS, VMOVAPD)(a, y)
	return y
}

// butterflyOf is a DFT of few elements.
type butterflyOf func(p precision, r roots, in source, out sink)

// radix writes the function radix3 or radix5, which combines as many transforms of length
// m in place.
func (p precision) radix(count int, r roots, butterfly butterflyOf) {
	p.text(fmt.Sprint("radix", count), "func(x *"+p.float()+", m int, twiddles *"+p.float()+")")
	x0, n, w := pointer("x"), pointer("m"), pointer("twiddles")
	step := GP64()
	MOVQ(n, step)
	SHLQ(Imm(uint64(shift(p.row()))), step)
	rows := []Register{x0}
	for k := 1; k < count; k++ {
		next := GP64()
		LEAQ(Mem{Base: rows[k-1], Index: step, Scale: 1}, next)
		rows = append(rows, next)
	}
	loop("next", n, func() {
		for v := range p.vectors() {
			d := v * p.width * p.size
			in := func(k int) complexVector {
				z := p.loadComplex(rows[k], d)
				if k == 0 {
					return z
				}
				c, s := p.broadcast(at(w, (2*k-2)*p.size)), p.broadcast(at(w, (2*k-1)*p.size))
				re, im := p.times(z.re, z.im, c, s)
				return complexVector{re, im}
			}
			butterfly(p, r, in, func(k int, z complexVector) { p.storeComplex(z, rows[k], d) })
		}
		for _, x := range rows {
			ADDQ(U32(p.row()), x)
		}
		ADDQ(U32((2*count-2)*p.size), w)
	})
	end()
}

// dft writes the function dft2, dft3 or dft5, which transforms the rows 0, step, 2 step,
// ... of x into as many rows of y.
func (p precision) dft(count int, r roots, butterfly butterflyOf) {
	p.text(fmt.Sprint("dft", count), "func(y, x *"+p.float()+", step int)")
	y := pointer("y")
	rows := p.strided(pointer("x"), count)
	for v := range p.vectors() {
		d := v * p.width * p.size
		in := func(k int) complexVector { return p.loadComplex(rows[k], d) }
		butterfly(p, r, in, func(k int, z complexVector) { p.storeComplex(z, y, k*p.row()+d) })
	}
	end()
}

// mixedRadix writes the transforms with factors 2, 3 and 5.
func (p precision) mixedRadix() {
	r := p.rootsOfUnity()
	p.radix(3, r, precision.butterfly3)
	p.radix(5, r, precision.butterfly5)
	p.dft(2, r, precision.butterfly2)
	p.dft(3, r, precision.butterfly3)
	p.dft(5, r, precision.butterfly5)
}
