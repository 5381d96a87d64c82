package experiment

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
)

// sines is f(y, x) = a sin(y) + b sin(x), part by part: a map with a derivative that is known.
type sines struct {
	a, b   float64
	y, x   *array.Complex
	value  *array.Complex
	closed bool
}

func each(z complex128, f func(float64) float64) complex128 {
	return complex(f(real(z)), f(imag(z)))
}

func times(d, z complex128) complex128 { return complex(real(d)*real(z), imag(d)*imag(z)) }

func (s *sines) Value() *array.Complex { return s.value }

func (s *sines) Move(y, x *array.Complex) error {
	s.y = y.Clone()
	if x != nil {
		s.x = x.Clone()
	}
	for i := range s.value.Data {
		s.value.Data[i] = complex(s.a, 0)*each(s.y.Data[i], math.Sin) + complex(s.b, 0)*each(s.x.Data[i], math.Sin)
	}
	return nil
}

func (s *sines) JVP(dst, y, x *array.Complex) error {
	for i := range dst.Data {
		dst.Data[i] = complex(s.a, 0) * times(each(s.y.Data[i], math.Cos), y.Data[i])
		if x != nil {
			dst.Data[i] += complex(s.b, 0) * times(each(s.x.Data[i], math.Cos), x.Data[i])
		}
	}
	return nil
}

func (s *sines) VJP(y, x, g *array.Complex) error {
	for i := range g.Data {
		y.Data[i] = complex(s.a, 0) * times(each(s.y.Data[i], math.Cos), g.Data[i])
		if x != nil {
			x.Data[i] = complex(s.b, 0) * times(each(s.x.Data[i], math.Cos), g.Data[i])
		}
	}
	return nil
}

func (s *sines) Close() { s.closed = true }

func randomArray(r *rand.Rand, s array.Shape) *array.Complex {
	a := array.NewComplex(s)
	for i := range a.Data {
		a.Data[i] = complex(r.NormFloat64(), r.NormFloat64())
	}
	return a
}

// The chain rule for a start that moves with the samples, two deep: against finite
// differences of the composed map, and <J a, b> = <a, J^T b>.
func TestChainRule(t *testing.T) {
	s := array.Shape{H: 3, W: 4}
	r := rand.New(rand.NewPCG(1, 2))
	y := randomArray(r, s)
	maps := make([]*sines, 3)
	for i := range maps {
		maps[i] = &sines{a: 1 + float64(i), b: 0.5, x: array.NewComplex(s), value: array.NewComplex(s)}
		if err := maps[i].Move(y, nil); err != nil {
			t.Fatal(err)
		}
	}
	f := newChained(maps[2], newChained(maps[1], maps[0]))
	at := func(step float64, v *array.Complex) *array.Complex {
		if err := f.Move(plus(y, v, step), nil); err != nil {
			t.Fatal(err)
		}
		return f.Value().Clone()
	}
	v, g := randomArray(r, s), randomArray(r, s)
	const h = 1e-5
	difference := plus(at(h, v), at(-h, v), -1)
	at(0, v)
	jv, jg := array.NewComplex(s), array.NewComplex(s)
	if err := f.JVP(jv, v, nil); err != nil {
		t.Fatal(err)
	}
	if err := f.VJP(jg, array.NewComplex(s), g); err != nil {
		t.Fatal(err)
	}
	for i, z := range difference.Data {
		if d := cmplx.Abs(z/complex(2*h, 0) - jv.Data[i]); d > 1e-8 {
			t.Errorf("%d: J v differs by %v from finite differences", i, d)
		}
	}
	left, right := 0.0, 0.0
	for i := range jv.Data {
		left += real(jv.Data[i] * cmplx.Conj(g.Data[i]))
		right += real(v.Data[i] * cmplx.Conj(jg.Data[i]))
	}
	if math.Abs(left-right) > 1e-12*math.Abs(left) {
		t.Errorf("<Jv, g> = %v, <v, J^T g> = %v", left, right)
	}
	f.Close()
	for i, m := range maps {
		if !m.closed {
			t.Errorf("map %d is not closed", i)
		}
	}
}
