package form

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"firenet/gui/look"
	"firenet/recon/parameter"
)

var described = []parameter.Parameter{
	{Key: "lambda", Name: "Sparsity", Symbol: "λ", Kind: parameter.Real, MinOpen: true, Max: math.Inf(1), From: 1e-6, To: 1, Scale: parameter.Log, Default: 2.5e-4, Help: "Weight of sparsity."},
	{Key: "n", Name: "Blocks", Symbol: "n", Kind: parameter.Integer, Min: 1, Max: 100, Default: 5, Help: "Restarts."},
	{Key: "p", Name: "Layers each", Symbol: "p", Kind: parameter.Integer, Min: 1, Max: 1000, Default: 5, Help: "Layers in a block."},
	{
		Key: "weights", Name: "Weights", Kind: parameter.Variant, Choices: []string{"image", "none"}, Default: "image", Help: "Weights.",
		Tables: []parameter.TableKey{{Key: "sparsities", Kind: parameter.Numbers, Help: "Coarsest first."}},
	},
	{
		Key: "start", Name: "Start from", Kind: parameter.Variant, Choices: []string{"none"}, Free: true, Default: "none", Help: "An image.",
		Tables: []parameter.TableKey{{Key: "file", Kind: parameter.Path, Help: "A file."}},
	},
	{Key: "wavelet", Name: "Wavelet", Kind: parameter.Choice, Choices: []string{"db1", "db2"}, Default: "db1", Help: "Basis."},
	{Key: "history", Name: "History", Kind: parameter.Switch, Default: true, Help: "Record."},
	{Key: "mask", Name: "Mask", Kind: parameter.Path, Absent: "none", Help: "A file."},
	{Key: "sparsities", Name: "Sparsities", Kind: parameter.Numbers, Absent: "counted", Help: "Coarsest first."},
}

// shown is a form of all kinds of parameters in a window, and what it hands on.
func shown(t *testing.T) (f *Form, values parameter.Values, show func()) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(&look.Theme{Mode: look.LightMode})
	values = parameter.Values{}
	for _, p := range described {
		values[p.Key] = p.Default
	}
	f = NewForm(Host{
		Set:      func(key string, v any) { values[key] = v; show() },
		PickFile: func(picked func(string)) { picked("/data/x.npy") },
	})
	show = func() {
		var fields []Field
		for _, p := range described {
			fields = append(fields, Field{Key: p.Key, Parameter: p, Value: values[p.Key], Names: []string{"FIRENET"}})
		}
		f.SetFields(fields, nil)
	}
	show()
	w := test.NewTempWindow(t, f)
	w.Resize(fyne.NewSize(280, 600))
	return f, values, show
}

func TestEveryKindOfParameterHasItsControl(t *testing.T) {
	f, _, _ := shown(t)
	if f.Slider("lambda") == nil || f.Slider("n") != nil || f.Select("weights") == nil || f.Select("wavelet") == nil || f.Entry("mask") == nil || f.row("history").check == nil {
		t.Error("a control is missing")
	}
	// Two short entries share a line.
	if n, p := f.row("n"), f.row("p"); n.Position().Y != p.Position().Y || n.Position().X+n.Size().Width > p.Position().X {
		t.Errorf("rows of n at %v and p at %v", n.Position(), p.Position())
	}
	// No row overlaps the next one.
	y := float32(-1)
	for _, r := range f.rows {
		if r.field.Key == "p" {
			continue
		}
		if r.Position().Y < y {
			t.Errorf("row %s begins at %g, before the end %g of the one above", r.field.Key, r.Position().Y, y)
		}
		y = r.Position().Y + r.Size().Height
	}
}

