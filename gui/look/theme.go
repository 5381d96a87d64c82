package look

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode says which variant a [Theme] shows.
type Mode int

// The modes.
const (
	System Mode = iota
	LightMode
	DarkMode
)

// ParseMode reads "system", "light" or "dark".
func ParseMode(s string) (Mode, error) {
	switch s {
	case "system", "":
		return System, nil
	case "light":
		return LightMode, nil
	case "dark":
		return DarkMode, nil
	}
	return System, fmt.Errorf("theme = %q: must be light, dark or system", s)
}

// String is the word that [ParseMode] reads.
func (m Mode) String() string {
	return [...]string{"system", "light", "dark"}[m]
}

// Theme is the window's Fyne theme.
type Theme struct {
	Mode Mode
}

var _ fyne.Theme = (*Theme)(nil)

func (t *Theme) variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.Mode {
	case LightMode:
		return theme.VariantLight
	case DarkMode:
		return theme.VariantDark
	}
	return system
}

// Color is the palette's colour for a role of Fyne's. Grounds that Fyne lays over others
// (hover, pressed, focus) are translucent, so that they tint a primary button too.
func (t *Theme) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	variant := t.variant(system)
	p := Light()
	if variant == theme.VariantDark {
		p = Dark()
	}
	switch name {
	case theme.ColorNameBackground:
		return p.Background
	case theme.ColorNameHeaderBackground, theme.ColorNameOverlayBackground:
		return p.Panel
	case theme.ColorNameMenuBackground:
		if p.Dark {
			return p.Input // a menu of the panel's colour would not be told from the card below it
		}
		return p.Panel
	case theme.ColorNameInputBackground:
		return p.Input
	case theme.ColorNameInputBorder:
		return p.InputBorder
	case theme.ColorNameButton, theme.ColorNameDisabledButton:
		return p.Button
	case theme.ColorNameSeparator:
		return p.Separator
	case theme.ColorNameForeground:
		return p.Foreground
	case theme.ColorNamePlaceHolder:
		return p.Muted
	case theme.ColorNameDisabled:
		return p.Disabled
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return p.Primary
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnError,
		theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return p.OnPrimary
	case theme.ColorNameSelection:
		return p.Selection
	case theme.ColorNameSuccess:
		return p.Success
	case theme.ColorNameWarning:
		return p.Warning
	case theme.ColorNameError:
		return p.Error
	case theme.ColorNameHover:
		return faint(p.Foreground, 0x14)
	case theme.ColorNamePressed:
		return faint(p.Foreground, 0x28)
	case theme.ColorNameFocus:
		return faint(p.Primary, 0x40)
	case theme.ColorNameShadow:
		// The only edge that Fyne gives a menu over a panel of its own colour.
		if p.Dark {
			return color.NRGBA{A: 0x90}
		}
		return color.NRGBA{A: 0x40}
	case theme.ColorNameScrollBar:
		return faint(p.Muted, 0x99)
	case theme.ColorNameScrollBarBackground:
		return color.NRGBA{}
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Sizes of the design that widgets lay themselves out with.
const (
	TextSize    float32 = 13
	CaptionSize float32 = 11
	HeadingSize float32 = 16
	TitleSize   float32 = 20
	Gap         float32 = 8  // between cards and panes, inside a card
	Control     float32 = 28 // height of a row of controls
	Row         float32 = 24 // height of a list row
	Radius      float32 = 4
	IconSize    float32 = 16
)

// Size is the design's size for one of Fyne's names.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return TextSize
	case theme.SizeNameCaptionText:
		return CaptionSize
	case theme.SizeNameSubHeadingText:
		return HeadingSize
	case theme.SizeNameHeadingText:
		return TitleSize
	case theme.SizeNameInnerPadding:
		return 5
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInlineIcon:
		return IconSize
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameSelectionRadius,
		theme.SizeNamePopupRadius, theme.SizeNameMenuRadius, theme.SizeNameDialogRadius, theme.SizeNameCardRadius:
		return Radius
	case theme.SizeNameScrollBar:
		return 8
	case theme.SizeNameScrollBarSmall:
		return 3
	case theme.SizeNameSeparatorThickness, theme.SizeNameInputBorder:
		return 1
	}
	return theme.DefaultTheme().Size(name)
}

// Font is Fyne's Noto Sans.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon is Fyne's icon.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }
