package sampling

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

// The transforms that a pattern can be defined for.
const (
	Fourier = "fourier"
	Walsh   = "walsh"
)

// both is the list of transforms of most patterns.
var both = []string{Fourier, Walsh}

// errNoGenerator is returned for a request without a generator.
var errNoGenerator = errors.New("sampling: the request has no generator (Rand)")

// add registers p with a Draw that first checks the request and fills in the defaults of
// p's parameters, so that the patterns themselves start from sound values.
func add(p Pattern) {
	draw := p.Draw
	p.Draw = func(r Request) (*array.Mask, error) {
		if err := p.check(r); err != nil {
			return nil, err
		}
		values, err := parameter.Complete(p.Parameters, r.Values)
		if err != nil {
			return nil, err
		}
		r.Values = values
		return draw(r)
	}
	Register(p)
}

// check refuses requests that no draw of p can serve.
func (p Pattern) check(r Request) error {
	if r.Rand == nil {
		return errNoGenerator
	}
	if r.Shape.H < 1 || r.Shape.W < 1 {
		return fmt.Errorf("sampling: shape %v: both sides must be at least 1", r.Shape)
	}
	if !slices.Contains(both, r.Transform) {
		return &parameter.Error{
			Key: "operator", Found: parameter.Format(r.Transform),
			Want: fmt.Sprintf("must be one of %q, %q", Fourier, Walsh),
		}
	}
	if !slices.Contains(p.Transforms, r.Transform) {
		return &parameter.Error{
			Key: "pattern", Found: parameter.Format(p.Name),
			Want: fmt.Sprintf("is defined for %s only; patterns for %s are %s",
				strings.Join(p.Transforms, ", "), r.Transform, strings.Join(NamesFor(r.Transform), ", ")),
		}
	}
	if p.UsesFraction && !(r.Fraction > 0 && r.Fraction <= 1) {
		return &parameter.Error{
			Key: "fraction", Found: parameter.Format(r.Fraction), Want: "must be a number in (0, 1]",
		}
	}
	return nil
}

// NamesFor lists the patterns that are defined for a transform, in alphabetical order.
func NamesFor(transform string) []string {
	var names []string
	for _, name := range Names() {
		if p, _ := Lookup(name); slices.Contains(p.Transforms, transform) {
			names = append(names, name)
		}
	}
	return names
}

// distances returns |k| of every frequency, row-major, in the unit of the package
// comment. Sides that differ are each measured in their own highest frequency, so circles
// of |k| are ellipses of the mask and, for square pixels, circles of spatial frequency.
func (r Request) distances() []float64 {
	rows, cols := axis(r.Shape.H, r.Transform), axis(r.Shape.W, r.Transform)
	d := make([]float64, 0, r.Shape.Len())
	for _, v := range rows {
		for _, u := range cols {
			d = append(d, math.Sqrt(u*u+v*v))
		}
	}
	return d
}

// axis returns the signed frequencies along a side of n, from -1 at index 0 to 1
// (Fourier), or sequencies from 0 to 1 (Walsh), in units of the highest.
func axis(n int, transform string) []float64 {
	k := make([]float64, n)
	for i := range k {
		if transform == Walsh {
			k[i] = float64(i) / float64(n)
		} else {
			k[i] = float64(i-n/2) / (float64(n) / 2)
		}
	}
	return k
}

// step is the spacing of neighbouring frequencies along the shorter side, in the unit of
// [Request.distances].
func (r Request) step() float64 {
	n := float64(min(r.Shape.H, r.Shape.W))
	if r.Transform == Walsh {
		return 1 / n
	}
	return 2 / n
}
