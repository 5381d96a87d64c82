package result

import (
	"io"
	"math"
	"math/cmplx"
	"slices"

	"firenet/recon/array"
	"firenet/recon/imagefile"
)

// residualShare is the half width of the window of residuals, as a share of the range of
// the truth.
const residualShare = 0.3

// display is how the pictures of one run are shown: one window for all reconstructions and
// one for all residuals, so that they can be compared.
type display struct {
	truth  *array.Complex // nil: not known
	signed bool           // real parts are shown, not moduli
	lo, hi float64        // window of images
}

// newDisplay chooses the windows by the truth: 0 to 1 if it is real and lies there,
// otherwise its smallest and largest value, or modulus if it is complex. Without a truth
// the window reaches from 0 to the largest modulus of all reconstructions.
//
// Reconstructions are complex and shown by their moduli, but for a real truth with
// negative values, where it is their real parts.
func (r *Result) newDisplay() display {
	d := display{truth: r.Truth, hi: 1}
	if r.Truth == nil {
		d.hi = 0
		for _, out := range r.Outputs {
			d.hi = max(d.hi, slices.Max(out.Image.Moduli()))
		}
		return d.ascending()
	}
	isReal := r.Truth.IsReal()
	d.signed = isReal && slices.Min(r.Truth.RealParts()) < 0
	v := d.values(r.Truth)
	lo, hi := slices.Min(v), slices.Max(v)
	if isReal && lo >= 0 && hi <= 1 {
		return d
	}
	d.lo, d.hi = lo, hi
	return d.ascending()
}

// ascending widens a window that has no width.
func (d display) ascending() display {
	if !(d.hi > d.lo) {
		d.hi = d.lo + 1
	}
	return d
}

// values is what of an image is shown.
func (d display) values(a *array.Complex) []float64 {
	if d.signed {
		return a.RealParts()
	}
	return a.Moduli()
}

// writeImage writes a 16-bit gray PNG; the window stands in its text chunks.
func (d display) writeImage(w io.Writer, a *array.Complex) error {
	shown := "modulus"
	if d.signed {
		shown = "real part"
	}
	return imagefile.WritePNG16(w, a.Shape, d.values(a), d.lo, d.hi, map[string]string{"Shown": shown})
}

// writeResidual writes reconstruction minus truth as an 8-bit colour PNG: blue negative,
// orange positive, zero nearly white. Of a real truth it is the real part of the
// difference; of a complex one the modulus of the difference, positive where the
// reconstruction has the larger modulus.
func (d display) writeResidual(w io.Writer, a *array.Complex) error {
	reach := residualShare * (d.hi - d.lo)
	shown := "real part of reconstruction - truth"
	part := func(x, truth complex128) float64 { return real(x - truth) }
	if !d.truth.IsReal() {
		shown = "modulus of reconstruction - truth, positive where the reconstruction has the larger modulus"
		part = func(x, truth complex128) float64 {
			return math.Copysign(cmplx.Abs(x-truth), cmplx.Abs(x)-cmplx.Abs(truth))
		}
	}
	return writeDiverging(w, a.Shape, reach, shown, func(i int) float64 { return part(a.Data[i], d.truth.Data[i]) })
}
