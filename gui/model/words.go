package model

import (
	"fmt"
	"strings"
	"time"
)

// FirstLine is the first line of a text.
func FirstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// Duration writes a time with two digits: 0.54 s, 12 s, 3 min 20 s.
func Duration(d time.Duration) string {
	s := d.Seconds()
	switch {
	case s < 0.095:
		return fmt.Sprintf("%.0f ms", 1000*s)
	case s < 9.95:
		return fmt.Sprintf("%.2g s", s)
	case s < 99.5:
		return fmt.Sprintf("%.0f s", s)
	}
	return fmt.Sprintf("%d min %d s", int(s)/60, int(s)%60)
}

// Plural is "1 run", "2 runs".
func Plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Capital is a word with a capital letter.
func Capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// BadgeDelay is how long a run must last before its progress is shown on a picture, in
// milliseconds.
const BadgeDelay = 150

// Equals is " = 0.05" as a caption has it.
func Equals(v float64) string { return "\u00a0=\u00a0" + Sig(v) }
