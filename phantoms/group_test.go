package phantoms_test

import (
	"math"
	"testing"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/parameter"
)

// A group of details is as large as its diameters and gaps say: discs of 1, 1/2, 1/4 and 1/8
// of the size with three gaps of a quarter are 2.625 sizes wide, four rows at 1.25 sizes 4.75
// high, about the place that was asked for. Its sum is that of the areas, each row with half
// the contrast of the one above. Edges are exact to the pixel that they cut, the sum to the
// 0.5 % of discs of few pixels.
func TestAGroupOfDetailsIsAsLargeAsItsParts(t *testing.T) {
	const side, size = 256, 32.0
	v, err := parameter.Complete(phantoms.InsertParameters(), parameter.Values{
		"insert": "details", "insert_size": size / side, "insert_contrast": 0.5, "insert_x": 0.5, "insert_y": 0.5,
	})
	if err != nil {
		t.Fatal(err)
	}
	image, err := phantoms.Insert(array.NewComplex(array.Shape{H: side, W: side}), v)
	if err != nil {
		t.Fatal(err)
	}
	top, bottom, left, right, sum := side, 0, side, 0, 0.0
	for i, z := range image.Data {
		if z != 0 {
			top, bottom, left, right = min(top, i/side), max(bottom, i/side+1), min(left, i%side), max(right, i%side+1)
		}
		sum += real(z)
	}
	for name, edge := range map[string][2]float64{
		"left":   {float64(left), side/2 - 2.625*size/2},
		"right":  {float64(right), side/2 + 2.625*size/2},
		"top":    {float64(top), side/2 - 4.75*size/2},
		"bottom": {float64(bottom), side/2 + 4.75*size/2},
	} {
		if math.Abs(edge[0]-edge[1]) > 1 {
			t.Errorf("%s edge at %v, want %v", name, edge[0], edge[1])
		}
	}
	areas := 0.0
	for k := range 4 {
		d := size * math.Pow(0.5, float64(k))
		areas += math.Pi * d * d / 4
	}
	if want := 0.5 * (1 + 0.5 + 0.25 + 0.125) * areas; math.Abs(sum/want-1) > 0.005 {
		t.Errorf("sum %v, that of the areas is %v", sum, want)
	}
}
