package main

import (
	"bytes"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"firenet/gui/look"
	"firenet/recon/recipe"
	"firenet/recon/session"
)

func TestCommandLine(t *testing.T) {
	dir := t.TempDir()
	recipe := filepath.Join(dir, "mine.toml")
	if err := os.WriteFile(recipe, []byte("format = 1\ntitle = \"Mine\"\n[image]\nsize = 64\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := parse([]string{recipe, "--theme", "dark", "--set", "sampling.fraction=0.3", "--threads=2"}, io.Discard)
	if err != nil || c.mode != look.DarkMode || c.threads != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	o, err := c.options()
	if err != nil || o.Recipe.Title != "Mine" || o.Recipe.Sampling.Fraction != 0.3 || o.Path != recipe || o.Image != "" {
		t.Errorf("options %+v, %v", o, err)
	}
	picture := filepath.Join(dir, "x.png")
	if err := os.WriteFile(picture, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, _ = parse([]string{picture}, io.Discard); c.file != picture {
		t.Errorf("file %q", c.file)
	}
	if o, err = c.options(); err != nil || o.Image != picture || o.Recipe.Image.Phantom == "" {
		t.Errorf("options %+v, %v", o, err)
	}
}

func TestASessionIsOpenedByItsName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.firenet")
	r := recipe.Default()
	r.Title = "Kept"
	if _, err := session.Write(path, &session.Session{Recipe: r}); err != nil {
		t.Fatal(err)
	}
	c, err := parse([]string{path}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	o, err := c.options()
	if err != nil || o.Session == nil || o.Session.Recipe.Title != "Kept" || o.Path != path {
		t.Errorf("options %+v, %v", o, err)
	}
	c.set = assignments{"seed=2"}
	if _, err := c.options(); err == nil || !strings.Contains(err.Error(), "--set") {
		t.Errorf("--set with a session: %v", err)
	}
}

func TestBadUsageIsOneSentenceAndExitCode2(t *testing.T) {
	for _, args := range [][]string{
		{"--theme", "blue"},
		{"a.toml", "b.toml"},
		{"--set", "sampling.fraction=1.5"},
		{"--threads", "-1"},
		{"missing.toml"},
		{"missing.png"},
		{"missing.firenet"},
		{"--set", "nonsense"},
	} {
		var out, errs bytes.Buffer
		if code := run(args, &out, &errs); code != exitUsage {
			t.Errorf("%v: exit code %d, want %d", args, code, exitUsage)
		}
		if s := errs.String(); strings.TrimSpace(s) == "" || out.Len() > 0 {
			t.Errorf("%v says %q on stderr, %q on stdout", args, s, out.String())
		}
	}
	var out, errs bytes.Buffer
	if code := run([]string{"--version"}, &out, &errs); code != 0 || !strings.HasPrefix(out.String(), "workbench ") {
		t.Errorf("--version: %d, %q", code, out.String())
	}
}

func TestNoDisplayIsSaid(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		if _, err := checkDisplay(func(string) string { return "" }); err != nil {
			t.Errorf("%v here, where there always is a display", err)
		}
		return
	}
	for display, want := range map[string]string{
		"": "DISPLAY is not set", ":31999": "does not answer", "nonsense": "does not answer", ":x": "does not answer",
	} {
		_, err := checkDisplay(func(key string) string {
			if key == "DISPLAY" {
				return display
			}
			return ""
		})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("DISPLAY=%q: %v, want %q", display, err, want)
		}
	}
}

// xServer answers a connection and one query as an X server does.
func xServer(t *testing.T, accept, glx byte) net.Conn {
	t.Helper()
	client, server := net.Pipe()
	t.Cleanup(func() { _ = client.Close(); _ = server.Close() })
	go func() {
		hello := make([]byte, 12)
		_, _ = io.ReadFull(server, hello)
		_, _ = server.Write([]byte{accept, 0, 11, 0, 0, 0, 2, 0})
		_, _ = server.Write(make([]byte, 8))
		query := make([]byte, 12)
		if _, err := io.ReadFull(server, query); err != nil || query[0] != 98 || string(query[8:11]) != "GLX" {
			return
		}
		reply := make([]byte, 32)
		reply[0], reply[8] = 1, glx
		_, _ = server.Write(reply)
	}()
	return client
}

func TestAServerWithoutOpenGLIsFound(t *testing.T) {
	if missing, err := lacksGLX(xServer(t, 1, 0)); err != nil || !missing {
		t.Errorf("a server without GLX: %v, %v", missing, err)
	}
	if missing, err := lacksGLX(xServer(t, 1, 1)); err != nil || missing {
		t.Errorf("a server with GLX: %v, %v", missing, err)
	}
	if _, err := lacksGLX(xServer(t, 0, 1)); err == nil {
		t.Error("a server that refuses is not an error")
	}
}

func TestScaleIsInProportionToWhatTheUserHas(t *testing.T) {
	t.Setenv(scaleVariable, "1.5")
	r := rescaler(2)
	r(200)
	if got := os.Getenv(scaleVariable); got != "3" {
		t.Errorf("200 %% of 1.5 is %q", got)
	}
	r(100)
	if got := os.Getenv(scaleVariable); got != "1.5" {
		t.Errorf("100 %% of 1.5 is %q", got)
	}
	if err := os.Unsetenv(scaleVariable); err != nil {
		t.Fatal(err)
	}
	r = rescaler(2)
	r(120)
	if got := os.Getenv(scaleVariable); got != "2.4" {
		t.Errorf("120 %% of the toolkit's 2 is %q", got)
	}
	r(100)
	if _, ok := os.LookupEnv(scaleVariable); ok {
		t.Error("100 % leaves a scale behind")
	}
}
