package look

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Icon draws itself in the colour of a role of the theme. Widgets ask again for it when
// they refresh.
type Icon func(role fyne.ThemeColorName) fyne.Resource

// Icons that Fyne brings.
var (
	Menu     = fromFyne(theme.IconNameMenu)
	Open     = fromFyne(theme.IconNameFolderOpen)
	Save     = fromFyne(theme.IconNameDocumentSave)
	Undo     = fromFyne(theme.IconNameContentUndo)
	Redo     = fromFyne(theme.IconNameContentRedo)
	Help     = fromFyne(theme.IconNameHelp)
	Settings = fromFyne(theme.IconNameSettings)
	Copy     = fromFyne(theme.IconNameContentCopy)
	Failure  = fromFyne(theme.IconNameError)
	Caution  = fromFyne(theme.IconNameWarning)
	File     = fromFyne(theme.IconNameFileImage)
	Delete   = fromFyne(theme.IconNameDelete)
	Download = fromFyne(theme.IconNameDownload)
)

// Icons drawn here, on a grid of 24 with lines of 2.
var (
	Chain        = stroke("chain", "M9 7H7a5 5 0 0 0 0 10h2M15 7h2a5 5 0 0 1 0 10h-2M8 12h8")
	ChainOpen    = stroke("chain-open", "M9 7H7a5 5 0 0 0 0 10h2M15 7h2a5 5 0 0 1 0 10h-2")
	Crosshairs   = stroke("crosshair", "M12 2v7M12 15v7M2 12h7M15 12h7")
	Fit          = stroke("fit", "M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5")
	Profile      = stroke("profile", "M6 18L18 6M4 18a2 2 0 0 0 4 0a2 2 0 0 0-4 0M16 6a2 2 0 0 0 4 0a2 2 0 0 0-4 0")
	Region       = stroke("region", "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M12 4h.1M12 20h.1M4 12v.1M20 12v.1")
	ChevronDown  = stroke("chevron-down", "M6 9l6 6l6-6")
	ChevronRight = stroke("chevron-right", "M9 6l6 6l-6 6")
	Plus         = stroke("plus", "M12 5v14M5 12h14")
	Minus        = stroke("minus", "M5 12h14")
	Cross        = stroke("cross", "M6 6l12 12M18 6l-12 12")
	Tick         = stroke("tick", "M5 12l5 5l9-10")
	Play         = fill("play", "M7 4v16l13-8z")
	Pin          = fill("pin", "M8 3h8v2h-1v6l3 3v2h-5v6h-2v-6H6v-2l3-3V5H8z")
	Stop         = fill("stop", "M6 6L18 6L18 18L6 18Z")
	Caret        = fill("caret", "M7 10h10l-5 5z")
	Target       = stroke("target", targetPath)
	Info         = stroke("info", "M12 3a9 9 0 0 1 0 18a9 9 0 0 1 0-18zM12 11v5M12 8v.1")
	Dot          = fill("dot", "M12 7a5 5 0 0 1 0 10a5 5 0 0 1 0-10z")
)

// targetPath is a ring around a dot.
const targetPath = "M12 4a8 8 0 0 1 0 16a8 8 0 0 1 0-16zM12 10a2 2 0 0 1 0 4a2 2 0 0 1 0-4z"

// TargetIn is the icon of a target in a colour of its own.
func TargetIn(c color.NRGBA) fyne.Resource {
	return Tinted("target-in", `<path fill="none" stroke="%[1]s" stroke-width="2" d="`+targetPath+`"/>`, c)
}

func fromFyne(name fyne.ThemeIconName) Icon {
	return func(role fyne.ThemeColorName) fyne.Resource {
		return theme.NewColoredResource(theme.DefaultTheme().Icon(name), role)
	}
}

func stroke(name, path string) Icon {
	return drawn(name, `<path fill="none" stroke="%[1]s" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="`+path+`"/>`)
}

func fill(name, path string) Icon {
	return drawn(name, `<path fill="%[1]s" d="`+path+`"/>`)
}

// drawn makes an icon whose resource name holds the colour, since Fyne keeps rendered
// resources by name.
func drawn(name, shape string) Icon {
	return func(role fyne.ThemeColorName) fyne.Resource {
		return Tinted(name, shape, Role(role))
	}
}

// Tinted is the SVG of shape, in which %[1]s stands for the colour.
func Tinted(name, shape string, c color.NRGBA) fyne.Resource {
	hex := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	svg := `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">` +
		fmt.Sprintf(shape, hex) + `</svg>`
	return fyne.NewStaticResource(name+hex[1:]+".svg", []byte(svg))
}

// Role is the current theme's colour for one of Fyne's names.
func Role(name fyne.ThemeColorName) color.NRGBA {
	return color.NRGBAModel.Convert(theme.Color(name)).(color.NRGBA)
}
