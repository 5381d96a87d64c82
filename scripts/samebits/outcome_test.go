package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatMayDifferIsLeftOut(t *testing.T) {
	for name, pair := range map[string][2]string{
		"environment.toml": {"version = '1'\nthreads = 1\nseconds = 0.1\n\n[[part]]\nname = 'a'\nseconds = 1\n", "version = '2'\nthreads = 2\nseconds = 0.2\n\n[[part]]\nname = 'a'\nseconds = 2\n"},
		"metrics.csv":      {"input,ssim,seconds\nclean,1,0.1\n", "input,ssim,seconds\nclean,1,0.2\n"},
		"stability.csv":    {"inner,seconds\n1,0.1\n", "inner,seconds\n1,0.2\n"},
	} {
		if a, b := stripped(name, []byte(pair[0])), stripped(name, []byte(pair[1])); !bytes.Equal(a, b) {
			t.Errorf("%s: %q and %q", name, a, b)
		}
	}
	if a, b := withoutSeconds([]byte(`[{"seconds": 1, "x": 0.10}]`)), withoutSeconds([]byte(`[{"x": 0.10, "seconds": 2}]`)); !bytes.Equal(a, b) {
		t.Errorf("%q and %q", a, b)
	}
}

func TestNothingElseIsLeftOut(t *testing.T) {
	for name, pair := range map[string][2]string{
		"environment.toml":     {"processors = 1\n", "processors = 2\n"},
		"recipe.toml":          {"seconds = 1\n", "seconds = 2\n"},
		"metrics.csv":          {"ssim,seconds\n1,0.1\n", "ssim,seconds\n1.0,0.1\n"},
		"firenet/history.csv":  {"layer,seconds\n1,0.1\n", "layer,seconds\n1,0.2\n"},
		"firenet/residual.png": {"\x89PNG\x00a", "\x89PNG\x00b"},
	} {
		a := outcome{"", "old", map[string][]byte{name: stripped(name, []byte(pair[0]))}}
		b := outcome{"", "new", map[string][]byte{name: stripped(name, []byte(pair[1]))}}
		if _, found := a.differences(b, ""); len(found) != 1 || !strings.HasPrefix(found[0], name) {
			t.Errorf("%s: %q", name, found)
		}
	}
	if a, b := withoutSeconds([]byte(`[{"x": 0.1}]`)), withoutSeconds([]byte(`[{"x": 0.10}]`)); bytes.Equal(a, b) {
		t.Error("another number in JSON is not seen")
	}
}

func TestFilesOfOneSideAreDifferences(t *testing.T) {
	a := outcome{"", "old", map[string][]byte{"gone": nil, "same": nil}}
	b := outcome{"", "new", map[string][]byte{"come": nil, "same": nil}}
	n, found := a.differences(b, "")
	if want := "come is new, gone is missing"; n != 1 || strings.Join(found, ", ") != want {
		t.Errorf("%d compared, %q; want %q", n, found, want)
	}
	if n, found := a.differences(b, "[cg]*"); n != 1 || len(found) > 0 {
		t.Errorf("with an exception: %d compared, %q", n, found)
	}
}

func TestDifferencesSayWhere(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"a\nb\n", "a\nc\n", `line 2: "c" instead of "b"`},
		{"a\n", "a", `line 2: the end instead of ""`},
		{"a\x00b", "a\x00c", "3 and 3 bytes, the first other one at 2"},
	} {
		if got := firstDifference([]byte(c.a), []byte(c.b)); got != c.want {
			t.Errorf("%q, %q: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}

func TestSizeOfARecipe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.toml")
	for text, want := range map[string]int{"format = 1\n": 256, "image.size = 64\n": 64, "image = {size = 1024}\n": 1024} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := sizeOf(file); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
}
