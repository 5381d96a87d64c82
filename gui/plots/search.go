package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firenet/gui/model"
	"firenet/recon/stability"
)

// SearchQuantity is what a [Search] plots over the steps.
type SearchQuantity int

// The quantities.
const (
	Amplified SearchQuantity = iota // ||f(y+e) - f(y)|| / ||e||
	Climbed                         // Q
	Displaced                       // ||f(y+e) - f(y)||
	NormFound                       // ||e|| / ||y||
)

// String is the name in a title.
func (q SearchQuantity) String() string {
	return [...]string{"amplification over steps", "objective over steps", "‖f(y+e) – f(y)‖ over steps", "‖e‖/‖y‖ over steps"}[q]
}

func (q SearchQuantity) of(s stability.Step) float64 {
	return [...]float64{s.Amplification, s.Objective, s.Distance, s.Relative}[q]
}

// SearchState is what a [Search] shows.
type SearchState struct {
	Steps    []stability.Step // of all restarts, one after another
	Best     int              // restart that is kept, from 1; 0: not known yet
	Kept     float64          // the value that it is kept for; 0: the last one
	Slot     int              // of the target
	Gaussian float64          // mean amplification of noise of equal norm; NaN: none
	At       int              // step of the kept restart that is shown; -1: the end
	Budget   int              // steps of a restart; 0: as many as there are
}

// Search plots how a search climbs: a line for each restart, the kept one thick, and
// dashed what Gaussian noise does.
type Search struct {
	Chart
	state    SearchState
	quantity SearchQuantity
}

// NewSearch returns an empty plot.
func NewSearch() *Search {
	c := &Search{state: SearchState{At: -1, Gaussian: math.NaN()}}
	c.init(Margins{Left: 36, Right: 14, Top: 12, Bottom: 22}, c.plot)
	c.ExtendBaseWidget(c)
	return c
}

// SetState shows another state of the search.
func (c *Search) SetState(s SearchState) {
	c.state = s
	c.Refresh()
}

// SetQuantity changes what is plotted.
func (c *Search) SetQuantity(q SearchQuantity) {
	c.quantity = q
	c.Refresh()
}

// Quantity is what is plotted.
func (c *Search) Quantity() SearchQuantity { return c.quantity }

// restarts splits the steps by their restarts, in order.
func (c *Search) restarts() [][]stability.Step {
	var list [][]stability.Step
	for i, s := range c.state.Steps {
		if i == 0 || s.Restart != c.state.Steps[i-1].Restart {
			list = append(list, nil)
		}
		list[len(list)-1] = append(list[len(list)-1], s)
	}
	return list
}

// Still is the plot as it is now.
func (c *Search) Still() Still {
	return still(c.margins, (&Search{state: c.state, quantity: c.quantity}).plot)
}

func (c *Search) plot(s *Scene) string {
	y, last := newExtent(false), c.state.Budget
	for _, p := range c.state.Steps {
		y.include(c.quantity.of(p))
		last = max(last, p.Step)
	}
	if y.empty() {
		return "no steps yet"
	}
	if c.quantity == Amplified {
		y.include(c.state.Gaussian)
	}
	if y.lo > 0 { // Q may be negative
		y.include(0)
	}
	s.Plot.X.Min, s.Plot.X.Max = 0, float64(max(last, 1))
	y.apply(&s.Plot.Y, 1.1)
	s.Axes(layerTicks(last), y.ticks(&s.Plot.Y, 4), model.Short, model.Short)
	s.Plot.Add(plotter(func(area draw.Canvas, p *plot.Plot) { c.draw(s, area, p) }))
	return ""
}

func (c *Search) draw(s *Scene, area draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&area)
	ink := Colour(s.Palette, c.state.Slot)
	var paths [][]vg.Point
	kept := -1
	for i, steps := range c.restarts() {
		var path []vg.Point
		for _, step := range steps {
			if v := c.quantity.of(step); v-v == 0 {
				path = append(path, vg.Point{X: x(float64(step.Step)), Y: y(v)})
			}
		}
		path = thinned(path)
		paths = append(paths, path)
		if i == c.state.Best-1 {
			kept = i
			continue
		}
		area.StrokeLines(draw.LineStyle{Color: ink, Width: 1}, path)
	}
	if kept < 0 {
		kept = len(paths) - 1
	}
	area.StrokeLines(draw.LineStyle{Color: ink, Width: 2}, paths[kept])
	if at := c.state.At; at >= 0 {
		area.StrokeLine2(draw.LineStyle{Color: s.Palette.Primary, Width: 2}, crisp(x(float64(at))), area.Min.Y, crisp(x(float64(at))), area.Max.Y)
	}
	c.gaussian(s, area, y, paths)
	if path := paths[kept]; len(path) > 0 {
		steps := c.restarts()[kept]
		end := path[len(path)-1]
		area.DrawGlyphNoClip(draw.GlyphStyle{Color: ink, Radius: 3, Shape: marker(c.state.Slot)}, end)
		last := c.quantity.of(steps[len(steps)-1])
		if c.state.Kept != 0 && c.quantity == Amplified {
			last = c.state.Kept
		}
		s.label(area, caption(ink, true, draw.XLeft), end, model.Sig(last), paths)
	}
}

// gaussian draws what chance does.
func (c *Search) gaussian(s *Scene, area draw.Canvas, y func(float64) vg.Length, curves [][]vg.Point) {
	g := c.state.Gaussian
	if c.quantity != Amplified || g-g != 0 {
		return
	}
	at := crisp(y(g))
	area.StrokeLine2(draw.LineStyle{Color: s.Palette.Muted, Width: 1.5, Dashes: []vg.Length{5, 3}}, area.Min.X, at, area.Max.X, at)
	style := caption(s.Palette.Muted, false, draw.XRight)
	txt := "Gaussian " + model.Sig(g)
	line := []vg.Point{{X: area.Min.X, Y: at}, {X: area.Max.X, Y: at}}
	s.label(area, style, vg.Point{X: area.Max.X - 6, Y: at}, txt, append(slices.Clip(curves), line))
}
