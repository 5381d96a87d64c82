package viewer

import (
	"time"

	"firenet/gui/model"
)

// blinkTime is how long each of two pictures is seen.
const blinkTime = 400 * time.Millisecond

// Pair is two pictures that alternate in a pane, which shows the first one.
type Pair struct {
	Pane     *Pane
	Pictures [2]*model.Picture
	Names    [2]Badge
}

// Blinker alternates the pictures of a pair.
type Blinker struct {
	After func(time.Duration, func()) (stop func())

	pair *Pair // nil: nothing alternates
	turn int
	stop func() // of the timer
}

// Start shows the other picture at once, and then both in turn.
func (b *Blinker) Start(p *Pair) {
	if b.pair != nil || p == nil {
		return
	}
	b.pair, b.turn = p, 0
	b.next()
}

func (b *Blinker) next() {
	if b.pair == nil {
		return
	}
	b.turn = 1 - b.turn
	b.pair.Pane.SetBlink(b.pair.Pictures[b.turn], b.pair.Names[b.turn])
	b.stop = b.After(blinkTime, b.next)
}

// Stop shows the pane's own picture again.
func (b *Blinker) Stop() {
	if b.pair == nil {
		return
	}
	b.stop()
	b.pair.Pane.SetBlink(nil, Badge{})
	b.pair = nil
}

// On says whether a pair alternates.
func (b *Blinker) On() bool { return b.pair != nil }
