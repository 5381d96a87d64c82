package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// What a run was computed with stands beside its results: the threads that were asked for,
// another number than any machine has by itself.
func TestTheEnvironmentHasTheThreadsOfTheRun(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	const recipe = "format = 1\nimage.size = 16\n[[reconstructor]]\nmethod = \"zero-filled\"\n"
	var stderr strings.Builder
	code := execute(t.Context(), []string{"run", "-", "-o", out, "--threads", "77", "--quiet"},
		streams{in: strings.NewReader(recipe), out: io.Discard, err: &stderr})
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	b, err := os.ReadFile(filepath.Join(out, "environment.toml"))
	if err != nil {
		t.Fatal(err)
	}
	var e struct {
		Threads int
		Go      string
		Part    []struct{ Name string }
	}
	if err := toml.Unmarshal(b, &e); err != nil {
		t.Fatal(err)
	}
	if e.Threads != 77 || !strings.HasPrefix(e.Go, "go") || len(e.Part) != 2 || e.Part[0].Name != "measurements" || e.Part[1].Name != "Zero-filled" {
		t.Errorf("%+v", e)
	}
}
