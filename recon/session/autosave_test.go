package session

import (
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"firenet/recon/wholefile"
)

func openSlot(t *testing.T, dir string, now time.Time) *Slot {
	t.Helper()
	s, err := OpenSlot(dir, now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// kill lets go of a slot as the system does for a program that is killed.
func (s *Slot) kill() {
	_ = s.lock.Close()
	for _, o := range s.orphans {
		_ = o.lock.Close()
	}
}

func save(t *testing.T, s *Slot) {
	t.Helper()
	if err := s.Save(small(t, "")); err != nil {
		t.Fatal(err)
	}
}

func TestAutosavesOfRunningProgramsAreTheirOwn(t *testing.T) {
	dir, now := filepath.Join(t.TempDir(), "cache", "autosave"), time.Now()
	first := openSlot(t, dir, now)
	save(t, first)
	second := openSlot(t, dir, now)
	if len(second.Orphans()) != 0 {
		t.Fatal("the autosave of a running program is offered")
	}
	first.kill()
	third := openSlot(t, dir, now)
	if len(third.Orphans()) != 1 {
		t.Fatalf("%d autosaves of killed programs, want 1", len(third.Orphans()))
	}
	fourth := openSlot(t, dir, now)
	if len(fourth.Orphans()) != 0 {
		t.Error("two programs offer the same autosave")
	}
	o := third.Orphans()[0]
	if s, err := Read(o.Path); err != nil || len(s.Runs) != 3 {
		t.Errorf("the autosave cannot be read: %v", err)
	}
	// Neither taken nor refused: the next program offers it.
	if err := third.Close(); err != nil {
		t.Fatal(err)
	}
	fifth := openSlot(t, dir, now)
	if len(fifth.Orphans()) != 1 {
		t.Fatal("an autosave that nobody decided on is gone")
	}
	fifth.Discard(fifth.Orphans()[0])
	for _, s := range []*Slot{second, fourth, fifth} {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("in the end the folder holds %v", entries)
	}
}

// Programs that start and end at the same time look at each other's locks before they are
// locked, and must not take them for those of programs that were killed.
func TestProgramsThatStartAtTheSameTime(t *testing.T) {
	dir := t.TempDir()
	var programs sync.WaitGroup
	for range 8 {
		programs.Go(func() {
			for range 50 {
				s, err := OpenSlot(dir, time.Now())
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := wholefile.Lock(s.path(lockSuffix)); !wholefile.IsLocked(err) {
					t.Errorf("the lock of a running program can be taken: %v", err)
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	programs.Wait()
}

func TestOldAutosavesAreRemoved(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	for i := range keepOrphans + 2 {
		s := openSlot(t, dir, now)
		save(t, s)
		at := now.Add(-time.Duration(i) * time.Hour)
		if i == 1 {
			at = now.Add(-keepFor - time.Hour)
		}
		if err := os.Chtimes(s.path(Extension), at, at); err != nil {
			t.Fatal(err)
		}
		s.kill()
	}
	scrap := filepath.Join(dir, "."+autosavePrefix+"x.firenet.123")
	if err := os.WriteFile(scrap, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(scrap, now.Add(-2*time.Hour), now.Add(-2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	s := openSlot(t, dir, now)
	if n := len(s.Orphans()); n != keepOrphans {
		t.Errorf("%d autosaves are kept, want %d", n, keepOrphans)
	}
	for i, o := range s.Orphans() {
		if now.Sub(o.Time) > keepFor || i > 0 && o.Time.After(s.Orphans()[i-1].Time) {
			t.Errorf("autosave %d is of %v", i, o.Time)
		}
	}
	if _, err := os.Stat(scrap); err == nil {
		t.Error("the half-written file of a killed program is still there")
	}
}

// TestAHalfWrittenAutosaveGoes: a program was killed while it wrote; the next one neither
// offers nor keeps what there is of it.
func TestAHalfWrittenAutosaveGoes(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	first := openSlot(t, dir, now)
	_ = wholefile.Write(first.path(Extension), func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) != 2 { // the lock and what is being written
			t.Fatalf("%v: %v", entries, err)
		}
		scrap := filepath.Join(dir, entries[0].Name())
		return os.Link(scrap, scrap[:len(scrap)-len(".part")]+"0.part") // as if it had been killed here
	})
	if err := os.Remove(first.path(Extension)); err != nil {
		t.Fatal(err)
	}
	first.kill()
	second := openSlot(t, dir, now)
	if len(second.Orphans()) != 0 {
		t.Error("what is not whole is offered")
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("%v are left", entries)
	}
}
