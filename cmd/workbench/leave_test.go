package main

import (
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
