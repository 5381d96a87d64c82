package stability_test

import (
	"context"
	"fmt"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/classic"
	"firenet/recon/measure"
	"firenet/recon/reconstruct"
	"firenet/recon/stability"
	"firenet/recon/transform"
)

// The zero-filled image is U* y: no perturbation of the samples is amplified, the worst
// one no more than noise.
func ExampleSearch() {
	ctx, x := context.Background(), phantoms.SheppLogan(array.Shape{H: 32, W: 32})
	mask := array.NewMask(x.Shape)
	for i := range mask.Data {
		mask.Data[i] = i%32 > 8 && i%32 < 24 // the 15 columns about zero frequency
	}
	u, _ := transform.New[complex128]("fourier", x.Shape, nil)
	full, y := array.NewComplex(x.Shape), array.NewComplex(x.Shape)
	u.Forward(full, x)
	transform.NewMask[complex128](mask).Forward(y, full)

	f, err := classic.ZeroFilled{}.Linearise(ctx, reconstruct.Problem{Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	target := stability.Target{Name: "zero-filled", Map: f, Model: measure.Model{Transform: "fourier", Mask: mask}, Samples: y, Truth: x, Seed: 1}
	found, err := stability.Search(ctx, target, stability.Settings{
		Kind: stability.PGD, Domain: stability.Image, Steps: 20, Restarts: 2, Radius: 0.05, Start: 0.001,
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	noise, err := stability.GaussianReference(ctx, target, 0.05, 10, nil, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("||e||/||y|| = %.2f amplified %.3f times, noise %.3f times\n",
		found.Last.Relative, found.Last.Amplification, noise.Amplification.Mean)
	// Output: ||e||/||y|| = 0.05 amplified 1.000 times, noise 1.000 times
}
