package gui

import (
	"bytes"
	"image"
	_ "image/png" // pictures of the manual
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"firenet/docs"
	"firenet/gui/form"
	"firenet/gui/look"
)

// chapter is a part of the manual: a heading, and paragraphs with pictures between them.
type chapter struct {
	title string
	parts []part
}

// part is a text in Markdown, or the name of a picture.
type part struct{ text, picture string }

var (
	headingLine = regexp.MustCompile(`^##? (.*)$`)
	pictureLine = regexp.MustCompile(`^!\[[^\]]*\]\(([^)]*)\)$`)
	commentLine = regexp.MustCompile(`^<!--.*-->$`)
)

// chapters splits the manual at its headings.
func chapters(markdown string) []chapter {
	var list []chapter
	var text strings.Builder
	flush := func() {
		if s := strings.TrimSpace(text.String()); s != "" {
			c := &list[len(list)-1]
			c.parts = append(c.parts, part{text: s})
		}
		text.Reset()
	}
	for _, l := range strings.Split(markdown, "\n") {
		if h := headingLine.FindStringSubmatch(l); h != nil {
			if len(list) > 0 {
				flush()
			}
			list = append(list, chapter{title: h[1]})
			continue
		}
		if m := pictureLine.FindStringSubmatch(l); m != nil {
			flush()
			c := &list[len(list)-1]
			c.parts = append(c.parts, part{picture: m[1]})
			continue
		}
		if !commentLine.MatchString(l) {
			text.WriteString(l + "\n")
		}
	}
	flush()
	return list
}

// manual is the window of the manual: the chapters at the left, one of them at the right.
type manual struct {
	win      fyne.Window
	chapters []chapter
	contents []*form.Button
	ground   *canvas.Rectangle
	scroll   *container.Scroll
	shown    int
}

// showManual opens the manual, or brings it to the front.
func (h *help) showManual() {
	if h.manual != nil {
		h.manual.win.RequestFocus()
		return
	}
	m := &manual{win: h.app.NewWindow("Manual – FIRENET Workbench"), chapters: chapters(docs.Manual)}
	m.scroll = container.NewVScroll(container.NewStack())
	m.ground = canvas.NewRectangle(look.Current().Panel)
	list := container.New(form.Stack{Gap: 2, Margin: look.Gap})
	for i, c := range m.chapters {
		b := form.NewTextButton(c.title, form.Body, form.Tip{}, nil, func() { m.show(i) })
		m.contents = append(m.contents, b)
		list.Add(b)
	}
	split := container.New(contentsBeside{left: 168}, container.NewVScroll(list), container.NewStack(m.ground, m.scroll))
	m.win.SetContent(split)
	m.win.SetPadded(false)
	m.win.Resize(fyne.NewSize(920, 720))
	m.win.SetOnClosed(func() { h.manual = nil })
	m.win.Canvas().SetOnTypedKey(m.typedKey)
	h.manual = m
	m.show(0)
	m.win.Show()
}

// recolour takes the colours of the theme.
func (m *manual) recolour() {
	m.ground.FillColor = look.Current().Panel
	m.ground.Refresh()
}

// typedKey closes the manual on Escape and turns its pages.
func (m *manual) typedKey(e *fyne.KeyEvent) {
	page := m.scroll.Size().Height - 40
	switch e.Name {
	case fyne.KeyEscape:
		m.win.Close()
	case fyne.KeyRight:
		m.show(min(m.shown+1, len(m.chapters)-1))
	case fyne.KeyLeft:
		m.show(max(m.shown-1, 0))
	case fyne.KeyPageDown, fyne.KeySpace:
		m.scroll.ScrollToOffset(m.scroll.Offset.AddXY(0, page))
	case fyne.KeyPageUp:
		m.scroll.ScrollToOffset(m.scroll.Offset.AddXY(0, -page))
	case fyne.KeyDown:
		m.scroll.ScrollToOffset(m.scroll.Offset.AddXY(0, 40))
	case fyne.KeyUp:
		m.scroll.ScrollToOffset(m.scroll.Offset.AddXY(0, -40))
	}
}

// show shows a chapter.
func (m *manual) show(i int) {
	m.shown = i
	for k, b := range m.contents {
		b.SetOn(k == i)
	}
	c := m.chapters[i]
	lay := &pageLayout{heights: map[fyne.CanvasObject]float32{}}
	page := container.New(lay)
	add := func(markdown string) {
		t := widget.NewRichTextFromMarkdown(markdown)
		t.Wrapping = fyne.TextWrapWord
		page.Add(t)
	}
	add("# " + c.title)
	for _, p := range c.parts {
		if p.picture == "" {
			add(p.text)
			continue
		}
		if img := readPicture(p.picture); img != nil {
			picture := canvas.NewImageFromImage(img)
			picture.FillMode = canvas.ImageFillContain
			size := img.Bounds().Size()
			lay.heights[picture] = float32(size.Y) / float32(size.X)
			page.Add(picture)
		}
	}
	m.scroll.Content = page
	m.scroll.ScrollToTop()
	m.scroll.Refresh()
}

// readPicture is a picture of the manual, nil if there is none of that name.
func readPicture(name string) image.Image {
	data, err := docs.Files.ReadFile(name)
	if err != nil {
		return nil
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	return img
}

// contentsBeside lays two objects beside one another, the left one of a fixed width.
type contentsBeside struct{ left float32 }

// Layout is part of fyne.Layout.
func (b contentsBeside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(b.left, s.Height))
	o[1].Move(fyne.NewPos(b.left, 0))
	o[1].Resize(fyne.NewSize(max(0, s.Width-b.left), s.Height))
}

// MinSize is part of fyne.Layout.
func (b contentsBeside) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(b.left+320, 320) }

// pageLayout lays paragraphs and pictures below one another over the full width.
type pageLayout struct {
	heights map[fyne.CanvasObject]float32 // of pictures, over their widths
	width   float32
}

const pageMargin = 12

// Layout is part of fyne.Layout.
func (l *pageLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	y := float32(pageMargin)
	for _, o := range objects {
		w := max(100, s.Width-2*pageMargin)
		h := w * l.heights[o]
		if h == 0 {
			o.Resize(fyne.NewSize(w, o.MinSize().Height)) // the width first: the height follows from it
			h = o.MinSize().Height
		}
		o.Move(fyne.NewPos(pageMargin, y))
		o.Resize(fyne.NewSize(w, h))
		y += h + look.Gap
	}
}

// MinSize is part of fyne.Layout.
func (l *pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := float32(2 * pageMargin)
	for _, o := range objects {
		if ratio := l.heights[o]; ratio > 0 {
			h += max(100, l.width-2*pageMargin)*ratio + look.Gap
			continue
		}
		h += o.MinSize().Height + look.Gap
	}
	return fyne.NewSize(320, h)
}
