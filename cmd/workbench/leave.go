package main

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// patience is how long the toolkit may take to return after its window has been closed.
const patience = 5 * time.Second

// leaveAnyway ends the program when the toolkit does not return. Fyne 2.8.1 closes the queue
// of its main loop while the last event may still be on its way into it, and then waits for
// that event for ever: on a busy machine one end in some dozens.
func leaveAnyway(returned <-chan struct{}, after time.Duration, end func()) {
	select {
	case <-returned:
	case <-time.After(after):
		end()
	}
}

// onSignal calls leave when the program is told to end, which the toolkit hears as well and
// then quits by a way that tells its windows nothing.
func onSignal(returned <-chan struct{}, leave func()) {
	told := make(chan os.Signal, 1)
	signal.Notify(told, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(told)
	select {
	case <-told:
		leave()
	case <-returned:
	}
}
