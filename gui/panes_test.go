package gui

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/recon/recipe"
)

// leaves are the entries of a menu and of the menus beside it, with what can be done.
func leaves(items []*fyne.MenuItem) []*fyne.MenuItem {
	var list []*fyne.MenuItem
	for _, i := range items {
		switch {
		case i.ChildMenu != nil:
			list = append(list, leaves(i.ChildMenu.Items)...)
		case i.Action != nil && !i.Disabled:
			list = append(list, i)
		}
	}
	return list
}

func item(t *testing.T, m *fyne.Menu, path ...string) *fyne.MenuItem {
	t.Helper()
	items := m.Items
	for n, label := range path {
		found := false
		for _, i := range items {
			if i.Label != label {
				continue
			}
			if n == len(path)-1 {
				return i
			}
			items, found = i.ChildMenu.Items, true
			break
		}
		if !found {
			t.Fatalf("the menu has no %q", path[:n+1])
		}
	}
	return nil
}

func TestPanesShowWhatTheirMenuSays(t *testing.T) {
	h := open(t, nil)
	h.done()
	s := h.compare.Slots[0]
	want := map[model.What]string{
		model.ShowTruth: "Truth", model.ShowMeasurements: "Measurements", model.ShowZeroFilled: "Zero-filled",
		model.ShowReconstruction: "FIRENET", model.ShowResidual: "Residual", model.ShowSpectrum: "Spectrum",
		model.ShowMask: "Mask", model.ShowCoefficients: "Coefficients", model.ShowDual: "Dual",
	}
	seen := map[model.What]bool{}
	for _, i := range leaves(h.compare.ContentItems(s.Content, func(c model.Content) { h.compare.ChoosePane(s, c) })) {
		i.Action()
		what := s.Content.Of.What
		seen[what] = true
		name := want[what]
		if s.Content.IsDifference() {
			name = "Difference"
		}
		zeroFilled := s.Content.Of.Name == "Zero-filled"
		if zeroFilled && (what == model.ShowCoefficients || what == model.ShowDual) {
			if s.Pane.Picture() != nil {
				t.Errorf("%s shows what zero-filled does not compute", i.Label)
			}
			continue
		}
		if s.Pane.Picture() == nil || s.Pane.Name() != name {
			t.Errorf("%s: %q, picture %v; want %q", i.Label, s.Pane.Name(), s.Pane.Picture() != nil, name)
		}
	}
	if len(seen) != len(want) {
		t.Errorf("the menu offers %v only", seen)
	}
}

func TestDifferenceOfTwoPictures(t *testing.T) {
	h := open(t, nil)
	h.done()
	s := h.compare.Slots[1]
	item(t, h.compare.PaneMenu(s), "Difference", "Selected reconstructor –", "Zero-filled").Action()
	a, b := h.control.Track("FIRENET").Picture.Image, h.control.Track("Zero-filled").Picture.Image
	p := s.Pane.Picture()
	for _, at := range [][2]int{{3, 5}, {32, 32}, {40, 20}} {
		// Both images are complex: the modulus of the difference, with a sign.
		d := a.At(at[0], at[1]) - b.At(at[0], at[1])
		got := p.Value(at[0], at[1])
		if w := real(d)*real(d) + imag(d)*imag(d); got*got-w > 1e-6 || w-got*got > 1e-6 {
			t.Errorf("at %v: %g, want modulus of %v", at, got, d)
		}
	}
	if s.Pane.Name() != "Difference" {
		t.Errorf("named %q", s.Pane.Name())
	}
}

func TestPanesAreAddedAndRemoved(t *testing.T) {
	h := open(t, nil)
	h.done()
	for n := 5; n <= model.MaxPanes; n++ {
		item(t, h.compare.PaneMenu(h.compare.Slots[0]), "Add a pane").Action()
		if len(h.compare.Slots) != n || h.compare.Slots[1].Pane.Picture() == nil || h.compare.Current != 1 {
			t.Fatalf("%d panes, picture %v, focused %d", len(h.compare.Slots), h.compare.Slots[1].Pane.Picture() != nil, h.compare.Current)
		}
	}
	if i := item(t, h.compare.PaneMenu(h.compare.Slots[0]), "Add a pane"); !i.Disabled {
		t.Error("more panes than there is room for")
	}
	for len(h.compare.Slots) > 1 {
		item(t, h.compare.PaneMenu(h.compare.Slots[0]), "Remove this pane").Action()
	}
	if i := item(t, h.compare.PaneMenu(h.compare.Slots[0]), "Remove this pane"); !i.Disabled {
		t.Error("the last pane can be removed")
	}
	if len(h.compare.Area.Objects) != 1 || h.panes.focused() == nil {
		t.Error("the area does not follow")
	}
	for id, want := range map[string]bool{"add-pane": true, "remove-pane": false} {
		if c, ok := h.commands.ByID(id); !ok || c.Can() != want {
			t.Errorf("%s with one pane: can be done %v, want %v", id, c.Can(), want)
		}
	}
	add, _ := h.commands.ByID("add-pane")
	remove, _ := h.commands.ByID("remove-pane")
	add.Run()
	if remove.Run(); len(h.compare.Slots) != 1 {
		t.Errorf("adding and removing a pane by the menu leaves %d", len(h.compare.Slots))
	}
	h.panes.fit()
	h.group.Pin(3, 3) // reaches no pane that is gone
}

