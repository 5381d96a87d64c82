//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// ignoreFileLimit makes a write beyond the limit of file sizes an error like a full disk,
// after which half-written results are removed; by default it ends the program.
func ignoreFileLimit() { signal.Ignore(syscall.SIGXFSZ) }
