package form

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/look"
)

// Style is how a text is drawn: its role in the theme, its size, bold or not.
type Style struct {
	Role fyne.ThemeColorName
	Size float32
	Bold bool
	Mono bool
}

// The styles of the design.
var (
	Body    = Style{Role: theme.ColorNameForeground, Size: look.TextSize}
	Strong  = Style{Role: theme.ColorNameForeground, Size: look.TextSize, Bold: true}
	Symbol  = Style{Role: theme.ColorNamePlaceHolder, Size: look.TextSize}
	Caption = Style{Role: theme.ColorNamePlaceHolder, Size: look.CaptionSize}
	Value   = Style{Role: theme.ColorNameForeground, Size: look.CaptionSize, Bold: true}
	Plain   = Style{Role: theme.ColorNameForeground, Size: look.CaptionSize}
	Link    = Style{Role: theme.ColorNamePrimary, Size: look.CaptionSize}
	Alarm   = Style{Role: theme.ColorNameError, Size: look.CaptionSize}
	Caution = Style{Role: theme.ColorNameWarning, Size: look.CaptionSize}
)

// NewText is a text in a style. Restyle gives it the colours of another theme.
func NewText(s string, st Style) *canvas.Text {
	t := canvas.NewText(s, nil)
	Restyle(t, st)
	return t
}

// Restyle takes colour and size from the style and the current theme.
func Restyle(t *canvas.Text, st Style) {
	t.Color = look.Role(st.Role)
	t.TextSize = st.Size
	t.TextStyle = fyne.TextStyle{Bold: st.Bold, Monospace: st.Mono}
}

// Width is how wide a text is in a style.
func Width(s string, st Style) float32 {
	return fyne.MeasureText(s, st.Size, fyne.TextStyle{Bold: st.Bold, Monospace: st.Mono}).Width
}

// Fit is s, shortened by an ellipsis until it is at most w wide.
func Fit(s string, st Style, w float32) string {
	if Width(s, st) <= w {
		return s
	}
	r := []rune(s)
	for len(r) > 0 && Width(string(r)+"…", st) > w {
		r = r[:len(r)-1]
	}
	return strings.TrimRight(string(r), " ·") + "…"
}

// Wrap breaks a text at spaces into lines of at most w; line breaks in it are kept.
func Wrap(s string, st Style, w float32) []string {
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			longer := word
			if line != "" {
				longer = line + " " + word
			}
			if line != "" && Width(longer, st) > w {
				lines = append(lines, line)
				longer = word
			}
			line = longer
		}
		lines = append(lines, line)
	}
	return lines
}
