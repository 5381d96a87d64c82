package model

import (
	"math"
	"slices"
)

// What names a thing that a pane can show.
type What string

// What there is to show.
const (
	ShowTruth          What = "truth"
	ShowMeasurements   What = "measurements" // spectrum |y| of the samples
	ShowZeroFilled     What = "zero-filled"
	ShowReconstruction What = "reconstruction"
	ShowResidual       What = "residual"     // reconstruction minus truth
	ShowSpectrum       What = "spectrum"     // of the truth, with the mask
	ShowMask           What = "mask"         // sampled frequencies
	ShowCoefficients   What = "coefficients" // wavelet coefficients of a reconstruction
	ShowDual           What = "dual"         // dual variable of a reconstruction
	ShowPerturbed      What = "perturbed"    // a reconstruction under the perturbation of the view Stability
)

// whats are all of them, in the order of the menu.
var whats = []What{
	ShowTruth, ShowMeasurements, ShowZeroFilled, ShowReconstruction, ShowResidual,
	ShowSpectrum, ShowMask, ShowCoefficients, ShowDual, ShowPerturbed,
}

// Source is one thing to show.
type Source struct {
	What What   `json:"what,omitempty" toml:"what,omitempty"`
	Name string `json:"name,omitempty" toml:"name,omitempty"` // of the reconstructor; empty: the selected one
	Run  int    `json:"run,omitempty" toml:"run,omitempty"`   // number of the run; 0: the latest
}

// IsImage says whether the source is an image, so that others can be subtracted from it.
func (s Source) IsImage() bool {
	return s.What == ShowTruth || s.What == ShowZeroFilled || s.What == ShowReconstruction || s.What == ShowPerturbed
}

// Content is what a pane shows: a source, or the difference of two.
type Content struct {
	Of    Source `json:"of" toml:"of"`
	Minus Source `json:"minus" toml:"minus"` // What is empty for anything but a difference
}

// Show is the content that shows one source.
func Show(w What, name string) Content { return Content{Of: Source{What: w, Name: name}} }

// IsDifference says whether one image is subtracted from another.
func (c Content) IsDifference() bool { return c.Minus.What != "" }

// Valid says whether the content is one that there is.
func (c Content) Valid() bool {
	if c.IsDifference() {
		return c.Of.IsImage() && c.Minus.IsImage()
	}
	return slices.Contains(whats, c.Of.What)
}

// MaxPanes is how many panes the grid takes.
const MaxPanes = 12

// Layout is everything about the centre of the window that a session brings back. It holds
// plain values only, for any encoding.
type Layout struct {
	View     string       `json:"view,omitempty" toml:"view,omitempty"` // name of the view; empty: Compare
	Panes    []PaneLayout `json:"panes" toml:"panes"`
	Focused  int          `json:"focused" toml:"focused"` // index of the pane that the histogram belongs to
	Selected string       `json:"selected,omitempty" toml:"selected,omitempty"`
	Hidden   []string     `json:"hidden,omitempty" toml:"hidden,omitempty"` // reconstructors whose curves are not shown

	Viewport  Viewport `json:"viewport" toml:"viewport"`
	Unlinked  bool     `json:"unlinked,omitempty" toml:"unlinked,omitempty"` // each pane has its own viewport
	Display   Display  `json:"display" toml:"display"`                       // of linked panes
	Cursor    Cursor   `json:"cursor" toml:"cursor"`
	Crosshair bool     `json:"crosshair" toml:"crosshair"`
	Line      Line     `json:"line" toml:"line"`
	Region    Region   `json:"region" toml:"region"`

	Swipe     SwipeLayout     `json:"swipe" toml:"swipe"`
	Stability StabilityLayout `json:"stability" toml:"stability"`
}

