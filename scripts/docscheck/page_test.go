// The commands are run by bash, which Windows lacks.

//go:build !windows

package main

import (
	"strings"
	"testing"
)

const page = "Text.\n" +
	"```toml a.toml\nformat = 1\n```\n" +
	"```text\nexit 1\n```\n" +
	"```console\n$ cat a.toml\nformat = 1\n$ echo one; \\\necho two words\none ... words\n```\n" +
	"```sh\ncat a.toml >b.toml\ntest -s b.toml\n```\n"

func TestPage(t *testing.T) {
	n, err := checkPage(t.Context(), t.TempDir(), page)
	if err != nil {
		t.Fatal(err)
	}
	if n != 3 {
		t.Errorf("%d commands, want 3", n)
	}
}

func TestPageWithMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"\n```console\n$ false\n```\n":            "3: false: exit status 1",
		"```console\n$ echo one\ntwo\n```\n":      "the page says\ntwo",
		"```sh\nfalse\ntrue\n```\n":               "exit status 1",
		"```console\n$ cat <absent.toml\n```\n":   "absent.toml",
		"```toml a.toml\n```\n```sh\nls b\n```\n": "4: ls b",
	} {
		if _, err := checkPage(t.Context(), t.TempDir(), text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error with %q", text, err, want)
		}
	}
}

func TestFoldersOfProgramsComeFirst(t *testing.T) {
	n, err := checkPage(t.Context(), "/nowhere/programs", "```console\n$ echo ${PATH%%:*}\n/nowhere/programs\n```\n")
	if err != nil || n != 1 {
		t.Errorf("%d commands, %v", n, err)
	}
}
