package parallel

import (
	"sync/atomic"
	"time"
)

// helper hands a loop over to a goroutine and back. Passes over a small picture take some
// ten microseconds, which is less than it takes to wake a sleeping goroutine. So both sides
// look for a while before they sleep, and a loop that the helper has not begun when the
// others are through is taken back from it.
type helper struct {
	state  atomic.Int32
	asleep atomic.Bool // the helper waits for wake
	waits  atomic.Bool // the caller waits for ended
	wake   chan struct{}
	ended  chan struct{}
	_      [40]byte // a cache line for each
}

// The states of a helper.
const (
	idle    int32 = iota
	offered       // there is a loop, which it has not begun
	working
	closed
)

// patience is how long one side looks for the other before it sleeps: longer than the work
// that one goroutine does between two loops, shorter than what a busy machine would miss.
const patience = 50 * time.Microsecond

func (h *helper) begin() {
	h.wake, h.ended = make(chan struct{}, 1), make(chan struct{}, 1)
}

// offer is the caller's: there is a loop.
func (h *helper) offer() {
	h.state.Store(offered)
	h.rouse()
}

// rouse wakes the helper if it sleeps.
func (h *helper) rouse() {
	if h.asleep.CompareAndSwap(true, false) {
		h.wake <- struct{}{}
	}
}

// finish is the caller's: it returns when the helper is not in the loop.
func (h *helper) finish(free bool) {
	if h.state.CompareAndSwap(offered, idle) || free && look(func() bool { return h.state.Load() == idle }) {
		return
	}
	h.waits.Store(true)
	if h.state.Load() == idle && h.waits.CompareAndSwap(true, false) {
		return
	}
	<-h.ended
}

// end is the caller's: there will be no loop any more.
func (h *helper) end() {
	h.state.Store(closed)
	h.rouse()
}

// await is the helper's: it returns when there is a loop, false when there will be none.
func (h *helper) await(free bool) bool {
	for {
		if !free || !look(func() bool { return h.state.Load() != idle }) {
			h.asleep.Store(true)
			if h.state.Load() == idle || !h.asleep.CompareAndSwap(true, false) {
				<-h.wake
			}
		}
		if h.state.CompareAndSwap(offered, working) {
			return true
		}
		if h.state.Load() == closed {
			return false
		}
	}
}

// done is the helper's: it has left the loop.
func (h *helper) done() {
	h.state.Store(idle)
	if h.waits.CompareAndSwap(true, false) {
		h.ended <- struct{}{}
	}
}

// look waits for ready to become true, for a while, and says whether it has.
func look(ready func() bool) bool {
	for begin := time.Now(); ; {
		for range 16 {
			if ready() {
				return true
			}
		}
		if time.Since(begin) > patience {
			return false
		}
	}
}
