package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// transpose turns a square of registers.
func (p precision) transpose(a []VecVirtual) []VecVirtual {
	if p.size == 8 {
		return transpose4(a)
	}
	return transpose8(a)
}

func transpose4(a []VecVirtual) []VecVirtual {
	t := make([]VecVirtual, 4)
	for k := range t {
		t[k] = YMM()
	}
	VUNPCKLPD(a[1], a[0], t[0])
	VUNPCKHPD(a[1], a[0], t[1])
	VUNPCKLPD(a[3], a[2], t[2])
	VUNPCKHPD(a[3], a[2], t[3])
	out := make([]VecVirtual, 4)
	for k := range out {
		out[k] = YMM()
	}
	VPERM2F128(Imm(0x20), t[2], t[0], out[0])
	VPERM2F128(Imm(0x20), t[3], t[1], out[1])
	VPERM2F128(Imm(0x31), t[2], t[0], out[2])
	VPERM2F128(Imm(0x31), t[3], t[1], out[3])
	return out
}

func transpose8(a []VecVirtual) []VecVirtual {
	pairs := make([]VecVirtual, 8)
	for k := 0; k < 8; k += 2 {
		pairs[k], pairs[k+1] = YMM(), YMM()
		VUNPCKLPS(a[k+1], a[k], pairs[k])
		VUNPCKHPS(a[k+1], a[k], pairs[k+1])
	}
	fours := make([]VecVirtual, 8)
	for k := 0; k < 8; k += 4 {
		for j := range 2 {
			low, high := YMM(), YMM()
			VSHUFPS(Imm(0x44), pairs[k+2+j], pairs[k+j], low)
			VSHUFPS(Imm(0xee), pairs[k+2+j], pairs[k+j], high)
			fours[k+2*j], fours[k+2*j+1] = low, high
		}
	}
	out := make([]VecVirtual, 8)
	for k := range 4 {
		low, high := YMM(), YMM()
		VPERM2F128(Imm(0x20), fours[4+k], fours[k], low)
		VPERM2F128(Imm(0x31), fours[4+k], fours[k], high)
		out[k], out[4+k] = low, high
	}
	return out
}

// gather transposes a tile of 16 lines by 16 complex numbers into rows of a panel. Half
// the lines of a register wide at a time, so that the loops stay short.
func (p precision) gather() {
	p.text("gather", "func(x *"+p.float()+", order *int, src *"+p.float()+", step, real, imaginary int)")
	x, order, src := pointer("x"), pointer("order"), pointer("src")
	step, re, im := pointer("step"), pointer("real"), pointer("imaginary")
	ADDQ(x, re)
	ADDQ(x, im)
	lines := GP64()
	// A register of a line holds width/2 complex numbers.
	perRegister := p.width / 2
	for group := range lanes / p.width {
		for block := range lanes / perRegister {
			// Lines of this group, from its first.
			MOVQ(src, lines)
			in := make([]VecVirtual, p.width)
			for k := range in {
				in[k] = p.load(at(lines, block*p.width*p.size))
				if k+1 < len(in) {
					ADDQ(step, lines)
				}
			}
			out := p.transpose(in)
			for c := range perRegister {
				row := GP64()
				MOVQ(at(order, 8*(block*perRegister+c)), row)
				SHLQ(Imm(uint64(shift(p.row()))), row)
				d := group * p.width * p.size
				p.store(out[2*c], Mem{Base: re, Index: row, Scale: 1, Disp: d})
				p.store(out[2*c+1], Mem{Base: im, Index: row, Scale: 1, Disp: d})
			}
		}
		if group+1 < lanes/p.width {
			for range p.width {
				ADDQ(step, src)
			}
		}
	}
	end()
}

// turn transposes 16 rows of y into 16 rows of a panel.
func (p precision) turn() {
	p.text("turn", "func(panel *"+p.float()+", at *int, y *"+p.float()+", to *int)")
	panel, where, y, to := pointer("panel"), pointer("at"), pointer("y"), pointer("to")
	row := GP64()
	for first := 0; first < lanes; first += p.width { // rows of y
		for lane := 0; lane < lanes; lane += p.width {
			for part := range 2 {
				in := make([]VecVirtual, p.width)
				for k := range in {
					MOVQ(at(to, 8*(first+k)), row)
					SHLQ(Imm(uint64(shift(p.row()))), row)
					in[k] = p.load(Mem{Base: y, Index: row, Scale: 1, Disp: lane*p.size + part*p.half()})
				}
				for k, v := range p.transpose(in) {
					MOVQ(at(where, 8*(lane+k)), row)
					SHLQ(Imm(uint64(shift(p.row()))), row)
					p.store(v, Mem{Base: panel, Index: row, Scale: 1, Disp: first*p.size + part*p.half()})
				}
			}
		}
	}
	end()
}

