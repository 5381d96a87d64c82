package catalogue

import (
	"slices"
	"sync"

	"firenet/gui/model"
	"firenet/recon/array"
)

// Key names a picture that is prepared for viewing.
type Key struct {
	Kind             model.Kind
	Image, Reference *array.Complex
	Mask             *array.Mask
	levels           int            // of wavelet coefficients
	plus             *array.Complex // is added to the image
	realPart         bool           // of a residual its real part, whatever the reference is
	Times            float64        // magnified; 0: as it is
}

// shape is that of the picture.
func (k Key) shape() array.Shape {
	if k.Image == nil {
		return k.Mask.Shape
	}
	return k.Image.Shape
}

// prepare makes the picture.
func (k Key) prepare() *model.Picture {
	switch {
	case k.plus != nil:
		return model.NewPicture(k.Kind, Sum(k.Image, k.plus))
	case k.Times != 0:
		return model.NewMagnified(k.Image, k.Times)
	case k.Kind == model.Residual && k.realPart:
		return model.NewPicture(k.Kind, Difference(k.Image, k.Reference))
	}
	switch k.Kind {
	case model.Residual:
		if k.Reference == nil { // it is a difference already
			return model.NewPicture(k.Kind, k.Image)
		}
		return model.NewResidual(k.Image, k.Reference)
	case model.Spectrum:
		return model.NewSpectrum(k.Image, k.Mask)
	case model.Coefficients:
		return model.NewCoefficients(k.Image, k.levels)
	case model.Mask:
		return model.NewMask(k.Mask)
	case model.Magnitude:
		if k.Reference != nil {
			return model.NewPicture(k.Kind, k.onMask())
		}
	}
	return model.NewPicture(k.Kind, k.Image)
}

// Sum is the sum of two images of the same shape.
func Sum(a, b *array.Complex) *array.Complex {
	c := array.NewComplex(a.Shape)
	for i := range c.Data {
		c.Data[i] = a.Data[i] + b.Data[i]
	}
	return c
}

// onMask is image minus reference where the mask is on, 0 elsewhere: of samples and the
// spectrum, the noise.
func (k Key) onMask() *array.Complex {
	e := array.NewComplex(k.Image.Shape)
	for i, on := range k.Mask.Data {
		if on {
			e.Data[i] = k.Image.Data[i] - k.Reference.Data[i]
		}
	}
	return e
}

// small is how many pixels are prepared on the spot, in a few milliseconds. Larger
// pictures are prepared by a worker, one at a time.
const small = 512 * 512

// Gallery keeps the pictures that are prepared. Its methods are called on the window's
// goroutine.
type Gallery struct {
	post func(func())
	made func() // told when a picture that was asked for is there
	// guard runs the work; false: it has panicked, which is said elsewhere.
	Guard func(func()) bool

	ready  map[Key]*model.Picture
	wanted []Key // by the worker, the first one is at work
	busy   bool
	closed bool
	worker sync.WaitGroup
}

// NewGallery makes one without pictures. made is told when one that was waited for is there.
func NewGallery(post func(func()), made func()) *Gallery {
	return &Gallery{post: post, made: made, Guard: func(f func()) bool { f(); return true }, ready: map[Key]*model.Picture{}}
}

// Get is the picture, nil while it is prepared: made is called later.
func (g *Gallery) Get(k Key) *model.Picture {
	if p, ok := g.ready[k]; ok {
		return p
	}
	if k.shape().Len() <= small {
		g.ready[k] = k.prepare()
		return g.ready[k]
	}
	if !slices.Contains(g.wanted, k) {
		g.wanted = append(g.wanted, k)
		g.start()
	}
	return nil
}

// start gives the worker the next picture.
func (g *Gallery) start() {
	if g.busy || g.closed || len(g.wanted) == 0 {
		return
	}
	g.busy = true
	k := g.wanted[0]
	g.worker.Add(1)
	go func() {
		defer g.worker.Done()
		var p *model.Picture
		if g.Guard(func() {
			p = k.prepare()
			p.Percentiles(0, 1) // counts the values, for the histogram
		}) {
			g.post(func() { g.take(k, p) })
			return
		}
		g.post(func() { g.take(k, nil) }) // there is none, and it is not asked for again
	}()
}

// take takes a picture from the worker, unless nobody wants it any more.
func (g *Gallery) take(k Key, p *model.Picture) {
	g.busy = false
	if i := slices.Index(g.wanted, k); i >= 0 && !g.closed {
		g.wanted = slices.Delete(g.wanted, i, i+1)
		g.ready[k] = p
		g.made()
	}
	g.start()
}

// keep forgets the pictures that are not alive.
func (g *Gallery) keep(alive func(Key) bool) {
	for k := range g.ready {
		if !alive(k) {
			delete(g.ready, k)
		}
	}
	g.wanted = slices.DeleteFunc(g.wanted, func(k Key) bool { return !alive(k) })
}

// Close returns when the worker has ended.
func (g *Gallery) Close() {
	g.closed = true
	g.worker.Wait()
}
