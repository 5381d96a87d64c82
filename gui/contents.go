package gui

import (
	"fmt"
	"slices"

	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/gui/viewer"
	"firenet/recon/array"
	"firenet/recon/result"
)

// subject is a content looked up: the picture that shows it, or why there is none.
type subject struct {
	name, facts string
	key         pictureKey
	missing     viewer.Message // in place of the picture
	empty       bool
	track       *control.Track // whose picture it is; nil for data
	slot        int            // of its curve
}

// missing is a subject without a picture.
func missing(name, text, remedy string) subject {
	return subject{name: name, empty: true, missing: viewer.Message{Text: text, Remedy: remedy}}
}

// track is a reconstructor by its name, the selected one for an empty name, nil if it does
// not exist (any more).
func (w *Window) track(name string) *control.Track {
	if name == "" {
		name = w.selected
	}
	return w.control.Track(name)
}

// trackOf is the reconstructor of a source: of a pinned run, if it names one.
func (w *Window) trackOf(src model.Source) *control.Track {
	if src.Run == 0 {
		return w.track(src.Name)
	}
	return w.control.TrackOf(src.Run, src.Name)
}

// image is the image of a source; its name says more if there is none.
func (w *Window) image(src model.Source, d *control.Data) subject {
	switch src.What {
	case model.ShowTruth:
		if d.Truth == nil {
			return missing("Truth", "Not known: the samples were measured", "")
		}
		return subject{name: "Truth", facts: "x", key: pictureKey{image: d.Truth}, slot: truthSlot}
	case model.ShowZeroFilled:
		for _, t := range w.control.Tracks() {
			if t.Method == "zero-filled" && t.Picture != nil {
				return w.iterate(t)
			}
		}
		if d.ZeroFilled == nil {
			return missing("Zero-filled", "Computing the zero-filled image", "")
		}
		return subject{name: "Zero-filled", facts: "U*y", key: pictureKey{image: d.ZeroFilled}, slot: -1}
	case model.ShowPerturbed:
		return w.perturbedSubject(src.Name)
	}
	return w.iterate(w.trackOf(src))
}

// iterate is the picture of a reconstructor.
func (w *Window) iterate(t *control.Track) subject {
	if t == nil {
		return missing("", "No such reconstructor any more", "Choose another picture by the name above.")
	}
	s := subject{name: t.Name, facts: w.facts(t), track: t, slot: w.slotOf(t.Name)}
	if t.Picture == nil {
		s.empty = true
		s.missing = w.waiting(t)
		return s
	}
	s.key = pictureKey{image: t.Picture.Image}
	return s
}

// waiting says why a reconstructor has no picture yet.
func (w *Window) waiting(t *control.Track) viewer.Message {
	switch st := w.control.Status(); {
	case t.Phase == control.Halted && st.State == control.Failed:
		return failure(st.Err, w)
	case t.Phase == control.Halted:
		return viewer.Message{Text: "Stopped before the first layer"}
	}
	return viewer.Message{Text: t.Name + " is computing"}
}

// subject looks a content up; part is what of a complex picture is shown.
func (w *Window) subject(c model.Content, part model.Part, d *control.Data) subject {
	if c.IsDifference() {
		return w.difference(w.image(c.Of, d), w.image(c.Minus, d), "Difference")
	}
	switch c.Of.What {
	case model.ShowMeasurements:
		return subject{name: "Measurements", facts: "log |y|", key: spectral(part, pictureKey{kind: model.Spectrum, image: d.Samples, mask: d.Mask})}
	case model.ShowSpectrum:
		return subject{name: "Spectrum", facts: "log |Ux|, sampled in colour", key: spectral(part, pictureKey{kind: model.Spectrum, image: d.Spectrum, mask: d.Mask})}
	case model.ShowMask:
		return subject{name: "Mask", facts: "Ω, sampled in white", key: pictureKey{kind: model.Mask, mask: d.Mask}}
	case model.ShowResidual:
		return w.residual(w.iterate(w.trackOf(c.Of)))
	case model.ShowCoefficients, model.ShowDual:
		return w.inside(c.Of, part, d)
	}
	s := w.image(c.Of, d)
	if s.name == "" {
		s.name = c.Of.Name
	}
	s.key.kind = part.Kind()
	return s
}

