package plots

import (
	"fmt"
	"math"
	"slices"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/model"
	"firenet/recon/result"
)

// Quantity is what a [Convergence] plots over the layers.
type Quantity int

// The quantities.
const (
	RelativeError Quantity = iota // ||x_j - x|| / ||x||
	Objective                     // F(c_j)
	DataResidual                  // ||A c_j - y||
)

// String is the name in a title.
func (q Quantity) String() string {
	return [...]string{"rel. ℓ² error over layers", "F(c) = λ Σ w|c| + ‖Ac – y‖", "‖Ac – y‖ over layers"}[q]
}

func (q Quantity) of(p result.HistoryPoint) float64 {
	return [...]float64{p.RelativeL2, p.Objective, p.Residual}[q]
}

// Curve is the history of one reconstructor.
type Curve struct {
	Name     string // "p 20"
	Points   []result.HistoryPoint
	Slot     int  // which colour and marker
	Running  bool // points are still coming
	Selected bool // its label is bold, and its blocks are the ones marked
	Layers   int  // of the whole network; 0: as many as there are points
}

// Convergence plots a quantity over layers on a logarithmic axis, one curve for each
// reconstructor. It grows while a run is under way.
type Convergence struct {
	Chart
	quantity   Quantity
	mark       int // layer that is shown, 0 for none
	curves     []Curve
	zeroFilled float64
	drawn      time.Time
	owed       bool // the last curves were not drawn
	now        func() time.Time
}

// interval is the least time between two drawings while points are coming: 20 Hz.
const interval = 50 * time.Millisecond

// NewConvergence returns an empty plot of a quantity.
func NewConvergence(q Quantity) *Convergence {
	c := &Convergence{quantity: q, zeroFilled: math.NaN(), now: time.Now}
	c.init(Margins{Left: 36, Right: 14, Top: 24, Bottom: 22}, c.plot)
	c.ExtendBaseWidget(c)
	return c
}

// SetCurves replaces the curves. zeroFilled is the error of the zero-filled image, a
// horizontal line; NaN or 0 for none. The points are read until the next call.
//
// While a curve is running, the plot is drawn at most 20 times a second: points that come
// faster are seen with the next ones, at the latest when nothing is running any more.
func (c *Convergence) SetCurves(curves []Curve, zeroFilled float64) {
	same := slices.EqualFunc(c.curves, curves, Curve.same) && (zeroFilled == c.zeroFilled || zeroFilled != zeroFilled && c.zeroFilled != c.zeroFilled)
	c.curves, c.zeroFilled = curves, zeroFilled
	if same && !c.owed {
		return
	}
	running := false
	for _, curve := range curves {
		running = running || curve.Running
	}
	now := c.now()
	c.owed = running && now.Sub(c.drawn) < interval
	if !c.owed {
		c.drawn = now
		c.Refresh()
	}
}

// same says whether two curves look the same: histories grow at their end or are made anew.
func (c Curve) same(d Curve) bool {
	points := len(c.Points) == len(d.Points) && (len(c.Points) == 0 || &c.Points[0] == &d.Points[0])
	return points && c.Name == d.Name && c.Slot == d.Slot && c.Running == d.Running && c.Selected == d.Selected && c.Layers == d.Layers
}

// SetMark marks the layer whose iterate is shown, 0 for none.
func (c *Convergence) SetMark(layer int) {
	if layer != c.mark {
		c.mark = layer
		c.Refresh()
	}
}

// SetQuantity changes what is plotted.
func (c *Convergence) SetQuantity(q Quantity) {
	c.quantity = q
	c.Refresh()
}

