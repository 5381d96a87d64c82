package colormap

import (
	"image/color"
	"math"
)

// The maps. Viridis, magma and inferno are those of N. Smith and S. van der Walt for
// matplotlib (CC0): nine of their colours, evenly spaced, joined in OKLab.
var (
	// Gray has the screen level proportional to the value, as image viewers have it.
	Gray = fill("gray", func(t float64) color.RGBA {
		v := uint8(t*255 + 0.5)
		return color.RGBA{R: v, G: v, B: v, A: 255}
	})
	Viridis = through("viridis", 0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21908C,
		0x27AD81, 0x5DC863, 0xAADC32, 0xFDE725)
	Magma = through("magma", 0x000004, 0x1D1147, 0x51127C, 0x822681, 0xB63679,
		0xE65164, 0xFB8861, 0xFEC287, 0xFCFDBF)
	Inferno = through("inferno", 0x000004, 0x210C4A, 0x56106E, 0x89226A, 0xBB3754,
		0xE35932, 0xF98C0A, 0xF9C932, 0xFCFFA4)
	// DivergingLight shows negative values blue, positive values orange, zero (t = 1/2)
	// nearly white; for light surroundings and for print.
	DivergingLight = through("diverging-light", 0x0A3A75, 0x3C82C4, 0xA9CDEA, 0xF7F7F7,
		0xF2C09A, 0xD4742C, 0x7A2E00)
	// DivergingDark is its counterpart on dark screens: zero is nearly black.
	DivergingDark = through("diverging-dark", 0xA6DCFF, 0x3E97DA, 0x1B4C78, 0x101214,
		0x85400F, 0xE0782A, 0xFFCF9E)
	// Cyclic is for phases: its ends are the same colour.
	Cyclic = cyclic()
)

var all = []*Map{Gray, Viridis, Magma, Inferno, DivergingLight, DivergingDark, Cyclic}

// cyclic is a tilted circle in OKLab, walked at constant speed: a full turn of the hue with
// yellow lightest and blue darkest, so that neighbouring phases are told apart by
// lightness too. t = 1/2 (phase 0 on a scale of -180 to 180 degrees) is where the turn
// begins; the radius is about the largest that sRGB shows at every hue.
func cyclic() *Map {
	const steps = 4096
	at := func(angle float64) lab {
		return lab{0.71 + 0.11*math.Cos(angle), 0.11 * math.Cos(angle+yellow), 0.11 * math.Sin(angle+yellow)}
	}
	length := make([]float64, steps+1)
	for i := 1; i <= steps; i++ {
		length[i] = length[i-1] + at(2*math.Pi*float64(i)/steps).distance(at(2*math.Pi*float64(i-1)/steps))
	}
	i := 0
	return fill("cyclic", func(t float64) color.RGBA {
		for i < steps && length[i+1] < t*length[steps] {
			i++
		}
		if t == 1 {
			i = 0
		}
		return at(2 * math.Pi * float64(i) / steps).toRGB()
	})
}

// yellow is the OKLab hue of the lightest colour of the cyclic map.
const yellow = 100 * math.Pi / 180
