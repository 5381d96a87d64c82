package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// part is what CHANGELOG.md says of one version.
type part struct {
	version string // "Unreleased" before it has one
	date    string // may be empty
	lines   []string
}

// parts reads a changelog in the format of keepachangelog.com.
func parts(text string) (all []part) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if head, ok := strings.CutPrefix(line, "## ["); ok {
			version, rest, _ := strings.Cut(head, "]")
			all = append(all, part{version: version, date: strings.Trim(rest, " -")})
		} else if n := len(all); n > 0 && !strings.HasPrefix(line, "[") {
			all[n-1].lines = append(all[n-1].lines, line)
		}
	}
	return all
}

// points are the list of a part, each on one line.
func (p part) points() (list []string) {
	for _, line := range p.lines {
		switch text := strings.TrimSpace(line); {
		case strings.HasPrefix(line, "- "):
			list = append(list, text[2:])
		case strings.HasPrefix(line, "  ") && text != "" && len(list) > 0:
			list[len(list)-1] += " " + text
		}
	}
	return list
}

// printNotes prints what a release says of itself.
func printNotes(path, version string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, p := range parts(string(b)) {
		if p.version == version {
			fmt.Println(strings.TrimSpace(strings.Join(p.lines, "\n")))
			return nil
		}
	}
	return fmt.Errorf("%s has no part [%s]", path, version)
}

// writeDebianChangelog writes the changelog as Debian's tools read it. What is not released
// yet goes with the version of FyneApp.toml.
func writeDebianChangelog(path, to string, d details) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	built, err := sourceDate()
	if err != nil {
		return err
	}
	var out strings.Builder
	for _, p := range parts(string(b)) {
		version, date := p.version, built
		if version == "Unreleased" {
			version = d.Version
		} else if date, err = time.Parse(time.DateOnly, p.date); err != nil {
			return fmt.Errorf("%s: version %s: its date is YYYY-MM-DD: %w", path, version, err)
		}
		points := p.points()
		if len(points) == 0 || strings.Contains(out.String(), "("+version+"-1)") {
			continue
		}
		fmt.Fprintf(&out, "%s (%s-1) stable; urgency=medium\n\n", packageName, version)
		for _, s := range points {
			fmt.Fprintf(&out, "  * %s\n", wrapped(s, 74, "    "))
		}
		fmt.Fprintf(&out, "\n -- %s  %s\n\n", d.Maintainer, date.Format(time.RFC1123Z))
	}
	if out.Len() == 0 {
		return errors.New(path + " says nothing")
	}
	return os.WriteFile(to, []byte(out.String()), 0o644)
}

// wrapped breaks a text into lines; those after the first are indented.
func wrapped(s string, width int, indent string) string {
	var out strings.Builder
	column := 0
	for _, word := range strings.Fields(s) {
		switch {
		case out.Len() == 0:
		case column+1+len(word) > width:
			out.WriteString("\n" + indent)
			column = len(indent)
		default:
			out.WriteString(" ")
			column++
		}
		out.WriteString(word)
		column += len(word)
	}
	return out.String()
}
