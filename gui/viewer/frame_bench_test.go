package viewer

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/gui/look"
	"firenet/gui/model"
)

// What the window's goroutine does for one frame of a pan over pictures of 4096 x 4096:
// every pane takes the new viewport and draws picture, cross-hair and line.
func BenchmarkPan(b *testing.B) {
	a := test.NewTempApp(b)
	a.Settings().SetTheme(&look.Theme{Mode: look.DarkMode})
	x := head(4096)
	picture := model.NewPicture(model.Image, x)
	frame := 0
	for _, c := range []struct{ panes, side int }{{4, 256}, {1, 640}, {4, 640}, {1, 1200}} {
		g := model.NewGroup()
		panes := make([]*Pane, c.panes)
		for i := range panes {
			panes[i] = NewPane(g)
			panes[i].SetPicture(picture)
			panes[i].Resize(fyne.NewSize(float32(c.side)+52, float32(c.side)+48))
			panes[i].parts.surface.draw(c.side, c.side)
		}
		g.Pin(2000, 2100)
		g.SetLine(model.Line{X0: 1000, Y0: 1500, X1: 3000, Y1: 2500, Shown: true})
		for name, zoom := range map[string]float64{"fit": model.FitZoom(x.Shape, c.side, c.side), "one": 1} {
			b.Run(fmt.Sprintf("%dx%d/%s", c.panes, c.side, name), func(b *testing.B) {
				for range b.N {
					frame++
					g.SetViewport(model.Viewport{Zoom: zoom, X: 2048 + float64(frame%97)*8, Y: 2048})
					for _, p := range panes {
						p.parts.surface.draw(c.side, c.side)
					}
				}
			})
		}
		for _, p := range panes {
			p.Close()
		}
	}
}
