package phantoms

import (
	"math"
	"math/rand/v2"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	Register(Phantom{
		Name:  "details",
		Title: "Small details",
		Help:  "Discs and squares on a constant: sizes fall from left to right, contrasts halve from row to row, first positive, then negative.",
		Parameters: []parameter.Parameter{
			{
				Key: "shape", Name: "Shape of the details", Help: "What stands in the grid.",
				Kind: parameter.Choice, Choices: []string{"discs", "squares", "both"}, Default: "both",
			},
			{
				Key: "contrast", Name: "Greatest contrast", Help: "Of the first row; sums are limited to [0, 1].",
				Kind: parameter.Real, Min: 0, Max: 1, Default: 0.4,
			},
			background(0.5),
		},
		Draw: func(s array.Shape, v parameter.Values, _ *rand.Rand) (*array.Complex, error) {
			return detailChart(s, v.String("shape"), v.Float("contrast"), v.Float("background")), nil
		},
	})
	Register(Phantom{
		Name:  "resolution",
		Title: "Resolution chart",
		Help:  "A Siemens star, line pairs of growing frequency in both directions, and points of falling size and contrast.",
		Parameters: []parameter.Parameter{
			{
				Key: "spokes", Name: "Spokes of the star", Help: "Number of bright sectors.",
				Kind: parameter.Integer, Min: 2, Max: 180, Default: 36,
			},
			{
				Key: "contrast", Name: "Contrast", Help: "Intensity of lines, spokes and the first row of points, on black.",
				Kind: parameter.Real, Min: 0, Max: 1, MinOpen: true, Default: 1.0,
			},
		},
		Draw: func(s array.Shape, v parameter.Values, _ *rand.Rand) (*array.Complex, error) {
			return resolutionChart(s, v.Int("spokes"), v.Float("contrast")), nil
		},
	})
}

// detailChart is a grid of 8 x 8: diameters (sides) 0.19 * 0.62^k in units of half the side, which
// is 24 down to 0.9 pixels of 256, and contrasts c, c/2, c/4, c/8, -c, ..., -c/8.
func detailChart(s array.Shape, shape string, contrast, background float64) *array.Complex {
	const cells, largest, step = 8, 0.19, 0.62
	c := newCanvas(s, background)
	pitch := 1.88 / cells
	for row := range cells {
		level := contrast * math.Pow(0.5, float64(row%(cells/2)))
		if row >= cells/2 {
			level = -level
		}
		for k := range cells {
			x, y := (float64(k)-3.5)*pitch, (3.5-float64(row))*pitch
			radius := largest / 2 * math.Pow(step, float64(k))
			disc := shape == "discs" || shape == "both" && (row+k)%2 == 0
			if disc {
				b, cover := c.disc(x, y, radius)
				c.add(b, level, cover)
			} else {
				b, cover := c.rectangle(around(x, y, radius, radius))
				c.add(b, level, cover)
			}
		}
	}
	return c.image()
}

// linePairs are the numbers of line pairs over the width of one patch, 0.2 of half the side:
// 12 of them are 1.07 pixels a line in 256.
var linePairs = [...]int{2, 3, 4, 6, 8, 12, 16, 24}

func resolutionChart(s array.Shape, spokes int, contrast float64) *array.Complex {
	c := newCanvas(s, 0)
	c.star(-0.46, 0.44, 0.47, spokes, contrast)
	const width, pitch = 0.2, 0.235
	for k, pairs := range linePairs {
		x := (float64(k)-3.5)*pitch - width/2
		line := width / float64(2*pairs)
		for i := range pairs {
			from := float64(2*i) * line
			b, cover := c.rectangle(box{x + from, -0.48, x + from + line, -0.16})
			c.add(b, contrast, cover)
			b, cover = c.rectangle(box{x, -0.6 - from - line, x + width, -0.6 - from})
			c.add(b, contrast, cover)
		}
	}
	c.points(contrast)
	return c.image()
}

// star draws a Siemens star of the given radius about (x0, y0): a square wave in the angle,
// averaged along the circle over one pixel, so that it fades to its mean where the spokes
// cannot be resolved.
func (c *canvas) star(x0, y0, radius float64, spokes int, contrast float64) {
	_, disc := c.disc(x0, y0, radius)
	// mean of the wave over [0, t], times t, for period 1, bright in [0, 1/2]
	integral := func(t float64) float64 {
		whole := math.Floor(t)
		return whole/2 + min(t-whole, 0.5)
	}
	c.add(around(x0, y0, radius, radius), contrast, func(x, y float64) float64 {
		r := math.Hypot(x-x0, y-y0)
		t := (math.Atan2(y-y0, x-x0)/(2*math.Pi) + 1) * float64(spokes)
		// one pixel in periods; at the centre the pixel sees all spokes
		p := c.pixel * float64(spokes) / (2 * math.Pi * max(r, c.pixel/8))
		return disc(x, y) * (integral(t+p/2) - integral(t-p/2)) / p
	})
}

// points draws squares with sides 1/16, 1/32, ..., 1/512 of half the side (8 to 1/4 pixels of
// 256), contrasts halving from row to row, then pairs of the point 1/128 at falling distances.
func (c *canvas) points(contrast float64) {
	for row := range 4 {
		for k := range 6 {
			side := math.Pow(0.5, float64(k+4))
			x, y := 0.14+0.15*float64(k), 0.86-0.17*float64(row)
			b, cover := c.rectangle(around(x, y, side/2, side/2))
			c.add(b, contrast*math.Pow(0.5, float64(row)), cover)
		}
	}
	const side = 1.0 / 128
	for k := range 6 {
		distance := side * (1 + math.Pow(2, float64(3-k)))
		for _, sign := range [2]float64{-1, 1} {
			b, cover := c.rectangle(around(0.14+0.15*float64(k)+sign*distance/2, 0.14, side/2, side/2))
			c.add(b, contrast, cover)
		}
	}
}
