package gui

import "testing"

// A soak must see what grows slowly, and must not be misled by what goes up and down.
func TestSoakSeesGrowth(t *testing.T) {
	series := func(at func(i int) float64) []usage {
		list := make([]usage, 12)
		for i := range list {
			mb := int64(at(i) * (1 << 20))
			list[i] = usage{bytes: mb, resident: 4 * mb, goroutines: 15}
		}
		return list
	}
	saw := func(i int) float64 { return 50 + 8*float64(i%2) }
	if err := judge(endThirds(series(saw))); err != nil {
		t.Errorf("up and down: %v", err)
	}
	if err := judge(endThirds(series(func(i int) float64 { return saw(i) + 1.5*float64(i) }))); err == nil {
		t.Error("1.5 MB a sample are not seen")
	}
	held := series(saw)
	held[11].goroutines++
	if err := judge(endThirds(held)); err == nil {
		t.Error("a goroutine is not seen")
	}
}
