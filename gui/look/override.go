package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// override is the application's theme with some roles exchanged.
type override struct {
	roles map[fyne.ThemeColorName]fyne.ThemeColorName // "": transparent
}

func (o override) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if other, ok := o.roles[name]; ok {
		if other == "" {
			return color.Transparent
		}
		name = other
	}
	return fyne.CurrentApp().Settings().Theme().Color(name, v)
}

func (o override) Size(n fyne.ThemeSizeName) float32 {
	return fyne.CurrentApp().Settings().Theme().Size(n)
}

func (o override) Font(s fyne.TextStyle) fyne.Resource {
	return fyne.CurrentApp().Settings().Theme().Font(s)
}

func (o override) Icon(n fyne.ThemeIconName) fyne.Resource {
	return fyne.CurrentApp().Settings().Theme().Icon(n)
}

// Sliding gives a slider the primary colour, and its track that of buttons. Fyne draws
// both in the colours of texts and fields.
func Sliding(slider fyne.CanvasObject) *container.ThemeOverride {
	return container.NewThemeOverride(slider, override{map[fyne.ThemeColorName]fyne.ThemeColorName{
		theme.ColorNameForeground:      theme.ColorNamePrimary,
		theme.ColorNameInputBackground: theme.ColorNameButton,
	}})
}

// Borderless takes the border of an entry away while it has no focus, for widgets that
// draw their own.
func Borderless(entry fyne.CanvasObject) *container.ThemeOverride {
	return container.NewThemeOverride(entry, override{map[fyne.ThemeColorName]fyne.ThemeColorName{
		theme.ColorNameInputBorder: "",
	}})
}
