package gui

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/gui/viewer"
	"firenet/recon/experiment"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
)

// content is what a pane shows.
type content int

const (
	showTruth content = iota
	showReconstruction
	showResidual
	showSpectrum
	showMask
)

// slot is one pane and what it shows.
type slot struct {
	pane *viewer.Pane
	what content
	name string // of the reconstructor; empty: the selected one
}

// badgeDelay is how long a run must last before progress is shown on a picture.
const badgeDelay = 150

// buildPanes makes the four panes of the first look.
func (w *Window) buildPanes() {
	zeroFilled := ""
	for _, s := range w.control.Recipe().Reconstructors {
		if s.Method == "zero-filled" {
			zeroFilled = s.Name
			break
		}
	}
	w.panes = []*slot{
		{what: showTruth},
		{what: showReconstruction, name: zeroFilled},
		{what: showReconstruction},
		{what: showResidual},
	}
	w.focused = 2
	objects := make([]fyne.CanvasObject, len(w.panes))
	for i, s := range w.panes {
		p := viewer.NewPane(w.group)
		p.OnMenu = func(at fyne.Position) { w.popUpAt(w.paneMenu(s), at) }
		p.OnFocus = func() {
			w.focused = i
			w.side.showHistogram()
		}
		p.OnKey, p.OnRune = w.typedKey, w.typedRune
		s.pane = p
		objects[i] = p
	}
	w.paneArea = container.New(grid{}, objects...)
}

// track is the reconstructor that a pane shows, nil if it does not exist (any more).
func (w *Window) track(s *slot) *control.Track {
	name := s.name
	if name == "" {
		name = w.selected
	}
	return w.control.Track(name)
}

// section is the recipe's entry of a reconstructor.
func (w *Window) section(name string) (experiment.ReconstructorSection, int) {
	for i, s := range w.control.Recipe().Reconstructors {
		if s.Name == name {
			return s, i
		}
	}
	return experiment.ReconstructorSection{}, -1
}

// showPanes draws all panes.
func (w *Window) showPanes() {
	for _, s := range w.panes {
		w.showPane(s)
	}
	w.side.showHistogram()
}

func (w *Window) showPane(s *slot) {
	d := w.control.Data()
	if d == nil {
		s.pane.SetTitle(w.contentName(s), "")
		w.showEmpty(s)
		return
	}
	switch s.what {
	case showTruth:
		w.showTruth(s, d)
	case showSpectrum:
		w.showSpectrum(s, d)
	case showMask:
		w.showMask(s, d)
	default:
		w.showTrack(s, d)
	}
}

// contentName is the name of what a pane shows.
func (w *Window) contentName(s *slot) string {
	switch s.what {
	case showTruth:
		return "Truth"
	case showSpectrum:
		return "Spectrum"
	case showMask:
		return "Mask"
	case showResidual:
		return "Residual"
	}
	if s.name != "" {
		return s.name
	}
	return w.selected
}

// showEmpty says why there is no picture yet.
func (w *Window) showEmpty(s *slot) {
	s.pane.SetPicture(nil, model.GrayMap)
	s.pane.SetMeasures(nil)
	s.pane.ClearProgress()
	if st := w.control.Status(); st.State == control.Failed && st.Err != nil {
		s.pane.SetMessage(failure(st.Err, w))
		return
	}
	for _, e := range w.control.Errors() {
		s.pane.SetMessage(failure(e, w))
		return
	}
	s.pane.SetMessage(viewer.Message{Text: "Computing the first picture"})
}

func failure(err error, w *Window) viewer.Message {
	return viewer.Message{
		Failure: true, Text: firstLine(err.Error()),
		Remedy: "Change the field that is marked in red, or begin again from the default recipe.",
		Actions: []viewer.Action{
			{Label: "Open", Do: w.openDialog},
			{Label: "Default recipe", Do: func() { w.control.Open(experiment.Default(), "") }},
		},
	}
}

func (w *Window) showTruth(s *slot, d *control.Data) {
	s.pane.ClearProgress()
	if d.Truth == nil {
		s.pane.SetTitle("Truth", "")
		s.pane.SetPicture(nil, model.GrayMap)
		s.pane.SetMeasures(nil)
		s.pane.SetMessage(viewer.Message{Text: "Not known: the samples were measured"})
		return
	}
	p := w.picture(model.Image, d.Truth, nil, nil)
	s.pane.SetTitle("Truth", "x")
	setPicture(s.pane, p, model.GrayMap)
	kind := "real"
	if p.IsComplex() {
		kind = "complex · modulus"
	}
	lo, hi := p.Range()
	s.pane.SetMeasures([]model.Measure{
		{Name: "reference · " + kind + " · min", Value: model.Short(lo)},
		{Name: "max", Value: model.Short(hi)},
	})
}

