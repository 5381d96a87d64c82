package session

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"firenet/recon/wholefile"
)

// How many autosaves of programs that ended early are kept, and for how long.
const (
	keepOrphans = 5
	keepFor     = 30 * 24 * time.Hour
)

const (
	autosavePrefix = "autosave-"
	lockSuffix     = ".lock"
)

// Slot is the place of one running program for its autosave. A lock that the system lets go
// when the program ends, however it ends, keeps others away.
type Slot struct {
	dir  string
	name string
	lock *os.File

	orphans []*Orphan
}

// Orphan is the autosave of a program that did not end by itself. It is held: no other
// program offers it too.
type Orphan struct {
	Path string
	Time time.Time
	lock *os.File
}

// OpenSlot makes a place in the folder dir, which is made if need be, and finds what
// others have left there. What is old is removed.
func OpenSlot(dir string, now time.Time) (*Slot, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	random := make([]byte, 8)
	_, _ = rand.Read(random) // never fails
	s := &Slot{dir: dir, name: autosavePrefix + hex.EncodeToString(random)}
	if err := s.hold(); err != nil {
		return nil, err
	}
	s.findOrphans(now)
	return s, nil
}

// hold makes the lock. It has its name only when it is locked: programs that look for
// orphans meanwhile would take it for that of a program that was killed.
func (s *Slot) hold() error {
	hidden := filepath.Join(s.dir, "."+s.name+lockSuffix)
	lock, err := wholefile.Lock(hidden)
	if err != nil {
		return err
	}
	if err := os.Rename(hidden, s.path(lockSuffix)); err != nil {
		return errors.Join(err, wholefile.LetGo(lock, hidden))
	}
	s.lock = lock
	return nil
}

func (s *Slot) path(suffix string) string { return filepath.Join(s.dir, s.name+suffix) }

// Save writes the autosave. It may be called on any goroutine, one call at a time. A folder
// that was removed meanwhile is made again, with its lock.
func (s *Slot) Save(session *Session) error {
	_, err := Write(s.path(Extension), session)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	old := s.lock
	if err := s.hold(); err != nil {
		return err
	}
	_ = old.Close()
	_, err = Write(s.path(Extension), session)
	return err
}

// Orphans are what others have left, the newest first.
func (s *Slot) Orphans() []*Orphan { return s.orphans }

// Close removes the autosave and lets orphans go, so that the next program offers them.
func (s *Slot) Close() error {
	for _, o := range s.orphans {
		_ = o.lock.Close()
	}
	s.orphans = nil
	err := os.Remove(s.path(Extension))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, wholefile.LetGo(s.lock, s.path(lockSuffix)))
}

// Discard removes an orphan: it was restored, or is not wanted.
func (s *Slot) Discard(o *Orphan) {
	s.orphans = slices.DeleteFunc(s.orphans, func(x *Orphan) bool { return x == o })
	_ = os.Remove(o.Path)
	_ = wholefile.LetGo(o.lock, strings.TrimSuffix(o.Path, Extension)+lockSuffix)
}

// findOrphans looks at every lock in the folder: one that can be taken belongs to a program
// that has ended.
func (s *Slot) findOrphans(now time.Time) {
	locks, err := filepath.Glob(filepath.Join(s.dir, autosavePrefix+"*"+lockSuffix))
	if err != nil {
		return
	}
	for _, path := range locks {
		if path == s.path(lockSuffix) {
			continue
		}
		lock, err := wholefile.Lock(path)
		if err != nil {
			continue
		}
		o := &Orphan{Path: strings.TrimSuffix(path, lockSuffix) + Extension, lock: lock}
		wholefile.Tidy(o.Path)
		info, err := os.Stat(o.Path)
		if err != nil { // it ended before its first autosave
			s.Discard(o)
			continue
		}
		o.Time = info.ModTime()
		s.orphans = append(s.orphans, o)
	}
	slices.SortFunc(s.orphans, func(a, b *Orphan) int { return b.Time.Compare(a.Time) })
	for i, o := range slices.Clone(s.orphans) {
		// The newest stays however old it seems: a clock may have been set wrongly.
		if i >= keepOrphans || i > 0 && now.Sub(o.Time) > keepFor {
			s.Discard(o)
		}
	}
	s.removeScraps(now)
}

// removeScraps removes half-written files of programs that were killed while writing.
func (s *Slot) removeScraps(now time.Time) {
	scraps, err := filepath.Glob(filepath.Join(s.dir, "."+autosavePrefix+"*"))
	if err != nil {
		return
	}
	for _, path := range scraps {
		if info, err := os.Stat(path); err == nil && now.Sub(info.ModTime()) > time.Hour {
			_ = os.Remove(path)
		}
	}
}
