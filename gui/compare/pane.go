package compare

import (
	"fmt"

	"fyne.io/fyne/v2"

	"firenet/gui/catalogue"
	"firenet/gui/control"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/viewer"
)

// showPane draws one pane.
func (v *View) showPane(s *Slot) {
	d := v.open.Control.Data()
	if d == nil {
		s.Pane.SetTitle(v.open.Catalogue.Heading(s.Content), "")
		v.showEmpty(s)
		return
	}
	sub := v.open.Catalogue.Subject(s.Content, s.part, d)
	if s.part != model.DefaultPart && !sub.Empty && sub.Key.Kind == s.part.Kind() {
		sub.Facts = s.part.Kind().String() + " · " + sub.Facts
	}
	s.Pane.SetTitle(sub.Name, sub.Facts)
	if sub.Empty {
		v.showMessage(s, v.frame.Absent(sub.Missing))
		return
	}
	p := v.open.Catalogue.Pictures.Get(sub.Key)
	if p == nil {
		if s.drawn != s.Content || s.Pane.Picture() == nil {
			v.showMessage(s, viewer.Message{Text: "Preparing the picture"})
		}
		return // the last picture stays, with its numbers
	}
	s.drawn = s.Content
	if s.Pane.Picture() != p {
		s.Pane.SetPicture(p)
	}
	s.Pane.SetMeasures(v.measures(s, sub, p, d))
	v.showProgress(s, sub)
}

// showMessage shows a message in place of a picture.
func (v *View) showMessage(s *Slot, m viewer.Message) {
	s.Pane.SetPicture(nil)
	s.Pane.SetMeasures(nil)
	s.Pane.ClearProgress()
	s.Pane.SetMessage(m)
}

// measures are the numbers under a picture.
func (v *View) measures(s *Slot, sub catalogue.Subject, p *model.Picture, d *control.Data) []model.Measure {
	if p.Kind() == model.Residual {
		return model.ResidualMeasures(p, s.Pane.Window())
	}
	switch s.Content.Of.What {
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
		return v.open.Catalogue.SamplingMeasures(s.Content.Of.What, d)
	case model.ShowCoefficients:
		return []model.Measure{
			{Name: "levels J", Value: fmt.Sprint(p.Nested())},
			{Name: "largest |c|", Value: model.Sig(p.Top())},
		}
	case model.ShowPerturbed:
		cell, _ := v.open.Catalogue.PerturbedCell(s.Content.Of.Name)
		return cell.Measures
	case model.ShowDual:
		return []model.Measure{{Name: "largest modulus", Value: model.Sig(p.Top())}}
	}
	if sub.Track == nil {
		return nil
	}
	return v.open.Catalogue.TrackMeasures(sub.Track)
}

// showProgress shows bar and badge of a reconstructor at work.
func (v *View) showProgress(s *Slot, sub catalogue.Subject) {
	t := sub.Track
	if t == nil {
		s.Pane.ClearProgress()
		return
	}
	st := v.open.Control.Status()
	switch {
	case t.Seeking > 0:
		s.Pane.SetStopped(fmt.Sprintf("layer %d of %d", t.Seeking, t.Layers))
	case t.Phase == control.Active && st.Elapsed.Milliseconds() >= model.BadgeDelay && t.Layers > 1:
		badge := fmt.Sprintf("layer **%d** of %d", t.Layer, t.Layers)
		if t.Blocks > 1 {
			badge = fmt.Sprintf("block **%d** of %d · ", max(1, t.Block), t.Blocks) + badge
		}
		if sub.Key.Kind == model.Residual {
			badge = ""
		}
		s.Pane.SetProgress(float64(t.Layer)/float64(t.Layers), badge)
	case t.Phase == control.Halted && t.Output == nil && t.Picture != nil:
		s.Pane.SetStopped(fmt.Sprintf("stopped at layer %d of %d", t.Picture.Layer, t.Picture.Layers))
	default:
		s.Pane.ClearProgress()
	}
}

// grid lays out panes in as many columns as make their square pictures largest.
type grid struct{}

// columns is how many columns n panes of an area are best put in.
func (grid) columns(n int, s fyne.Size) int {
	best, cols := float32(-1), 1
	for c := 1; c <= n; c++ {
		rows := (n + c - 1) / c
		w := (s.Width-float32(c+1)*look.Gap)/float32(c) - paneBeside
		h := (s.Height-float32(rows+1)*look.Gap+belowPanes)/float32(rows) - paneAround
		if side := min(w, h); side > best {
			best, cols = side, c
		}
	}
	return cols
}

// Layout is part of fyne.Layout.
func (g grid) Layout(panes []fyne.CanvasObject, s fyne.Size) {
	if len(panes) == 0 {
		return
	}
	cols := g.columns(len(panes), s)
	rows := (len(panes) + cols - 1) / cols
	w := (s.Width - float32(cols+1)*look.Gap) / float32(cols)
	h := (s.Height - float32(rows+1)*look.Gap + belowPanes) / float32(rows)
	for i, p := range panes {
		p.Move(fyne.NewPos(look.Gap+float32(i%cols)*(w+look.Gap), look.Gap+float32(i/cols)*(h+look.Gap)))
		p.Resize(fyne.NewSize(w, h))
	}
}

// MinSize is part of fyne.Layout.
func (grid) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }

// What a pane needs beside its picture: colour bar and margins, header and footer.
const (
	paneBeside = 52
	paneAround = 48
	belowPanes = 2 // less of a gap: at 1280 x 800 a picture is 256 high, to the pixel
)