func (w *Window) showSpectrum(s *slot, d *control.Data) {
	s.pane.ClearProgress()
	s.pane.SetTitle("Spectrum", "log |Ux|, sampled in colour")
	setPicture(s.pane, w.picture(model.Spectrum, d.Spectrum, nil, d.Mask), model.InfernoMap)
	s.pane.SetMeasures([]model.Measure{
		{Name: d.Recipe.Sampling.Pattern + " ·", Value: fmt.Sprint(d.Mask.Count())},
		{Name: "of", Value: fmt.Sprint(d.Shape().Len())},
		{Name: "floor", Value: "10⁻⁶", Unit: "of the maximum"},
	})
}

func (w *Window) showMask(s *slot, d *control.Data) {
	s.pane.ClearProgress()
	s.pane.SetTitle("Mask", "Ω, sampled in white")
	setPicture(s.pane, w.picture(model.Image, w.maskImage(d), nil, nil), model.GrayMap)
	s.pane.SetMeasures([]model.Measure{
		{Name: d.Recipe.Sampling.Pattern + " ·", Value: fmt.Sprint(d.Mask.Count())},
		{Name: "of", Value: fmt.Sprint(d.Shape().Len())},
		{Name: "share", Value: model.Percent(float64(d.Mask.Count()) / float64(d.Shape().Len()))},
	})
}

// showTrack shows a reconstruction or its residual.
func (w *Window) showTrack(s *slot, d *control.Data) {
	t := w.track(s)
	title, facts := w.contentName(s), ""
	if t != nil {
		facts = w.facts(t)
		if s.what == showResidual {
			facts = t.Name + " – x"
		}
	}
	s.pane.SetTitle(title, facts)
	if t == nil || t.Picture == nil {
		w.showWaiting(s, t)
		return
	}
	var p *model.Picture
	kind := model.GrayMap
	if s.what == showResidual {
		kind = model.DivergingMap
		if t.Picture.Truth == nil {
			s.pane.SetPicture(nil, kind)
			s.pane.SetMeasures(nil)
			s.pane.ClearProgress()
			s.pane.SetMessage(viewer.Message{Text: "No residual: the true image is not known"})
			return
		}
		p = w.picture(model.Residual, t.Picture.Image, t.Picture.Truth, nil)
	} else {
		p = w.picture(model.Image, t.Picture.Image, nil, nil)
	}
	setPicture(s.pane, p, kind)
	s.pane.SetMeasures(w.measures(s, t, p))
	w.showProgress(s, t)
}

// setPicture shows a picture unless it is shown already.
func setPicture(pane *viewer.Pane, p *model.Picture, m model.MapKind) {
	if pane.Picture() != p || p == nil {
		pane.SetPicture(p, m)
	}
}

func (w *Window) showWaiting(s *slot, t *control.Track) {
	s.pane.SetPicture(nil, model.GrayMap)
	s.pane.SetMeasures(nil)
	s.pane.ClearProgress()
	switch {
	case t == nil:
		s.pane.SetMessage(viewer.Message{Text: "No such reconstructor any more", Remedy: "Choose another picture by the name above."})
	case t.Phase == control.Halted && w.control.Status().State == control.Failed:
		s.pane.SetMessage(failure(w.control.Status().Err, w))
	case t.Phase == control.Halted:
		s.pane.SetMessage(viewer.Message{Text: "Stopped before the first layer"})
	default:
		s.pane.SetMessage(viewer.Message{Text: t.Name + " is computing"})
	}
}

// measures are the numbers under a reconstruction or a residual.
func (w *Window) measures(s *slot, t *control.Track, p *model.Picture) []model.Measure {
	if s.what == showResidual {
		return model.ResidualMeasures(p, s.pane.Window())
	}
	if t.Output == nil {
		if e := t.Picture.RelativeL2; e == e {
			return []model.Measure{{Name: "rel. ℓ²", Value: model.Sig(e)}}
		}
		return nil
	}
	if t.Output.Metrics == nil {
		return nil
	}
	m := model.Measures(*t.Output.Metrics)
	if t.Output.WorseThanZeroFilled {
		// Behind the error itself: what does not fit is left out from the end.
		m = slices.Insert(m, 1, model.Measure{Value: "worse than zero-filled"})
	}
	return m
}

// showProgress shows bar and badge of a reconstructor at work.
func (w *Window) showProgress(s *slot, t *control.Track) {
	st := w.control.Status()
	switch {
	case t.Phase == control.Active && st.Elapsed.Milliseconds() >= badgeDelay && t.Layers > 1:
		badge := fmt.Sprintf("layer **%d** of %d", t.Layer, t.Layers)
		if t.Blocks > 1 {
			badge = fmt.Sprintf("block **%d** of %d · ", max(1, t.Block), t.Blocks) + badge
		}
		if s.what == showResidual {
			badge = ""
		}
		s.pane.SetProgress(float64(t.Layer)/float64(t.Layers), badge)
	case t.Phase == control.Halted && t.Output == nil:
		s.pane.SetStopped(fmt.Sprintf("stopped at layer %d of %d", t.Picture.Layer, t.Picture.Layers))
	default:
		s.pane.ClearProgress()
	}
}

