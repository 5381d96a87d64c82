package simd

import (
	"math"
	"slices"
	"testing"

	"firenet/recon/array"
)

// primalCase is rows of x, S and g: every other row of x is zero, and some of these stay so.
type primalCase[F array.Real] struct {
	x, sum, g []Row[F]
	filled    []uint8
}

const primalApart = 2

func (a *agreement[F]) primalCase(n int) primalCase[F] {
	c := primalCase[F]{a.rows(n), a.rows(n), a.rows(primalApart * n), make([]uint8, n)}
	for r := range n {
		c.filled[r] = FilledX | FilledSum
		if r%2 == 0 {
			c.x[r], c.filled[r] = Row[F]{}, FilledSum
		}
		if r%4 == 0 {
			c.sum[r], c.filled[r] = Row[F]{}, c.filled[r]&^FilledSum
		}
		if r%3 == 0 {
			for j := range c.g[primalApart*r] {
				c.g[primalApart*r][j] *= 1e-3
			}
		}
	}
	return c
}

func (c primalCase[F]) clone() primalCase[F] {
	return primalCase[F]{slices.Clone(c.x), slices.Clone(c.sum), slices.Clone(c.g), slices.Clone(c.filled)}
}

// primal holds each kernel of Primal against Shrink and its own formula for S.
func (a *agreement[F]) primal() {
	for _, n := range []int{0, 1, 25} {
		for _, limit := range []F{0, 0.4, F(math.Inf(1))} {
			start := a.primalCase(n)
			want := start.clone()
			before := make([]Row[F], n) // S does not matter here
			a.slow.Shrink(want.x, want.x, before, want.g, primalApart, 0.7, limit)
			for _, k := range []*Kernels[F]{a.fast, a.slow} {
				for name, run := range map[string]func(x, sum, ahead []Row[F], apart int, step, limit F, filled []uint8){
					"leave": k.Primal.Leave, "add": k.Primal.Add, "add both": k.Primal.AddBoth, "last": k.Primal.Last, "begin": k.Primal.Begin,
				} {
					got := start.clone()
					run(got.x, got.sum, got.g, primalApart, 0.7, limit, got.filled)
					a.primalResult(k.Name+" "+name, name, start, want, got)
				}
			}
		}
	}
}

// primalTurn holds the turn from block to block against the steps that it is made of.
func (a *agreement[F]) primalTurn() {
	for _, n := range []int{0, 1, 25} {
		for _, limits := range [][2]F{{0, 0}, {0.4, 0.2}, {0.4, F(math.Inf(1))}} {
			start := a.primalCase(n)
			want, none := start.clone(), make([]Row[F], n)
			a.slow.Primal.Last(want.x, want.sum, want.g, primalApart, 0.7, limits[0], want.filled)
			a.slow.Scale(Flat(want.x), Flat(want.sum), 0.25)
			for r := range n {
				want.g[primalApart*r] = Row[F]{}
			}
			a.slow.Shrink(want.x, want.x, none, want.g, primalApart, 0.7, limits[1])
			for _, k := range []*Kernels[F]{a.fast, a.slow} {
				got := start.clone()
				k.Primal.Turn(got.x, got.sum, got.g, primalApart, 0.7, limits[0], 0.25, limits[1], got.filled)
				a.near(k.Name+" turn: x", Flat(got.x), Flat(want.x))
				a.near(k.Name+" turn: g", Flat(got.g), Flat(want.g))
				for r, f := range got.filled {
					if f&FilledX == 0 && got.x[r] != (Row[F]{}) || f&FilledSum != start.filled[r]&FilledSum || got.sum[r] != start.sum[r] {
						a.t.Errorf("%s turn: row %d is marked %d, was %d", k.Name, r, f, start.filled[r])
					}
				}
			}
		}
	}
}

func (a *agreement[F]) primalResult(what, kind string, start, want, got primalCase[F]) {
	a.t.Helper()
	x, g := want.x, want.g
	if kind == "last" {
		x, g = start.x, start.g
	}
	a.near(what+": x", Flat(got.x), Flat(x))
	a.near(what+": g", Flat(got.g), Flat(g))
	sum := slices.Clone(start.sum)
	for r := range sum {
		for j := range sum[r] {
			if kind == "begin" {
				sum[r][j] = 0
			}
			if kind == "add both" || kind == "begin" {
				sum[r][j] += start.x[r][j]
			}
			if kind != "leave" {
				sum[r][j] += want.x[r][j]
			}
		}
	}
	a.near(what+": S", Flat(got.sum), Flat(sum))
	for r, f := range got.filled {
		if f&FilledX == 0 && got.x[r] != (Row[F]{}) || f&FilledSum == 0 && got.sum[r] != (Row[F]{}) {
			a.t.Errorf("%s: row %d is not zero, but marked so", what, r)
		}
		if f&FilledX != 0 && kind != "last" && got.x[r] == (Row[F]{}) {
			a.t.Errorf("%s: row %d of x is zero, but not marked so", what, r)
		}
	}
}

func (a *agreement[F]) near(what string, got, want []F) {
	a.t.Helper()
	for i := range want {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= 10*a.tol) {
			a.t.Fatalf("%s: number %d is %v, want %v", what, i, got[i], want[i])
		}
	}
}

// Rows of x and S that are marked as zero and stay so are neither read nor written.
func TestPrimalLeavesZeroRowsAlone(t *testing.T) {
	for _, k := range []*Kernels[float32]{For[float32](), Portable[float32]()} {
		x, sum, g := make([]Row[float32], 1), make([]Row[float32], 1), make([]Row[float32], 1)
		x[0][3], sum[0][4], g[0][5] = 7, 8, 0.1
		k.Primal.Add(x, sum, g, 1, 1, 0.2, []uint8{0})
		if x[0][3] != 7 || sum[0][4] != 8 || g[0] != (Row[float32]{}) {
			t.Errorf("%s: x %v, S %v, g %v", k.Name, x[0][3], sum[0][4], g[0])
		}
	}
}
