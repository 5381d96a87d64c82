package phantoms_test

import (
	"fmt"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/rng"
)

func ExampleSheppLogan() {
	x := phantoms.SheppLogan(array.Shape{H: 256, W: 256})
	fmt.Printf("%v, centre %.1f, norm %.4f\n", x.Shape, real(x.At(128, 128)), x.Norm())
	// Output: 256 x 256, centre 0.2, norm 63.0403
}

// A phantom is looked up by its recipe name and drawn with checked values; then a detail of
// contrast 0.2 is inserted.
func ExampleLookup() {
	p, ok := phantoms.Lookup("ellipses")
	if !ok {
		return
	}
	values, err := parameter.Complete(p.Parameters, parameter.Values{"count": 10})
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := p.Draw(array.Shape{H: 128, W: 128}, values, rng.Stream(1, "phantom"))
	if err != nil {
		fmt.Println(err)
		return
	}
	y, err := phantoms.Insert(x, parameter.Values{"insert": "disc", "insert_contrast": 0.2, "insert_x": 0.5, "insert_y": 0.5, "insert_size": 0.1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f\n", real(y.At(64, 64)-x.At(64, 64)))
	// Output: 0.2
}