// facts are the parameters behind a reconstructor's name: "oracle · n 5 · p 20".
func (w *Window) facts(t *control.Track) string {
	section, i := w.section(t.Name)
	if i < 0 {
		return ""
	}
	if t.Method == "zero-filled" {
		return "U*y"
	}
	var parts []string
	if w.oracle(section) {
		parts = append(parts, "oracle")
	}
	if s := shortFacts(section, false); s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, " · ")
}

// shortFacts are the whole numbers among the main parameters, by their symbols; of these
// the last only if one is asked for.
func shortFacts(s experiment.ReconstructorSection, last bool) string {
	m, ok := reconstruct.Lookup(s.Method)
	if !ok {
		return ""
	}
	text := ""
	for _, p := range m.Parameters {
		if p.Kind != parameter.Integer || p.More || p.Symbol == "" || !s.Values.Has(p.Key) {
			continue
		}
		if last {
			text = ""
		}
		if text != "" {
			text += " · "
		}
		text += fmt.Sprintf("%s %d", p.Symbol, s.Values.Int(p.Key))
	}
	return text
}

// oracle says whether a reconstructor makes use of the true image.
func (w *Window) oracle(s experiment.ReconstructorSection) bool {
	m, ok := reconstruct.Lookup(s.Method)
	return ok && m.Oracle != nil && m.Oracle(s.Values)
}

// paneMenu lists what a pane can show.
func (w *Window) paneMenu(s *slot) *fyne.Menu {
	choose := func(label string, what content, name string) *fyne.MenuItem {
		item := fyne.NewMenuItem(label, func() {
			s.what, s.name = what, name
			w.showPane(s)
			w.side.showHistogram()
		})
		item.Checked = s.what == what && s.name == name
		return item
	}
	items := []*fyne.MenuItem{choose("Truth", showTruth, "")}
	sections := w.control.Recipe().Reconstructors
	for _, r := range sections {
		items = append(items, choose(r.Name, showReconstruction, r.Name))
	}
	items = append(items, choose("Selected reconstructor", showReconstruction, ""), fyne.NewMenuItemSeparator())
	for _, r := range sections {
		items = append(items, choose("Residual of "+r.Name, showResidual, r.Name))
	}
	items = append(items, choose("Residual of the selected one", showResidual, ""), fyne.NewMenuItemSeparator(),
		choose("Spectrum with mask", showSpectrum, ""), choose("Mask", showMask, ""))
	return fyne.NewMenu("", items...)
}

// named is a picture with the name under which it is read out.
type named struct {
	name    string
	slot    int
	picture *model.Picture
}

// images are the truth and every reconstruction that is shown.
func (w *Window) images() []named {
	var list []named
	d := w.control.Data()
	if d == nil {
		return nil
	}
	if d.Truth != nil {
		list = append(list, named{"truth", truthSlot, w.picture(model.Image, d.Truth, nil, nil)})
	}
	sections := w.control.Recipe().Reconstructors
	for _, t := range w.control.Tracks() {
		_, i := w.section(t.Name)
		if i < 0 || t.Picture == nil || w.hidden[t.Name] || t.Picture.Image.Shape != d.Shape() {
			continue
		}
		list = append(list, named{t.Name, slotOf(sections, i), w.picture(model.Image, t.Picture.Image, nil, nil)})
	}
	return list
}

// frame is what is seen in the first pane that shows a picture.
func (w *Window) frame() (model.Frame, bool) {
	for _, s := range w.panes {
		if f, ok := s.pane.Frame(); ok {
			return f, true
		}
	}
	return model.Frame{}, false
}

// viewChanged follows the group that the panes share.
func (w *Window) viewChanged(c model.Change) {
	if c&(model.CursorChanged|model.ViewChanged) != 0 {
		w.status.showReadOut()
	}
	if c&model.CursorChanged != 0 {
		w.side.showProfile()
	}
	if c&model.WindowChanged != 0 {
		for _, s := range w.panes {
			if s.what == showResidual {
				w.showPane(s)
			}
		}
	}
	if c&model.OptionChanged != 0 {
		w.toolbar.show()
	}
}

func (w *Window) focusedPane() *viewer.Pane { return w.panes[w.focused].pane }

func (w *Window) toggleCrosshair() { w.group.SetCrosshair(!w.group.Crosshair()) }

func (w *Window) fit() { w.eachPane((*viewer.Pane).Fit) }

func (w *Window) oneToOne() { w.eachPane((*viewer.Pane).OneToOne) }

func (w *Window) zoomBy(steps int) { w.eachPane(func(p *viewer.Pane) { p.ZoomBy(steps) }) }

// eachPane acts on the first pane if views are linked, since it acts for all, and on the
// focused one otherwise.
func (w *Window) eachPane(act func(*viewer.Pane)) {
	if !w.group.ViewsLinked() {
		act(w.panes[w.focused].pane)
		return
	}
	for _, s := range w.panes {
		if _, ok := s.pane.Frame(); ok {
			act(s.pane)
			return
		}
	}
}

func rgba(c color.NRGBA) color.RGBA { return color.RGBAModel.Convert(c).(color.RGBA) }
