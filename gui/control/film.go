package control

import (
	"context"
	"errors"
	"math"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
)

// FilmBytes is how much of a reconstructor's iterates is kept. Where all would take more,
// every second, third, ... layer is kept, and the last.
const FilmBytes = 256 << 20

// Film is the iterates of one reconstructor, layer by layer, exactly as they were
// computed: it is filled by a worker, which computes the reconstructor once more.
type Film struct {
	Name   string
	Layers int // of the whole network
	Stride int // 1: every layer is there
	Ready  bool
	Err    error

	layers []int
	frames [][]complex64 // of a method in single precision, whose iterates these are bit by bit
	double []*array.Complex
	shape  array.Shape
	run    *Run
	at     int // frame that is shown, -1: none
	cancel context.CancelFunc
}

// Replayer is a job whose reconstructors can be computed once more, layer by layer.
type Replayer interface {
	Replay(ctx context.Context, reconstructor int, see func(reconstruct.Layer)) error
}

// errNoFilm says why there is nothing to play.
var errNoFilm = errors.New("there are no layers to play: run a reconstructor that iterates")

// Film is the film that is being made or played, nil for none.
func (c *Controller) Film() *Film { return c.film }

// OpenFilm computes the layers of a reconstructor of the run that is shown. made is called
// on the window's goroutine when they are there, or when that has failed.
func (c *Controller) OpenFilm(name string, made func(*Film)) error {
	c.CloseFilm()
	t, i := c.trackAt(name)
	if t == nil || t.Output == nil || t.Layers < 2 || c.shown == nil || c.shown.State != Done {
		return errNoFilm
	}
	ctx, cancel := context.WithCancel(c.root)
	f := &Film{Name: name, Layers: t.Layers, run: c.shown, at: -1, cancel: cancel, shape: t.Output.Image.Shape}
	perFrame := int64(8)
	single := t.Output.Single
	if !single {
		perFrame = 16
	}
	room := max(2, FilmBytes/(perFrame*int64(f.shape.Len())))
	f.Stride = int((int64(t.Layers) + room - 1) / room)
	c.film = f
	recipe := c.shown.Recipe
	c.workers.Add(1)
	go func() {
		defer c.workers.Done()
		frames := &Film{Stride: f.Stride}
		err := c.expose(ctx, recipe, i, single, frames)
		c.post(func() { c.developed(f, frames, err, made) })
	}()
	return nil
}

func (c *Controller) trackAt(name string) (*Track, int) {
	for i, t := range c.tracks {
		if t.Name == name {
			return t, i
		}
	}
	return nil, 0
}

// expose is the worker: it plans the recipe, of which the engine has kept the steps, and
// keeps the iterates.
func (c *Controller) expose(ctx context.Context, r recipe.Recipe, i int, single bool, f *Film) (err error) {
	defer experiment.Caught(&err)
	job, err := c.engine.Plan(ctx, r)
	if err != nil {
		return err
	}
	replayer, ok := job.(Replayer)
	if !ok {
		return errNoFilm
	}
	return replayer.Replay(ctx, i, func(l reconstruct.Layer) {
		if ctx.Err() != nil || l.Index()%f.Stride != 0 && l.Index() != l.Total() {
			return
		}
		image := l.Image()
		f.layers = append(f.layers, l.Index())
		if !single {
			f.double = append(f.double, image)
			return
		}
		frame := make([]complex64, len(image.Data))
		for k, z := range image.Data {
			frame[k] = complex64(z)
		}
		f.frames = append(f.frames, frame)
	})
}

// developed takes the frames, unless nobody waits for them any more.
func (c *Controller) developed(f, frames *Film, err error, made func(*Film)) {
	f.cancel()
	if c.closed || c.film != f {
		return
	}
	f.layers, f.frames, f.double = frames.layers, frames.frames, frames.double
	f.Err, f.Ready = err, err == nil && len(frames.layers) > 0
	if !f.Ready {
		c.film = nil
	}
	made(f)
}

// Shows lists the layers that the film has.
func (f *Film) Shows() []int { return f.layers }

// Layer is the layer that is shown, 0 for none.
func (f *Film) Layer() int {
	if f.at < 0 {
		return 0
	}
	return f.layers[f.at]
}

// Seek shows the iterate of the film that is nearest to a layer in place of the result.
func (c *Controller) Seek(layer int) {
	f := c.film
	if f == nil || !f.Ready || f.run != c.shown {
		return
	}
	best := 0
	for i, l := range f.layers {
		if abs(l-layer) < abs(f.layers[best]-layer) {
			best = i
		}
	}
	if best == f.at {
		return
	}
	f.at = best
	c.playing = c.playing[:0:0]
	for _, t := range f.run.Tracks {
		if t.Name == f.Name {
			t = f.still(t)
		}
		c.playing = append(c.playing, t)
	}
	c.tracks = c.playing
	c.changed(TracksChanged)
}

func abs(x int) int { return max(x, -x) }

// still is the track with the film's iterate as its picture.
func (f *Film) still(t *Track) *Track {
	layer := f.layers[f.at]
	shown := *t
	shown.Output, shown.Seeking = nil, layer
	shown.Picture = &Picture{Image: f.image(), Layer: layer, Layers: f.Layers, RelativeL2: math.NaN(), owner: f.run}
	if t.Picture != nil {
		shown.Picture.Truth = t.Picture.Truth
	}
	for _, p := range t.Points {
		if p.Layer == layer {
			shown.Picture.RelativeL2 = p.RelativeL2
		}
	}
	if truth := shown.Picture.Truth; truth != nil && math.IsNaN(shown.Picture.RelativeL2) {
		shown.Picture.RelativeL2 = array.Distance(shown.Picture.Image, truth) / truth.Norm()
	}
	return &shown
}

// image is the frame that is shown.
func (f *Film) image() *array.Complex {
	if f.double != nil {
		return f.double[f.at]
	}
	a := array.NewComplex(f.shape)
	for k, z := range f.frames[f.at] {
		a.Data[k] = complex128(z)
	}
	return a
}

// CloseFilm goes back to the result and forgets the film.
func (c *Controller) CloseFilm() {
	f := c.film
	if f == nil {
		return
	}
	f.cancel()
	c.film = nil
	if f.at >= 0 && c.shown == f.run {
		c.tracks, c.playing = f.run.Tracks, nil
		c.changed(TracksChanged | OutputsChanged)
	}
}
