package gui

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/gui/control"
	"firenet/gui/look"
	"firenet/recon/recipe"
)

// BenchmarkLive is what BenchmarkLive of gui/control is, with all that the window does for
// an edit and for its result, but the drawing of the toolkit itself.
func BenchmarkLive(b *testing.B) {
	for _, size := range []int{256, 512} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			app := test.NewTempApp(b)
			app.Settings().SetTheme(&look.Theme{Mode: look.LightMode})
			calls := make(chan func(), 4096)
			o := Options{Recipe: recipe.Default(), Engine: control.NewExperiments(2), Post: func(f func()) { calls <- f }}
			o.After = func(time.Duration, func()) func() { return func() {} }
			o.Recipe.Image.Size = size
			w := New(app, o)
			defer w.Close()
			w.Show()
			w.win.Resize(fyne.NewSize(1280, 800))
			inside := time.Duration(0)
			done := func() {
				for before := w.control.Shown(); w.control.Shown() == before || w.control.Status().State != control.Done; {
					f := <-calls
					begin := time.Now()
					f()
					inside += time.Since(begin)
				}
			}
			for w.control.Status().State != control.Done {
				(<-calls)()
			}
			slider := w.left.reconstructors.form.Slider("reconstructor.FIRENET.lambda")
			least := time.Hour
			for i := 0; b.Loop(); i++ {
				begin := time.Now()
				slider.SetValue(0.3 + 0.05*float64(i%5))
				inside += time.Since(begin)
				done()
				least = min(least, time.Since(begin))
			}
			b.ReportMetric(float64(least.Microseconds())/1000, "least-ms")
			b.ReportMetric(float64(inside.Microseconds())/1000/float64(b.N), "window-ms")
		})
	}
}
