package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// openTerminal returns both sides of a new pseudo-terminal of 100 columns.
func openTerminal(t *testing.T) (screen, terminal *os.File) {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	must(t, err)
	t.Cleanup(func() { screen.Close() })
	fd := int(screen.Fd())
	must(t, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	must(t, err)
	must(t, unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 100}))
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	must(t, err)
	t.Cleanup(func() { terminal.Close() })
	return screen, terminal
}

// watch reads the screen until the program has ended; once it shows text, act is called.
func watch(t *testing.T, screen *os.File, text string, act func()) string {
	t.Helper()
	var seen bytes.Buffer
	chunk := make([]byte, 4096)
	for {
		n, err := screen.Read(chunk)
		seen.Write(chunk[:n])
		if act != nil && strings.Contains(seen.String(), text) {
			act()
			act = nil
		}
		if err != nil { // EIO: nobody holds the terminal any more
			if act != nil {
				t.Errorf("%q was never shown: %q", text, seen.String())
			}
			return seen.String()
		}
	}
}

// endless is a run that ends only by being interrupted.
const endless = "run small.toml -o out/here --set image.size=256 --set reconstructor.FIRENET.restarts=10000 --set reconstructor.FIRENET.inner=10000"

// TestInterrupt: once the bar shows layers, a signal ends the run with code 130, one line,
// and nothing written.
func TestInterrupt(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		dir := inFolder(t)
		screen, terminal := openTerminal(t)
		cmd := program(t, dir, strings.Fields(endless)...)
		cmd.Stderr = terminal
		must(t, cmd.Start())
		terminal.Close()
		text := watch(t, screen, "layer", func() { must(t, cmd.Process.Signal(s)) })
		checkInterrupted(t, cmd, dir, text)
	}
}

// TestControlC types the key on the program's own terminal.
func TestControlC(t *testing.T) {
	dir := inFolder(t)
	screen, terminal := openTerminal(t)
	cmd := program(t, dir, strings.Fields(endless)...)
	cmd.Stdin, cmd.Stderr = terminal, terminal
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	must(t, cmd.Start())
	terminal.Close()
	text := watch(t, screen, "layer", func() {
		_, err := screen.Write([]byte{3, 3}) // twice, as people do
		must(t, err)
	})
	checkInterrupted(t, cmd, dir, text)
}

func checkInterrupted(t *testing.T, cmd *exec.Cmd, dir, text string) {
	t.Helper()
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 130 {
		t.Errorf("%v, want exit code 130", err)
	}
	if !strings.HasSuffix(text, "\rfirenet: interrupted; nothing was written\r\n") {
		t.Errorf("the screen ends %.200q", text[max(0, len(text)-200):])
	}
	if names := left(t, dir); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

// TestProgressOnTerminal: the bar is drawn, cleared, and followed by the summary; --quiet
// leaves the screen alone.
func TestProgressOnTerminal(t *testing.T) {
	dir := inFolder(t)
	for _, quiet := range []bool{false, true} {
		screen, terminal := openTerminal(t)
		args := []string{"run", "small.toml", "-o", "out", "--force"}
		if quiet {
			args = append(args, "--quiet")
		}
		cmd := program(t, dir, args...)
		cmd.Stderr = terminal
		must(t, cmd.Start())
		terminal.Close()
		text := watch(t, screen, "", nil)
		must(t, cmd.Wait())
		if quiet {
			if text != "" {
				t.Errorf("--quiet shows %q", text)
			}
			continue
		}
		if !strings.Contains(text, "\rFIRENET") || !strings.Contains(text, " \r ") || !strings.HasSuffix(text, "Results: out\r\n") {
			t.Errorf("the screen shows %q", text)
		}
	}
}

// TestFullDisk: with a limit on the size of files the run fails with a message and leaves
// nothing.
func TestFullDisk(t *testing.T) {
	dir := inFolder(t)
	cmd := program(t, dir)
	cmd.Path, cmd.Args = "/bin/sh", []string{"sh", "-c", `ulimit -f 4; exec "$0" run small.toml -o a/out`, cmd.Path}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Errorf("%v, want exit code 1", err)
	}
	if !strings.Contains(stderr.String(), "a/out could not be written, nothing has changed there: ") || !strings.Contains(stderr.String(), "file too large") {
		t.Errorf("standard error: %q", stderr.String())
	}
	if names := left(t, dir); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

// TestFullOutput: metrics that cannot be printed are a failure, not success.
func TestFullOutput(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	must(t, err)
	defer full.Close()
	cmd := program(t, inFolder(t), "run", "small.toml", "--json", "-q")
	cmd.Stdout = full
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("%v, want exit code 1", err)
	}
}
