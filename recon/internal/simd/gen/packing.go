package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// Packed numbers are those of a row that its mask selects, real parts, then imaginary ones.
// What a store writes beyond them is written over by the next.

// pack writes the selected numbers of n rows one after another. order has the selected lanes
// first, for each mask of a register; AVX-512 knows them.
func (p precision) pack() {
	f := "*" + p.float()
	p.text("pack", "func(dst, x "+f+", mask *uint16, n int, order *int32)")
	dst, x := pointer("dst"), pointer("x")
	p.eachMask(x, func(on selected, from Mem) {
		packed := p.register()
		switch {
		case !p.wide():
			VPERMPS(from, on.order, packed)
		case p.size == 4:
			VCOMPRESSPS_Z(p.load(from), on.k, packed)
		default:
			VCOMPRESSPD_Z(p.load(from), on.k, packed)
		}
		p.store(packed, at(dst, 0))
		ADDQ(on.bytes, dst)
	})
}

// unpack is its inverse; lanes that are not selected become 0. order has the places of the
// lanes in the register, negative for those that are not selected.
func (p precision) unpack() {
	f := "*" + p.float()
	p.text("unpack", "func(x, src "+f+", mask *uint16, n int, order *int32)")
	x, src := pointer("x"), pointer("src")
	p.eachMask(x, func(on selected, to Mem) {
		var spread VecVirtual
		switch {
		case !p.wide():
			spread = YMM()
			off := YMM()
			VPSRAD(Imm(31), on.order, off)
			VPERMPS(at(src, 0), on.order, spread)
			VPANDN(spread, off, spread)
		case p.size == 4:
			spread = p.load(at(src, 0))
			VEXPANDPS_Z(spread, on.k, spread)
		default:
			spread = p.load(at(src, 0))
			VEXPANDPD_Z(spread, on.k, spread)
		}
		p.store(spread, to)
		ADDQ(on.bytes, src)
	})
}

// selected is the lanes of a register that are selected.
type selected struct {
	bytes Register      // the size of their numbers
	order VecVirtual    // from the table
	k     OpmaskVirtual // of AVX-512
}

// eachMask runs body for the registers of each row of x, real parts first.
func (p precision) eachMask(x Register, body func(on selected, place Mem)) {
	mask, n, order := pointer("mask"), pointer("n"), pointer("order")
	loop("next", n, func() {
		registers := make([]selected, p.vectors())
		for part := range 2 {
			for v := range registers {
				if part == 0 {
					registers[v] = p.selectedOf(mask, order, v)
				}
				body(registers[v], at(x, v*p.bytes()+part*p.half()))
			}
		}
		ADDQ(Imm(2), mask)
		ADDQ(U32(p.row()), x)
	})
	end()
}

// selectedOf reads the mask of register v of a row.
func (p precision) selectedOf(mask, order Register, v int) selected {
	bits, on := GP64(), selected{bytes: GP64()}
	MOVWQZX(at(mask, 0), bits)
	if v > 0 {
		SHRQ(Imm(uint64(v*p.width)), bits)
	}
	if p.width < lanes {
		ANDQ(U32(1<<p.width-1), bits)
	}
	POPCNTQ(bits, on.bytes)
	SHLQ(Imm(uint64(shift(p.size))), on.bytes)
	if p.wide() {
		on.k = K()
		KMOVW(bits.As32(), on.k)
		return on
	}
	SHLQ(Imm(uint64(shift(bytesOfRegister))), bits)
	on.order = YMM()
	VMOVDQU(Mem{Base: order, Index: bits, Scale: 1}, on.order)
	return on
}
