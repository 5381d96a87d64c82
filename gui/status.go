package gui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/recon/question"
)

// statusBar is the line at the bottom of the window: what the run does, what is under the
// pointer, and the zoom.
type statusBar struct {
	w      *Window
	object *fyne.Container
	ground *canvas.Rectangle
	icon   *canvas.Image
	run    []form.Piece
	bar    *canvas.Rectangle
	track  *canvas.Rectangle
	cancel *form.Button
	read   []form.Piece
	zoom   []form.Piece
	out    *form.Button
	in     *form.Button

	runText, readText, zoomText string // as set, with ** around what is bold
	progress                    float64
}

const (
	barWidth  = 200
	barHeight = 8
)

func newStatusBar(w *Window) *statusBar {
	s := &statusBar{w: w, ground: canvas.NewRectangle(nil), icon: canvas.NewImageFromResource(nil), progress: -1}
	s.icon.FillMode = canvas.ImageFillContain
	s.bar, s.track = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	s.bar.CornerRadius, s.track.CornerRadius = 2, 2
	s.cancel = form.NewSmallButton("", look.Cross, form.Tip{Name: "Cancel", Detail: "Esc"}, w.tips, func() { w.control.Cancel() })
	s.cancel.Style.Role = theme.ColorNameError
	s.out = form.NewSmallButton("", look.Minus, form.Tip{Name: "Smaller", Detail: "–"}, w.tips, func() { w.panes.zoomBy(-1) })
	s.in = form.NewSmallButton("", look.Plus, form.Tip{Name: "Larger", Detail: "+"}, w.tips, func() { w.panes.zoomBy(1) })
	s.out.Style.Role, s.in.Style.Role = theme.ColorNameForeground, theme.ColorNameForeground
	s.object = container.New(statusLayout{s}, s.ground)
	s.collect()
	return s
}

// show draws the state of the run.
func (s *statusBar) show() {
	st := s.w.control.Status()
	role, icon := theme.ColorNamePlaceHolder, look.Dot
	switch st.State {
	case control.Running:
		role = theme.ColorNamePrimary
	case control.Done:
		role, icon = theme.ColorNameSuccess, look.Tick
	case control.Stopped:
		role, icon = theme.ColorNameWarning, look.Stop
	case control.Failed:
		role, icon = theme.ColorNameError, look.Failure
	}
	s.icon.Resource = icon(role)
	s.icon.Refresh()
	s.progress = -1
	s.runText = s.describe(st)
	if st.State == control.Running {
		s.progress = st.Fraction
	}
	form.SetVisible(s.cancel, st.State == control.Running)
	s.showReadOut()
}

// describe says in words where the run is. Bold is what stands between ** and **.
func (s *statusBar) describe(st control.Status) string {
	switch st.State {
	case control.Running:
		text := "Running"
		if t := st.Current; t != nil {
			text += "  **" + t.Name + "**"
			if t.Blocks > 1 {
				text += fmt.Sprintf("  block **%d/%d**", max(1, t.Block), t.Blocks)
			}
			text += fmt.Sprintf("  layer **%d/%d**", t.Layer, t.Layers)
		} else if a := st.Attack; a != nil && len(a.Steps) > 0 {
			last := a.Steps[len(a.Steps)-1]
			text += fmt.Sprintf("  **%s**  restart **%d/%d**  step **%d/%d**", a.Name, last.Restart, a.Restarts, last.Step, a.All/max(1, a.Restarts))
		} else if q := st.Question; q != nil {
			text += "  " + questionProgress(q)
		}
		return text
	case control.Done:
		text := "Done"
		if n := attackEnds(s.w.control.Attacks()); n != "" {
			text += "  " + n + " in " + model.Duration(st.Elapsed)
		} else if st.Layers > 0 {
			text += fmt.Sprintf("  %d layers in %s", st.Layers, model.Duration(st.Elapsed))
		}
		return text
	case control.Stopped:
		return "Stopped  after " + model.Duration(st.Elapsed)
	case control.Failed:
		if st.Err != nil {
			return "Failed  " + strings.ReplaceAll(model.FirstLine(st.Err.Error()), "**", "")
		}
	}
	return st.State.String()
}

// questionProgress says how far a question is: "Equivariance 12/35".
func questionProgress(q *control.Question) string {
	name := q.Name
	if k, ok := question.Lookup(q.Kind); ok && name == k.Name {
		name = k.Title // it was given none
	}
	text := "**" + name + "**"
	if q.All > 0 {
		text += fmt.Sprintf("  **%d/%d**", q.Done, q.All)
	}
	return text
}

// attackEnds says how many restarts of a search have ended: "3 of 3 restarts · best is
// restart 3"; of several attacks how many there are; empty for none.
func attackEnds(list []*control.Attack) string {
	if len(list) > 1 {
		return model.Plural(len(list), "attack")
	}
	if len(list) != 1 || list[0].Output == nil || list[0].Phase != control.Finished || list[0].Output.Best == 0 {
		return ""
	}
	o := list[0].Output
	return fmt.Sprintf("%d of %d restarts · best is restart %d", len(o.Ends), list[0].Restarts, o.Best)
}

