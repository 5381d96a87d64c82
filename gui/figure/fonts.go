package figure

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// typeface is Fyne's font under the name by which gonum/plot finds it.
const typeface = "Noto Sans"

func fontFile(bold bool) fyne.Resource {
	if bold {
		return theme.DefaultTextBoldFont()
	}
	return theme.DefaultTextFont()
}

// faces are Fyne's regular and bold fonts. They are part of the program and can be read.
var faces = sync.OnceValue(func() *font.Cache {
	var list font.Collection
	for _, bold := range []bool{false, true} {
		face, err := opentype.Parse(fontFile(bold).Content())
		if err != nil {
			return font.DefaultCache
		}
		list = append(list, font.Face{Font: font.Font{Typeface: typeface, Weight: weight(bold)}, Face: face})
	}
	return font.NewCache(list)
})

func weight(bold bool) xfont.Weight {
	if bold {
		return xfont.WeightBold
	}
	return xfont.WeightNormal
}

func face(size float64, bold bool) font.Face {
	return faces().Lookup(font.Font{Typeface: typeface, Weight: weight(bold)}, vg.Length(size))
}

// width of a text in points.
func width(s string, size float64, bold bool) float64 {
	f := face(size, bold)
	return float64(f.Width(s))
}
