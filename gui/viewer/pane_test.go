package viewer

import (
	"math"
	"reflect"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"firenet/gui/internal/goldentest"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/recon/array"
)

// start begins an application of the test driver in a theme.
func start(t *testing.T, mode look.Mode) fyne.App {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(&look.Theme{Mode: mode})
	return a
}

// head is a real image of nested ellipses with values in [0, 1].
func head(n int) *array.Complex {
	a := array.NewComplex(array.Shape{H: n, W: n})
	for i := range a.Data {
		y, x := 2*float64(i/n)/float64(n)-1, 2*float64(i%n)/float64(n)-1
		v := 0.0
		for _, e := range [][5]float64{{0, 0, 0.69, 0.92, 1}, {0, 0, 0.66, 0.87, -0.8}, {0.22, 0, 0.11, 0.31, -0.2}, {-0.22, 0, 0.16, 0.41, -0.2}, {0, -0.35, 0.21, 0.25, 0.1}} {
			if math.Hypot((x-e[0])/e[2], (y-e[1])/e[3]) < 1 {
				v += e[4]
			}
		}
		a.Data[i] = complex(v, 0)
	}
	return a
}

// blurred is a complex image near a.
func blurred(a *array.Complex) *array.Complex {
	b := array.NewComplex(a.Shape)
	for r := range a.H {
		for c := range a.W {
			sum := complex(0.02*math.Sin(float64(c)/3), 0.02*math.Cos(float64(r)/5))
			for d := -1; d <= 1; d++ {
				sum += a.At(r, (c+d+a.W)%a.W) / 3
			}
			b.Set(r, c, sum)
		}
	}
	return b
}

// show puts an object into a window of a size.
func show(t *testing.T, o fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	window := test.NewTempWindow(t, o)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(w, h))
	return window
}

func fourPanes(g *model.Group) []*Pane {
	x := head(128)
	y := blurred(x)
	panes := make([]*Pane, 4)
	for i := range panes {
		panes[i] = NewPane(g)
		panes[i].OnMenu = func(fyne.Position) {}
	}
	panes[0].SetTitle("Truth", "x")
	panes[0].SetPicture(model.NewPicture(model.Image, x))
	panes[0].SetMeasures([]model.Measure{{Name: "reference · real · min", Value: "0"}, {Name: "max", Value: "1"}})
	panes[1].SetTitle("FIRENET", "n 5 · p 20")
	panes[1].SetPicture(model.NewPicture(model.Image, y))
	panes[1].SetMeasures([]model.Measure{{Name: "rel. ℓ²", Value: "0.107"}, {Name: "PSNR", Value: "31.6", Unit: "dB"}, {Name: "SSIM", Value: "0.799"}})
	panes[1].SetProgress(0.47, "block **3** of 5 · layer **47** of 100")
	residual := model.NewResidual(y, x)
	panes[2].SetTitle("Residual", "FIRENET p 20 – x")
	panes[2].SetPicture(residual)
	panes[2].SetMeasures(model.ResidualMeasures(residual, g.Window(model.ResidualScale)))
	panes[3].SetTitle("Spectrum", "log |Ux|, sampled in colour")
	panes[3].SetPicture(spectrum(128))
	return panes
}

// spectrum falls with the frequency; lines are left out more and more.
func spectrum(n int) *model.Picture {
	a, m := array.NewComplex(array.Shape{H: n, W: n}), array.NewMask(array.Shape{H: n, W: n})
	for i := range a.Data {
		row, col := i/n-n/2, i%n-n/2
		d := math.Hypot(float64(row), float64(col))
		a.Data[i] = complex(100/math.Pow(1+d, 2), 0)
		m.Data[i] = row%(1+max(row, -row)/8) == 0
	}
	return model.NewSpectrum(a, m)
}

func TestPanesLook(t *testing.T) {
	for name, mode := range map[string]look.Mode{"panes-light": look.LightMode, "panes-dark": look.DarkMode} {
		start(t, mode)
		g := model.NewGroup()
		panes := fourPanes(g)
		grid := container.NewGridWithColumns(2, panes[0], panes[1], panes[2], panes[3])
		w := show(t, grid, 2*308+4, 2*304+4)
		g.Pin(46, 50)
		goldentest.Compare(t, name, w.Canvas().Capture())
	}
}

// The other states: an empty pane with the focus, a failure, a stopped run, an unlinked
// scale under a drag, and a high-density screen.
func TestStatesLook(t *testing.T) {
	for name, mode := range map[string]look.Mode{"states-light": look.LightMode, "states-dark": look.DarkMode} {
		start(t, mode)
		panes := fourPanes(model.NewGroup())
		panes[0].SetTitle("Empty", "")
		panes[0].SetMeasures(nil)
		panes[0].SetMessage(Message{Text: "Drop an image here", Actions: []Action{{"Open", func() {}}, {"Shepp-Logan", func() {}}}})
		panes[1].ClearProgress()
		panes[1].SetMeasures(nil)
		panes[1].SetMessage(Message{
			Failure: true, Text: "“brain.png” has 3 channels of colour.",
			Remedy: "Its brightness can be used.", Actions: []Action{{"Use brightness", func() {}}},
		})
		panes[2].SetStopped("stopped at layer **47** of 100")
		panes[3].SetScaleLinked(false)
		panes[3].SetWindow(model.Window{Lo: -4, Hi: 0})
		panes[3].SetDropTarget(true)
		w := show(t, container.NewGridWithColumns(2, panes[0], panes[1], panes[2], panes[3]), 2*308+4, 2*304+4)
		w.Canvas().Focus(panes[0])
		goldentest.Compare(t, name, w.Canvas().Capture())
	}
}

// On a screen of twice the density a picture has twice the pixels: nothing is enlarged by
// interpolation.
func TestHighDensity(t *testing.T) {
	start(t, look.DarkMode)
	p := fourPanes(model.NewGroup())[1]
	w := show(t, p, 308, 304)
	w.Canvas().(software.WindowlessCanvas).SetScale(2)
	goldentest.Compare(t, "pane-2x", w.Canvas().Capture())
	if f, _ := p.Frame(); f.Width != 512 || f.Zoom != 4 {
		t.Errorf("frame %v", f)
	}
}

func mouse(x, y float32) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary}
}

// A pane that is not seen for a while lets go of what it has drawn, and draws the same
// when it is seen again.
func TestUnseenPaneLetsGo(t *testing.T) {
	start(t, look.LightMode)
	p := NewPane(model.NewGroup())
	p.SetPicture(model.NewPicture(model.Image, head(64)))
	w := show(t, p, 308, 304)
	before := w.Canvas().Capture()
	p.parts.Destroy()
	if s := p.parts.surface; s.base != nil || s.out != nil {
		t.Error("what was drawn is held")
	}
	if !reflect.DeepEqual(before, w.Canvas().Capture()) {
		t.Error("drawn otherwise afterwards")
	}
}
