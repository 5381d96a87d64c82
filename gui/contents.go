package gui

import (
	"fmt"

	"firenet/gui/catalogue"
	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/gui/viewer"
)

// showPane draws one pane.
func (w *Window) showPane(s *slot) {
	d := w.control.Data()
	if d == nil {
		s.pane.SetTitle(w.catalogue.Heading(s.content), "")
		w.showEmpty(s)
		return
	}
	sub := w.catalogue.Subject(s.content, s.part, d)
	if s.part != model.DefaultPart && !sub.Empty && sub.Key.Kind == s.part.Kind() {
		sub.Facts = s.part.Kind().String() + " · " + sub.Facts
	}
	s.pane.SetTitle(sub.Name, sub.Facts)
	if sub.Empty {
		w.showMessage(s, w.absent(sub.Missing))
		return
	}
	p := w.catalogue.Pictures.Get(sub.Key)
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

// measures are the numbers under a picture.
func (w *Window) measures(s *slot, sub catalogue.Subject, p *model.Picture, d *control.Data) []model.Measure {
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
		return w.catalogue.SamplingMeasures(s.content.Of.What, d)
	case model.ShowCoefficients:
		return []model.Measure{
			{Name: "levels J", Value: fmt.Sprint(p.Nested())},
			{Name: "largest |c|", Value: model.Sig(p.Top())},
		}
	case model.ShowPerturbed:
		cell, _ := w.catalogue.PerturbedCell(s.content.Of.Name)
		return cell.Measures
	case model.ShowDual:
		return []model.Measure{{Name: "largest modulus", Value: model.Sig(p.Top())}}
	}
	if sub.Track == nil {
		return nil
	}
	return w.catalogue.TrackMeasures(sub.Track)
}

// showProgress shows bar and badge of a reconstructor at work.
func (w *Window) showProgress(s *slot, sub catalogue.Subject) {
	t := sub.Track
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
		if sub.Key.Kind == model.Residual {
			badge = ""
		}
		s.pane.SetProgress(float64(t.Layer)/float64(t.Layers), badge)
	case t.Phase == control.Halted && t.Output == nil && t.Picture != nil:
		s.pane.SetStopped(fmt.Sprintf("stopped at layer %d of %d", t.Picture.Layer, t.Picture.Layers))
	default:
		s.pane.ClearProgress()
	}
}
