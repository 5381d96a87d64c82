package colormap

import (
	"image/color"
	"math"
)

// lab is a colour in OKLab: lightness in [0, 1], green-red and blue-yellow. Distances are
// about proportional to what the eye sees.
type lab struct{ L, a, b float64 }

func (p lab) mix(q lab, t float64) lab {
	return lab{p.L + t*(q.L-p.L), p.a + t*(q.a-p.a), p.b + t*(q.b-p.b)}
}

func (p lab) distance(q lab) float64 {
	return math.Sqrt((p.L-q.L)*(p.L-q.L) + (p.a-q.a)*(p.a-q.a) + (p.b-q.b)*(p.b-q.b))
}

// fromRGB converts from sRGB. The matrices are those of Ottosson's definition.
func fromRGB(c color.RGBA) lab {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return lab{
		L: 0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		a: 1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		b: 0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// linearRGB are the linear-light parts of sRGB, outside [0, 1] for colours that a screen
// cannot show.
func (p lab) linearRGB() (r, g, b float64) {
	l := cube(p.L + 0.3963377774*p.a + 0.2158037573*p.b)
	m := cube(p.L - 0.1055613458*p.a - 0.0638541728*p.b)
	s := cube(p.L - 0.0894841775*p.a - 1.2914855480*p.b)
	return 4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s
}

func (p lab) toRGB() color.RGBA {
	r, g, b := p.linearRGB()
	return color.RGBA{R: encoded(r), G: encoded(g), B: encoded(b), A: 255}
}

func cube(v float64) float64 { return v * v * v }

// linear is the transfer function of sRGB (IEC 61966-2-1) from a byte to light.
func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

// encoded is the inverse of linear, clamped to what a byte holds.
func encoded(x float64) uint8 {
	x = math.Max(0, math.Min(1, x))
	if x <= 0.0031308 {
		x *= 12.92
	} else {
		x = 1.055*math.Pow(x, 1/2.4) - 0.055
	}
	return uint8(x*255 + 0.5)
}