func TestRightValuesAreHandedOnAndWrongOnesAreNot(t *testing.T) {
	f, values, _ := shown(t)
	for _, c := range []struct {
		key, typed string
		want       any
	}{
		{"lambda", "1e-3", 1e-3},
		{"lambda", "0,5", 0.5},
		{"n", "7", 7},
		{"sparsities", "4, 12 40", []float64{4, 12, 40}},
		{"sparsities", "[1,2]", []float64{1, 2}},
		{"sparsities", "", nil},
		{"mask", "m.npy", "m.npy"},
	} {
		f.Entry(c.key).Commit(c.typed)
		if fmt.Sprint(values[c.key]) != fmt.Sprint(c.want) || f.Message(c.key) != "" {
			t.Errorf("%s = %q: got %v (%q), want %v", c.key, c.typed, values[c.key], f.Message(c.key), c.want)
		}
	}
	for _, c := range []struct{ key, typed, want string }{
		{"n", "0", "0 is below 1. Use 1 to 100, for example 5.\nThe run goes on with 7."},
		{"n", "2.5", "2.5 is not a whole number. Use 1 to 100, for example 5.\nThe run goes on with 7."},
		{"n", "many", "“many” is not a number. Use 1 to 100, for example 5.\nThe run goes on with 7."},
		{"lambda", "-1", "-1 is not above 0. Use a number above 0, for example 2.5e-4.\nThe run goes on with 0.5."},
		{"lambda", "", "A value is missing. Use a number above 0, for example 2.5e-4.\nThe run goes on with 0.5."},
		{"sparsities", "4, x", "“4, x” cannot be used here. Use numbers separated by commas."},
	} {
		before := fmt.Sprint(values[c.key])
		f.Entry(c.key).Commit(c.typed)
		if fmt.Sprint(values[c.key]) != before || !f.Entry(c.key).Wrong() || !f.Wrong() {
			t.Errorf("%s = %q was handed on or is not marked", c.key, c.typed)
		}
		if m := f.Message(c.key); m != c.want {
			t.Errorf("%s = %q: message %q, want %q", c.key, c.typed, m, c.want)
		}
		if f.Entry(c.key).Text() != c.typed {
			t.Errorf("%s: the text %q was replaced by %q", c.key, c.typed, f.Entry(c.key).Text())
		}
	}
}

func TestAValueFromElsewhereTakesTheMessageAway(t *testing.T) {
	f, values, show := shown(t)
	f.Entry("n").Commit("0")
	show()
	if f.Message("n") == "" {
		t.Error("drawing the form anew takes the message away")
	}
	values["n"] = 9
	show()
	if f.Message("n") != "" || f.Entry("n").Text() != "9" {
		t.Errorf("message %q, text %q", f.Message("n"), f.Entry("n").Text())
	}
}

func TestTableOfAVariantWaitsForItsValue(t *testing.T) {
	f, values, show := shown(t)
	f.Select("weights").SetSelected("given sparsities …")
	if values["weights"] != "image" {
		t.Fatalf("weights = %v before a value was given", values["weights"])
	}
	show()
	if f.Wrong() || f.Message("weights") != "Coarsest first." {
		t.Errorf("hint %q, wrong %v", f.Message("weights"), f.Wrong())
	}
	f.Entry("weights").Commit("4, 12, 40")
	if got, ok := values["weights"].(parameter.Table); !ok || got.Key != "sparsities" || len(got.Numbers) != 3 {
		t.Errorf("weights = %v", values["weights"])
	}
	f.Select("weights").SetSelected("none")
	if values["weights"] != "none" {
		t.Errorf("weights = %v after choosing none", values["weights"])
	}
	f.Select("start").SetSelected("FIRENET")
	if values["start"] != "FIRENET" {
		t.Errorf("start = %v", values["start"])
	}
	f.Select("start").SetSelected("given file …")
	test.Tap(f.row("start").browse)
	if got, ok := values["start"].(parameter.Table); !ok || got.Text != "/data/x.npy" {
		t.Errorf("start = %v", values["start"])
	}
}

func TestSliderAndStepsMoveTheValue(t *testing.T) {
	f, values, _ := shown(t)
	f.Slider("lambda").SetValue(0.5)
	if v := values.Float("lambda"); v != 1e-3 {
		t.Errorf("the middle of 1e-6 to 1 is %g, want 1e-3", v)
	}
	if f.Entry("lambda").Text() != "0.001" {
		t.Errorf("the field says %q", f.Entry("lambda").Text())
	}
	f.Entry("n").field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if values["n"] != 6 {
		t.Errorf("n = %v after Up, want 6", values["n"])
	}
	f.Entry("lambda").field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if v := values.Float("lambda"); v >= 1e-3 || v < 5e-4 {
		t.Errorf("lambda = %g after Down", v)
	}
	f.Entry("n").field.SetText("77")
	f.Entry("n").field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if f.Entry("n").Text() != "6" || values["n"] != 6 {
		t.Errorf("Escape leaves %q", f.Entry("n").Text())
	}
}

