package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"firenet/recon/wholefile"
)

// crashFile receives what Go prints when a goroutine that nobody guards panics, or C code
// fails: the program has no say then. It is empty otherwise.
const crashPrefix = "running-"

// watchCrashes has the text of a crash written into a file of the folder, and finds what
// other programs have left there. ended removes the file of a program that ends in order.
func watchCrashes(folder string) (found string, ended func()) {
	ended = func() {}
	if os.MkdirAll(folder, 0o700) != nil {
		return "", ended
	}
	found = crashesIn(folder)
	path := filepath.Join(folder, fmt.Sprintf("%s%d.txt", crashPrefix, os.Getpid()))
	f, err := wholefile.Lock(path)
	if errors.Is(err, errors.ErrUnsupported) {
		f, err = os.Create(path)
	}
	if err != nil {
		return found, ended
	}
	if debug.SetCrashOutput(f, debug.CrashOptions{}) != nil {
		_ = f.Close()
		_ = os.Remove(path)
		return found, ended
	}
	_ = f.Close() // Go keeps a handle of its own, and with it the lock
	return found, func() {
		_ = debug.SetCrashOutput(nil, debug.CrashOptions{})
		_ = os.Remove(path)
	}
}

// crashesIn makes reports of what programs have left that crashed, and returns the name of
// one.
func crashesIn(folder string) (found string) {
	left, _ := filepath.Glob(filepath.Join(folder, crashPrefix+"*.txt"))
	for _, path := range left {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		if info.Size() == 0 {
			removeUnlocked(path)
			continue
		}
		name := "report-" + info.ModTime().Format("20060102-150405") + "-" + strings.TrimPrefix(filepath.Base(path), crashPrefix)
		if os.Rename(path, filepath.Join(folder, name)) == nil {
			found = filepath.Join(folder, name)
		}
	}
	return found
}

// removeUnlocked removes the empty file of a program that was killed, not that of one that
// runs.
func removeUnlocked(path string) {
	if f, err := wholefile.Lock(path); err == nil {
		_ = wholefile.LetGo(f, path)
	}
}
