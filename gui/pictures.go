package gui

import (
	"slices"
	"sync"

	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/result"
)

// pictureKey names a picture that is prepared for viewing.
type pictureKey struct {
	kind             model.Kind
	image, reference *array.Complex
	mask             *array.Mask
	levels           int            // of wavelet coefficients
	plus             *array.Complex // is added to the image
	realPart         bool           // of a residual its real part, whatever the reference is
	times            float64        // magnified; 0: as it is
}

// shape is that of the picture.
func (k pictureKey) shape() array.Shape {
	if k.image == nil {
		return k.mask.Shape
	}
	return k.image.Shape
}

// prepare makes the picture.
func (k pictureKey) prepare() *model.Picture {
	switch {
	case k.plus != nil:
		return model.NewPicture(k.kind, sum(k.image, k.plus))
	case k.times != 0:
		return model.NewMagnified(k.image, k.times)
	case k.kind == model.Residual && k.realPart:
		return model.NewPicture(k.kind, difference(k.image, k.reference))
	}
	switch k.kind {
	case model.Residual:
		return model.NewResidual(k.image, k.reference)
	case model.Spectrum:
		return model.NewSpectrum(k.image, k.mask)
	case model.Coefficients:
		return model.NewCoefficients(k.image, k.levels)
	case model.Mask:
		return model.NewMask(k.mask)
	case model.Magnitude:
		if k.reference != nil {
			return model.NewPicture(k.kind, k.onMask())
		}
	}
	return model.NewPicture(k.kind, k.image)
}

func sum(a, b *array.Complex) *array.Complex {
	c := array.NewComplex(a.Shape)
	for i := range c.Data {
		c.Data[i] = a.Data[i] + b.Data[i]
	}
	return c
}

// onMask is image minus reference where the mask is on, 0 elsewhere: of samples and the
// spectrum, the noise.
func (k pictureKey) onMask() *array.Complex {
	e := array.NewComplex(k.image.Shape)
	for i, on := range k.mask.Data {
		if on {
			e.Data[i] = k.image.Data[i] - k.reference.Data[i]
		}
	}
	return e
}

// small is how many pixels are prepared on the spot, in a few milliseconds. Larger
// pictures are prepared by a worker, one at a time.
const small = 512 * 512

// gallery keeps the pictures that are prepared. Its methods are called on the window's
// goroutine.
type gallery struct {
	post func(func())
	made func() // told when a picture that was asked for is there
	// guard runs the work; false: it has panicked, which is said elsewhere.
	guard func(func()) bool

	ready  map[pictureKey]*model.Picture
	wanted []pictureKey // by the worker, the first one is at work
	busy   bool
	closed bool
	worker sync.WaitGroup
}

func newGallery(post func(func()), made func()) *gallery {
	return &gallery{post: post, made: made, guard: func(f func()) bool { f(); return true }, ready: map[pictureKey]*model.Picture{}}
}

// get is the picture, nil while it is prepared: made is called later.
func (g *gallery) get(k pictureKey) *model.Picture {
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
func (g *gallery) start() {
	if g.busy || g.closed || len(g.wanted) == 0 {
		return
	}
	g.busy = true
	k := g.wanted[0]
	g.worker.Add(1)
	go func() {
		defer g.worker.Done()
		var p *model.Picture
		if g.guard(func() {
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
func (g *gallery) take(k pictureKey, p *model.Picture) {
	g.busy = false
	if i := slices.Index(g.wanted, k); i >= 0 && !g.closed {
		g.wanted = slices.Delete(g.wanted, i, i+1)
		g.ready[k] = p
		g.made()
	}
	g.start()
}

// keep forgets the pictures that are not alive.
func (g *gallery) keep(alive func(pictureKey) bool) {
	for k := range g.ready {
		if !alive(k) {
			delete(g.ready, k)
		}
	}
	g.wanted = slices.DeleteFunc(g.wanted, func(k pictureKey) bool { return !alive(k) })
}

// close returns when the worker has ended.
func (g *gallery) close() {
	g.closed = true
	g.worker.Wait()
}

// picture prepares an image for viewing, once; nil while it is being prepared, and for a
// nil image.
func (w *Window) picture(kind model.Kind, img *array.Complex) *model.Picture {
	if img == nil {
		return nil
	}
	return w.pictures.get(pictureKey{kind: kind, image: img})
}

// prune forgets pictures of images that are no longer there.
func (w *Window) prune() {
	images, masks := map[*array.Complex]bool{}, map[*array.Mask]bool{}
	if d := w.control.Data(); d != nil {
		for _, a := range []*array.Complex{d.Truth, d.Spectrum, d.Samples, d.ZeroFilled} {
			images[a] = true
		}
		masks[d.Mask] = true
	}
	for _, t := range append(slices.Clip(w.control.Tracks()), w.control.Compared()...) {
		if t.Picture != nil {
			images[t.Picture.Image] = true
			images[t.Picture.Truth] = true
		}
		if t.Output != nil {
			images[t.Output.Coefficients], images[t.Output.Dual] = true, true
		}
	}
	found := []*result.AttackOutput{}
	for _, a := range w.control.Attacks() {
		found = append(found, a.Output)
	}
	if t := w.control.Trial(); t != nil {
		found = append(found, t.Output)
	}
	for _, o := range found {
		if o == nil {
			continue
		}
		for _, x := range o.Arrays() {
			images[x] = true
		}
	}
	delete(images, nil)
	w.pictures.keep(func(k pictureKey) bool {
		if k.image == nil {
			return masks[k.mask]
		}
		return images[k.image] && (k.reference == nil || images[k.reference]) && (k.plus == nil || images[k.plus]) &&
			(k.times == 0 || k.times == w.lab.magnified)
	})
}
