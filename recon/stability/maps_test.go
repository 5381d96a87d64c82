package stability_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/stability"
	"gonum.org/v1/gonum/mat"
)

// dense is a map x -> M y between the real and imaginary parts of samples and image, given
// by a real matrix: linear over the reals, not over the complex numbers.
type dense struct {
	shape array.Shape
	mask  *array.Mask
	m     *mat.Dense
	value *array.Complex
}

func (d *dense) apply(dst, src *array.Complex, transposed bool) {
	v := mat.NewVecDense(2*src.Len(), append([]float64(nil), array.Parts[float64](src.Data)...))
	out := mat.NewVecDense(2*src.Len(), nil)
	if transposed {
		out.MulVec(d.m.T(), v)
	} else {
		out.MulVec(d.m, v)
	}
	copy(array.Parts[float64](dst.Data), out.RawVector().Data)
}

func (d *dense) Value() *array.Complex { return d.value }

func (d *dense) Move(samples, _ *array.Complex) error {
	d.apply(d.value, samples, false)
	return nil
}

func (d *dense) JVP(dst, samples, _ *array.Complex) error {
	d.apply(dst, samples, false)
	return nil
}

func (d *dense) VJP(samples, _, g *array.Complex) error {
	d.apply(samples, g, true)
	return nil
}

func (d *dense) Close() {}

// newDense draws a random map of n x n whose singular values fall by a factor, and lets it
// ignore what is off a mask, which brings them closer.
func newDense(t testing.TB, n int, factor float64, seed uint64) *dense {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	d := &dense{shape: array.Shape{H: n, W: n}, mask: array.NewMask(array.Shape{H: n, W: n})}
	d.value = array.NewComplex(d.shape)
	size := 2 * d.shape.Len()
	random := mat.NewDense(size, size, nil)
	for i := range size {
		for j := range size {
			random.Set(i, j, r.NormFloat64())
		}
	}
	var svd mat.SVD
	if !svd.Factorize(random, mat.SVDFull) {
		t.Fatal("no singular value decomposition")
	}
	var u, v mat.Dense
	svd.UTo(&u)
	svd.VTo(&v)
	spectrum := mat.NewDiagDense(size, nil)
	for i := range size {
		spectrum.SetDiag(i, 3*math.Pow(factor, float64(i)))
	}
	d.m = mat.NewDense(size, size, nil)
	d.m.Product(&u, spectrum, v.T())
	for i := range d.mask.Data {
		if d.mask.Data[i] = r.Float64() < 0.6; d.mask.Data[i] {
			continue
		}
		for row := range size {
			d.m.Set(row, 2*i, 0)
			d.m.Set(row, 2*i+1, 0)
		}
	}
	return d
}

// newLeastSquares is the regularised least-squares estimate (A^T A + a I)^-1 A^T y for a
// random A whose columns fade.
func newLeastSquares(t testing.TB, n int, seed uint64) *dense {
	t.Helper()
	d := newDense(t, n, 1, seed)
	r := rand.New(rand.NewPCG(seed, 3))
	size := 2 * d.shape.Len()
	a := mat.NewDense(size, size, nil)
	for i := range size {
		for j := range size {
			a.Set(i, j, r.NormFloat64()/float64(1+j))
		}
		d.mask.Data[i/2] = true
	}
	var normal mat.Dense
	normal.Mul(a.T(), a)
	for i := range size {
		normal.Set(i, i, normal.At(i, i)+0.01)
	}
	if err := d.m.Solve(&normal, a.T()); err != nil {
		t.Fatal(err)
	}
	return d
}

// leading are the largest singular value and its right vector, with the rows of pixels
// outside a region left out.
func (d *dense) leading(t testing.TB, r stability.Region) (float64, *array.Complex) {
	t.Helper()
	size := 2 * d.shape.Len()
	m := mat.DenseCopyOf(d.m)
	for i := range d.shape.Len() {
		row, col := i/d.shape.W, i%d.shape.W
		if row >= r.Row && row < r.Row+r.Height && col >= r.Column && col < r.Column+r.Width {
			continue
		}
		for j := range size {
			m.Set(2*i, j, 0)
			m.Set(2*i+1, j, 0)
		}
	}
	var svd mat.SVD
	if !svd.Factorize(m, mat.SVDThin) {
		t.Fatal("no singular value decomposition")
	}
	var v mat.Dense
	svd.VTo(&v)
	right := array.NewComplex(d.shape)
	copy(array.Parts[float64](right.Data), mat.Col(nil, 0, &v))
	return svd.Values(nil)[0], right
}

func (d *dense) whole() stability.Region {
	return stability.Region{Height: d.shape.H, Width: d.shape.W}
}

// target is an attack on the map at random samples.
func (d *dense) target(seed uint64) stability.Target {
	r := rand.New(rand.NewPCG(seed, 2))
	y := array.NewComplex(d.shape)
	for i, on := range d.mask.Data {
		if on {
			y.Data[i] = complex(r.NormFloat64(), r.NormFloat64())
		}
	}
	truth := array.NewComplex(d.shape)
	for i := range truth.Data {
		truth.Data[i] = complex(r.NormFloat64(), 0)
	}
	return stability.Target{
		Name: "dense", Map: d, Model: measure.Model{Transform: "fourier", Mask: d.mask}, Samples: y, Truth: truth,
		Threads: 1, Seed: seed, Stream: "test",
	}
}

// settings are those of a recipe that says nothing.
func settings(kind string) stability.Settings {
	return stability.Settings{
		Kind: kind, Domain: stability.Image, Steps: 150, Restarts: 1, Radius: 0.05,
		Step: 0.01, Momentum: 0.9, Nesterov: true, Penalty: 0.01, Start: 0.001,
	}
}

// along is | Re<a, b> | / (||a|| ||b||).
func along(a, b *array.Complex) float64 {
	return math.Abs(real(array.Dot(a, b))) / (a.Norm() * b.Norm())
}