// plot sets up the plot.
func (c *Convergence) plot(s *Scene) string {
	lo, hi, layers := math.Inf(1), 0.0, 0
	include := func(v float64) {
		if v > 0 && !math.IsInf(v, 1) {
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
	}
	for _, curve := range c.curves {
		for _, p := range curve.Points {
			include(c.quantity.of(p))
			layers = max(layers, p.Layer)
		}
		layers = max(layers, curve.Layers)
	}
	if hi == 0 {
		return c.empty()
	}
	if c.quantity == RelativeError {
		include(c.zeroFilled)
	}
	p := s.Plot
	p.Y.Scale = plot.LogScale{}
	p.Y.Min, p.Y.Max = lo/1.2, hi*1.15
	if p.Y.Max < 2*p.Y.Min { // a flat curve stays in the middle
		p.Y.Min, p.Y.Max = p.Y.Min/1.5, p.Y.Max*1.5
	}
	p.X.Min, p.X.Max = 0, float64(max(layers, 1))
	s.Axes(layerTicks(layers), logTicks(p.Y.Min, p.Y.Max, 7), model.Short, model.Axis)
	if main := c.main(); main != nil {
		s.blocks(blockEnds(*main), layers)
	}
	if c.mark > 0 {
		p.Add(plotter(func(area draw.Canvas, p *plot.Plot) {
			x, _ := p.Transforms(&area)
			at := crisp(x(float64(c.mark)))
			area.StrokeLine2(draw.LineStyle{Color: s.Palette.Primary, Width: 2}, at, area.Min.Y, at, area.Max.Y)
		}))
	}
	paths := make([][]vg.Point, len(c.curves))
	p.Add(plotter(func(area draw.Canvas, p *plot.Plot) { c.lines(s, area, p, paths) }))
	p.Add(plotter(func(area draw.Canvas, p *plot.Plot) { c.ends(s, area, p, paths) }))
	return ""
}

func (c *Convergence) empty() string {
	for _, curve := range c.curves {
		if curve.Running {
			return "waiting for the first layer"
		}
	}
	if len(c.curves) == 0 {
		return "nothing to show yet"
	}
	return "nothing recorded: history is off"
}

// main is the curve whose blocks are marked: the selected one, else the longest.
func (c *Convergence) main() *Curve {
	var main *Curve
	for i := range c.curves {
		curve := &c.curves[i]
		if len(curve.Points) == 0 {
			continue
		}
		if main == nil || curve.Selected || !main.Selected && len(curve.Points) > len(main.Points) {
			main = curve
		}
	}
	return main
}

// lines draws the zero-filled line and the curves, and leaves the curves' paths.
func (c *Convergence) lines(s *Scene, area draw.Canvas, p *plot.Plot, paths [][]vg.Point) {
	x, y := p.Transforms(&area)
	if c.quantity == RelativeError && c.zeroFilled > 0 && !math.IsInf(c.zeroFilled, 1) {
		at := y(c.zeroFilled)
		area.StrokeLine2(stroke(s.Palette, ZeroFilled), area.Min.X, at, area.Max.X, at)
	}
	for i, curve := range c.curves {
		var path []vg.Point
		for _, point := range curve.Points {
			if v := c.quantity.of(point); v > 0 && !math.IsInf(v, 1) {
				path = append(path, vg.Point{X: x(float64(point.Layer)), Y: y(v)})
			}
		}
		paths[i] = thinned(path)
		area.StrokeLines(stroke(s.Palette, curve.Slot), paths[i])
	}
}

// ends writes name and last value at the end of each curve, the selected one first, so
// that it has the best place.
func (c *Convergence) ends(s *Scene, area draw.Canvas, p *plot.Plot, paths [][]vg.Point) {
	if c.quantity == RelativeError && c.zeroFilled > 0 && !math.IsInf(c.zeroFilled, 1) {
		_, y := p.Transforms(&area)
		style := caption(s.Palette.Muted, false, draw.XRight)
		txt := "zero-filled " + model.Sig(c.zeroFilled)
		s.place(area, style, vg.Point{X: area.Max.X - 6 - style.Width(txt), Y: y(c.zeroFilled) + 3}, txt)
	}
	for _, selected := range []bool{true, false} {
		for i, curve := range c.curves {
			if curve.Selected != selected || len(paths[i]) == 0 {
				continue
			}
			end := paths[i][len(paths[i])-1]
			ink := Colour(s.Palette, curve.Slot)
			area.DrawGlyphNoClip(draw.GlyphStyle{Color: ink, Radius: 3.5, Shape: marker(curve.Slot)}, end)
			s.label(area, caption(ink, selected, draw.XLeft), end, c.ending(curve, p.X.Max), paths)
		}
	}
}

// ending is the text at the end of a curve.
func (c *Convergence) ending(curve Curve, layers float64) string {
	last := curve.Points[len(curve.Points)-1]
	word := ""
	switch {
	case curve.Running:
		word = "now "
	case float64(last.Layer) < 0.9*layers:
		word = "ends "
	}
	return fmt.Sprintf("%s %s%s", curve.Name, word, model.Sig(c.quantity.of(last)))
}
