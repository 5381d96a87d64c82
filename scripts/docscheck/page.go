package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// block is a fenced block of a page.
type block struct {
	line int // of its first line of text
	kind string
	name string // second word after the fence
	text []string
}

// blocks finds the fenced blocks of a page.
func blocks(page string) []block {
	var found []block
	var open *block
	for i, line := range strings.Split(page, "\n") {
		fence, isFence := strings.CutPrefix(line, "```")
		switch {
		case isFence && open == nil:
			words := append(strings.Fields(fence), "", "")
			open = &block{line: i + 2, kind: words[0], name: words[1]}
		case isFence:
			found = append(found, *open)
			open = nil
		case open != nil:
			open.text = append(open.text, line)
		}
	}
	return found
}

// step is a command with what it is said to print.
type step struct {
	line    int
	command string
	prints  []string
}

// steps splits a console block at its prompts.
func (b block) steps() []step {
	var out []step
	for i, line := range b.text {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			out = append(out, step{line: b.line + i, command: command})
		} else if n := len(out); n > 0 {
			if c := &out[n-1]; strings.HasSuffix(c.command, `\`) && len(c.prints) == 0 {
				c.command += "\n" + line
			} else {
				c.prints = append(c.prints, line)
			}
		}
	}
	return out
}

// checkPage runs the page and returns the number of commands. Errors begin with the line.
func checkPage(ctx context.Context, bin, page string) (count int, err error) {
	folder, err := os.MkdirTemp("", "docscheck")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	// Pages use the recipes and pictures of the program.
	if _, err := os.Stat("assets"); err == nil {
		if err := os.CopyFS(filepath.Join(folder, "assets"), os.DirFS("assets")); err != nil {
			return 0, err
		}
	}
	for _, b := range blocks(page) {
		var todo []step
		switch {
		case b.kind == "toml" && b.name != "":
			if err := os.WriteFile(filepath.Join(folder, b.name), []byte(strings.Join(b.text, "\n")+"\n"), 0o644); err != nil {
				return count, fmt.Errorf("%d: %w", b.line, err)
			}
		case b.kind == "console":
			todo = b.steps()
		case b.kind == "sh":
			todo = []step{{line: b.line, command: strings.Join(b.text, "\n")}}
		}
		for _, s := range todo {
			if err := s.run(ctx, bin, folder); err != nil {
				return count, fmt.Errorf("%d: %s: %w", s.line, s.command, err)
			}
			count++
		}
	}
	return count, nil
}

func (s step) run(ctx context.Context, bin, folder string) error {
	c := exec.CommandContext(ctx, "bash", "-eu", "-o", "pipefail", "-c", s.command)
	c.Dir = folder
	c.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	printed, err := c.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, printed)
	}
	if len(s.prints) > 0 && !matches(s.prints, string(printed)) {
		return fmt.Errorf("prints\n%s\nand the page says\n%s", printed, strings.Join(s.prints, "\n"))
	}
	return nil
}

// matches compares up to runs of blanks; "..." in the pattern stands for anything.
func matches(pattern []string, printed string) bool {
	parts := strings.Split(strings.Join(strings.Fields(strings.Join(pattern, "\n")), " "), "...")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	expression := regexp.MustCompile("^" + strings.Join(parts, ".*") + "$")
	return expression.MatchString(strings.Join(strings.Fields(printed), " "))
}
