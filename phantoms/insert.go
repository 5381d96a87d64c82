package phantoms

import (
	"math"
	"math/cmplx"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

// InsertParameters describes the detail that [Insert] adds to an image.
func InsertParameters() []parameter.Parameter {
	return []parameter.Parameter{
		{
			Key: "insert", Name: "Inserted detail", Help: "A detail added to the image, to see whether a reconstruction shows it.",
			Kind: parameter.Choice, Choices: []string{"none", "text", "disc", "details"}, Default: "none",
		},
		{
			Key: "insert_text", Name: "Text", Help: "A-Z (lower case is drawn as capitals), 0-9, space and punctuation.",
			Kind: parameter.Text, Default: "Firenet", More: true,
		},
		{
			Key: "insert_contrast", Name: "Contrast", Help: "Added to the image; of a group of details, that of its first row.",
			Kind: parameter.Real, Min: -1, Max: 1, Default: 0.2, More: true,
		},
		{
			Key: "insert_x", Name: "Horizontal position", Help: "Centre of the detail as a fraction of the width, from the left.",
			Kind: parameter.Real, Min: 0, Max: 1, Default: 0.5, More: true,
		},
		{
			Key: "insert_y", Name: "Vertical position", Help: "Centre of the detail as a fraction of the height, from the top.",
			Kind: parameter.Real, Min: 0, Max: 1, Default: 0.5, More: true,
		},
		{
			Key: "insert_size", Name: "Size", Help: "Height of the capitals, or diameter of the (largest) disc, as a fraction of the shorter side.",
			Kind: parameter.Real, Min: 0, Max: 1, MinOpen: true, Default: 0.1, More: true,
		},
	}
}

// Insert returns img plus a detail, as a new array; v holds checked values of
// [InsertParameters]. "text" is a line of capitals, "disc" one disc, "details" a group of 4 x 4
// discs whose diameters halve from left to right and whose contrasts halve from top to
// bottom. What lies outside the image is cut off.
//
// The detail is d = contrast * covered part of the pixel. It is added to real images; in an
// image with an imaginary part it is added along the phase, x (1 + d/|x|), so that it changes
// the modulus (where x = 0, as phase 0). Nothing is limited to [0, 1] afterwards.
//
// Errors, as *[parameter.Error]: a kind of insert that does not exist, an empty text, and
// characters without strokes, which are named.
func Insert(img *array.Complex, v parameter.Values) (*array.Complex, error) {
	out := img.Clone()
	kind := v.String("insert")
	if kind == "" || kind == "none" {
		return out, nil
	}
	c := newCanvas(img.Shape, 0)
	x := (v.Float("insert_x") - 0.5) * float64(img.W) * c.pixel
	y := (0.5 - v.Float("insert_y")) * float64(img.H) * c.pixel
	size := 2 * v.Float("insert_size")
	switch kind {
	case "text":
		text := v.String("insert_text")
		if text == "" {
			return nil, &parameter.Error{Key: "insert_text", Found: `""`, Want: "must be a text, or insert must be \"none\""}
		}
		if err := checkText("insert_text", text); err != nil {
			return nil, err
		}
		c.write(text, x-textWidth(text)*size/2, y-size/2, size, func(b box, cover func(x, y float64) float64) {
			c.paint(b, 1, cover)
		})
	case "disc":
		b, cover := c.disc(x, y, size/2)
		c.add(b, 1, cover)
	case "details":
		c.discGroup(x, y, size)
	default:
		return nil, &parameter.Error{Key: "insert", Found: parameter.Format(kind), Want: `must be one of "none", "text", "disc", "details"`}
	}
	addAlongPhase(out, c.v, v.Float("insert_contrast"))
	return out, nil
}

// discGroup adds the 4 x 4 discs with diameters size, size/2, size/4, size/8 about (x, y); gaps
// are a quarter of the size.
func (c *canvas) discGroup(x, y, size float64) {
	const rows = 4
	width := size * (1 + 0.5 + 0.25 + 0.125 + 3*0.25)
	for row := range rows {
		left := x - width/2
		for k := range rows {
			diameter := size * math.Pow(0.5, float64(k))
			b, cover := c.disc(left+diameter/2, y+(1.5-float64(row))*1.25*size, diameter/2)
			c.add(b, math.Pow(0.5, float64(row)), cover)
			left += diameter + 0.25*size
		}
	}
}

func addAlongPhase(a *array.Complex, detail []float64, contrast float64) {
	alongPhase := !a.IsReal()
	for i, d := range detail {
		if d == 0 {
			continue
		}
		direction := complex(1, 0)
		if z := a.Data[i]; alongPhase && z != 0 {
			direction = cmplx.Rect(1, cmplx.Phase(z))
		}
		a.Data[i] += complex(contrast*d, 0) * direction
	}
}
