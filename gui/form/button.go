package form

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/look"
)

// Button is a flat button of the tool bar or of a card: an icon, a text, or both, on a
// ground that is seen when the pointer is over it or when it is on.
type Button struct {
	widget.DisableableWidget
	Text  string
	Icon  look.Icon
	Style Style
	Tip   Tip
	// Ground and Border are roles of a button that stands out; empty for a flat one.
	Ground, Border fyne.ThemeColorName

	tips           *Tips
	tapped         func()
	on             bool
	hover, focused bool
	iconSize       float32
	height, pad    float32
	least          float32 // width
	tab            bool    // a line below it says that it is on
}

// NewToolButton is a button of 28 x 28 with an icon of 18, for the tool bar.
func NewToolButton(icon look.Icon, tip Tip, tips *Tips, tapped func()) *Button {
	b := &Button{Icon: icon, Style: Body, Tip: tip, tips: tips, tapped: tapped, iconSize: 18, height: look.Control, pad: 5}
	b.ExtendBaseWidget(b)
	return b
}

// NewTextButton is a button of the tool bar with a text only.
func NewTextButton(text string, st Style, tip Tip, tips *Tips, tapped func()) *Button {
	b := &Button{Text: text, Style: st, Tip: tip, tips: tips, tapped: tapped, iconSize: look.IconSize, height: look.Control, pad: 5}
	b.ExtendBaseWidget(b)
	return b
}

// NewTabButton is a tab of the tool bar: a text, with a line at its bottom while it is on.
func NewTabButton(text string, height float32, tip Tip, tips *Tips, tapped func()) *Button {
	b := &Button{Text: text, Style: Symbol, Tip: tip, tips: tips, tapped: tapped, height: height, pad: 4, tab: true}
	b.ExtendBaseWidget(b)
	return b
}

// SetEnabled makes the button act or not.
func (b *Button) SetEnabled(on bool) {
	switch {
	case on && b.Disabled():
		b.Enable()
	case !on && !b.Disabled():
		b.Disable()
	}
}

// NewActionButton is a button of the tool bar that stands out: icon and text on a ground
// of its own, at least 72 wide.
func NewActionButton(tips *Tips, tapped func()) *Button {
	b := &Button{Style: Strong, tips: tips, tapped: tapped, iconSize: look.IconSize, height: look.Control, pad: 12, least: 72}
	b.ExtendBaseWidget(b)
	return b
}

// NewSmallButton is a button of 24 high for the header of a card.
func NewSmallButton(text string, icon look.Icon, tip Tip, tips *Tips, tapped func()) *Button {
	b := &Button{Text: text, Icon: icon, Style: Link, Tip: tip, tips: tips, tapped: tapped, iconSize: look.IconSize, height: look.Row, pad: 4}
	b.ExtendBaseWidget(b)
	return b
}

// SetOn shows the button as switched on.
func (b *Button) SetOn(on bool) {
	if on != b.on {
		b.on = on
		b.Refresh()
	}
}

// On says whether the button is shown as switched on.
func (b *Button) On() bool { return b.on }

// SetText changes the text.
func (b *Button) SetText(s string) {
	if s != b.Text {
		b.Text = s
		b.Refresh()
	}
}

// Tapped does what the button is for.
func (b *Button) Tapped(*fyne.PointEvent) {
	b.tips.Hide()
	if !b.Disabled() && b.tapped != nil {
		b.tapped()
	}
}

// MouseIn shows the ground and, after a while, the tip.
func (b *Button) MouseIn(*desktop.MouseEvent) {
	b.hover = true
	b.tips.Arm(b.Tip, b)
	b.Refresh()
}

// MouseMoved does nothing.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes ground and tip away.
func (b *Button) MouseOut() {
	b.hover = false
	b.tips.Hide()
	b.Refresh()
}

// FocusGained shows the focus and the tip: a button has the focus by keyboard only.
func (b *Button) FocusGained() {
	b.focused = true
	b.tips.Show(b.Tip, b)
	b.Refresh()
}

// FocusLost takes them away.
func (b *Button) FocusLost() {
	b.focused = false
	b.tips.Hide()
	b.Refresh()
}

// TypedRune is for the window.
func (b *Button) TypedRune(r rune) {
	passLetter(b, r)
}

// TypedKey taps the button on the space bar and on Return, or is for the window.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	tapOrPass(b, e)
}

// CreateRenderer makes the renderer.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	ground.CornerRadius = look.Radius
	icon := canvas.NewImageFromResource(nil)
	var shown iconState
	icon.FillMode = canvas.ImageFillContain
	text := NewText("", b.Style)
	under := canvas.NewRectangle(nil)
	r := &renderer{objects: []fyne.CanvasObject{ground, icon, text, under}}
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		if b.tab { // room above and below for the edges of the tool bar
			place(ground, 0, 6, s.Width, s.Height-12)
		}
		place(under, 0, s.Height-2, s.Width, 2)
		x := b.pad
		if b.Icon != nil {
			place(icon, x, (s.Height-b.iconSize)/2, b.iconSize, b.iconSize)
			x += b.iconSize + 4
		}
		centred(text, x, 0, s.Width-x-b.pad, s.Height)
	}
	r.min = func() fyne.Size {
		w := 2 * b.pad
		if b.Icon != nil {
			w += b.iconSize
		}
		if b.Text != "" {
			if b.Icon != nil {
				w += 4
			}
			st := b.Style
			st.Bold = st.Bold || b.tab // so that nothing moves when it is on
			w += Width(b.Text, st)
		}
		return fyne.NewSize(max(w, b.height, b.least), b.height)
	}
	r.refresh = func() {
		p := look.Current()
		st := b.Style
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = nil, nil, 0
		under.Hidden, under.FillColor = !b.tab || !b.on, p.Primary
		switch {
		case b.on && b.tab:
			st = Strong
		case b.on:
			ground.FillColor = p.Selection
			st.Role = theme.ColorNamePrimary
		case b.hover && !b.Disabled():
			ground.FillColor = p.Button
		}
		if b.Ground != "" {
			ground.FillColor = look.Role(b.Ground)
			if b.hover {
				ground.FillColor = blend(look.Role(b.Ground), p.Foreground, 0.1)
			}
		}
		if b.Border != "" {
			ground.StrokeColor, ground.StrokeWidth = look.Role(b.Border), 1
		}
		if b.focused {
			ground.StrokeColor, ground.StrokeWidth = p.Primary, 2
			if b.Ground == theme.ColorNamePrimary {
				ground.StrokeColor = p.Foreground
			}
		}
		if b.Disabled() {
			st.Role = theme.ColorNameDisabled
		}
		text.Text = b.Text
		Restyle(text, st)
		icon.Hidden = b.Icon == nil
		if b.Icon != nil {
			if drawn := (iconState{st.Role, p.Dark, b.Icon(st.Role).Name()}); drawn != shown {
				shown = drawn // reading an icon takes longer than all the rest
				icon.Resource = b.Icon(st.Role)
				icon.Refresh()
			}
		}
		r.layout(b.Size())
		canvas.Refresh(b)
	}
	r.refresh()
	return r
}

// iconState says which icon is drawn, and in which colours.
type iconState struct {
	role fyne.ThemeColorName
	dark bool
	name string
}

// blend is a with a share of b over it.
func blend(a, b color.NRGBA, share float64) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8(float64(x)*(1-share) + float64(y)*share + 0.5) }
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: 255}
}
