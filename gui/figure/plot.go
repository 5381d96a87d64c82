package figure

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// Plot is a plot below the pictures, drawn with lines and text as the rest of the page.
type Plot struct {
	Title string
	About string // in the caption
	// Height and TextSize are in the plot's own units: it is scaled so that its texts have the
	// size of the captions.
	Height, TextSize float64
	// Draw draws on a canvas of the plot's height and any width. It may be called on any
	// goroutine, as often as the figure is laid out.
	Draw func(draw.Canvas) error
}

const (
	plotLeast = 23   // width that a plot needs, in sizes of its texts
	plotGap   = 10.0 // between plots, in points
)

// plots lays them out below one another, as many beside each other as there is room for.
func (l *layout) plots(list []Plot, y float64) (float64, error) {
	room := l.page.Width - 2*margin
	least := plotLeast * l.smaller()
	columns := max(1, min(len(list), int((room+plotGap)/(least+plotGap))))
	rows := (len(list) + columns - 1) / columns
	columns = (len(list) + rows - 1) / rows
	wide := (room - float64(columns-1)*plotGap) / float64(columns)
	for i, row := range slices.Collect(slices.Chunk(list, columns)) {
		if i > 0 || y > margin {
			y += rowGap
		}
		baseline, top := y, y
		if l.Titles {
			baseline += l.FontSize * 1.1
			top = baseline + 0.5*l.FontSize
		}
		for k, p := range row {
			x := margin + float64(k)*(wide+plotGap)
			if l.Titles {
				w := l.letter(x, baseline)
				l.write(x+w, baseline, l.FontSize, false, l.fit(p.Title, l.FontSize, wide-w))
			}
			bottom, err := l.plot(p, x, top, wide)
			if err != nil {
				return 0, fmt.Errorf("%s: %w", p.Title, err)
			}
			y = max(y, bottom)
		}
	}
	return y, nil
}

// letter writes the next letter and returns the room that it takes.
func (l *layout) letter(x, baseline float64) float64 {
	w := l.write(x, baseline, l.FontSize, true, string(rune('a'+l.number%26)))
	l.number++
	return w + letters
}

// plot records what a plot draws, and puts it onto the page.
func (l *layout) plot(p Plot, x, top, wide float64) (bottom float64, err error) {
	scale := l.smaller() / p.TextSize
	var c recorder.Canvas
	if err := p.Draw(draw.NewCanvas(&c, vg.Length(wide/scale), vg.Length(p.Height))); err != nil {
		return 0, err
	}
	bottom = top + p.Height*scale
	d := drawing{page: l.page, scale: scale, x: x, bottom: bottom}
	for _, a := range c.Actions {
		if err := d.take(a); err != nil {
			return 0, err
		}
	}
	return bottom, nil
}

// drawing turns what was recorded, with the origin at the lower left, into items of a page.
type drawing struct {
	page             *Page
	scale, x, bottom float64

	colour color.RGBA
	width  float64
	dashes []float64
}

func (d *drawing) at(p vg.Point) point {
	return point{d.x + d.scale*float64(p.X), d.bottom - d.scale*float64(p.Y)}
}

func (d *drawing) take(a recorder.Action) error {
	switch a := a.(type) {
	case *recorder.SetColor:
		d.colour, _ = color.RGBAModel.Convert(a.Color).(color.RGBA)
	case *recorder.SetLineWidth:
		d.width = d.scale * float64(a.Width)
	case *recorder.SetLineDash:
		d.dashes = nil
		for _, length := range a.Dashes {
			d.dashes = append(d.dashes, d.scale*float64(length))
		}
	case *recorder.Stroke:
		if d.width <= 0 { // an axis that is hidden
			return nil
		}
		pieces, err := d.pieces(a.Path)
		for _, p := range pieces {
			d.page.add(stroke{p, d.width, d.dashes, d.colour})
		}
		return err
	case *recorder.Fill:
		pieces, err := d.pieces(a.Path)
		for _, p := range pieces {
			d.page.add(shape{points: p, fill: d.colour})
		}
		return err
	case *recorder.FillString:
		at, size := d.at(a.Point), d.scale*float64(a.Size)
		d.page.add(text{at.x, at.y, size, d.colour, []run{newRun(a.String, size, a.Font.Weight == weight(true))}})
	default:
		return fmt.Errorf("%T cannot be drawn in a figure", a)
	}
	return nil
}

// arcPieces is how many straight pieces a whole circle has: marks are a few points wide.
const arcPieces = 32

// pieces are the connected parts of a path, arcs as short straight pieces. One that is
// closed ends where it begins.
func (d *drawing) pieces(path vg.Path) (list [][]point, err error) {
	add := func(p vg.Point) {
		if len(list) == 0 {
			list = append(list, nil)
		}
		list[len(list)-1] = append(list[len(list)-1], d.at(p))
	}
	for _, c := range path {
		switch c.Type {
		case vg.MoveComp:
			list = append(list, nil)
			add(c.Pos)
		case vg.LineComp:
			add(c.Pos)
		case vg.ArcComp:
			n := int(math.Ceil(arcPieces * math.Abs(c.Angle) / (2 * math.Pi)))
			for i := range n + 1 {
				sin, cos := math.Sincos(c.Start + c.Angle*float64(i)/float64(max(1, n)))
				add(vg.Point{X: c.Pos.X + c.Radius*vg.Length(cos), Y: c.Pos.Y + c.Radius*vg.Length(sin)})
			}
		case vg.CloseComp:
			if k := len(list) - 1; k >= 0 && len(list[k]) > 0 {
				list[k] = append(list[k], list[k][0])
			}
		default:
			return nil, fmt.Errorf("a path with component %d cannot be drawn in a figure", c.Type)
		}
	}
	return slices.DeleteFunc(list, func(p []point) bool { return len(p) < 2 }), nil
}
