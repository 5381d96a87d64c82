package figure

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"maps"
	"slices"
	"strconv"
)

// SVG writes the page with text as text. Each text says how wide it must be, so that it
// fits with another font too.
func (p *Page) SVG(w io.Writer) error {
	c := &vector{dpi: p.dpi}
	mmW, mmH := p.Millimetres()
	c.print(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"+
		`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="%smm" height="%smm" viewBox="0 0 %s %s" font-family="'Noto Sans', 'Open Sans', Arial, sans-serif">`+"\n",
		short(mmW), short(mmH), short(p.Width), short(p.Height))
	c.print("<title>%s</title>\n", escaped(p.Title))
	if len(p.Notes) > 0 {
		c.print("<metadata>\n")
		for _, key := range slices.Sorted(maps.Keys(p.Notes)) {
			c.print("<note xmlns=\"urn:firenet\" name=\"%s\" xml:space=\"preserve\">%s</note>\n", escaped(key), escaped(p.Notes[key]))
		}
		c.print("</metadata>\n")
	}
	c.print(`<rect width="100%%" height="100%%" fill="#ffffff"/>` + "\n")
	p.drawOn(c)
	c.print("</svg>\n")
	if c.err != nil {
		return c.err
	}
	_, err := w.Write(c.out.Bytes())
	return err
}

type vector struct {
	out bytes.Buffer
	dpi int
	err error
}

func (v *vector) print(format string, args ...any) { fmt.Fprintf(&v.out, format, args...) }

// short writes a length with up to three decimals.
func short(x float64) string {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 3, 64), 64)
	return strconv.FormatFloat(y, 'f', -1, 64)
}

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}

func hex(c color.RGBA) string {
	if c.A == 0 {
		return "none"
	}
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}

func (v *vector) text(t text) {
	v.print(`<text x="%s" y="%s" font-size="%s" fill="%s" textLength="%s" lengthAdjust="spacingAndGlyphs" xml:space="preserve">`,
		short(t.x), short(t.y), short(t.size), hex(t.colour), short(t.width()))
	for _, r := range t.runs {
		if r.bold {
			v.print(`<tspan font-weight="bold">%s</tspan>`, escaped(r.s))
		} else {
			v.print("%s", escaped(r.s))
		}
	}
	v.print("</text>\n")
}

func (v *vector) box(b box) {
	v.print(`<rect x="%s" y="%s" width="%s" height="%s" fill="%s" stroke="%s" stroke-width="%s"/>`+"\n",
		short(b.x), short(b.y), short(b.w), short(b.h), hex(b.fill), hex(b.stroke), short(b.line))
}

func (v *vector) shape(s shape) {
	v.print(`<polygon points="`)
	v.points(s.points)
	v.print(`" fill="%s" stroke="%s" stroke-width="%s" stroke-linejoin="round"/>`+"\n", hex(s.fill), hex(s.stroke), short(s.line))
}

func (v *vector) points(list []point) {
	for i, p := range list {
		if i > 0 {
			v.print(" ")
		}
		v.print("%s,%s", short(p.x), short(p.y))
	}
}

func (v *vector) stroke(s stroke) {
	v.print(`<polyline points="`)
	v.points(s.points)
	v.print(`" fill="none" stroke="%s" stroke-width="%s" stroke-linejoin="round"`, hex(s.colour), short(s.width))
	for i, length := range s.dashes {
		if i == 0 {
			v.print(` stroke-dasharray="%s`, short(length))
			continue
		}
		v.print(",%s", short(length))
	}
	if len(s.dashes) > 0 {
		v.print(`"`)
	}
	v.print("/>\n")
}

func (v *vector) picture(p picture) {
	var b bytes.Buffer
	if err := png.Encode(&b, p.stored(v.dpi)); err != nil {
		v.err = err
		return
	}
	v.print(`<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" image-rendering="optimizeSpeed" style="image-rendering:pixelated" xlink:href="data:image/png;base64,%s"/>`+"\n",
		short(p.x), short(p.y), short(p.w), short(p.h), base64.StdEncoding.EncodeToString(b.Bytes()))
}
