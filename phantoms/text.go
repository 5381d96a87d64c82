package phantoms

import (
	"math/rand/v2"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	Register(Phantom{
		Name:  "text",
		Title: "Lines of text",
		Help:  "A text in lines of falling size; in each line its contrast halves from one copy to the next.",
		Parameters: []parameter.Parameter{
			{
				Key: "text", Name: "Text", Help: "A short word: A-Z (lower case is drawn as capitals), 0-9 and punctuation.",
				Kind: parameter.Text, Default: "Firenet",
			},
			{
				Key: "contrast", Name: "Contrast of the first word", Help: "Difference to the background.",
				Kind: parameter.Real, Min: -1, Max: 1, Default: 0.8,
			},
			background(0.1),
		},
		Draw: func(s array.Shape, v parameter.Values, _ *rand.Rand) (*array.Complex, error) {
			if err := checkText("text", v.String("text")); err != nil {
				return nil, err
			}
			return lines(s, v.String("text"), v.Float("contrast"), v.Float("background")), nil
		},
	})
}

// background is the parameter of the charts that lie on a constant.
func background(value float64) parameter.Parameter {
	return parameter.Parameter{
		Key: "background", Name: "Background", Help: "Intensity between the details; sums are limited to [0, 1].",
		Kind: parameter.Real, Min: 0, Max: 1, Default: value,
	}
}

// textCopies is how often a line repeats its text at most: contrasts down to 1/16.
const textCopies = 5

// lines draws lines with capitals from 0.26 down by factors of 0.8 in units of half the side
// (33 to 4 pixels of 256).
func lines(s array.Shape, text string, contrast, background float64) *array.Complex {
	const margin, largest, smallest, step, leading = 0.06, 0.26, 0.03, 0.8, 1.55
	c := newCanvas(s, background)
	y := 1 - margin
	for height := largest; height >= smallest && y-height > -1+margin; height *= step {
		level := contrast
		x := -1 + margin
		for k := 0; k < textCopies && x < 1; k++ {
			c.write(text, x, y-height, height, func(b box, cover func(x, y float64) float64) {
				c.paint(b, background+level, cover)
			})
			x += (textWidth(text) + 0.8) * height
			level /= 2
		}
		y -= leading * height
	}
	return c.image()
}
