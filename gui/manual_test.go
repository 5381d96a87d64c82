package gui

import (
	"io/fs"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/docs"
)

func TestTheManualShowsEveryPictureThatIsBuiltIn(t *testing.T) {
	var shown []string
	for _, c := range chapters(docs.Manual) {
		for _, p := range c.parts {
			if p.picture == "" {
				continue
			}
			shown = append(shown, p.picture)
			if readPicture(p.picture) == nil {
				t.Errorf("chapter %q: no picture %s", c.title, p.picture)
			}
		}
	}
	files, err := fs.Glob(docs.Files, "screenshots/*.png")
	if err != nil || len(files) == 0 {
		t.Fatalf("pictures %v, %v", files, err)
	}
	for _, f := range files {
		if !slices.Contains(shown, f) {
			t.Errorf("%s is built in and shown nowhere", f)
		}
		if info, err := fs.Stat(docs.Files, f); err != nil || info.Size() > 200_000 {
			t.Errorf("%s has more than 200 kB", f)
		}
	}
}

func TestTheManualOpensAndTurnsItsPages(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	if h.help.manual == nil || len(h.help.manual.chapters) < 5 {
		t.Fatal("F1 does not open the manual")
	}
	m := h.help.manual
	if m.chapters[0].title != "Manual" || m.chapters[1].title != "First look" {
		t.Errorf("chapters %q, %q", m.chapters[0].title, m.chapters[1].title)
	}
	test.Tap(m.contents[2])
	if m.shown != 2 || !m.contents[2].On() || m.contents[0].On() {
		t.Errorf("chapter %d is shown", m.shown)
	}
	m.typedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if m.shown != 3 {
		t.Errorf("the right arrow shows chapter %d", m.shown)
	}
	h.help.showManual()
	if h.help.manual != m {
		t.Error("a second window is opened")
	}
	m.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.help.manual != nil {
		t.Error("Escape does not close the manual")
	}
}