// PaneLayout is one pane.
type PaneLayout struct {
	Content  Content   `json:"content" toml:"content"`
	Previous Content   `json:"previous" toml:"previous"`                     // what B shows while it is held
	Part     Part      `json:"part,omitempty" toml:"part,omitempty"`         // of complex pictures
	Display  *Display  `json:"display,omitempty" toml:"display,omitempty"`   // nil: shared
	Viewport *Viewport `json:"viewport,omitempty" toml:"viewport,omitempty"` // nil: shared
}

// SwipeLayout is the view Swipe.
type SwipeLayout struct {
	Left    Content `json:"left" toml:"left"`
	Right   Content `json:"right" toml:"right"`
	Divider float64 `json:"divider" toml:"divider"` // share of the visible picture that is left of it
}

// StabilityLayout is the view Stability.
type StabilityLayout struct {
	Attack    string  `json:"attack,omitempty" toml:"attack,omitempty"` // whose card is open
	Shown     string  `json:"shown,omitempty" toml:"shown,omitempty"`   // whose perturbation is shown
	Noise     bool    `json:"noise,omitempty" toml:"noise,omitempty"`
	Singular  bool    `json:"singular,omitempty" toml:"singular,omitempty"`
	Spectral  bool    `json:"spectral,omitempty" toml:"spectral,omitempty"`
	Magnified float64 `json:"magnified,omitempty" toml:"magnified,omitempty"`
	LogAxes   bool    `json:"log_axes,omitempty" toml:"log_axes,omitempty"` // of the noise curve
}

// Valid is the layout with what cannot be used replaced, so that a file that was edited or
// damaged still opens: unknown contents show the truth, numbers that are not finite their
// defaults.
func (l Layout) Valid() Layout {
	l.Panes = slices.Clone(l.Panes)
	if len(l.Panes) > MaxPanes {
		l.Panes = l.Panes[:MaxPanes]
	}
	for i := range l.Panes {
		p := &l.Panes[i]
		if !p.Content.Valid() {
			p.Content = Show(ShowTruth, "")
		}
		if !p.Previous.Valid() {
			p.Previous = Content{}
		}
		if !slices.Contains(parts, p.Part) {
			p.Part = DefaultPart
		}
		if p.Display != nil {
			d := p.Display.valid()
			p.Display = &d
		}
		if p.Viewport != nil && !p.Viewport.finite() {
			p.Viewport = nil
		}
	}
	l.Focused = max(0, min(l.Focused, len(l.Panes)-1))
	if !l.Viewport.finite() {
		l.Viewport = Fitted()
	}
	l.Display = l.Display.valid()
	if !l.Line.finite() {
		l.Line = Line{}
	}
	l.Region = l.Region.ordered()
	for _, c := range []*Content{&l.Swipe.Left, &l.Swipe.Right} {
		if !c.Valid() {
			*c = Content{}
		}
	}
	if m := l.Stability.Magnified; !(m >= MinMagnified && m <= MaxMagnified) {
		l.Stability.Magnified = DefaultMagnified
	}
	if d := l.Swipe.Divider; !(d >= 0 && d <= 1) {
		l.Swipe.Divider = 0.5
	}
	return l
}

func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

func (v Viewport) finite() bool { return v.Fit || finite(v.Zoom, v.X, v.Y) && v.Zoom > 0 }

// Save writes what the group holds into a layout.
func (g *Group) Save(l *Layout) {
	l.Viewport, l.Unlinked, l.Display = g.view, g.unlinked, g.display
	l.Cursor, l.Crosshair, l.Line, l.Region = g.cursor, g.crosshair, g.line, g.region
}

// Restore takes it from there.
func (g *Group) Restore(l Layout) {
	data := g.display.Data
	g.view, g.unlinked, g.display = l.Viewport, l.Unlinked, l.Display
	g.display.Data = data
	g.cursor, g.crosshair, g.line, g.region = l.Cursor, l.Crosshair, l.Line, l.Region
	g.tell(ViewChanged | WindowChanged | CursorChanged | OptionChanged | LineChanged | RegionChanged)
}
