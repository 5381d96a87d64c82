package plots

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"firenet/gui/internal/goldentest"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/recon/result"
	"firenet/recon/stability"
)

var norms = []float64{0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1}

// noiseLine grows from the clean error, the worst case faster than the Gaussian noise.
func noiseLine(name string, slot int, clean, slope float64) NoiseLine {
	l := NoiseLine{Name: name, Slot: slot, Clean: clean}
	for _, n := range norms {
		mean := math.Hypot(clean, 0.4*slope*n)
		l.Points = append(l.Points, stability.CurvePoint{
			Relative: n, Error: math.Hypot(clean, slope*n), Amplification: slope,
			GaussianError: stability.Spread{Mean: mean, Low: 0.97 * mean, High: 1.03 * mean}, Bound: math.NaN(),
		})
	}
	return l
}

// climb is a search of several restarts that end near one another.
func climb(restarts, steps int) []stability.Step {
	var list []stability.Step
	for r := range restarts {
		top := 6.14 - 0.8*float64(restarts-1-r)
		for i := range steps + 1 {
			v := 3 + (top-3)*(1-math.Exp(-float64(i)/6))
			list = append(list, stability.Step{Restart: r + 1, Step: i, Amplification: v, Objective: v * v / 2, Distance: v, Relative: 0.05})
		}
	}
	return list
}

func stabilityPlots() fyne.CanvasObject {
	noise, logarithmic := NewNoiseCurve(), NewNoiseCurve()
	bounded := noiseLine("p 20", 1, 0.0977, 5)
	for i := range bounded.Points {
		bounded.Points[i].Bound = 0.2 + 6*bounded.Points[i].Relative
	}
	noise.SetLines([]NoiseLine{noiseLine("zero-filled", ZeroFilled, 0.32, 1), noiseLine("p 5", 0, 0.235, 1.8), noiseLine("p 20", 1, 0.0977, 5)}, 0.05)
	logarithmic.SetLog(true)
	logarithmic.SetLines([]NoiseLine{noiseLine("p 5", 0, 0.235, 1.8), bounded}, 0.05)
	search := NewSearch()
	search.SetState(SearchState{Steps: climb(3, 40), Best: 3, Kept: 6.14, Slot: 1, Gaussian: 2.53, At: 12})
	tradeoff := NewTradeoff()
	var points []TradeoffPoint
	for i, p := range []int{1, 5, 20, 100} {
		points = append(points, TradeoffPoint{Slot: 0, Label: "p " + model.Field(float64(p)), Tradeoff: model.Tradeoff{Depth: p, StabilityPoint: result.StabilityPoint{
			CleanError: 0.3 / math.Pow(float64(p), 0.4), Worst: 1.2 * math.Pow(float64(p), 0.55), Gaussian: 1 + 0.4*float64(i),
		}}})
	}
	points = append(points, TradeoffPoint{Slot: ZeroFilled, Label: "zero-filled", Tradeoff: model.Tradeoff{Family: -1, StabilityPoint: result.StabilityPoint{CleanError: 0.32, Worst: 1, Gaussian: math.NaN()}}})
	tradeoff.SetPoints(points)
	transfer := NewTransfer()
	transfer.SetMatrix(model.Matrix{
		Rows: []string{"for p 5", "for p 20", "for zero-filled and more"}, Columns: []string{"p 5", "p 20", "zero-filled"},
		Values: [][]float64{{2.1, 3.2, 1}, {1.54, 6.14, 1}, {1.02, 1.3, math.NaN()}}, Found: []int{0, 1, -1},
	})
	visible := NewGraph()
	contrast := []float64{0.02, 0.05, 0.1, 0.2, 0.5}
	visible.SetLines(model.Graph{X: "Contrast", LogX: true, Shares: true, Level: 0.5}, []GraphLine{
		{model.Curve{X: contrast, Y: []float64{-0.2, 0.2, 0.45, 0.62, 0.7}, Beside: []float64{0.5, 0.2, 0.1, 0.05, 0.02}}, "p 5", 0},
		{model.Curve{X: contrast, Y: []float64{3, 0.7, 0.85, 0.9, 0.97}, Beside: []float64{1.5, 0.6, 0.3, 0.15, 0.06}}, "p 20", 1},
	})
	return container.NewGridWithColumns(2, noise, logarithmic, search, tradeoff, transfer, visible)
}

func TestStabilityPlotsLook(t *testing.T) {
	for name, mode := range map[string]look.Mode{"stability-light": look.LightMode, "stability-dark": look.DarkMode} {
		start(t, mode)
		goldentest.Compare(t, name, show(t, stabilityPlots(), 2*248+4, 3*248+8).Canvas().Capture())
	}
}

// Nothing to show is said, not drawn as an empty frame; values that are not known leave no
// mark.
func TestStabilityPlotsWithoutValues(t *testing.T) {
	start(t, look.LightMode)
	noise, search, tradeoff, transfer, visible := NewNoiseCurve(), NewSearch(), NewTradeoff(), NewTransfer(), NewGraph()
	noise.SetLines([]NoiseLine{{Name: "p 5", Clean: 0.3}}, 0)
	transfer.SetMatrix(model.Matrix{Columns: []string{"p 5"}})
	tradeoff.SetPoints([]TradeoffPoint{{Tradeoff: model.Tradeoff{StabilityPoint: result.StabilityPoint{CleanError: math.NaN(), Worst: math.NaN(), Gaussian: math.NaN()}}}})
	visible.SetLines(model.Graph{Empty: "no contrasts were asked for"}, nil)
	goldentest.Compare(t, "stability-empty", show(t, container.NewGridWithColumns(2, noise, search, tradeoff, transfer, visible), 500, 420).Canvas().Capture())
	// Without a truth the amplifications are plotted.
	l := noiseLine("p 5", 0, math.NaN(), 3)
	for i := range l.Points {
		l.Points[i].Error = math.NaN()
	}
	noise.SetLines([]NoiseLine{l}, 0)
	if noise.PlotsErrors() || len(noise.values(l)) != len(norms) || noise.values(l)[0].worst != 3 {
		t.Errorf("without a truth: %+v", noise.values(l))
	}
}
