package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Palette is every colour of the window by its role. Text roles reach a contrast of 4.5:1
// on Background, Panel and Input; borders and curves reach 3:1.
type Palette struct {
	Dark bool // the dark variant: residuals use the dark diverging map

	Background  color.NRGBA // behind cards and panes
	Panel       color.NRGBA // cards, panes, tool bar, menus
	Input       color.NRGBA // ground of fields
	InputBorder color.NRGBA
	Button      color.NRGBA // buttons, hover, slider track
	Separator   color.NRGBA
	Foreground  color.NRGBA // text; also the curve of the truth
	Muted       color.NRGBA // names and symbols beside values
	Disabled    color.NRGBA
	Primary     color.NRGBA // what acts, focus
	OnPrimary   color.NRGBA
	Selection   color.NRGBA
	Success     color.NRGBA
	Warning     color.NRGBA
	Error       color.NRGBA

	Surround         color.NRGBA // around a picture
	Crosshair        color.NRGBA // cross-hair, profile line, inset
	CrosshairOnLight color.NRGBA // cross-hair on light residuals

	ZeroFilled color.NRGBA    // its curve, drawn dashed
	Curves     [4]color.NRGBA // the other reconstructors, in their order
}

// Curve is the colour of the i-th reconstructor's curve that is not the zero-filled one,
// i from 0; colours repeat after the fourth.
func (p Palette) Curve(i int) color.NRGBA { return p.Curves[i%len(p.Curves)] }

// Light is the palette on light grounds.
func Light() Palette {
	return Palette{
		Background: rgb(0xECEEF1), Panel: rgb(0xFFFFFF), Input: rgb(0xF5F6F8),
		InputBorder: rgb(0x858E99), Button: rgb(0xE3E7EC), Separator: rgb(0xD3D8DE),
		Foreground: rgb(0x16191D), Muted: rgb(0x56606B), Disabled: rgb(0x969EA8),
		Primary: rgb(0x0A5BC4), OnPrimary: rgb(0xFFFFFF), Selection: rgb(0xCFE1F8),
		Success: rgb(0x1A7A3E), Warning: rgb(0x8F5600), Error: rgb(0xBF2530),
		Surround: rgb(0xDDE0E4), Crosshair: rgb(0xFFD54A), CrosshairOnLight: rgb(0x16191D),
		ZeroFilled: rgb(0x6B7580),
		Curves:     [4]color.NRGBA{rgb(0x0072B2), rgb(0xB85410), rgb(0x9C3F7E), rgb(0x0B7D60)},
	}
}

// Dark is the palette on dark grounds.
func Dark() Palette {
	return Palette{
		Dark:       true,
		Background: rgb(0x131518), Panel: rgb(0x1C1F24), Input: rgb(0x282D34),
		InputBorder: rgb(0x6F7985), Button: rgb(0x2F353D), Separator: rgb(0x343A42),
		Foreground: rgb(0xE8EAED), Muted: rgb(0xA3ABB5), Disabled: rgb(0x6B737D),
		Primary: rgb(0x6CB2FF), OnPrimary: rgb(0x0B1A2B), Selection: rgb(0x21405F),
		Success: rgb(0x5CC98A), Warning: rgb(0xF0B429), Error: rgb(0xFF8079),
		Surround: rgb(0x0B0C0E), Crosshair: rgb(0xFFD54A), CrosshairOnLight: rgb(0xFFD54A),
		ZeroFilled: rgb(0xA3ABB5),
		Curves:     [4]color.NRGBA{rgb(0x56B4E9), rgb(0xF39A3D), rgb(0xD98BC0), rgb(0x4FC3A1)},
	}
}

// Current is the palette of the running application's theme: the variant that a [Theme]
// keeps, the system's otherwise.
func Current() Palette {
	app := fyne.CurrentApp()
	if app == nil {
		return Light()
	}
	variant := app.Settings().ThemeVariant()
	if t, ok := app.Settings().Theme().(*Theme); ok {
		variant = t.variant(variant)
	}
	if variant == theme.VariantDark {
		return Dark()
	}
	return Light()
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

// faint is c with the given opacity, for grounds that Fyne lays over others.
func faint(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}
