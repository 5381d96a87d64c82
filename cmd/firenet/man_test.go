package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"
)

func TestEveryCommandAndFlagHasItsPlaceInTheManual(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "86400")
	dir := t.TempDir()
	if a := firenet(t, "", "man", dir); a.code != exitDone {
		t.Fatalf("exit code %d: %s", a.code, a.err)
	}
	root := newRoot(streams{})
	for _, c := range root.Commands() {
		if c.Hidden {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, "firenet-"+c.Name()+".1"))
		if err != nil {
			t.Error(err)
			continue
		}
		page := string(b)
		if !strings.HasPrefix(page, `.TH FIRENET\-`+strings.ToUpper(c.Name())+" 1 1970-01-02 ") {
			t.Errorf("%s: the page begins with %q", c.Name(), strings.SplitN(page, "\n", 2)[0])
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(page, `\-\-`+strings.ReplaceAll(f.Name, "-", `\-`)) {
				t.Errorf("%s: --%s is not on the page", c.Name(), f.Name)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(dir, "firenet.1")); err != nil {
		t.Error(err)
	}
}

func TestNothingInAManualPageIsACommandByAccident(t *testing.T) {
	root := newRoot(streams{})
	root.Long = ".TH is not a heading here\n'nor this, \\fB nor that"
	page := manualPage(root, time.Unix(0, 0))
	for _, line := range strings.Split(page, "\n") {
		if strings.HasPrefix(line, ".TH is") || strings.HasPrefix(line, "'nor") || strings.Contains(line, `\fB nor`) {
			t.Errorf("the line %q would be taken for a command", line)
		}
	}
}
