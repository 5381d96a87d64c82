package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReplaceFigures(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.md")
	text := "before\n" + beginFigures + "old\n" + endFigures + "\nafter\n"
	if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := replaceFigures(page, "new\n\n"); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(page)
	if want := strings.Replace(text, "old", "new", 1); string(got) != want {
		t.Errorf("page is %q, want %q", got, want)
	}
	if err := replaceFigures(filepath.Join(t.TempDir(), "none.md"), ""); err == nil {
		t.Error("a page that is not there was written")
	}
}

func TestLeast(t *testing.T) {
	var l least
	if l.milliseconds() != "-" || l.ratio(1) != "-" {
		t.Error("nothing measured has a figure")
	}
	for _, x := range []float64{0, 0.004, 0.002, 0.003} {
		l.add(x)
	}
	if l.milliseconds() != "2" || l.ratio(0.004) != "0.50" {
		t.Errorf("least %s ms, ratio %s", l.milliseconds(), l.ratio(0.004))
	}
	// Twice the time for as many pixels, times the same logarithm.
	if got := least(0.004).perPixel(1024).ratio(least(0.002).perPixel(1024)); got != "2.00" {
		t.Errorf("per pixel: ratio %s, want 2.00", got)
	}
	if got := least(0.020).perPixel(1024).ratio(least(0.001).perPixel(32)); got != "0.31" {
		t.Errorf("per pixel: ratio %s, want 20 / 64 = 0.31", got)
	}
}