// spectral is the key of a spectrum, or of its phase.
func spectral(part model.Part, k pictureKey) pictureKey {
	if part == model.PhasePart {
		return pictureKey{kind: model.Phase, image: k.image}
	}
	return k
}

// residual is a reconstruction minus the truth of the run that it comes from.
func (w *Window) residual(s subject) subject {
	if s.empty {
		s.name = "Residual"
		return s
	}
	truth := s.track.Picture.Truth
	if truth == nil {
		r := missing("Residual", "No residual: the true image is not known", "")
		r.facts = s.name
		return r
	}
	return w.difference(s, subject{name: "x", key: pictureKey{image: truth}}, "Residual")
}

// difference is one image minus another.
func (w *Window) difference(a, b subject, name string) subject {
	facts := a.name + " – " + b.name
	for _, s := range []subject{a, b} {
		if s.empty {
			s.name, s.facts = name, facts
			return s
		}
	}
	if a.key.image.Shape != b.key.image.Shape {
		s := missing(name, "The pictures differ in size", "Run both with the same size.")
		s.facts = facts
		return s
	}
	s := subject{name: name, facts: facts, track: a.track, slot: a.slot}
	if s.track == nil {
		s.track = b.track
	}
	s.key = pictureKey{kind: model.Residual, image: a.key.image, reference: b.key.image}
	return s
}

// inside is what a method computes with: wavelet coefficients, or the dual variable.
func (w *Window) inside(src model.Source, part model.Part, d *control.Data) subject {
	name := "Coefficients"
	if src.What == model.ShowDual {
		name = "Dual"
	}
	t := w.track(src.Name)
	if t == nil {
		return missing(name, "No such reconstructor any more", "Choose another picture by the name above.")
	}
	if t.Output == nil {
		s := missing(name, t.Name+" has no result yet", "It is shown when the reconstructor has ended.")
		s.track = t
		return s
	}
	s := subject{name: name, facts: t.Name + ", log", track: t, slot: w.slotOf(t.Name)}
	a := innerArray(src.What, t.Output)
	if a == nil {
		s.empty = true
		s.missing = viewer.Message{Text: t.Name + " computes none"}
		return s
	}
	if src.What == model.ShowDual {
		s.key = spectral(part, pictureKey{kind: model.Spectrum, image: a, mask: d.Mask})
		if d.Mask.Shape != a.Shape {
			s.key.mask = nil // of an earlier run
		}
	} else {
		s.key = spectral(part, pictureKey{kind: model.Coefficients, image: a, levels: w.levels(t, a.Shape)})
	}
	return s
}

// levels is the depth of a reconstructor's wavelet transform.
func (w *Window) levels(t *control.Track, s array.Shape) int {
	if d := w.control.Data(); d != nil {
		for _, r := range d.Recipe.Reconstructors {
			if r.Name == t.Name && r.Values.Has("levels") {
				return r.Values.Int("levels")
			}
		}
	}
	return 0
}

// showPane draws one pane.
func (w *Window) showPane(s *slot) {
	d := w.control.Data()
	if d == nil {
		s.pane.SetTitle(w.heading(s.content), "")
		w.showEmpty(s)
		return
	}
	sub := w.subject(s.content, s.part, d)
	if s.part != model.DefaultPart && !sub.empty && sub.key.kind == s.part.Kind() {
		sub.facts = s.part.Kind().String() + " · " + sub.facts
	}
	s.pane.SetTitle(sub.name, sub.facts)
	if sub.empty {
		w.showMessage(s, sub.missing)
		return
	}
	p := w.pictures.get(sub.key)
	if p == nil {
		if s.drawn != s.content || s.pane.Picture() == nil {
			w.showMessage(s, viewer.Message{Text: "Preparing the picture"})
		}
		return // the last picture stays, with its numbers
	}
	s.drawn = s.content
	if s.pane.Picture() != p {
		s.pane.SetPicture(p)
	}
	s.pane.SetMeasures(w.measures(s, sub, p, d))
	w.showProgress(s, sub)
}

// showMessage shows a message in place of a picture.
func (w *Window) showMessage(s *slot, m viewer.Message) {
	s.pane.SetPicture(nil)
	s.pane.SetMeasures(nil)
	s.pane.ClearProgress()
	s.pane.SetMessage(m)
}

