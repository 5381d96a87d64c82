package form

import (
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"firenet/gui/look"
)

// Fields and sliders come and go with the reconstructors of a recipe. None may make the
// toolkit read the fonts again, which it then keeps for good: some megabytes each time.
func TestFieldsShareFonts(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(&look.Theme{Mode: look.LightMode})
	draw := func(n int) int64 {
		box := container.NewVBox()
		for range n {
			e := NewEntry(true, Tip{}, nil)
			e.SetText("0.25")
			s := NewSlider(0, 1)
			s.Value = 0.5
			box.Add(e)
			box.Add(s)
		}
		w := test.NewTempWindow(t, box)
		w.Resize(fyne.NewSize(100, 100))
		box.Refresh()
		w.Canvas().Capture()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	first := draw(1)
	if grown := draw(10) - first; grown > 4<<20 {
		t.Errorf("10 fields and sliders take %.1f MB", float64(grown)/(1<<20))
	}
}