func TestTravelOfASlider(t *testing.T) {
	p := parameter.Parameter{Kind: parameter.Real, Min: 0, Max: 1, From: 1e-4, To: 1, Scale: parameter.Log}
	tr, ok := newTravel(p)
	if !ok || tr.value(0) != 0 || tr.at(0) != 0 || tr.value(1) != 1 || tr.at(1) != 1 {
		t.Errorf("ends: %v %g %g %g %g", ok, tr.value(0), tr.at(0), tr.value(1), tr.at(1))
	}
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Float64Range(0, 1).Draw(t, "at")
		v := tr.value(at)
		if c, err := p.Check(v); err != nil || c != v {
			t.Fatalf("value(%g) = %g is not allowed", at, v)
		}
		// Two digits: the way back is within a tenth of the last one.
		if back := tr.value(tr.at(v)); v != 0 && math.Abs(back-v) > 0.051*v {
			t.Fatalf("value(at(%g)) = %g", v, back)
		}
	})
	if _, ok := newTravel(parameter.Parameter{Kind: parameter.Real, Max: math.Inf(1)}); ok {
		t.Error("a range without an end has a slider")
	}
}

func TestWrapAndFit(t *testing.T) {
	test.NewTempApp(t)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-z ]{0,80}`).Draw(t, "s")
		lines := Wrap(s, Caption, 100)
		if got, want := strings.Fields(strings.Join(lines, " ")), strings.Fields(s); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("words %v became %v", want, got)
		}
		for _, l := range lines {
			if Width(l, Caption) > 100 && strings.Contains(l, " ") {
				t.Fatalf("line %q is wider than 100", l)
			}
		}
		if f := Fit(s, Body, 60); Width(f, Body) > 60 && f != "…" {
			t.Fatalf("%q does not fit", f)
		}
	})
}

func TestReconstructorRow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&look.Theme{Mode: look.LightMode})
	selected, shown := 0, true
	r := NewReconstructorRow(func() { selected++ }, func(on bool) { shown = on }, func(fyne.Position) {})
	r.Set(Reconstructor{Name: "FIRENET", Detail: "p 5", Shown: true, Error: "0.237", Oracle: true, Worse: true, Progress: 0.5})
	w := test.NewTempWindow(t, r)
	w.Resize(fyne.NewSize(264, 40))
	test.Tap(r)
	test.Tap(r.box)
	if selected != 1 || shown {
		t.Errorf("selected %d times, shown %v", selected, shown)
	}
	if r.mark() != "oracle, worse" || r.MinSize().Height != look.Row+runningBar {
		t.Errorf("mark %q, height %g", r.mark(), r.MinSize().Height)
	}
}

func TestCardFoldsAndMarks(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&look.Theme{Mode: look.DarkMode})
	c := NewCard("Image", NewParagraph("body", Caption))
	told := 0
	c.Resized = func() { told++ }
	w := test.NewTempWindow(t, c)
	w.Resize(fyne.NewSize(280, 200))
	open := c.MinSize().Height
	test.Tap(c.head)
	if !c.Folded() || c.MinSize().Height != 52 || open <= 52 || told != 1 {
		t.Errorf("folded %v, %g high, open %g, told %d times", c.Folded(), c.MinSize().Height, open, told)
	}
	c.SetWrong(true)
	if !c.Wrong() {
		t.Error("the card is not marked")
	}
}

func TestTipAtOnceByKeyboard(t *testing.T) {
	test.NewTempApp(t)
	tips := NewTips(func(time.Duration, func()) func() { return func() {} })
	e := NewEntry(true, Tip{Name: "Fraction", Sentence: "Share."}, tips)
	w := test.NewTempWindow(t, e)
	w.Canvas().Focus(e.Focusable())
	if tips.Shown().Name != "Fraction" {
		t.Errorf("tip %+v", tips.Shown())
	}
	w.Canvas().Unfocus()
	if tips.Shown().Name != "" {
		t.Error("the tip stays after the focus has gone")
	}
}

func ExampleComplaint() {
	p := parameter.Parameter{Name: "Fraction", Kind: parameter.Real, MinOpen: true, Max: 1, Default: 0.15}
	fmt.Println(Complaint(p, "1.5", 0.2))
	// Output:
	// 1.5 is above 1. Use 0 to 1, for example 0.15.
	// The run goes on with 0.2.
}
