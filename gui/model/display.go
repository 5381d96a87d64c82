package model

import "slices"

// Display is the window of values and the colour map of each scale. Its zero value has the
// defaults.
type Display struct {
	Image    ScaleDisplay `json:"image" toml:"image"`
	Residual ScaleDisplay `json:"residual" toml:"residual"`
	Spectrum ScaleDisplay `json:"spectrum" toml:"spectrum"`
	Phase    ScaleDisplay `json:"phase" toml:"phase"`
	Mask     ScaleDisplay `json:"mask" toml:"mask"`

	// Data is the window of the data that are open, which images have unless another was
	// set; it is found anew when they are opened again. Empty: 0 to 1.
	Data Window `json:"-" toml:"-"`
}

// ScaleDisplay is how values of one scale are shown.
type ScaleDisplay struct {
	Window Window `json:"window" toml:"window"`               // empty: the default
	Map    string `json:"map,omitempty" toml:"map,omitempty"` // empty: the default
}

func (d *Display) of(s Scale) *ScaleDisplay {
	switch s {
	case ResidualScale:
		return &d.Residual
	case SpectrumScale:
		return &d.Spectrum
	case PhaseScale:
		return &d.Phase
	case MaskScale:
		return &d.Mask
	}
	return &d.Image
}

// WindowOf is the window of a scale.
func (d Display) WindowOf(s Scale) Window {
	if w := d.of(s).Window; w != (Window{}) {
		return w
	}
	return d.defaultOf(s)
}

// residualShare is the largest residual that is told apart, as a share of the range of the
// data.
const residualShare = 0.3

// defaultOf is the window of a scale that none was set for.
func (d Display) defaultOf(s Scale) Window {
	switch {
	case d.Data == (Window{}):
	case s == ImageScale:
		return d.Data
	case s == ResidualScale:
		r := residualShare * (d.Data.Hi - d.Data.Lo)
		return Window{-r, r}
	}
	return DefaultWindow(s)
}

// SetWindow changes it. Ends are put in order; windows of residuals are made symmetric.
func (d *Display) SetWindow(s Scale, w Window) { d.of(s).Window = w.Valid(s) }

// reset forgets the window of a scale that was set.
func (d *Display) reset(s Scale) Display {
	d.of(s).Window = Window{}
	return *d
}

// MapOf is the colour map of a scale.
func (d Display) MapOf(s Scale) MapKind {
	if k, ok := mapNamed(d.of(s).Map); ok && slices.Contains(s.Maps(), k) {
		return k
	}
	return s.Maps()[0]
}

// SetMap changes it, unless the scale is never shown in this map.
func (d *Display) SetMap(s Scale, k MapKind) {
	if slices.Contains(s.Maps(), k) {
		d.of(s).Map = k.String()
	}
}

// valid replaces windows that cannot be used and forgets maps that there are not.
func (d Display) valid() Display {
	for s := range scales {
		e := d.of(s)
		if e.Window != (Window{}) {
			e.Window = e.Window.Valid(s)
		}
		if k, ok := mapNamed(e.Map); !ok || !slices.Contains(s.Maps(), k) {
			e.Map = ""
		}
	}
	return d
}

// MapKind chooses a colour map; some differ between the light and the dark theme.
type MapKind int

// The kinds of maps.
const (
	GrayMap MapKind = iota
	DivergingMap
	InfernoMap
	CyclicMap
	ViridisMap
	MagmaMap
	mapKinds
)

// String names the map in menus and files.
func (k MapKind) String() string {
	return [...]string{"gray", "diverging", "inferno", "cyclic", "viridis", "magma"}[k]
}

func mapNamed(name string) (MapKind, bool) {
	for k := range mapKinds {
		if k.String() == name {
			return k, true
		}
	}
	return 0, false
}

// Maps are the maps in which values of a scale can be shown, the default first. Signed
// values have a map with a middle, angles one that closes.
func (s Scale) Maps() []MapKind {
	switch s {
	case ResidualScale:
		return []MapKind{DivergingMap}
	case SpectrumScale:
		return []MapKind{InfernoMap, GrayMap, ViridisMap, MagmaMap}
	case PhaseScale:
		return []MapKind{CyclicMap}
	case MaskScale:
		return []MapKind{GrayMap}
	}
	return []MapKind{GrayMap, ViridisMap, MagmaMap, InfernoMap, DivergingMap, CyclicMap}
}

// Part is what of a complex picture is shown.
type Part string

// The parts. The default is the modulus; of spectra and coefficients its logarithm.
const (
	DefaultPart   Part = ""
	MagnitudePart Part = "magnitude"
	PhasePart     Part = "phase"
	RealOnly      Part = "real"
	ImaginaryOnly Part = "imaginary"
)

var parts = []Part{DefaultPart, MagnitudePart, PhasePart, RealOnly, ImaginaryOnly}

// Kind is the kind of picture that shows a part of an image.
func (p Part) Kind() Kind {
	switch p {
	case MagnitudePart:
		return Magnitude
	case PhasePart:
		return Phase
	case RealOnly:
		return RealPart
	case ImaginaryOnly:
		return ImaginaryPart
	}
	return Image
}