// heading is the name of a content before there is anything to show.
func (w *Window) heading(c model.Content) string {
	if c.IsDifference() {
		return "Difference"
	}
	switch c.Of.What {
	case model.ShowReconstruction:
		if c.Of.Name != "" {
			return c.Of.Name
		}
		return w.selected
	case model.ShowZeroFilled:
		return "Zero-filled"
	case model.ShowPerturbed:
		return c.Of.Name + ", perturbed"
	}
	name := string(c.Of.What)
	return string(name[0]-'a'+'A') + name[1:]
}

// measures are the numbers under a picture.
func (w *Window) measures(s *slot, sub subject, p *model.Picture, d *control.Data) []model.Measure {
	if p.Kind() == model.Residual {
		return model.ResidualMeasures(p, s.pane.Window())
	}
	switch s.content.Of.What {
	case model.ShowTruth:
		kind := "real"
		if p.IsComplex() {
			kind = "complex"
		}
		if p.IsComplex() && p.Kind() == model.Image {
			kind += " · modulus"
		}
		lo, hi := p.Range()
		return []model.Measure{
			{Name: "reference · " + kind + " · min", Value: model.Short(lo)},
			{Name: "max", Value: model.Short(hi)},
		}
	case model.ShowSpectrum, model.ShowMask, model.ShowMeasurements:
		return w.samplingMeasures(s.content.Of.What, d)
	case model.ShowCoefficients:
		return []model.Measure{
			{Name: "levels J", Value: fmt.Sprint(p.Nested())},
			{Name: "largest |c|", Value: model.Sig(p.Top())},
		}
	case model.ShowPerturbed:
		cell, _ := w.perturbedCell(s.content.Of.Name)
		return cell.Measures
	case model.ShowDual:
		return []model.Measure{{Name: "largest modulus", Value: model.Sig(p.Top())}}
	}
	if sub.track == nil {
		return nil
	}
	return w.trackMeasures(sub.track)
}

func (w *Window) samplingMeasures(what model.What, d *control.Data) []model.Measure {
	m := []model.Measure{
		{Name: d.Recipe.Sampling.Pattern + " ·", Value: fmt.Sprint(d.Mask.Count())},
		{Name: "of", Value: fmt.Sprint(d.Shape().Len())},
	}
	if what == model.ShowSpectrum {
		return append(m, model.Measure{Name: "floor", Value: "10⁻⁶", Unit: "of the maximum"})
	}
	return append(m, model.Measure{Name: "share", Value: model.Percent(float64(d.Mask.Count()) / float64(d.Shape().Len()))})
}

// trackMeasures are the numbers of a reconstruction: of the result, or of the iterate that
// is shown.
func (w *Window) trackMeasures(t *control.Track) []model.Measure {
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
	if t.Output.Detail != nil {
		m = slices.Insert(m, 1, detailMeasure(t.Output.Detail.Contrast))
	}
	if t.Output.WorseThanZeroFilled {
		// Behind the error itself: what does not fit is left out from the end.
		m = slices.Insert(m, 1, model.Measure{Value: "worse than zero-filled"})
	}
	return m
}

// showProgress shows bar and badge of a reconstructor at work.
func (w *Window) showProgress(s *slot, sub subject) {
	t := sub.track
	if t == nil {
		s.pane.ClearProgress()
		return
	}
	st := w.control.Status()
	switch {
	case t.Seeking > 0:
		s.pane.SetStopped(fmt.Sprintf("layer %d of %d", t.Seeking, t.Layers))
	case t.Phase == control.Active && st.Elapsed.Milliseconds() >= badgeDelay && t.Layers > 1:
		badge := fmt.Sprintf("layer **%d** of %d", t.Layer, t.Layers)
		if t.Blocks > 1 {
			badge = fmt.Sprintf("block **%d** of %d · ", max(1, t.Block), t.Blocks) + badge
		}
		if sub.key.kind == model.Residual {
			badge = ""
		}
		s.pane.SetProgress(float64(t.Layer)/float64(t.Layers), badge)
	case t.Phase == control.Halted && t.Output == nil && t.Picture != nil:
		s.pane.SetStopped(fmt.Sprintf("stopped at layer %d of %d", t.Picture.Layer, t.Picture.Layers))
	default:
		s.pane.ClearProgress()
	}
}

// innerArray is what a method has computed beside its image; nil where it has none.
func innerArray(what model.What, o *result.Output) *array.Complex {
	if what == model.ShowDual {
		return o.Dual
	}
	return o.Coefficients
}
