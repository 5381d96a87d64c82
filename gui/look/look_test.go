package look

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// luminance is the relative luminance of WCAG 2.1.
func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestTextAndCurvesAreLegible(t *testing.T) {
	for _, p := range []Palette{Light(), Dark()} {
		grounds := map[string]color.NRGBA{"background": p.Background, "panel": p.Panel, "input": p.Input}
		texts := map[string]color.NRGBA{
			"foreground": p.Foreground, "muted": p.Muted, "primary": p.Primary,
			"success": p.Success, "warning": p.Warning, "error": p.Error,
		}
		for gn, g := range grounds {
			for tn, c := range texts {
				if k := contrast(c, g); k < 4.5 {
					t.Errorf("dark %v: %s on %s has contrast %.2f, want 4.5", p.Dark, tn, gn, k)
				}
			}
		}
		for i, c := range append(p.Curves[:], p.ZeroFilled, p.InputBorder) {
			if k := contrast(c, p.Panel); k < 3 {
				t.Errorf("dark %v: curve %d on panel has contrast %.2f, want 3", p.Dark, i, k)
			}
		}
		if k := contrast(p.OnPrimary, p.Primary); k < 4.5 {
			t.Errorf("dark %v: text on primary has contrast %.2f", p.Dark, k)
		}
	}
}

func TestThemeKeepsItsModeOrFollowsTheSystem(t *testing.T) {
	app := test.NewTempApp(t)
	for _, c := range []struct {
		mode   Mode
		system fyne.ThemeVariant
		dark   bool
	}{
		{LightMode, theme.VariantDark, false},
		{DarkMode, theme.VariantLight, true},
		{System, theme.VariantDark, true},
		{System, theme.VariantLight, false},
	} {
		th := &Theme{Mode: c.mode}
		want := Light()
		if c.dark {
			want = Dark()
		}
		if got := th.Color(theme.ColorNameBackground, c.system); got != want.Background {
			t.Errorf("%v with system %v: background %v, want %v", c.mode, c.system, got, want.Background)
		}
	}
	app.Settings().SetTheme(&Theme{Mode: DarkMode})
	if !Current().Dark {
		t.Error("Current does not follow the theme of the application")
	}
}

func TestParseMode(t *testing.T) {
	for _, m := range []Mode{System, LightMode, DarkMode} {
		if got, err := ParseMode(m.String()); err != nil || got != m {
			t.Errorf("ParseMode(%q) = %v, %v", m.String(), got, err)
		}
	}
	if _, err := ParseMode("blue"); err == nil {
		t.Error("an unknown theme is accepted")
	}
}

func TestIconsTakeTheColourOfTheirRole(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(&Theme{Mode: LightMode})
	for name, icon := range map[string]Icon{"chain": Chain, "play": Play, "fit": Fit, "dot": Dot} {
		a, b := icon(theme.ColorNamePrimary), icon(theme.ColorNameError)
		if a.Name() == b.Name() || string(a.Content()) == string(b.Content()) {
			t.Errorf("icon %s looks the same in two colours", name)
		}
	}
}
