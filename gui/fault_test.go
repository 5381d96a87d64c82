package gui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"firenet/gui/control"
	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/session"
)

// breaking is an engine with a programming error that shows itself when it is told to.
type breaking struct {
	*control.Experiments
	broken bool
}

type brokenJob struct{ control.Job }

func (brokenJob) Run(context.Context, *experiment.Observer) (*result.Result, error) {
	panic("index out of range, for a test")
}

func (b *breaking) Plan(ctx context.Context, r recipe.Recipe) (control.Job, error) {
	job, err := b.Experiments.Plan(ctx, r)
	if b.broken && err == nil {
		return brokenJob{job}, nil
	}
	return job, err
}

func TestAPanicOfAWorkerIsSaidAndNothingIsLost(t *testing.T) {
	saves, reports := t.TempDir(), filepath.Join(t.TempDir(), "reports")
	engine := &breaking{Experiments: control.NewExperiments(1)}
	h := open(t, func(o *Options) { o.Engine, o.Autosaves, o.Reports = engine, saves, reports })
	h.done()
	engine.broken = true
	h.left.set("noise.level", 0.07)
	h.until("the notice", func() bool { return len(h.notice.answers) == 2 })
	if h.control.Status().State != control.Failed || !strings.Contains(h.notice.text, "internal error") || !strings.Contains(h.notice.text, "has been kept") {
		t.Errorf("state %v, notice %q", h.control.Status().State, h.notice.text)
	}
	list, _ := filepath.Glob(filepath.Join(reports, "*"))
	if len(list) != 1 {
		t.Fatalf("reports %v, want one", list)
	}
	b, err := os.ReadFile(list[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"index out of range, for a test", "brokenJob", "level", "0.07"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	kept := autosaved(t, saves)
	if len(kept) != 1 {
		t.Fatalf("autosaves %v", kept)
	}
	if s, err := session.Read(kept[0]); err != nil || s.Recipe.Noise.Level != 0.07 || len(s.Runs) < 1 {
		t.Errorf("the autosave: %v", err)
	}
	h.notice.answers[1].Tapped(nil)
	if h.app.Clipboard().Content() != list[0] {
		t.Errorf("copied %q", h.app.Clipboard().Content())
	}
	// The program works on.
	engine.broken = false
	h.rerun(func() { h.left.set("noise.level", 0.01) })
	if len(h.notice.answers) != 0 {
		t.Error("the notice is there again")
	}
}

func TestAPanicInTheBackgroundIsSaid(t *testing.T) {
	reports := t.TempDir()
	h := open(t, func(o *Options) { o.Reports = reports })
	h.done()
	h.background(func() func() { panic("a file, for a test") })
	h.until("the notice", func() bool { return len(h.notice.answers) == 2 })
	if list, _ := filepath.Glob(filepath.Join(reports, "report-*.txt")); len(list) != 1 {
		t.Errorf("reports %v", list)
	}
}

func TestAPanicOfTheWindowKeepsWhatIsOpen(t *testing.T) {
	saves, reports := t.TempDir(), t.TempDir()
	h := open(t, func(o *Options) { o.Autosaves, o.Reports = saves, reports })
	h.done()
	said := h.Emergency(errors.New("for a test"), []byte("stack"))
	if len(autosaved(t, saves)) != 1 || !strings.Contains(said, "offered") || !strings.Contains(said, reports) {
		t.Errorf("said %q, autosaves %v", said, autosaved(t, saves))
	}
}

func TestOldReportsGo(t *testing.T) {
	dir := t.TempDir()
	var last string
	for i := range keepReports + 5 {
		path, err := writeReport(dir, time.Unix(int64(i), 0), "x")
		if err != nil {
			t.Fatal(err)
		}
		last = path
	}
	list, _ := filepath.Glob(filepath.Join(dir, "*"))
	if _, err := os.Stat(last); len(list) != keepReports || err != nil {
		t.Errorf("%d reports, the last: %v", len(list), err)
	}
}

func TestTheSecondWindowOnASessionIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.firenet")
	first := open(t, nil)
	first.done()
	first.write(path)
	first.told("Saved")
	s, err := ReadSession(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(first.notice.answers) != 0 {
		t.Fatal("the first window is told")
	}
	second := open(t, func(o *Options) { o.Session, o.Path = s, path })
	if len(second.notice.answers) != 2 || !strings.Contains(second.notice.text, "another window") {
		t.Fatalf("the second window is told %q", second.notice.text)
	}
	second.Close()
	first.control.Open(recipe.Default(), "") // lets go
	third := open(t, func(o *Options) { o.Session, o.Path = s, path })
	if len(third.notice.answers) != 0 {
		t.Errorf("told %q although no window has it", third.notice.text)
	}
}

func TestWhatHappenedBeforeIsSaidFirst(t *testing.T) {
	dir := t.TempDir()
	h := autosaving(t, dir)
	h.done()
	h.autosave.save()
	h.until("autosave", func() bool { return !h.autosave.busy })
	kill(t, h.autosave, dir)
	again := open(t, func(o *Options) { o.Autosaves, o.Notice = dir, "The settings were damaged." })
	if again.notice.text != "The settings were damaged." {
		t.Fatalf("said %q", again.notice.text)
	}
	again.notice.answers[0].Tapped(nil)
	if len(again.notice.answers) != 2 || !strings.Contains(again.notice.text, "interrupted") {
		t.Errorf("then %q", again.notice.text)
	}
}

// TestNoticesAreReadWhole: at the sizes of a laptop the sentences stand beside their answers,
// whole; a longer one ends with an ellipsis before them.
func TestNoticesAreReadWhole(t *testing.T) {
	h := open(t, nil)
	h.done()
	row := func() *noticeRow {
		return h.notice.object.Objects[1].(*fyne.Container).Objects[0].(*fyne.Container).Layout.(*noticeRow)
	}
	report := h.copyReport("/x").label
	for _, c := range []struct {
		text    string
		answers []string
		whole   bool
	}{
		{"An internal error; what is open has been kept, and a report written.", []string{"Go on", report}, true},
		{"The program crashed the last time; a report has been written.", []string{"Go on", report}, true},
		{"a name of a session.firenet is open in another window too; who saves last replaces what the other has saved.", []string{"Save as …", "Go on"}, true},
		{"The settings could not be read; they were put aside as preferences-20261127.json; those of the last start are used.", []string{"Go on"}, true},
		{strings.Repeat("A sentence that is too long for any window. ", 8), []string{"Go on"}, false},
	} {
		for _, size := range []fyne.Size{{Width: 1024, Height: 700}, {Width: 1280, Height: 800}} {
			h.win.Resize(size)
			var answers []answer
			for _, label := range c.answers {
				answers = append(answers, answer{label, func() {}})
			}
			h.notice.ask(c.text, answers...)
			r := row()
			said := strings.TrimSpace(r.lines[0].Text + " " + r.lines[1].Text)
			if c.whole && said != c.text || !c.whole && !strings.HasSuffix(said, "…") {
				t.Errorf("%v: %q", size, said)
			}
			for _, l := range r.lines {
				if end := l.Position().X + l.MinSize().Width; end > r.answers[0].Position().X {
					t.Errorf("%v: %q ends at %g, the answers begin at %g", size, l.Text, end, r.answers[0].Position().X)
				}
			}
		}
	}
}

func TestALongErrorEndsBeforeTheZoom(t *testing.T) {
	h := open(t, nil)
	h.done()
	long := "what is open could not be kept: " + strings.Repeat("write /a/folder/with/a/long/name: ", 8)
	h.status.say(errors.New(long))
	last := h.status.run[len(h.status.run)-1]
	if end := last.Position().X + last.MinSize().Width; end > h.status.zoom[0].Position().X || !strings.HasSuffix(last.Text.Text, "…") {
		t.Errorf("%q ends at %g, the zoom begins at %g", last.Text.Text, end, h.status.zoom[0].Position().X)
	}
}