// after is what stands behind the progress bar.
func (s *statusBar) after(st control.Status) string {
	text := fmt.Sprintf("**%.0f %%**", 100*st.Fraction)
	text += "  " + model.Duration(st.Elapsed)
	if st.Left >= 0 {
		text += " · " + model.Duration(st.Left) + " left"
	}
	if t := st.Current; t != nil && len(t.Points) > 0 {
		if e := t.Points[len(t.Points)-1].RelativeL2; e == e {
			text += "  rel. ℓ² **" + model.Sig(e) + "**"
		}
	}
	return text
}

// showReadOut draws the values under the cross-hair and the zoom.
func (s *statusBar) showReadOut() {
	w := s.w
	s.readText = ""
	if c := w.group.Cursor(); c.Shown {
		parts := []string{fmt.Sprintf("row **%d**", c.Row), fmt.Sprintf("column **%d**", c.Col)}
		for _, n := range w.catalogue.Images() {
			if v, _ := n.Picture.ReadOut(c.Row, c.Col); v != "" {
				parts = append(parts, n.Name+" **"+v+"**")
			}
		}
		s.readText = strings.Join(parts, "  ")
	}
	if l := w.group.Line(); s.readText == "" && l.Shown {
		s.readText = fmt.Sprintf("line **%s**  length **%s px**", describeLine(l), model.Short(l.Length()))
	}
	s.zoomText = ""
	if f, ok := w.panes.frame(); ok {
		s.zoomText = "**" + model.Zoom(f.Zoom) + "**"
		if w.group.Viewport().Fit {
			s.zoomText = "Fit  " + s.zoomText
		}
	}
	s.collect()
}

// collect makes the texts anew.
func (s *statusBar) collect() {
	p := look.Current()
	s.ground.FillColor = p.Panel
	s.track.FillColor, s.bar.FillColor = p.Button, p.Primary
	s.run = form.Pieces(s.runText)
	if len(s.run) > 0 {
		form.Restyle(s.run[0].Text, form.Plain) // the state itself
	}
	s.read, s.zoom = form.Pieces(s.readText), form.Pieces(s.zoomText)
	objects := []fyne.CanvasObject{s.ground, s.icon, s.cancel, s.out, s.in}
	if s.progress >= 0 {
		objects = append(objects, s.track, s.bar)
		s.read = form.Pieces(s.after(s.w.control.Status()))
	}
	for _, list := range [][]form.Piece{s.run, s.read, s.zoom} {
		for _, t := range list {
			objects = append(objects, t.Text)
		}
	}
	s.object.Objects = objects
	s.object.Refresh()
}

// statusLayout lays out the status bar; what does not fit is dropped from the middle.
type statusLayout struct{ s *statusBar }

// MinSize is part of fyne.Layout.
func (statusLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, statusHeight) }

// Layout is part of fyne.Layout.
func (l statusLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := l.s
	s.ground.Resize(size)
	s.icon.Move(fyne.NewPos(8, (size.Height-14)/2))
	s.icon.Resize(fyne.NewSize(14, 14))
	right := size.Width - 6
	for _, b := range []fyne.CanvasObject{s.in, s.out} {
		m := b.MinSize()
		right -= m.Width
		b.Move(fyne.NewPos(right, (size.Height-m.Height)/2))
		b.Resize(m)
	}
	right -= 6 + form.PiecesWidth(s.zoom)
	form.PlacePieces(s.zoom, right, size.Height)
	for _, t := range s.run {
		t.Text.Text = t.Full
	}
	x := form.PlacePieces(s.run, 30, size.Height) + 16
	if s.progress >= 0 {
		s.track.Move(fyne.NewPos(x, (size.Height-barHeight)/2))
		s.track.Resize(fyne.NewSize(barWidth, barHeight))
		s.bar.Move(s.track.Position())
		s.bar.Resize(fyne.NewSize(barWidth*float32(s.progress), barHeight))
		x = form.PlacePieces(s.read, x+barWidth+12, size.Height) + 8
		m := s.cancel.MinSize()
		s.cancel.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		s.cancel.Resize(m)
		return
	}
	if n := len(s.run); n > 0 && x > right { // a long message
		last := s.run[n-1]
		s.run[n-1].Text.Text = form.Fit(last.Full, form.Caption, last.MinSize().Width-(x-right))
		x = form.PlacePieces(s.run, 30, size.Height) + 16
	}
	middle := form.PiecesWidth(s.read)
	at := max(x, min((size.Width-middle)/2, right-16-middle))
	if at+middle > right-12 { // no room: leave values out from the end
		for len(s.read) > 0 && at+form.PiecesWidth(s.read) > right-12 {
			s.read[len(s.read)-1].Hide()
			s.read = s.read[:len(s.read)-1]
		}
	}
	form.PlacePieces(s.read, at, size.Height)
}

// say shows an error that belongs to no field, until the next change of state.
func (s *statusBar) say(err error) {
	s.icon.Resource = look.Failure(theme.ColorNameError)
	s.icon.Refresh()
	s.runText = "Failed  " + strings.ReplaceAll(model.FirstLine(err.Error()), "**", "")
	s.collect()
}

// tell shows what was done, until the next change of state. Bold is what stands between **
// and **.
func (s *statusBar) tell(text string) {
	s.icon.Resource = look.Tick(theme.ColorNameSuccess)
	s.icon.Refresh()
	s.runText, s.progress = text, -1
	s.collect()
}
