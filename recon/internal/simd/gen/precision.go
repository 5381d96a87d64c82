package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// lanes is the number of lines in a row of a panel.
const lanes = 16

// precision chooses the instructions for single or double precision.
type precision struct {
	suffix string
	size   int // bytes of a number
	width  int // numbers in a register

	inverse bool // exchanges real and imaginary parts of what is loaded and stored
}

// wide is for the kernels that exist with the registers of AVX-512 too.
var (
	single     = precision{suffix: "F32", size: 4, width: 8}
	double     = precision{suffix: "F64", size: 8, width: 4}
	wideSingle = precision{suffix: "F32Wide", size: 4, width: 16}
	wideDouble = precision{suffix: "F64Wide", size: 8, width: 8}
)

// wide says that registers are those of AVX-512.
func (p precision) wide() bool { return p.bytes() == 64 }

// bytes is the size of a register.
func (p precision) bytes() int { return p.width * p.size }

func (p precision) register() VecVirtual {
	if p.wide() {
		return ZMM()
	}
	return YMM()
}

// half is the distance in bytes of the imaginary parts of a row from its real parts.
func (p precision) half() int { return lanes * p.size }

// row is the size of a row in bytes.
func (p precision) row() int { return 2 * p.half() }

// vectors is how many registers hold the real parts of a row.
func (p precision) vectors() int { return lanes / p.width }

func (p precision) float() string {
	if p.size == 4 {
		return "float32"
	}
	return "float64"
}

// text begins a function.
func (p precision) text(name, signature string) {
	TEXT(name+p.suffix, NOSPLIT, signature)
	Pragma("noescape")
}

func (p precision) pick(f32, f64 func(ops ...Op)) func(ops ...Op) {
	if p.size == 4 {
		return f32
	}
	return f64
}

func (p precision) load(from Mem) VecVirtual {
	y := p.register()
	p.pick(VMOVUPS, VMOVUPD)(from, y)
	return y
}

func (p precision) store(y Op, to Mem) { p.pick(VMOVUPS, VMOVUPD)(y, to) }

func (p precision) broadcast(from Op) VecVirtual {
	y := p.register()
	p.pick(VBROADCASTSS, VBROADCASTSD)(from, y)
	return y
}

// parameter broadcasts a parameter of the function.
func (p precision) parameter(name string) VecVirtual {
	a, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	return p.broadcast(a.Addr)
}

// add is a + b in a new register; sub, mul, div, greater likewise. Operands may be memory
// where the instruction admits it: as the second.
func (p precision) add(a, b Op) VecVirtual {
	y := p.register()
	p.pick(VADDPS, VADDPD)(b, a, y)
	return y
}

func (p precision) sub(a, b Op) VecVirtual {
	y := p.register()
	p.pick(VSUBPS, VSUBPD)(b, a, y)
	return y
}

func (p precision) mul(a, b Op) VecVirtual {
	y := p.register()
	p.pick(VMULPS, VMULPD)(b, a, y)
	return y
}

func (p precision) div(a, b Op) VecVirtual {
	y := p.register()
	p.pick(VDIVPS, VDIVPD)(b, a, y)
	return y
}

func (p precision) sqrt(a Op) VecVirtual {
	y := p.register()
	p.pick(VSQRTPS, VSQRTPD)(a, y)
	return y
}

// greater is a mask of ones where a > b, and of zeros where not or not ordered.
func (p precision) greater(a, b Op) VecVirtual {
	y := YMM()
	const greaterOrderedQuiet = 30
	if p.size == 4 {
		VCMPPS(Imm(greaterOrderedQuiet), b, a, y)
	} else {
		VCMPPD(Imm(greaterOrderedQuiet), b, a, y)
	}
	return y
}

// addMul is acc += a*b, in place; subMul is acc -= a*b.
func (p precision) addMul(acc VecVirtual, a, b Op) {
	p.pick(VFMADD231PS, VFMADD231PD)(b, a, acc)
}

func (p precision) subMul(acc VecVirtual, a, b Op) {
	p.pick(VFNMADD231PS, VFNMADD231PD)(b, a, acc)
}

// times multiplies z by the complex number in memory.
func (p precision) times(z complexVector, factor Mem) complexVector {
	c := p.broadcast(factor)
	r, i := p.mul(c, z.re), p.mul(c, z.im)
	s := p.broadcast(factor.Offset(p.size))
	p.subMul(r, s, z.im)
	p.addMul(i, s, z.re)
	return complexVector{r, i}
}

// loop runs body n times, n in a register that it counts down; n may be zero.
func loop(name string, n Register, body func()) {
	Label(name)
	CMPQ(n, Imm(0))
	JE(LabelRef(name + "End"))
	body()
	DECQ(n)
	JMP(LabelRef(name))
	Label(name + "End")
}

// pointer loads a pointer or a whole number.
func pointer(name string) Register { return Load(Param(name), GP64()) }

// at is base + displacement.
func at(base Register, displacement int) Mem { return Mem{Base: base, Disp: displacement} }

// end leaves the function; the upper halves of the registers are cleared because Go's own
// code, which does not use them, is slowed down otherwise.
func end() {
	VZEROUPPER()
	RET()
}
