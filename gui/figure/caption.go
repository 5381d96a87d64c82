package figure

import (
	"fmt"
	"path/filepath"
	"strings"

	"firenet/gui/model"
	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/sampling"
)

// Describe says in one sentence what was measured, from the completed recipe.
func Describe(r recipe.Recipe, shape array.Shape, samples int) string {
	image := "Image of unknown content"
	switch {
	case r.Image.File != "":
		image = filepath.Base(r.Image.File)
	case r.Image.Phantom != "":
		image = r.Image.Phantom
		if p, ok := phantoms.Lookup(image); ok {
			image = p.Title
		}
		image += " phantom"
	}
	size := fmt.Sprintf("N\u00a0=\u00a0%d", shape.H)
	if shape.H != shape.W {
		size = fmt.Sprintf("%d × %d pixels", shape.H, shape.W)
	}
	pattern := r.Sampling.Pattern
	if p, ok := sampling.Lookup(pattern); ok {
		pattern = strings.ToLower(p.Title[:1]) + p.Title[1:]
	}
	operator := strings.ToUpper(r.Sampling.Operator[:1]) + r.Sampling.Operator[1:]
	s := fmt.Sprintf("%s, %s, from %d %s samples (%s, %s, seed %d)", image, size, samples, operator,
		percent(float64(samples)/float64(shape.Len())), pattern, r.Seed)
	switch {
	case r.Noise.File != "":
		s += ", measured"
	case r.Noise.Level > 0:
		s += fmt.Sprintf(" with %s complex Gaussian noise", percent(r.Noise.Level))
	default:
		s += " without noise"
	}
	return s + "."
}

func percent(v float64) string { return model.Short(100*v) + "\u00a0%" }

// About says what a reconstructor is, for a caption: "FIRENET, n = 5, p = 20, λ = 2.5 · 10⁻⁴".
func About(s recipe.ReconstructorSection) string {
	m, ok := reconstruct.Lookup(s.Method)
	if !ok || len(m.Parameters) == 0 {
		return strings.ToLower(s.Name[:1]) + s.Name[1:]
	}
	text := s.Name
	for _, p := range m.Parameters {
		if p.More || p.Symbol == "" || !s.Values.Has(p.Key) {
			continue
		}
		switch p.Kind {
		case parameter.Integer:
			text += fmt.Sprintf(", %s\u00a0=\u00a0%d", p.Symbol, s.Values.Int(p.Key))
		case parameter.Real:
			text += fmt.Sprintf(", %s\u00a0=\u00a0%s", p.Symbol, scientific(s.Values.Float(p.Key)))
		}
	}
	if w := s.Values.String("wavelet"); w != "" {
		if w == "db1" {
			w = "Haar"
		}
		text += ", " + w + " wavelets"
	}
	if m.Oracle != nil && m.Oracle(s.Values) {
		text += ", weights counted from the true image (oracle)"
	}
	return text
}

// scientific writes 0.00025 as 2.5 · 10⁻⁴.
func scientific(v float64) string {
	mantissa, exponent, found := strings.Cut(model.Field(v), "e")
	if !found {
		return mantissa
	}
	e := 0
	_, _ = fmt.Sscan(exponent, &e) // as model.Field writes it
	if mantissa == "1" {
		return model.Power(e)
	}
	return mantissa + "\u00a0·\u00a0" + model.Power(e)
}

// Captions says what each letter is, and how values are shown.
func Captions(rows [][]Cell, plots []Plot) string {
	var letters lettering
	var images, residuals *Cell
	above := false
	for _, row := range rows {
		for i := range row {
			c := &row[i]
			if c.Picture == nil {
				continue
			}
			letters.add(c.About)
			switch {
			case c.Plain:
			case c.Picture.Kind().Scale() == model.ResidualScale:
				residuals = c
			case images == nil || c.Picture.Kind().Scale() == images.Picture.Kind().Scale():
				images = c
				_, a := c.Window.Cuts(c.Picture)
				above = above || a
			}
		}
	}
	for _, p := range plots {
		letters.add(p.About)
	}
	text := letters.text()
	if images != nil {
		text += fmt.Sprintf("Window %s to %s", model.Short(images.Window.Lo), model.Short(images.Window.Hi))
		if above {
			text += "; values above are cut off"
		}
		text += ". "
	}
	if residuals != nil {
		text += fmt.Sprintf("Errors on one scale of ±%s, negative blue, positive orange.", model.Short(residuals.Window.Hi))
	}
	return strings.TrimSpace(text)
}

// lettering is what the letters of a figure are, neighbours that are the same together.
type lettering struct {
	about, letters []string
	n              int
}

func (l *lettering) add(about string) {
	letter := string(rune('a' + l.n%26))
	l.n++
	if k := len(l.about) - 1; k >= 0 && l.about[k] == about {
		l.letters[k] = strings.SplitN(l.letters[k], "–", 2)[0] + "–" + letter
		return
	}
	l.about, l.letters = append(l.about, about), append(l.letters, letter)
}

// text is "a, truth. b–d, the same under ...".
func (l *lettering) text() string {
	text := ""
	for i, a := range l.about {
		text += l.letters[i] + ", " + a + ". "
	}
	return text
}

// Plain is a caption with ordinary blanks.
func Plain(caption string) string { return strings.ReplaceAll(caption, unbroken, " ") }

// LaTeX is a caption with what LaTeX needs: commands for symbols, escapes for the rest.
func LaTeX(caption string) string {
	var b strings.Builder
	power := false
	for _, r := range caption {
		if digit, ok := superscripts[r]; ok {
			if !power {
				b.WriteString("$^{")
				power = true
			}
			b.WriteByte(digit)
			continue
		}
		if power {
			b.WriteString("}$")
			power = false
		}
		if s, ok := commands[r]; ok {
			b.WriteString(s)
			continue
		}
		b.WriteRune(r)
	}
	if power {
		b.WriteString("}$")
	}
	return b.String()
}

var superscripts = map[rune]byte{
	'⁻': '-', '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9',
}

var commands = map[rune]string{
	'\\': `\textbackslash{}`, '%': `\%`, '&': `\&`, '#': `\#`, '$': `\$`, '_': `\_`, '{': `\{`, '}': `\}`,
	'~': `\textasciitilde{}`, '^': `\textasciicircum{}`,
	'\u00a0': `~`, '–': `--`, '…': `\ldots{}`, '×': `$\times$`, '·': `$\cdot$`, '±': `$\pm$`, '‖': `$\|$`, 'ℓ': `$\ell$`,
	'λ': `$\lambda$`, 'τ': `$\tau$`, 'σ': `$\sigma$`, 'ε': `$\varepsilon$`, 'δ': `$\delta$`, 'γ': `$\gamma$`,
	'η': `$\eta$`, 'μ': `$\mu$`, 'Ω': `$\Omega$`, 'Ψ': `$\Psi$`, '₀': `$_0$`,
}
