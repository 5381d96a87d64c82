package main

import (
	"context"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"firenet/recon/recipe"
	"firenet/recon/result"
)

func TestRun(t *testing.T) {
	dir := inFolder(t)
	a := firenet(t, "", "run", "small.toml", "-o", "deep/er/out", "--threads", "1", "--set", "title=From the command line")
	if a.code != 0 || a.out != "" {
		t.Fatalf("%+v", a)
	}
	for _, want := range []string{"rel. l2", "Zero-filled", "FIRENET", "oracle", "Results: deep/er/out"} {
		if !strings.Contains(a.err, want) {
			t.Errorf("the summary has no %q:\n%s", want, a.err)
		}
	}
	r, err := recipe.ReadFile(filepath.Join(dir, "deep/er/out/recipe.toml"))
	must(t, err)
	if r.Title != "From the command line" || r.Reconstructors[1].Values.Int("inner") != 2 {
		t.Errorf("%+v", r)
	}
}

func TestQuietAndJSON(t *testing.T) {
	dir := inFolder(t)
	a := firenet(t, "", "run", "small.toml", "--json", "--quiet")
	if a.code != 0 || a.err != "" {
		t.Fatalf("%+v", a)
	}
	var run jsonRun
	must(t, json.Unmarshal([]byte(a.out), &run))
	if run.Height != 32 || run.Samples != 154 || len(run.Metrics) != 2 { // 0.15 * 1024 = 153.6
		t.Fatalf("%+v", run)
	}
	zero, fire := run.Metrics[0], run.Metrics[1]
	if zero.Oracle || !fire.Oracle || fire.Reconstructor != "FIRENET" || fire.Input != "clean" || *fire.RelativeL2 <= 0 {
		t.Errorf("%+v %+v", zero, fire)
	}
	if names := left(t, dir); len(names) != 0 {
		t.Errorf("without -o nothing is written: %v", names)
	}
}

func TestRecipeFromStandardInput(t *testing.T) {
	dir := inFolder(t)
	if a := firenet(t, smallRecipe, "run", "-", "-o", "out", "-q"); a.code != 0 {
		t.Errorf("%+v", a)
	}
	if names := left(t, dir); len(names) != 1 {
		t.Errorf("%v", names)
	}
	if a := firenet(t, "format = 1\nx = 1", "check", "-"); a.code != 2 || !strings.HasPrefix(a.err, "standard input:2: x: unknown key") {
		t.Errorf("%+v", a)
	}
}

