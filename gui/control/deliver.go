package control

import (
	"context"
	"errors"
	"time"

	"firenet/recon/result"
)

// take applies what run n has reported, on the window's goroutine. A run that is no
// longer the current one is not heard.
func (c *Controller) take(n *run) {
	if c.closed || n == nil {
		return
	}
	if n == c.late {
		c.takeLate(n)
		return
	}
	if n != c.run {
		return
	}
	w := n.feed.take()
	began := c.now()
	defer func() { n.feed.drawn(began) }()
	var what Change
	if w.begun {
		what = StatusChanged | TracksChanged | OutputsChanged | RunsChanged | AttacksChanged
	}
	if w.prepared != nil {
		if !c.prepared(w.prepared) {
			what |= DataChanged
		}
		n.record.Data = w.prepared
		what |= TracksChanged | OutputsChanged
	}
	for _, s := range w.started {
		t := c.tracks[s.i]
		t.Phase, t.Layers, t.Layer, t.Block, t.Points = Active, s.layers, 0, 0, nil
		c.status.Current = t
		if n.first.IsZero() {
			n.first = c.now()
		}
		what |= StatusChanged | TracksChanged | OutputsChanged
	}
	for _, p := range w.points {
		t := c.tracks[p.i]
		t.Layer, t.Block = p.layer, p.block
		if p.recorded {
			t.Points = append(t.Points, p.history)
		}
		c.status.Layers++
		what |= StatusChanged | TracksChanged
	}
	for i, p := range w.pictures {
		p.owner = n.record
		c.tracks[i].Picture, c.tracks[i].Output = p, nil
		what |= TracksChanged
	}
	for _, f := range w.finished {
		c.finish(c.tracks[f.i], f.out)
		c.tracks[f.i].Picture.owner = n.record
		what |= StatusChanged | TracksChanged | OutputsChanged
	}
	if len(w.attacks) > 0 {
		c.takeAttacks(n, w.attacks)
		what |= StatusChanged | AttacksChanged
	}
	if len(w.questions) > 0 {
		what |= StatusChanged
		if n.fromTime.IsZero() {
			n.fromTime, n.from = c.now(), c.work(n, false)
		}
		if c.takeQuestions(n, w.questions) {
			what |= AttacksChanged
		}
	}
	c.measure(n)
	if w.end != nil {
		c.ended(n, w.end)
		what |= StatusChanged | TracksChanged | OutputsChanged | RunsChanged | AttacksChanged
	}
	if what != 0 {
		c.changed(what)
	}
}

// prepared takes truth, mask and samples. Pictures of another shape cannot stand beside
// the new truth and go. It says whether all is as it was before.
func (c *Controller) prepared(d *Data) bool {
	old := c.data
	c.data = d
	same := old != nil && old.Truth == d.Truth && old.Mask == d.Mask && old.Samples == d.Samples && old.Spectrum == d.Spectrum
	for _, t := range c.tracks {
		if t.Picture != nil && t.Picture.Image.Shape != d.Shape() {
			t.Picture, t.Output = nil, nil
		}
	}
	for _, a := range c.attacks {
		if a.Output != nil && a.Output.Samples != nil && a.Output.Samples.Shape != d.Shape() {
			a.Output = nil
		}
	}
	c.forgetQuestions(d)
	return same
}

func (c *Controller) finish(t *Track, out *result.Output) {
	t.Phase, t.Output = Finished, out
	t.Layer, t.Points = t.Layers, out.History
	t.Picture = &Picture{Image: out.Image, Layer: t.Layers, Layers: t.Layers, RelativeL2: t.relativeL2()}
	if c.data != nil {
		t.Picture.Truth = c.data.Truth
	}
	if out.Metrics != nil {
		t.Picture.RelativeL2 = out.Metrics.RelativeL2
	}
	if c.status.Current == t {
		c.status.Current = nil
	}
}

// measure computes the fraction done and the time left. The time left counts the layers
// that were really computed, since results that were kept from an earlier run cost none.
func (c *Controller) measure(n *run) {
	if len(c.attacks)+len(c.questions) > 0 {
		c.measureAttacks(n)
		return
	}
	done, all := 0, 0
	for i, t := range c.tracks {
		all += n.layers[i]
		if t.Phase == Finished {
			done += n.layers[i]
		} else {
			done += t.Layer
		}
	}
	if all == 0 {
		return
	}
	c.status.Fraction = float64(done) / float64(all)
	c.status.Left = -1
	if c.status.Layers > 0 && !n.first.IsZero() {
		each := c.now().Sub(n.first) / time.Duration(c.status.Layers)
		c.status.Left = each * time.Duration(all-done)
	}
}

// ended takes the end of the current run.
func (c *Controller) ended(n *run, e *ending) {
	c.status.Elapsed = c.now().Sub(n.start)
	c.status.Current, c.status.Left = nil, -1
	c.run, c.owed = nil, time.Time{}
	if e.result != nil {
		c.timings = e.result.Timings
	}
	c.haltAttacks(e.err == nil)
	c.haltQuestions()
	switch {
	case e.err == nil:
		c.status.State, c.status.Fraction = Done, 1
	case errors.Is(e.err, context.Canceled):
		c.status.State = Stopped
	default:
		c.status.State, c.status.Err = Failed, e.err
		if c.complain("", e.err) {
			c.changed(ErrorsChanged)
		}
	}
	for _, t := range c.tracks {
		if t.Phase == Active || t.Phase == Waiting {
			t.Phase = Halted
		}
	}
	c.endRecord(n.record, c.status.State, c.status.Err)
}
