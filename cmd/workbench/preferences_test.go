package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestPreferencesThatCannotBeReadArePutAside(t *testing.T) {
	const good = `{"theme":"dark","recent":["a","b"],"format":1}`
	for name, c := range map[string]struct{ text, aside string }{
		"garbage":           {"\x00\xff garbage", "damaged"},
		"empty":             {"", "damaged"},
		"cut short":         {`{"theme":"da`, "damaged"},
		"null":              {"null", "damaged"},
		"a list":            {"[1, 2]", "damaged"},
		"lists that panic":  {`{"recent":["a",1]}`, "damaged"},
		"of a newer format": {`{"format":2,"theme":{"new":"way"}}`, "newer"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "preferences.json")
			write := func(text string) {
				t.Helper()
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			read := func(path string) string {
				b, _ := os.ReadFile(path)
				return string(b)
			}
			now := time.Now()
			write(c.text)
			said := securePreferences(path, now)
			if !strings.Contains(said, c.aside) && !strings.Contains(said, "could not be read") || !strings.Contains(said, "the defaults") {
				t.Errorf("said %q", said)
			}
			if _, err := os.Stat(path); err == nil {
				t.Error("the toolkit would still read them")
			}
			// With a start in between at which they could be read.
			write(good)
			if said := securePreferences(path, now); said != "" || read(path) != good {
				t.Errorf("good settings: %q", said)
			}
			write(c.text)
			if said := securePreferences(path, now); !strings.Contains(said, "those of the last start") || read(path) != good {
				t.Errorf("said %q, the settings are %q", said, read(path))
			}
			kept, _ := filepath.Glob(path + "." + c.aside + "-*")
			if len(kept) != 2 {
				t.Fatalf("%v were kept, want both", kept)
			}
			for _, k := range kept {
				if read(k) != c.text {
					t.Errorf("%s holds %q", k, read(k))
				}
			}
		})
	}
	if said := securePreferences(filepath.Join(t.TempDir(), "missing", "preferences.json"), time.Now()); said != "" {
		t.Errorf("at the first start: %q", said)
	}
}

func TestTheIdentifierIsThatOfThePackages(t *testing.T) {
	b, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), `ID = "`+appID+`"`) {
		t.Errorf("FyneApp.toml does not say %s", appID)
	}
}

func TestTheManualPageHasEveryFlag(t *testing.T) {
	b, err := os.ReadFile("../../packaging/linux/firenet-workbench.1.in")
	if err != nil {
		t.Fatal(err)
	}
	var usage strings.Builder
	_, _ = parse([]string{"--help"}, &usage)
	for line := range strings.Lines(usage.String()) {
		name, ok := strings.CutPrefix(line, "  -")
		if !ok {
			continue
		}
		name = strings.Fields(name)[0]
		if !strings.Contains(string(b), `\-\-`+strings.ReplaceAll(name, "-", `\-`)) {
			t.Errorf("--%s is not on the page", name)
		}
	}
}

func TestACrashIsFoundAtTheNextStart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "reports")
	found, ended := watchCrashes(dir)
	if found != "" {
		t.Errorf("found %q in a new folder", found)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Fatalf("%v, want the file of this program", left)
	}
	if err := os.WriteFile(filepath.Join(dir, crashPrefix+"1.txt"), []byte("panic: x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if found := crashesIn(dir); !strings.Contains(found, "report-") {
		t.Errorf("found %q", found)
	} else if b, _ := os.ReadFile(found); string(b) != "panic: x" {
		t.Errorf("the report holds %q", b)
	}
	killed := filepath.Join(dir, crashPrefix+"2.txt")
	if err := os.WriteFile(killed, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if again := crashesIn(dir); again != "" {
		t.Errorf("found again: %q", again)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, crashPrefix+"*")); len(left) != 1 || left[0] == killed {
		t.Errorf("%v are there, want the file of this program and none of one that was killed", left)
	}
	ended()
	if left, _ := filepath.Glob(filepath.Join(dir, crashPrefix+"*")); len(left) != 0 {
		t.Errorf("%v are left", left)
	}
}