// TestInterruptedBefore: a context that is done ends a run with nothing written.
func TestInterruptedBefore(t *testing.T) {
	dir := inFolder(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a := firenetWith(ctx, "", "run", "small.toml", "-o", "out")
	if a.code != 130 || a.err != "firenet: interrupted; nothing was written\n" {
		t.Errorf("%+v", a)
	}
	if names := left(t, dir); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

// waiting is an input that nobody writes to; it says when it is read.
type waiting struct{ asked, end chan struct{} }

func (w waiting) Read([]byte) (int, error) {
	close(w.asked)
	<-w.end
	return 0, io.EOF
}

// TestInterruptedReading: Ctrl-C ends a program that waits for a recipe.
func TestInterruptedReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in := waiting{make(chan struct{}), make(chan struct{})}
	defer close(in.end)
	go func() {
		<-in.asked
		cancel()
	}()
	var stderr strings.Builder
	if code := execute(ctx, []string{"check", "-"}, streams{in: in, out: io.Discard, err: &stderr}); code != 130 {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
}

// TestFaultIsAFailure: what should never happen is not called bad input.
func TestFaultIsAFailure(t *testing.T) {
	var stderr strings.Builder
	if code := execute(t.Context(), []string{"check", "-"}, streams{in: nil, out: io.Discard, err: &stderr}); code != 1 {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
	if !strings.Contains(stderr.String(), "internal error") {
		t.Errorf("%s", stderr.String())
	}
}

// TestAllErrors: a bad recipe is reported as a whole, each line beginning with its place.
func TestAllErrors(t *testing.T) {
	inFolder(t)
	must(t, os.WriteFile("bad.toml", []byte("format = 1\n[image]\nsize = 3\n[sampling]\nfractoin = 1\n"), 0o600))
	want := "bad.toml:3: image.size = 3: must be a whole number in [16, 4096]\n" +
		"bad.toml:5: sampling.fractoin: unknown key; did you mean \"fraction\"?\n"
	for _, command := range []string{"check bad.toml", "run bad.toml -o out"} {
		if a := firenet(t, "", strings.Fields(command)...); a.code != 2 || a.err != want {
			t.Errorf("%s: %+v", command, a)
		}
	}
}

func TestCheckSaysWhatARunDoes(t *testing.T) {
	inFolder(t)
	a := firenet(t, "", "check", "small.toml")
	if a.code != 0 || !strings.HasPrefix(a.out, "small.toml: ok\n32 x 32 pixels, 154 of 1024 samples (15 %), 2 reconstructors, 11 layers, about ") {
		t.Errorf("%+v", a)
	}
}

func TestNewCanBeRun(t *testing.T) {
	dir := inFolder(t)
	a := firenet(t, "", "new")
	must(t, os.WriteFile("new.toml", []byte(a.out), 0o600))
	if a = firenet(t, "", "run", "new.toml", "-o", "out", "--set", "image.size=64"); a.code != 0 {
		t.Errorf("%+v", a)
	}
	if names := left(t, dir); len(names) != 1 {
		t.Errorf("%v", names)
	}
}

func TestWorseThanZeroFilledIsSaid(t *testing.T) {
	inFolder(t)
	a := firenet(t, "", "run", "small.toml", "--json", "--set", "reconstructor.FIRENET.inner=1", "--set", "reconstructor.FIRENET.restarts=1")
	if !strings.Contains(a.err, "worse than zero-filled") || !strings.Contains(a.out, `"worse_than_zero_filled": true`) {
		t.Errorf("%+v", a)
	}
}

func TestFinite(t *testing.T) {
	if finite(math.Inf(1)) != nil || finite(math.NaN()) != nil || *finite(2.5) != 2.5 {
		t.Error("JSON has finite numbers only")
	}
}

// complete asks for shell completions, as the generated scripts do.
func complete(t *testing.T, args ...string) []string {
	t.Helper()
	a := firenet(t, "", append([]string{"__complete"}, args...)...)
	var list []string
	for _, l := range strings.Split(strings.TrimSpace(a.out), "\n") {
		word, _, _ := strings.Cut(l, "\t")
		list = append(list, word)
	}
	return list[:len(list)-1] // the last is cobra's directive
}

func TestCompletion(t *testing.T) {
	inFolder(t)
	must(t, os.WriteFile("named.toml", []byte("format = 1\n[[reconstructor]]\nname = \"My net\"\n"), 0o600))
	for _, c := range []struct{ args, want string }{
		{"", "run"},
		{"run ", "toml"},
		{"run small.toml --set ", "sampling.fraction="},
		{"run small.toml --set sampling.pattern=pow", "sampling.pattern=power-law"},
		{"run small.toml --set reconstructor.FIRENET.method=", "reconstructor.FIRENET.method=zero-filled"},
		{"run small.toml --set reconstructor.FIRENET.hist", "reconstructor.FIRENET.history="},
		{"run small.toml --set reconstructor.FIRENET.history=", "reconstructor.FIRENET.history=false"},
		{"run named.toml --set reconstructor.", `reconstructor."My net".inner=`},
		{"check --set image.", "image.size="},
	} {
		if got := complete(t, strings.Split(c.args, " ")...); !slices.Contains(got, c.want) {
			t.Errorf("%q: %v, want %q among them", c.args, got, c.want)
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if a := firenet(t, "", "completion", shell); a.code != 0 || !strings.Contains(a.out, "firenet") {
			t.Errorf("completion %s: %d", shell, a.code)
		}
	}
}

func TestVersion(t *testing.T) {
	a := firenet(t, "", "version")
	if a.code != 0 || !strings.HasPrefix(a.out, "firenet "+buildVersion()+" (commit ") {
		t.Errorf("%+v", a)
	}
}

// TestProgressLine with a clock and a terminal of the test's own.
func TestProgressLine(t *testing.T) {
	var screen strings.Builder
	now := time.Unix(0, 0)
	p := &progress{w: &screen, now: func() time.Time { return now }, width: func() int { return 200 }}
	o := p.observer()
	o.Started(0, "FIRENET", 20)
	for i := 1; i <= 10; i++ {
		now = now.Add(20 * time.Millisecond)
		o.Layer(0, result.HistoryPoint{Layer: i, Block: (i + 4) / 5, RelativeL2: 0.25}, layer(i))
	}
	drawn := strings.Split(screen.String(), "\r")
	// Every third layer: 60 ms is the first multiple of 20 ms that is not below 50 ms.
	if len(drawn) != 5 || drawn[1] != "FIRENET" {
		t.Fatalf("%d drawings: %q", len(drawn)-1, drawn)
	}
	want := "FIRENET  block 2  layer 9/20  [#########...........]  45 %  error 0.25  1 s left"
	if got := strings.TrimRight(drawn[4], " "); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
	p.clear()
	if last := screen.String(); !strings.HasSuffix(last, "\r"+strings.Repeat(" ", len(want))+"\r") {
		t.Errorf("the line was not cleared: %q", last)
	}
	p.width = func() int { return 10 }
	screen.Reset()
	p.draw(strings.Repeat("x", 100))
	if screen.String() != "\rxxxxxxxxx" {
		t.Errorf("a line longer than the terminal: %q", screen.String())
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0 s", time.Millisecond: "1 s", 59 * time.Second: "59 s", 90 * time.Second: "1m30s"} {
		if got := duration(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}
