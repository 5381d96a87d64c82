package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"firenet/recon/session"
)

// title is that of the experiment; a window shows it only when it has what was open.
const title = "Killed and restored"

const windowRecipe = `format = 1
title = "` + title + `"
image = {phantom = "shepp-logan", size = 256}
sampling = {fraction = 0.2}
reconstructor = [{method = "zero-filled"}, {method = "firenet", restarts = 30, inner = 20}]
`

// patience is for a software renderer on a busy machine.
const patience = 90 * time.Second

// editFor is how long a window is edited at most before it is killed: autosaves come 5 s
// after a run and every 30 s.
const editFor = 8 * time.Second

// desk is the place where windows are started and killed.
type desk struct {
	home, saves, bin string
	random           *rand.Rand

	cmd    *exec.Cmd
	window string // its number on the X server
	said   *bytes.Buffer

	edits   int    // values that were typed, over all windows
	safe    string // a copy of the last autosave
	atLeast int    // the edit in it
}

// killWindows kills the real window while it runs and saves, starts it again each time, and
// takes what it offers. It needs an X server and xdotool: scripts/with-display.sh.
func killWindows(dir, bin string, kills int, random *rand.Rand) (string, error) {
	recipe := filepath.Join(dir, "recipe.toml")
	if err := os.WriteFile(recipe, []byte(windowRecipe), 0o600); err != nil {
		return "", err
	}
	d := &desk{home: dir, saves: filepath.Join(dir, "cache", "firenet-workbench", "autosave"), bin: bin, random: random, safe: filepath.Join(dir, "safe")}
	defer d.kill()
	writing, running := 0, 0
	for i := range kills {
		if err := d.round(i, recipe, &writing, &running); err != nil {
			return "", fmt.Errorf("kill %d: %w; the window said: %s", i+1, err, d.said)
		}
	}
	if err := d.restore(); err != nil {
		return "", fmt.Errorf("after the last kill: %w", err)
	}
	if err := d.quit(); err != nil {
		return "", err
	}
	return fmt.Sprintf("windows: %d kills, each time the last autosave was offered and came back byte for byte; %d in the midst of an autosave, %d of a run; nothing left after the end", kills, writing, running), nil
}

// round starts a window, gets back what the one before had open, edits, and kills it.
func (d *desk) round(i int, recipe string, writing, running *int) error {
	var err error
	if i == 0 {
		err = d.start(recipe)
		if err == nil {
			_, err = d.saved()
		}
	} else {
		err = d.restore()
	}
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), d.moment(i))
	late := time.Duration(d.random.Int64N(int64(60 * time.Millisecond)))
	ended := make(chan error, 1)
	go func() { ended <- d.edit(ctx) }()
	if i%2 == 1 {
		d.waitForSave(ctx)
		time.Sleep(late)
	} else {
		<-ctx.Done()
	}
	if name := d.name(); strings.Contains(name, "Running") {
		*running++
	}
	d.kill()
	cancel()
	if err := <-ended; err != nil {
		return err
	}
	if len(d.scraps()) > 0 {
		*writing++
	}
	return d.keep()
}

// moment is when a window is killed at the latest, from the first edit on.
func (d *desk) moment(i int) time.Duration {
	if i%2 == 1 { // with the next autosave
		return patience
	}
	return time.Duration(d.random.Int64N(int64(editFor)))
}

// start starts a window and waits for its first result.
func (d *desk) start(arguments ...string) error {
	d.said = new(bytes.Buffer)
	d.cmd = exec.Command(d.bin, arguments...)
	d.cmd.Env = append(os.Environ(), "HOME="+d.home, "XDG_CONFIG_HOME="+filepath.Join(d.home, "config"), "XDG_CACHE_HOME="+filepath.Join(d.home, "cache"))
	d.cmd.Stderr = d.said
	if err := d.cmd.Start(); err != nil {
		return err
	}
	if err := d.eventually("the window did not appear", func() bool {
		out, err := exec.Command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(d.cmd.Process.Pid)).Output()
		lines := strings.Fields(string(out))
		if err != nil || len(lines) == 0 {
			return false
		}
		d.window = lines[len(lines)-1]
		return true
	}); err != nil {
		return err
	}
	if err := d.eventually("the window never said Done", func() bool { return strings.Contains(d.name(), "Done") }); err != nil {
		return err
	}
	time.Sleep(time.Second) // the window takes its own first size meanwhile
	if err := d.do("windowmove", d.window, "0", "0", "windowsize", d.window, "1280", "800", "windowfocus", d.window); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return nil
}

func (d *desk) eventually(what string, condition func() bool) error {
	for began := time.Now(); time.Since(began) < patience; time.Sleep(100 * time.Millisecond) {
		if condition() {
			return nil
		}
	}
	return errors.New(what)
}

func (d *desk) name() string {
	out, _ := exec.Command("xdotool", "getwindowname", d.window).Output()
	return strings.TrimSpace(string(out))
}

func (d *desk) do(arguments ...string) error {
	out, err := exec.Command("xdotool", arguments...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("xdotool %s: %w: %s", strings.Join(arguments, " "), err, out)
	}
	return nil
}

// edit types one fraction of samples after another, each of them once, at random distances.
func (d *desk) edit(ctx context.Context) error {
	for ctx.Err() == nil {
		d.edits++
		value := strconv.FormatFloat(fraction(d.edits), 'f', 4, 64)
		err := d.do("mousemove", "250", "274", "click", "--repeat", "3", "--delay", "60", "1",
			"key", "ctrl+a", "type", "--delay", "20", value)
		if err == nil {
			err = d.do("key", "Return")
		}
		if err != nil && ctx.Err() == nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(d.random.Int64N(int64(3 * time.Second)))):
		}
	}
	return nil
}

