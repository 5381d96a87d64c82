package plots

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"firenet/gui/internal/goldentest"
	"firenet/gui/look"
	"firenet/recon/result"
)

func start(t *testing.T, mode look.Mode) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(&look.Theme{Mode: mode})
}

func show(t *testing.T, o fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	window := test.NewTempWindow(t, o)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(w, h))
	return window
}

// history falls by blocks of p layers towards floor, with a bump at each restart.
func history(blocks, p int, floor float64) []result.HistoryPoint {
	var points []result.HistoryPoint
	for i := 1; i <= blocks*p; i++ {
		v := floor + (1-floor)*math.Exp(-float64(i)/6)
		if i%p == 1 && i > 1 {
			v *= 1.15
		}
		points = append(points, result.HistoryPoint{Layer: i, Block: (i-1)/p + 1, RelativeL2: v, Objective: 80 * v * v, Residual: v})
	}
	return points
}

func row(f func(float64) float64) []float64 {
	v := make([]float64, 256)
	for i := range v {
		v[i] = f(float64(i) / 256)
	}
	return v
}

func step(x float64) float64 {
	switch {
	case math.Abs(x-0.17) < 0.01 || math.Abs(x-0.83) < 0.01:
		return 1
	case math.Abs(x-0.5) < 0.33:
		return 0.2
	}
	return 0
}

func charts() fyne.CanvasObject {
	p20 := history(5, 20, 0.107)
	done, running, objective, profile := NewConvergence(RelativeError), NewConvergence(RelativeError), NewConvergence(Objective), NewProfile(true)
	five := Curve{Name: "p 5", Points: history(5, 5, 0.23), Slot: 0}
	done.SetCurves([]Curve{five, {Name: "p 20", Points: p20, Slot: 1, Selected: true}}, 0.32)
	curves := []Curve{five, {Name: "p 20", Points: p20[:47], Slot: 1, Selected: true, Running: true, Layers: 100}}
	running.SetCurves(curves, 0.32)
	objective.SetCurves(curves, 0.32)
	profile.SetLines([]Line{
		{"truth", row(step), Truth},
		{"zero-filled", row(func(x float64) float64 { return step(x) + 0.05*math.Sin(200*x) }), ZeroFilled},
		{"FIRENET p 20", row(func(x float64) float64 { return step(x) * 1.02 }), 1},
	}, nil, Mark{118.5, "column 118"})
	return container.NewGridWithColumns(2, done, running, objective, profile)
}

func TestChartsLook(t *testing.T) {
	for name, mode := range map[string]look.Mode{"charts-light": look.LightMode, "charts-dark": look.DarkMode} {
		start(t, mode)
		goldentest.Compare(t, name, show(t, charts(), 2*328+4, 2*208+4).Canvas().Capture())
	}
}

// Hard cases: many blocks and curves that end near one another; fifteen decades; one
// point; nothing.
func awkward() fyne.CanvasObject {
	many, deep, one, none := NewConvergence(RelativeError), NewConvergence(Objective), NewConvergence(RelativeError), NewConvergence(RelativeError)
	many.SetCurves([]Curve{
		{Name: "p 5", Points: history(100, 5, 0.20), Slot: 0},
		{Name: "p 20", Points: history(25, 20, 0.21), Slot: 1, Selected: true},
		{Name: "TV", Points: history(1, 480, 0.19), Slot: 2},
		{Name: "FISTA", Points: history(1, 300, 0.22), Slot: 3},
	}, 0.215)
	var fall []result.HistoryPoint
	for i := 1; i <= 5000; i++ {
		fall = append(fall, result.HistoryPoint{Layer: i, Block: 1 + i/500, Objective: math.Exp(-float64(i) / 150)})
	}
	deep.SetCurves([]Curve{{Name: "p 500", Points: fall, Slot: 0}}, math.NaN())
	one.SetCurves([]Curve{{Name: "p 5", Points: history(1, 1, 0.3), Running: true, Layers: 25}}, 0.32)
	none.SetCurves([]Curve{{Name: "p 5"}}, 0.32)
	return container.NewGridWithColumns(2, many, deep, one, none)
}

func TestAwkwardChartsLook(t *testing.T) {
	start(t, look.LightMode)
	goldentest.Compare(t, "awkward", show(t, awkward(), 2*328+4, 2*160+4).Canvas().Capture())
}
