package control

import (
	"math"
	"slices"
	"testing"

	"firenet/recon/array"
	"firenet/recon/recipe"
)

// filmed is a controller over the real engine with a run of 64 x 64 that has ended.
func filmed(t *testing.T) (*Controller, *queue) {
	t.Helper()
	r := recipe.Default()
	r.Image.Size = 64
	q := newQueue()
	c := New(r, Options{Engine: NewExperiments(1), Post: q.post})
	t.Cleanup(c.Close)
	c.Run()
	q.state(t, c, Done)
	return c, q
}

func TestAFilmShowsTheExactIterates(t *testing.T) {
	c, q := filmed(t)
	result := c.Track("FIRENET")
	if err := c.OpenFilm("Zero-filled", func(*Film) {}); err == nil {
		t.Error("a method without layers is played")
	}
	ready := false
	if err := c.OpenFilm("FIRENET", func(f *Film) { ready = f.Ready }); err != nil {
		t.Fatal(err)
	}
	q.until(t, "the film", func() bool { return ready })
	f := c.Film()
	if f.Stride != 1 || len(f.Shows()) != 25 {
		t.Fatalf("stride %d, %d layers", f.Stride, len(f.Shows()))
	}
	for _, layer := range []int{1, 7, 25} {
		c.Seek(layer)
		tr := c.Track("FIRENET")
		if tr.Seeking != layer || tr.Output != nil || tr.Picture.Layer != layer {
			t.Fatalf("layer %d: track %+v", layer, tr)
		}
		e := array.Distance(tr.Picture.Image, c.Data().Truth) / c.Data().Truth.Norm()
		if want := result.Points[layer-1].RelativeL2; math.Abs(e/want-1) > 1e-5 || tr.Picture.RelativeL2 != want {
			t.Errorf("layer %d has error %g, the curve says %g", layer, e, want)
		}
	}
	if !slices.Equal(c.Track("FIRENET").Picture.Image.Data, result.Output.Image.Data) {
		t.Error("the last iterate is not the result, bit by bit")
	}
	c.CloseFilm()
	if c.Track("FIRENET") != result || c.Film() != nil {
		t.Error("closing the film does not lead back to the result")
	}
	c.Seek(3) // without a film: nothing
	if c.Track("FIRENET") != result {
		t.Error("sought without a film")
	}
}

func TestAnEditEndsTheFilm(t *testing.T) {
	c, q := filmed(t)
	ready := false
	_ = c.OpenFilm("FIRENET", func(f *Film) { ready = f.Ready })
	q.until(t, "the film", func() bool { return ready })
	c.Seek(3)
	before := c.Shown()
	if err := c.Set("noise.level", 0.1); err != nil {
		t.Fatal(err)
	}
	q.until(t, "another run", func() bool { return c.Shown() != before && c.Status().State == Done })
	if c.Film() != nil || c.Track("FIRENET").Seeking != 0 || c.Track("FIRENET").Output == nil {
		t.Error("the film goes on over another run")
	}
	// One that is still being made is dropped, and its worker ends with the controller.
	_ = c.OpenFilm("FIRENET", func(*Film) { t.Error("told of a film that was closed") })
	c.CloseFilm()
}
