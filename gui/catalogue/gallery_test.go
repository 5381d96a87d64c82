package catalogue

import (
	"testing"

	"firenet/gui/model"
	"firenet/recon/array"
)

// Large pictures are prepared by a worker: the pane keeps what it shows meanwhile, and
// what nobody waits for any more is dropped.
func TestLargePicturesArePreparedByAWorker(t *testing.T) {
	calls := make(chan func(), 4)
	made := 0
	g := NewGallery(func(f func()) { calls <- f }, func() { made++ })
	a, b := array.NewComplex(array.Shape{H: 640, W: 640}), array.NewComplex(array.Shape{H: 640, W: 640})
	first, second := Key{Kind: model.Image, Image: a}, Key{Kind: model.Image, Image: b}
	if g.Get(first) != nil || g.Get(second) != nil || g.Get(first) != nil {
		t.Fatal("prepared on the window's goroutine")
	}
	g.keep(func(k Key) bool { return k == second })
	(<-calls)()
	(<-calls)()
	if made != 1 || g.Get(second) == nil || len(g.ready) != 1 {
		t.Errorf("told %d times, %d pictures kept", made, len(g.ready))
	}
	if small := (Key{Kind: model.Mask, Mask: array.NewMask(array.Shape{H: 8, W: 8})}); g.Get(small) == nil {
		t.Error("a small picture waits for a worker")
	}
	g.Close()
}
