package viewer

import "time"

// playing is how long a picture of a film is shown: a layer, a step of a search, a norm.
const playing = 80 * time.Millisecond

// Playback is whether a film plays, and what shows its next picture.
type Playback struct {
	After func(time.Duration, func()) (stop func())

	Running bool
	stopped func() // takes the next picture back; nil: none is armed
}

// Next arms the next picture, unless there is one or nothing plays.
func (b *Playback) Next(show func()) {
	if !b.Running || b.stopped != nil {
		return
	}
	b.stopped = b.After(playing, func() {
		b.stopped = nil
		if b.Running {
			show()
		}
	})
}

// Pause lets the picture stand that is shown.
func (b *Playback) Pause() {
	b.Running = false
	if b.stopped != nil {
		b.stopped()
		b.stopped = nil
	}
}
