package session

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestASessionIsHeldByOneWindow(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "mine.firenet")
	first, err := HoldFile(path)
	if err != nil || first == nil {
		t.Fatal(first, err)
	}
	if _, err := HoldFile(path); !errors.Is(err, ErrHeld) {
		t.Errorf("a second window: %v", err)
	}
	if other, err := HoldFile(filepath.Join(dir, "other.firenet")); err != nil {
		t.Errorf("another session: %v", err)
	} else {
		other.Release()
	}
	first.Release()
	again, err := HoldFile(path)
	if err != nil || again == nil {
		t.Fatalf("after the first one has let go: %v", err)
	}
	_ = again.lock.Close() // as the system does for a program that was killed
	third, err := HoldFile(path)
	if err != nil || third == nil {
		t.Fatalf("after a window was killed: %v", err)
	}
	third.Release()
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("%v are left", left)
	}
	// Where nothing can be written nobody is told, and nothing fails.
	if h, err := HoldFile(filepath.Join(dir, "missing", "x.firenet")); h != nil || err != nil {
		t.Errorf("in a folder that is not there: %v, %v", h, err)
	}
}

func TestAClockSetWronglyTakesNothingAway(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	s := openSlot(t, dir, now)
	save(t, s)
	s.kill()
	for _, at := range []time.Time{now.AddDate(50, 0, 0), now.AddDate(-50, 0, 0)} {
		later := openSlot(t, dir, at)
		if len(later.Orphans()) != 1 {
			t.Fatalf("in %d there are %d autosaves, want that of %d", at.Year(), len(later.Orphans()), now.Year())
		}
		if err := later.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAFolderThatWasRemovedIsMadeAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "autosave")
	s := openSlot(t, dir, time.Now())
	save(t, s)
	if err := os.RemoveAll(dir); err != nil {
		t.Skip("this system keeps folders whose files are open:", err)
	}
	save(t, s)
	other := openSlot(t, dir, time.Now())
	if len(other.Orphans()) != 0 {
		t.Error("the autosave of a running program is offered: its lock is gone")
	}
	if err := other.Close(); err != nil {
		t.Error(err)
	}
	s.kill()
	if after := openSlot(t, dir, time.Now()); len(after.Orphans()) != 1 {
		t.Error("what was saved is not there")
	}
}
