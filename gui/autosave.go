package gui

import (
	"bytes"
	"fmt"
	"time"

	"firenet/gui/model"
	"firenet/recon/session"
)

// When what is open is kept for after a crash: now and then if something has changed, and
// soon after a run has ended.
const (
	autosaveEvery = 30 * time.Second
	autosaveSoon  = 5 * time.Second
	// autosaveBytes is how much memory the arrays of an autosave may take; older runs
	// are left out of it.
	autosaveBytes = 128 << 20
)

// autosave keeps what is open in a file of this program. A nil autosave does nothing.
type autosave struct {
	w       *Window
	slot    *session.Slot
	saved   []byte // what tells the state that was kept last from others
	busy    bool
	again   bool // it was time to save while busy
	pending bool // a run has ended: soon
	stop    func()

	restored *session.Orphan // to be removed when the next autosave has been written
}

// openAutosave begins to keep what is open, and offers what others have left.
func (w *Window) openAutosave() {
	if w.options.Autosaves == "" {
		return
	}
	slot, err := session.OpenSlot(w.options.Autosaves, w.now())
	if err != nil {
		w.status.say(fmt.Errorf("nothing is kept for after a crash: %w", err))
		return
	}
	w.autosave = &autosave{w: w, slot: slot, stop: func() {}}
	w.autosave.next()
	w.autosave.offer()
}

// next waits for the next time.
func (a *autosave) next() {
	a.stop = a.w.after(autosaveEvery, func() {
		if a.w.closed {
			return
		}
		a.save()
		a.next()
	})
}

// soon saves in a little while.
func (a *autosave) soon() {
	if a == nil || a.pending {
		return
	}
	a.pending = true
	a.w.after(autosaveSoon, func() {
		a.pending = false
		if !a.w.closed {
			a.save()
		}
	})
}

// save writes what is open, unless nothing has changed since the last time. What comes while
// it is being written is written after it.
func (a *autosave) save() {
	if a.again = a.busy; a.busy || !a.w.settings.Autosave {
		return
	}
	s := a.w.session()
	state := stateOf(s)
	if bytes.Equal(state, a.saved) {
		return
	}
	s.File, s.Modified = a.w.control.Path, a.w.control.Modified()
	s = s.Within(autosaveBytes)
	a.busy = true
	a.w.background(func() func() {
		err := a.slot.Save(s)
		return func() {
			a.busy = false
			if a.again {
				defer a.save()
			}
			if err != nil {
				a.w.status.say(fmt.Errorf("what is open could not be kept for after a crash: %w", remedied(err)))
				return
			}
			a.saved = state
			if a.restored != nil {
				a.slot.Discard(a.restored)
				a.restored = nil
			}
		}
	})
}

// stateOf tells the state of a session from others, without its arrays.
func stateOf(s *session.Session) []byte {
	b := bytes.NewBuffer(s.Recipe.Encode())
	for _, r := range s.Runs {
		fmt.Fprintln(b, r.Number, r.Pinned, r.State, r.Elapsed)
	}
	fmt.Fprintln(b, s.Shown)
	b.Write(s.Layout)
	return b.Bytes()
}

// offer says what another program has left when it did not end by itself.
func (a *autosave) offer() {
	orphans := a.slot.Orphans()
	if len(orphans) == 0 || orphans[0] == a.restored {
		return
	}
	o := orphans[0]
	a.w.notice.ask("The last session was interrupted, "+o.Time.Format("2 Jan 15:04")+".",
		answer{"Restore what was open", func() { a.restore(o) }},
		answer{"Discard", func() { a.slot.Discard(o); a.offer() }})
}

// restore brings back what a program has left.
func (a *autosave) restore(o *session.Orphan) {
	w := a.w
	w.background(func() func() {
		s, err := ReadSession(o.Path)
		return func() {
			if err != nil {
				w.status.say(fmt.Errorf("it cannot be restored: %w", err))
				a.slot.Discard(o)
				return
			}
			w.restore(s, s.File)
			w.status.tell("Restored  " + model.Plural(len(s.Runs), "run"))
			a.restored = o
			a.save()
		}
	})
}

// close removes the autosave of a program that ends by itself.
func (a *autosave) close() {
	if a == nil {
		return
	}
	a.stop()
	if a.restored != nil { // and ended in order before the next autosave was written
		a.slot.Discard(a.restored)
	}
	_ = a.slot.Close() // what is left is offered at the next start
}
