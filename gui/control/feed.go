package control

import (
	"context"
	"sync"
	"time"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/reconstruct"
	"firenet/recon/result"
)

// frame is the least time between two pictures, and between two deliveries that carry
// only points. Where a picture takes long to compute, or the window to draw what it is
// given, the pause is a multiple of that time, so that watching costs a run little.
const (
	frame       = 50 * time.Millisecond
	pictureRest = 8 // times the time of computing a picture
	drawingRest = 4 // times the time of drawing
)

// hold is how long the news of a run wait for its end, so that a short run, as an edit in
// live mode begins, costs the window one delivery and no picture but its last. The time
// counts from the first run since one came to its end: runs that follow each other before
// any has ended, as in a drag, are seen while they compute.
const hold = 40 * time.Millisecond

// feed collects what one run reports, on the run's goroutine, until the window takes it.
type feed struct {
	now      func() time.Time
	after    func(time.Duration, func()) (stop func())
	post     func()    // asks the window to take
	owed     time.Time // from when on news are held
	spectrum func(operator string, x *array.Complex) (*array.Complex, error)

	mu      sync.Mutex
	asked   bool   // post was called and nothing taken since
	later   func() // stops the timer that asks for what is not due yet; nil without one
	timers  int    // counts them, so that one that was stopped too late does nothing
	last    time.Time
	news    news
	picture time.Time     // of the last picture
	cost    time.Duration // of computing it
	drawing time.Duration // of drawing the last delivery
}

// news is one delivery: events in the order in which they are applied.
type news struct {
	begun     bool
	prepared  *Data
	started   []started
	points    []point
	pictures  map[int]*Picture
	finished  []finished
	attacks   []attackNews
	questions []questionNews
	end       *ending
}

type started struct{ i, layers int }

type point struct {
	i, layer, block int
	history         result.HistoryPoint
	recorded        bool // history is on
}

type finished struct {
	i   int
	out *result.Output
}

type ending struct {
	result *result.Result
	err    error
}

// take hands over what has come together.
func (f *feed) take() news {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := f.news
	f.news, f.asked, f.last = news{}, false, f.now()
	f.forget()
	return n
}

// drawn notes when the window has drawn what it took, and how long that took.
func (f *feed) drawn(since time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.last = f.now()
	f.drawing = f.last.Sub(since)
}

// add changes the news and asks for delivery: if urgent at once, or when holding is over,
// else at most once a frame. News that are not due yet are asked for when they are, since
// the next may be long in coming.
func (f *feed) add(urgent bool, change func(*news)) {
	f.mu.Lock()
	change(&f.news)
	now := f.now()
	wait := f.owed.Add(hold).Sub(now)
	if !urgent {
		wait = max(wait, f.last.Add(max(frame, drawingRest*f.drawing)).Sub(now))
	}
	ask := !f.asked && (f.news.end != nil || wait <= 0)
	switch {
	case ask:
		f.asked = true
		f.forget()
	case !f.asked && (urgent || f.later == nil):
		f.forget()
		number := f.timers
		f.later = f.after(wait, func() { f.release(number) })
	}
	f.mu.Unlock()
	if ask {
		f.post()
	}
}

// forget stops the timer of what is not due yet; f.mu is held.
func (f *feed) forget() {
	if f.later != nil {
		f.later()
		f.later = nil
		f.timers++
	}
}

// release asks for what was not due when the timer of that number was set.
func (f *feed) release(number int) {
	f.mu.Lock()
	ask := number == f.timers && !f.asked
	if ask {
		f.asked = true
		f.forget()
	}
	f.mu.Unlock()
	if ask {
		f.post()
	}
}

// observer reports to f. Pictures are asked for at most once a frame, since a layer
// computes its picture only then.
func (f *feed) observer(ctx context.Context) *experiment.Observer {
	var truth *array.Complex
	o := &experiment.Observer{
		Prepared: func(r *result.Result) {
			truth = r.Truth
			d := f.data(r)
			f.add(true, func(n *news) { n.prepared = d })
		},
		Started: func(i int, _ string, layers int) {
			f.add(true, func(n *news) { n.started = append(n.started, started{i, layers}) })
		},
		Layer: func(i int, h result.HistoryPoint, layer reconstruct.Layer) {
			p := point{i: i, layer: layer.Index(), block: layer.Block(), history: h, recorded: h.Layer > 0}
			var pic *Picture
			if now := f.now(); f.pictureDue(now) && ctx.Err() == nil {
				pic = &Picture{Image: layer.Image(), Truth: truth, Layer: p.layer, Layers: layer.Total(), RelativeL2: h.RelativeL2}
				f.picture = f.now()
				f.cost = f.picture.Sub(now)
			}
			f.add(false, func(n *news) {
				n.points = append(n.points, p)
				if pic != nil {
					if n.pictures == nil {
						n.pictures = map[int]*Picture{}
					}
					n.pictures[i] = pic
				}
			})
		},
		Finished: func(i int, out *result.Output) {
			f.add(true, func(n *news) { n.finished = append(n.finished, finished{i, out}) })
		},
	}
	f.observeAttacks(o)
	f.observeQuestions(o)
	return o
}

// pictureDue says whether enough time has passed since the last picture.
func (f *feed) pictureDue(now time.Time) bool {
	f.mu.Lock()
	drawing := f.drawing
	f.mu.Unlock()
	return now.Sub(f.owed) >= hold && now.Sub(f.picture) >= max(frame, pictureRest*f.cost, drawingRest*drawing)
}

// data copies what the run has prepared; the run itself goes on writing to r. A spectrum
// that cannot be computed is replaced by what was measured of it.
func (f *feed) data(r *result.Result) *Data {
	d := &Data{
		Recipe: r.Recipe, Truth: r.Truth, Mask: r.Mask, Samples: r.Samples, Spectrum: r.Samples,
		ZeroFilled: r.ZeroFilled,
	}
	if r.Truth == nil {
		return d
	}
	if s, err := f.spectrum(r.Recipe.Sampling.Operator, r.Truth); err == nil {
		d.Spectrum = s
	}
	return d
}
