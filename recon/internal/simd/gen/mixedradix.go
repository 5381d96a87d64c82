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
	name += p.suffix
	if data, there := inData[name]; there {
		return data
	}
	data := GLOBL(name, RODATA|NOPTR)
	inData[name] = data
	for k := range p.width {
		if p.size == 4 {
			DATA(k*p.size, U32(math.Float32bits(float32(x))))
		} else {
			DATA(k*p.size, U64(math.Float64bits(x)))
		}
	}
	return data
}

// inData are the registers in the program's data.
var inData = map[string]Mem{}

// roots are parts of the roots of unity of order 3 and 5.
type roots struct {
	half, sin3, cos5, sin5, cosTwice5, sinTwice5 Mem
	one, root8, minusRoot8                       Op
}

func (p precision) rootsOfUnity() roots {
	const fifth = 2 * math.Pi / 5
	return roots{
		p.lookUp("half", 0.5), p.lookUp("sin3", math.Sqrt(3)/2),
		p.lookUp("cos5", math.Cos(fifth)), p.lookUp("sin5", math.Sin(fifth)),
		p.lookUp("cosTwice5", math.Cos(2*fifth)), p.lookUp("sinTwice5", math.Sin(2*fifth)),
		p.lookUp("one", 1), p.lookUp("root8", math.Sqrt2/2), p.lookUp("minusRoot8", -math.Sqrt2/2),
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
	cosines := func(u, outer, inner complexVector, c1, c2 Mem) complexVector {
		for _, part := range [][3]VecVirtual{{u.re, outer.re, inner.re}, {u.im, outer.im, inner.im}} {
			p.addMul(part[0], part[1], c1)
			p.addMul(part[0], part[2], c2)
		}
		return u
	}
	// Both at once: that frees six registers for the twiddle factors.
	u := [3]complexVector{1: cosines(complexVector{p.copyOf(a.re), p.copyOf(a.im)}, outer, inner, r.cos5, r.cosTwice5)}
	u[2] = cosines(a, outer, inner, r.cosTwice5, r.cos5)
	for _, k := range []int{1, 2} {
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
		out(k, p.addMinusI(u[k], v))
		out(5-k, p.addI(u[k], v))
	}
}

func (p precision) copyOf(a VecVirtual) VecVirtual {
	y := p.register()
	p.pick(VMOVAPS, VMOVAPD)(a, y)
	return y
}

// butterflyOf is a DFT of few elements.
type butterflyOf func(p precision, r roots, in source, out sink)

func (p precision) butterfly4(r roots, in source, out sink) {
	a, c := in(0), in(2)
	e, f := p.sumAndLess(r, a, c)
	b, d := in(1), in(3)
	g, h := p.addComplex(b, d), p.subComplex(b, d)
	out(0, p.addComplex(e, g))
	out(1, p.addMinusI(f, h))
	out(2, p.subComplex(e, g))
	out(3, p.addI(f, h))
}

// sumAndLess is a + b and a - b, the latter, in place of a, as a fused multiply-add: processors
// that add in units of their own have four for a butterfly then instead of two.
func (p precision) sumAndLess(r roots, a, b complexVector) (sum, difference complexVector) {
	sum = p.addComplex(a, b)
	p.subMul(a.re, b.re, r.one)
	p.subMul(a.im, b.im, r.one)
	return sum, a
}

// butterfly8 is the DFT of eight: that of four on sums, and on differences times the eighth
// roots of unity. It is for the registers of AVX-512.
func (p precision) butterfly8(r roots, in source, out sink) {
	var sums, less [4]complexVector
	for k := range sums {
		sums[k], less[k] = p.sumAndLess(r, in(k), in(k+4))
	}
	p.butterfly4(r, func(k int) complexVector { return sums[k] }, func(k int, z complexVector) { out(2*k, z) })
	// Times -i for the third.
	e, f := p.addMinusI(less[0], less[2]), p.addI(less[0], less[2])
	b, d := p.times8(less[1], 1, r), p.times8(less[3], 3, r)
	g, h := p.addComplex(b, d), p.subComplex(b, d)
	out(1, p.addComplex(e, g))
	out(3, p.addMinusI(f, h))
	out(5, p.subComplex(e, g))
	out(7, p.addI(f, h))
}

// inRegisters keeps there what all butterflies use, where there are enough.
func (p precision) inRegisters(r roots) roots {
	if p.wide() {
		for _, constant := range []*Op{&r.one, &r.root8, &r.minusRoot8} {
			*constant = p.load((*constant).(Mem))
		}
	}
	return r
}

// pass writes split or merge: a pass of the FFT over blocks of m rows each, as many as the
// radix says, from x to y. A split multiplies by the twiddle factors after the
// butterflies, a merge before them.
func (p precision) pass(count int, r roots, butterfly butterflyOf) {
	name := "split"
	if p.inverse {
		name = "merge"
	}
	p.text(fmt.Sprint(name, count), "func(y, x *"+p.float()+", m int, twiddles *"+p.float()+")")
	y, n, w := pointer("y"), pointer("m"), pointer("twiddles")
	rows := []Register{pointer("x")}
	step := GP64()
	MOVQ(n, step)
	SHLQ(Imm(uint64(shift(p.row()))), step)
	SUBQ(rows[0], y) // what leads from x to y
	for k := 1; k < count; k++ {
		next := GP64()
		LEAQ(Mem{Base: rows[k-1], Index: step, Scale: 1}, next)
		rows = append(rows, next)
	}
	r = p.inRegisters(r)
	re, im := p.halves()
	twist := func(z complexVector, k int) complexVector {
		if k == 0 {
			return z
		}
		return p.times(z, at(w, (2*k-2)*p.size))
	}
	loop("next", n, func() {
		for v := range p.vectors() {
			d := v * p.width * p.size
			in := func(k int) complexVector {
				z := p.loadComplex(rows[k], d)
				if p.inverse {
					z = twist(z, k)
				}
				return z
			}
			butterfly(p, r, in, func(k int, z complexVector) {
				if !p.inverse {
					z = twist(z, k)
				}
				p.store(z.re, Mem{Base: rows[k], Index: y, Scale: 1, Disp: d + re})
				p.store(z.im, Mem{Base: rows[k], Index: y, Scale: 1, Disp: d + im})
			})
		}
		for _, x := range rows {
			ADDQ(U32(p.row()), x)
		}
		ADDQ(U32((2*count-2)*p.size), w)
	})
	end()
}

// dft writes the functions dft2 to dft8, or the inverse ones: they transform count
// neighbouring rows of x into those of y, n times.
func (p precision) dft(count int, r roots, transform func(r roots, x, y Register, d int)) {
	name := "dft"
	if p.inverse {
		name = "idft"
	}
	p.text(fmt.Sprint(name, count), "func(y, x *"+p.float()+", n int)")
	y, x, n := pointer("y"), pointer("x"), pointer("n")
	r = p.inRegisters(r)
	loop("next", n, func() {
		for v := range p.vectors() {
			transform(r, x, y, v*p.width*p.size)
		}
		ADDQ(U32(count*p.row()), x)
		ADDQ(U32(count*p.row()), y)
	})
	end()
}

// rowsOf runs a butterfly on the rows first, first + step, ... of x.
func (p precision) rowsOf(r roots, butterfly butterflyOf, x Register, first, step, d int, out sink) {
	butterfly(p, r, func(k int) complexVector { return p.loadComplex(x, (first+step*k)*p.row()+d) }, out)
}

func (p precision) smallDFT(count int, r roots, butterfly butterflyOf) {
	p.dft(count, r, func(r roots, x, y Register, d int) {
		p.rowsOf(r, butterfly, x, 0, 1, d, func(k int, z complexVector) { p.storeComplex(z, y, k*p.row()+d) })
	})
}

// times8 multiplies element k by exp(-2 pi i k / 8).
func (p precision) times8(z complexVector, k int, r roots) complexVector {
	switch k {
	case 1:
		return complexVector{p.mul(p.add(z.re, z.im), r.root8), p.mul(p.sub(z.im, z.re), r.root8)}
	case 3:
		return complexVector{p.mul(p.sub(z.im, z.re), r.root8), p.mul(p.add(z.re, z.im), r.minusRoot8)}
	}
	return z
}

func (p precision) negative(a VecVirtual) VecVirtual {
	return p.sub(p.zero(), a)
}

// dft8 leaves element k in row 2k and element k + 4 in row 2k + 1: so it works in place.
// The even elements wait in y while the odd ones are computed.
func (p precision) dft8(r roots) {
	p.dft(8, r, func(r roots, x, y Register, d int) {
		p.rowsOf(r, precision.butterfly4, x, 0, 2, d, func(k int, z complexVector) { p.storeComplex(z, y, 2*k*p.row()+d) })
		var odd [4]complexVector
		p.rowsOf(r, precision.butterfly4, x, 1, 2, d, func(k int, z complexVector) { odd[k] = z })
		for k, z := range odd {
			even := p.loadComplex(y, 2*k*p.row()+d)
			if k == 2 {
				p.storeComplex(p.addMinusI(even, z), y, 2*k*p.row()+d)
				p.storeComplex(p.addI(even, z), y, (2*k+1)*p.row()+d)
				continue
			}
			z = p.times8(z, k, r)
			p.storeComplex(p.addComplex(even, z), y, 2*k*p.row()+d)
			p.storeComplex(p.subComplex(even, z), y, (2*k+1)*p.row()+d)
		}
	})
}

// idft8 undoes it, from that order: sums of neighbours lead to the even elements,
// differences to the odd ones.
func (p precision) idft8(r roots) {
	p.dft(8, r, func(r roots, x, y Register, d int) {
		var odd [4]complexVector
		for k := range odd {
			a, b := p.loadComplex(x, 2*k*p.row()+d), p.loadComplex(x, (2*k+1)*p.row()+d)
			p.storeComplex(p.addComplex(a, b), y, 2*k*p.row()+d)
			difference := p.subComplex(a, b)
			if k == 2 { // times -i
				difference = complexVector{difference.im, p.negative(difference.re)}
			}
			odd[k] = p.times8(difference, k, r)
		}
		butterfly := func(first int, in source) {
			precision.butterfly4(p, r, in, func(k int, z complexVector) { p.storeComplex(z, y, (2*k+first)*p.row()+d) })
		}
		butterfly(1, func(k int) complexVector { return odd[k] })
		butterfly(0, func(k int) complexVector { return p.loadComplex(y, 2*k*p.row()+d) })
	})
}

// wideDFT8 leaves frequencies in the same order and takes them from it; all eight elements are
// in registers.
func (p precision) wideDFT8(r roots) {
	p.dft(8, r, func(r roots, x, y Register, d int) {
		inOrder := func(k int) int { return k*p.row() + d }
		frequency := func(k int) int { return (2*(k%4)+k/4)*p.row() + d }
		from, to := inOrder, frequency
		if p.inverse {
			from, to = frequency, inOrder
		}
		p.butterfly8(r, func(k int) complexVector { return p.loadComplex(x, from(k)) }, func(k int, z complexVector) { p.storeComplex(z, y, to(k)) })
	})
}

// fourier writes the passes and the shortest transforms of the FFT.
func (p precision) fourier() {
	r := p.rootsOfUnity()
	for _, p.inverse = range []bool{false, true} {
		p.pass(3, r, precision.butterfly3)
		p.pass(4, r, precision.butterfly4)
		p.pass(5, r, precision.butterfly5)
		if !p.inverse {
			p.smallDFT(2, r, precision.butterfly2)
		}
		p.smallDFT(3, r, precision.butterfly3)
		p.smallDFT(4, r, precision.butterfly4)
		p.smallDFT(5, r, precision.butterfly5)
		switch {
		case p.wide():
			p.pass(8, r, precision.butterfly8)
			p.wideDFT8(r)
		case p.inverse:
			p.idft8(r)
		default:
			p.dft8(r)
		}
	}
}
