package gui

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/form"
	"firenet/gui/look"
)

// controlsOf are the objects of a type in what is open above the window.
func controlsOf[T fyne.CanvasObject](h *harness) []T {
	var list []T
	for _, o := range test.LaidOutObjects(h.win.Canvas().Overlays().Top()) {
		if c, ok := o.(T); ok {
			list = append(list, c)
		}
	}
	return list
}

func TestSettingsAreKeptAndAppliedAtOnce(t *testing.T) {
	threads, scale := -1, -1
	h := open(t, func(o *Options) {
		o.Threads = func(n int) { threads = n }
		o.Rescale = func(n int) { scale = n }
	})
	h.done()
	h.settings.show()
	lists, checks := controlsOf[*form.Select](h), controlsOf[*form.Check](h)
	if len(lists) != 3 || len(checks) != 2 {
		t.Fatalf("%d lists and %d checks", len(lists), len(checks))
	}
	lists[0].SetSelected("Dark")
	lists[1].SetSelected("120 %")
	lists[2].SetSelected("2")
	checks[0].SetChecked(false)
	checks[1].SetChecked(false)
	if threads != 2 || scale != 120 {
		t.Errorf("threads %d, scale %d, want 2 and 120", threads, scale)
	}
	if got := h.app.Settings().Theme().(*look.Theme).Mode; got != look.DarkMode {
		t.Errorf("theme %v", got)
	}
	want := Settings{Theme: look.DarkMode, Scale: 120, Threads: 2}
	if got := LoadSettings(h.app); got != want {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.win.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the settings")
	}
	h.app.Preferences().SetInt(scaleKey, 7)
	if got := LoadSettings(h.app).Scale; got != 100 {
		t.Errorf("a scale that there is not is read as %d", got)
	}
}

func TestTheShapeOfTheWindowIsRemembered(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.win.Resize(fyne.NewSize(1500, 900))
	h.widen(40, 30)
	h.fold(&h.zones.hideRight)
	h.remember()
	left, right := h.zones.leftSize, h.zones.rightSize
	h.widen(-40, -30)
	h.fold(&h.zones.hideRight)
	size := h.recall()
	if h.zones.leftSize != left || h.zones.rightSize != right || !h.zones.hideRight || h.zones.hideLeft {
		t.Errorf("columns %g and %g, hidden %v %v", h.zones.leftSize, h.zones.rightSize, h.zones.hideLeft, h.zones.hideRight)
	}
	if size != fyne.NewSize(1500, 900) {
		t.Errorf("size %v", size)
	}
	h.app.Preferences().SetFloat(widthKey, -3)
	h.app.Preferences().SetFloat(leftKey, 1e9)
	if size = h.recall(); size.Width != minWidth || h.zones.leftSize != leftMax {
		t.Errorf("nonsense is recalled as width %g, column %g", size.Width, h.zones.leftSize)
	}
}

func TestAboutCopiesTheCitationOfTheRepository(t *testing.T) {
	h := open(t, func(o *Options) { o.Version = "1.2.3" })
	h.done()
	h.help.showAbout()
	found := false
	for _, o := range controlsOf[*form.Button](h) {
		if o.Text == "Copy as BibTeX" {
			test.Tap(o)
			found = true
		}
	}
	if !found || h.app.Clipboard().Content() != BibTeX {
		t.Fatalf("copied %q", h.app.Clipboard().Content())
	}
	if links := controlsOf[*widget.Hyperlink](h); len(links) != 1 || !strings.Contains(BibTeX, strings.TrimPrefix(links[0].Text, "doi.org/")) {
		t.Error("the link is not that of the citation")
	}
	cff, err := os.ReadFile("../CITATION.cff")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"doi", "year", "volume", "issue", "start", "journal", "family-names", "given-names"} {
		for _, m := range regexp.MustCompile(`(?m)^ +(?:- )?`+key+`: "?([^"\n]*)"?$`).FindAllStringSubmatch(string(cff), -1) {
			if !strings.Contains(BibTeX, m[1]) {
				t.Errorf("%s %q of CITATION.cff is not in the BibTeX entry", key, m[1])
			}
		}
	}
}