// tile transposes 16 neighbouring rows of src into 16 of dst: lane i of row from[j] becomes
// lane j of row to[i]. Meanwhile it asks for the 16 rows at soon.
func (p precision) tile(name string, to, from [lanes]int) {
	p.text(name, "func(dst, src, soon *"+p.float()+")")
	dst, src, soon := pointer("dst"), pointer("src"), pointer("soon")
	line := 0
	for first := 0; first < lanes; first += p.width { // rows of src
		for lane := 0; lane < lanes; lane += p.width {
			for part := range 2 {
				out := p.transposeFrom(func(k, d int) Mem {
					return at(src, from[first+k]*p.row()+(lane+d)*p.size+part*p.half())
				})
				for k, v := range out {
					p.store(v, at(dst, to[lane+k]*p.row()+first*p.size+part*p.half()))
				}
				for until := line + lanes*p.row()*p.width*p.width/lanes/lanes/2; line < until; line += bytesOfLine {
					PREFETCHT0(at(soon, line))
				}
			}
		}
	}
	end()
}

// tiles writes the three orders in which the network turns tiles.
func (p precision) tiles() {
	var inOrder, parted [lanes]int
	for lane := range lanes {
		inOrder[lane] = lane
		parted[lane] = lane%(lanes/2)*2 + lane/(lanes/2)
	}
	p.tile("tile", inOrder, inOrder)
	p.tile("tileJoin", parted, inOrder)
	p.tile("tilePart", inOrder, parted)
}

// transposeFrom turns a square of rows, element d of row k of which begins at place(k, d). The
// halves of rows come from memory in the places where they end up, so that nothing has to cross
// the middle of a register.
func (p precision) transposeFrom(place func(k, d int) Mem) (out []VecVirtual) {
	n := p.width / 2
	for half := range 2 {
		in := make([]VecVirtual, n)
		for k := range in {
			in[k] = YMM()
			VBROADCASTF128(place(k, half*n), in[k])
			VINSERTF128(Imm(1), place(k+n, half*n), in[k], in[k])
		}
		out = append(out, p.transposeHalves(in)...)
	}
	return out
}

// transposeHalves turns the squares in both halves of registers.
func (p precision) transposeHalves(a []VecVirtual) []VecVirtual {
	pairs := func(low, high func(ops ...Op), a, b VecVirtual) []VecVirtual {
		l, h := YMM(), YMM()
		low(b, a, l)
		high(b, a, h)
		return []VecVirtual{l, h}
	}
	if p.size == 8 {
		return pairs(VUNPCKLPD, VUNPCKHPD, a[0], a[1])
	}
	upper, lower := pairs(VUNPCKLPS, VUNPCKHPS, a[0], a[1]), pairs(VUNPCKLPS, VUNPCKHPS, a[2], a[3])
	var out []VecVirtual
	for k := range upper {
		out = append(out, pairs(VUNPCKLPD, VUNPCKHPD, upper[k], lower[k])...)
	}
	return out
}

// interleave writes rows of a panel as complex numbers, times a factor.
func (p precision) interleave() {
	p.text("interleave", "func(dst *"+p.float()+", step int, y *"+p.float()+", order *int, n, real, imaginary int, scale "+p.float()+")")
	dst, step, y, order, n := pointer("dst"), pointer("step"), pointer("y"), pointer("order"), pointer("n")
	re, im := pointer("real"), pointer("imaginary")
	ADDQ(y, re)
	ADDQ(y, im)
	scale := p.parameter("scale")
	row := GP64()
	loop("next", n, func() {
		MOVQ(at(order, 0), row)
		SHLQ(Imm(uint64(shift(p.row()))), row)
		for v := range p.vectors() {
			d := v * p.width * p.size
			r := p.mul(scale, Mem{Base: re, Index: row, Scale: 1, Disp: d})
			i := p.mul(scale, Mem{Base: im, Index: row, Scale: 1, Disp: d})
			low, high := p.mix(r, i)
			p.store(low, at(dst, 2*d))
			p.store(high, at(dst, 2*d+p.width*p.size))
		}
		ADDQ(Imm(8), order)
		ADDQ(step, dst)
	})
	end()
}

// mix interleaves two registers.
func (p precision) mix(a, b VecVirtual) (low, high VecVirtual) {
	l, h := YMM(), YMM()
	p.pick(VUNPCKLPS, VUNPCKLPD)(b, a, l)
	p.pick(VUNPCKHPS, VUNPCKHPD)(b, a, h)
	low, high = YMM(), YMM()
	VPERM2F128(Imm(0x20), h, l, low)
	VPERM2F128(Imm(0x31), h, l, high)
	return low, high
}