// What the panes show stays when reconstructors come and go.
func TestContentsSurviveAChangeOfTheReconstructors(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.compare.ChoosePane(h.compare.Slots[0], model.Show(model.ShowCoefficients, "FIRENET"))
	h.compare.ChoosePane(h.compare.Slots[3], model.Show(model.ShowResidual, "FIRENET 2"))
	if h.compare.Slots[3].Pane.Picture() != nil {
		t.Error("a reconstructor that is not there is shown")
	}
	h.rerun(func() {
		h.left.addReconstructor(recipe.ReconstructorSection{Method: "firenet", Values: h.control.Recipe().Reconstructors[1].Values.Clone()})
	})
	if h.compare.Slots[0].Pane.Name() != "Coefficients" || h.compare.Slots[3].Pane.Picture() == nil || h.compare.Slots[3].Content.Of.Name != "FIRENET 2" {
		t.Errorf("%q, residual shown %v", h.compare.Slots[0].Pane.Name(), h.compare.Slots[3].Pane.Picture() != nil)
	}
	h.rerun(func() { h.left.removeReconstructor("FIRENET 2") })
	if h.compare.Slots[3].Content != model.Show(model.ShowResidual, "FIRENET 2") || h.compare.Slots[3].Pane.Picture() != nil {
		t.Error("the content of a removed reconstructor is lost, or still shown")
	}
}

// A reconstructor that is given another name is still shown.
func TestContentsFollowANewName(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.compare.ChoosePane(h.compare.Slots[0], model.Content{Of: model.Source{What: model.ShowTruth}, Minus: model.Source{What: model.ShowReconstruction, Name: "FIRENET"}})
	h.catalogue.Hidden["FIRENET"] = true
	h.rerun(func() { h.left.set("reconstructor.FIRENET.name", "Mine") })
	if h.compare.Slots[0].Content.Minus.Name != "Mine" || h.compare.Slots[0].Pane.Picture() == nil || !h.catalogue.Hidden["Mine"] || h.catalogue.Hidden["FIRENET"] {
		t.Errorf("the pane shows %+v, hidden %v", h.compare.Slots[0].Content, h.catalogue.Hidden)
	}
}

func TestPartsOfComplexPictures(t *testing.T) {
	h := open(t, nil)
	h.done()
	s := h.compare.Slots[1] // zero-filled: complex
	z := h.control.Track("Zero-filled").Picture.Image.At(20, 30)
	for label, want := range map[string]float64{"Real part": real(z), "Imaginary part": imag(z)} {
		item(t, h.compare.PaneMenu(s), "Show of complex values", label).Action()
		if got := s.Pane.Picture().Value(20, 30); got-want > 1e-6 || want-got > 1e-6 {
			t.Errorf("%s: %g, want %g", label, got, want)
		}
	}
	item(t, h.compare.PaneMenu(s), "Show of complex values", "Phase").Action()
	if s.Pane.Map() != model.CyclicMap || s.Pane.Picture().Kind() != model.Phase {
		t.Errorf("the phase is shown in %v", s.Pane.Map())
	}
	h.rerun(func() { h.left.set("noise.level", 0.2) })
	if s.Pane.Picture().Kind() != model.Phase || h.compare.Slots[2].Pane.Picture().Kind() != model.Image {
		t.Error("a new result forgets the phase, or others show it too")
	}
	h.compare.ChoosePane(s, model.Show(model.ShowSpectrum, ""))
	if s.Pane.Picture().Kind() != model.Phase {
		t.Error("the pane does not remember to show phases")
	}
}

func TestMapsFollowTheLink(t *testing.T) {
	h := open(t, nil)
	h.done()
	item(t, h.compare.PaneMenu(h.compare.Slots[0]), "Colour map", "Viridis").Action()
	for i, want := range []model.MapKind{model.ViridisMap, model.ViridisMap, model.ViridisMap, model.DivergingMap} {
		if got := h.compare.Slots[i].Pane.Map(); got != want {
			t.Errorf("pane %d in %v, want %v", i, got, want)
		}
	}
	h.compare.Slots[1].Pane.SetScaleLinked(false)
	item(t, h.compare.PaneMenu(h.compare.Slots[1]), "Colour map", "Magma").Action()
	if h.compare.Slots[0].Pane.Map() != model.ViridisMap || h.compare.Slots[1].Pane.Map() != model.MagmaMap {
		t.Error("an unlinked pane changes the map of the others")
	}
	for _, i := range h.compare.PaneMenu(h.compare.Slots[3]).Items {
		if i.Label == "Colour map" {
			t.Error("a residual offers maps without a middle")
		}
	}
}

