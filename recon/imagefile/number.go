package imagefile

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Kind is what sort of numbers a file holds.
type Kind int

// The kinds of numbers.
const (
	KindBool Kind = iota
	KindUnsigned
	KindSigned
	KindFloat
	KindComplex
)

// String is the kind's name in messages.
func (k Kind) String() string {
	return [...]string{"bool", "unsigned integer", "signed integer", "float", "complex"}[k]
}

// number is how one number stands in a file.
type number struct {
	kind  Kind
	size  int // bytes
	order binary.ByteOrder
}

func (n number) String() string {
	if n.kind == KindBool {
		return "bool"
	}
	name := map[Kind]string{KindUnsigned: "uint", KindSigned: "int", KindFloat: "float", KindComplex: "complex"}[n.kind]
	return fmt.Sprintf("%s%d", name, 8*n.size)
}

// fullScale is the value that maps to 1; 0 for physical values. Only 8 and 16 bits are
// pictures: wider integers are counts or labels, whose range says nothing.
func (n number) fullScale() float64 {
	switch {
	case n.kind == KindBool:
		return 1
	case n.kind == KindUnsigned && n.size <= 2:
		return float64(uint64(1)<<(8*n.size) - 1)
	}
	return 0
}

// decoder returns the function that reads one number from the beginning of its bytes, or
// nil if there is no such number. 64-bit integers beyond 2^53 are rounded.
func (n number) decoder() func(b []byte) complex128 {
	o := n.order
	re := func(v float64) complex128 { return complex(v, 0) }
	switch (kindSize{n.kind, n.size}) {
	case kindSize{KindBool, 1}:
		return func(b []byte) complex128 {
			if b[0] != 0 {
				return 1
			}
			return 0
		}
	case kindSize{KindUnsigned, 1}:
		return func(b []byte) complex128 { return re(float64(b[0])) }
	case kindSize{KindUnsigned, 2}:
		return func(b []byte) complex128 { return re(float64(o.Uint16(b))) }
	case kindSize{KindUnsigned, 4}:
		return func(b []byte) complex128 { return re(float64(o.Uint32(b))) }
	case kindSize{KindUnsigned, 8}:
		return func(b []byte) complex128 { return re(float64(o.Uint64(b))) }
	case kindSize{KindSigned, 1}:
		return func(b []byte) complex128 { return re(float64(int8(b[0]))) }
	case kindSize{KindSigned, 2}:
		return func(b []byte) complex128 { return re(float64(int16(o.Uint16(b)))) }
	case kindSize{KindSigned, 4}:
		return func(b []byte) complex128 { return re(float64(int32(o.Uint32(b)))) }
	case kindSize{KindSigned, 8}:
		return func(b []byte) complex128 { return re(float64(int64(o.Uint64(b)))) }
	case kindSize{KindFloat, 2}:
		return func(b []byte) complex128 { return re(half(o.Uint16(b))) }
	case kindSize{KindFloat, 4}:
		return func(b []byte) complex128 { return re(float64(math.Float32frombits(o.Uint32(b)))) }
	case kindSize{KindFloat, 8}:
		return func(b []byte) complex128 { return re(math.Float64frombits(o.Uint64(b))) }
	case kindSize{KindComplex, 8}:
		return func(b []byte) complex128 {
			return complex(float64(math.Float32frombits(o.Uint32(b))), float64(math.Float32frombits(o.Uint32(b[4:]))))
		}
	case kindSize{KindComplex, 16}:
		return func(b []byte) complex128 {
			return complex(math.Float64frombits(o.Uint64(b)), math.Float64frombits(o.Uint64(b[8:])))
		}
	}
	return nil
}

type kindSize struct {
	kind Kind
	size int
}

// half is the value of an IEEE 754 binary16 number.
func half(b uint16) float64 {
	exponent, fraction := int(b>>10&31), float64(b&1023)
	v := 0.0
	switch exponent {
	case 0:
		v = math.Ldexp(fraction, -24) // subnormal
	case 31:
		v = math.Inf(1)
		if fraction != 0 {
			return math.NaN()
		}
	default:
		v = math.Ldexp(1024+fraction, exponent-25)
	}
	if b&0x8000 != 0 {
		v = -v
	}
	return v
}
