package main

import (
	"os"
	"os/signal"
	"testing"
	"time"
)

func TestLeaveAnyway(t *testing.T) {
	returned := make(chan struct{})
	ended := false
	leaveAnyway(returned, time.Millisecond, func() { ended = true })
	if !ended {
		t.Error("a toolkit that does not return is waited for for ever")
	}
	close(returned)
	leaveAnyway(returned, time.Hour, func() { t.Error("ended although the toolkit has returned") })
}

func TestLeaveWhenTold(t *testing.T) {
	here := make(chan os.Signal, 1)
	signal.Notify(here, os.Interrupt) // the runtime must not end the test before onSignal listens
	defer signal.Stop(here)
	left := make(chan struct{})
	go onSignal(make(chan struct{}), func() { close(left) })
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for {
		if err := self.Signal(os.Interrupt); err != nil {
			t.Skip("this system sends no signals to a process: ", err)
		}
		select {
		case <-left:
			return
		case <-time.After(time.Millisecond):
		}
	}
}

func TestNobodyTold(t *testing.T) {
	returned := make(chan struct{})
	close(returned)
	onSignal(returned, func() { t.Error("left although the toolkit has returned") })
}