// fraction is the value of an edit, and edit that of a value; 0: none of ours.
func fraction(edit int) float64 { return 0.2 + 0.0005*float64(edit) }
func edit(fraction float64) int { return int(math.Round((fraction - 0.2) / 0.0005)) }

// waitForSave waits until an autosave is being written.
func (d *desk) waitForSave(ctx context.Context) {
	for ctx.Err() == nil && len(d.scraps()) == 0 {
		time.Sleep(time.Millisecond)
	}
}

// scraps are autosaves that are being written, or were when their program was killed.
func (d *desk) scraps() []string {
	found, _ := filepath.Glob(filepath.Join(d.saves, ".autosave-*"))
	return found
}

func (d *desk) kill() {
	if d.cmd == nil {
		return
	}
	_ = d.cmd.Process.Kill() // it may have ended
	_ = d.cmd.Wait()
	d.cmd = nil
}

// saved waits for the one autosave of the window.
func (d *desk) saved() (path string, err error) {
	err = d.eventually("there is not one autosave", func() bool {
		found, _ := filepath.Glob(filepath.Join(d.saves, "autosave-*"+session.Extension))
		if len(found) == 1 {
			path = found[0]
		}
		return path != ""
	})
	return path, err
}

// keep looks at the autosave that a killed window has left, and keeps a copy of it.
func (d *desk) keep() error {
	path, err := d.newest()
	if err != nil {
		return err
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	s, err := session.Read(path)
	if err != nil {
		return err
	}
	last, err := d.check(s)
	if err != nil {
		return err
	}
	if last < d.atLeast {
		return fmt.Errorf("edit %d is on the disk; %d was already", last, d.atLeast)
	}
	d.atLeast = last
	return os.WriteFile(d.safe, b, 0o600)
}

// newest is the autosave that will be offered. There may be that of the window before too,
// if this one was killed between writing its own and removing that.
func (d *desk) newest() (newest string, err error) {
	found, _ := filepath.Glob(filepath.Join(d.saves, "autosave-*"+session.Extension))
	var at time.Time
	for _, path := range found {
		info, err := os.Stat(path)
		if err != nil {
			return "", err
		}
		if newest == "" || info.ModTime().After(at) {
			newest, at = path, info.ModTime()
		}
	}
	if newest == "" {
		return "", errors.New("there is no autosave")
	}
	return newest, nil
}

// check says which edit a session has, and whether all in it belongs together: each run has
// as many samples as its own recipe says, and the edits of runs ascend.
func (d *desk) check(s *session.Session) (last int, err error) {
	if s.Recipe.Title != title {
		return 0, fmt.Errorf("the title is %q", s.Recipe.Title)
	}
	last = edit(s.Recipe.Sampling.Fraction)
	if last < 0 || last > d.edits {
		return 0, fmt.Errorf("the fraction is %v, which nobody has typed", s.Recipe.Sampling.Fraction)
	}
	before := -1
	for _, r := range s.Runs {
		k := edit(r.Recipe.Sampling.Fraction)
		if k <= before || k > last {
			return 0, fmt.Errorf("run %d is of edit %d, after %d and before %d", r.Number, k, before, last)
		}
		before = k
		if r.Start == nil {
			continue
		}
		want := fraction(k) * float64(r.Start.Mask.H*r.Start.Mask.W)
		if got := r.Start.Mask.Count(); math.Abs(float64(got)-want) > 8 {
			return 0, fmt.Errorf("run %d has %d samples, want %.0f", r.Number, got, want)
		}
	}
	return last, nil
}

// restore starts a window without arguments, takes what it offers by a click, and compares
// the autosave that the window then makes with the one that was left.
func (d *desk) restore() error {
	if err := d.start(); err != nil {
		return err
	}
	if strings.Contains(d.name(), title) {
		return errors.New("what was open is back without having been asked for")
	}
	left, err := d.newest()
	if err != nil {
		return err
	}
	if err := d.do("mousemove", "760", "60", "click", "1"); err != nil { // Restore what was open
		return err
	}
	if err := d.eventually("nothing came back", func() bool { return strings.Contains(d.name(), title) }); err != nil {
		return err
	}
	if err := d.eventually("what was restored is not kept, or what it came from is", func() bool {
		_, err := os.Stat(left)
		return os.IsNotExist(err)
	}); err != nil {
		return err
	}
	kept, err := d.newest()
	if err != nil {
		return err
	}
	return d.same(kept)
}

// same says how an autosave differs from the one that is safe.
func (d *desk) same(path string) error {
	got, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	want, err := os.ReadFile(d.safe)
	if err != nil {
		return err
	}
	if bytes.Equal(got, want) {
		return nil
	}
	a, err := entries(got)
	if err != nil {
		return err
	}
	b, err := entries(want)
	if err != nil {
		return err
	}
	name := a.differs(b)
	return fmt.Errorf("what was restored is another session: %s differs:\n%.2000s\nwas\n%.2000s", name, a[name], b[name])
}

// quit ends the window in order, which leaves nothing.
func (d *desk) quit() error {
	if err := d.do("windowfocus", d.window, "key", "ctrl+q"); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- d.cmd.Wait() }()
	select {
	case err := <-ended:
		d.cmd = nil
		if err != nil {
			return err
		}
	case <-time.After(patience):
		return errors.New("ctrl+Q does not end the window")
	}
	for _, folder := range []string{d.saves, filepath.Join(filepath.Dir(d.saves), "reports")} {
		left, err := os.ReadDir(folder)
		if err != nil {
			return err
		}
		if len(left) > 0 {
			return fmt.Errorf("left in %s: %v", folder, left)
		}
	}
	return nil
}