func TestLayoutComesBack(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.compare.AddPane(h.compare.Slots[0])
	h.compare.ChoosePane(h.compare.Slots[0], model.Content{Of: model.Source{What: model.ShowTruth}, Minus: model.Source{What: model.ShowZeroFilled}})
	h.compare.ChoosePane(h.compare.Slots[2], model.Show(model.ShowCoefficients, "FIRENET"))
	h.compare.ChoosePart(h.compare.Slots[3], model.RealOnly)
	h.compare.Slots[1].Pane.SetScaleLinked(false)
	h.compare.Slots[1].Pane.SetWindow(model.Window{Lo: 0.25, Hi: 0.5})
	h.compare.Slots[1].Pane.SetMap(model.MagmaMap)
	h.group.SetWindow(model.ResidualScale, model.Window{Lo: -0.1, Hi: 0.1})
	h.group.SetMap(model.ImageScale, model.ViridisMap)
	h.group.SetViewport(model.Viewport{Zoom: 3, X: 20, Y: 30})
	h.group.SetViewsLinked(false)
	h.compare.Slots[2].Pane.ZoomBy(2)
	h.group.Pin(5, 7)
	h.group.SetCrosshair(false)
	h.group.SetLine(model.Line{X0: 1, Y0: 2, X1: 30, Y1: 40, Shown: true})
	h.group.SetRegion(model.RegionBetween(3, 4, 20, 30))
	h.catalogue.Hidden["Zero-filled"] = true
	h.selectReconstructor("Zero-filled")
	want := h.layout()

	// Through a file and into another window.
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var read model.Layout
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	other := open(t, nil)
	other.done()
	other.setLayout(read)
	if got := other.layout(); !reflect.DeepEqual(got, want) {
		t.Errorf("the layout comes back as\n%+v\nwant\n%+v", got, want)
	}
	if p := other.compare.Slots[1].Pane; p.Window().Hi != 0.5 || p.Map() != model.MagmaMap || other.compare.Slots[0].Pane.Name() != "Difference" {
		t.Errorf("panes: window %v, map %v, first %q", p.Window(), p.Map(), other.compare.Slots[0].Pane.Name())
	}
	if a, _ := h.compare.Slots[2].Pane.Frame(); true {
		if b, _ := other.compare.Slots[2].Pane.Frame(); b.Zoom != a.Zoom {
			t.Errorf("zoom %g, want %g", b.Zoom, a.Zoom)
		}
	}
}

func TestRegionIsMeasured(t *testing.T) {
	h := open(t, nil)
	h.done()
	test.Tap(h.toolbar.buttons["region"])
	if !h.group.RegionTool() {
		t.Error("the tool bar has no tool for regions")
	}
	h.group.SetRegionTool(false)
	known := func() bool { return h.side.regional != nil && h.side.regional.values != nil }
	h.group.SetRegion(model.RegionBetween(10, 12, 40, 50))
	h.until("measures", known)
	d := h.control.Data()
	r := control.Rectangle{Row0: 10, Col0: 12, Row1: 41, Col1: 51}
	sum, norm := 0.0, 0.0
	x, z := d.Truth, h.control.Track("FIRENET").Picture.Image
	for row := r.Row0; row < r.Row1; row++ {
		for col := r.Col0; col < r.Col1; col++ {
			e := z.At(row, col) - x.At(row, col)
			sum += real(e)*real(e) + imag(e)*imag(e)
			norm += real(x.At(row, col)) * real(x.At(row, col))
		}
	}
	i := slices.Index(h.side.regional.names, "FIRENET")
	if got, want := h.side.regional.values[i].RelativeL2, math.Sqrt(sum/norm); math.Abs(got-want) > 1e-9 {
		t.Errorf("rel. l2 in the region %g, want %g", got, want)
	}
	if len(h.side.metrics.regionRows()) < 8 {
		t.Error("the table does not show the region")
	}
	before := h.side.regional
	h.rerun(func() { h.left.set("noise.level", 0.2) })
	h.until("measures of the new result", func() bool { return h.side.regional != before && known() })
	h.group.SetRegion(model.Region{Row0: 900, Col0: 900, Row1: 950, Col1: 950, Shown: true})
	if h.side.regional != nil {
		t.Error("a region beside the picture is measured")
	}
	c, _ := h.commands.ByID("region-off")
	if c.Run(); h.group.Region().Shown || h.side.metrics.regionRows() != nil {
		t.Error("the region does not go away")
	}
}
