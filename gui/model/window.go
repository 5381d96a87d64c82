package model

import (
	"math"

	"firenet/recon/colormap"
)

// Window is the range of values that is spread over the colour map; below and above it the
// picture is cut off.
type Window struct {
	Lo float64 `json:"lo" toml:"lo"`
	Hi float64 `json:"hi" toml:"hi"`
}

// DefaultWindow of each scale: images have intensities in [0, 1].
func DefaultWindow(s Scale) Window {
	switch s {
	case ResidualScale:
		return Window{-0.3, 0.3}
	case SpectrumScale:
		return Window{SpectrumFloor, 0}
	case PhaseScale:
		return Window{-180, 180}
	}
	return Window{0, 1}
}

// DataWindow is the window in which the values of an image are seen: 0 to 1 for
// intensities that fill it, else from the least to the largest, of which a thousandth at
// each end is left out where a few values would hide the others.
func DataWindow(p *Picture) Window {
	lo, hi := p.min, p.max
	const beside, filled = 0.1, 0.25
	if lo >= -beside && hi <= 1+beside && hi >= filled || !(hi > lo) && hi == 0 || !finite(lo, hi) {
		return DefaultWindow(ImageScale)
	}
	if lo == hi {
		return Window{math.Min(lo, 0), math.Max(hi, 0)}
	}
	if a, b := p.Percentiles(0.001, 0.999); b > a && hi-lo > 1.5*(b-a) {
		lo, hi = a, b
	}
	return Window{lo, hi}
}

// alike says whether what is seen in one window is seen in the other: they overlap, and
// neither is many times as wide.
func (w Window) alike(v Window) bool {
	const times = 4
	a, b := w.Hi-w.Lo, v.Hi-v.Lo
	return a <= times*b && b <= times*a && w.Lo < v.Hi && v.Lo < w.Hi
}

// Valid is w made usable on scale s: finite, ordered, not empty, symmetric for residuals.
func (w Window) Valid(s Scale) Window {
	if d := (w.Lo - w.Lo) + (w.Hi - w.Hi); d != 0 {
		return DefaultWindow(s)
	}
	if w.Hi < w.Lo {
		w.Lo, w.Hi = w.Hi, w.Lo
	}
	if s == ResidualScale {
		r := math.Max(math.Abs(w.Lo), math.Abs(w.Hi))
		w = Window{-r, r}
	}
	if least := 1e-9 * math.Max(math.Abs(w.Lo), math.Abs(w.Hi)); w.Hi-w.Lo <= least {
		w.Hi = w.Lo + math.Max(least, 1e-12)
	}
	return w
}

// Cuts says whether values of p lie below and above the window.
func (w Window) Cuts(p *Picture) (below, above bool) {
	slack := 1e-6 * (w.Hi - w.Lo) // values are in single precision
	return p.min < w.Lo-slack, p.max > w.Hi+slack
}

// RangeWindow holds all values of all pictures; for residuals symmetric, and rounded up to
// 1, 2, 3 or 5 times a power of ten.
func RangeWindow(pictures ...*Picture) Window {
	w := Window{math.Inf(1), math.Inf(-1)}
	residual := false
	for _, p := range pictures {
		w.Lo, w.Hi = math.Min(w.Lo, p.min), math.Max(w.Hi, p.max)
		residual = residual || p.kind.Scale() == ResidualScale
	}
	if residual {
		r := nice(math.Max(math.Abs(w.Lo), math.Abs(w.Hi)))
		return Window{-r, r}
	}
	return w
}

// PercentileWindow holds the values of p but for one per cent at each end.
func PercentileWindow(p *Picture) Window {
	lo, hi := p.Percentiles(0.01, 0.99)
	return Window{lo, hi}.Valid(p.kind.Scale())
}

// Map is the colour map itself.
func (k MapKind) Map(dark bool) *colormap.Map {
	switch k {
	case DivergingMap:
		if dark {
			return colormap.DivergingDark
		}
		return colormap.DivergingLight
	case InfernoMap:
		return colormap.Inferno
	case CyclicMap:
		return colormap.Cyclic
	case ViridisMap:
		return colormap.Viridis
	case MagmaMap:
		return colormap.Magma
	}
	return colormap.Gray
}

// DefaultMap is the map in which pictures of this kind are shown.
func (k Kind) DefaultMap() MapKind { return k.Scale().Maps()[0] }
