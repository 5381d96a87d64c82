package experiment_test

import (
	"math"
	"testing"

	"firenet/recon/array"
)

// The norms and errors that are said of an attack and of a history are by their definitions
// ||e||/||y||, ||r||/||x|| and ||x^ - x||/||x||, all different here: only a part of the image
// is measured. 1e-12 is rounding in double precision.
func TestNormsAreRelativeToWhatTheySay(t *testing.T) {
	result := outcome(t, "", "image.size = 16\nsampling.fraction = 0.3\nnoise.level = 0.1\n"+
		"[[reconstructor]]\nmethod = \"tv\"\niterations = 2\n"+
		"[[attack]]\ntarget = \"Total variation\"\nkind = \"pgd\"\ndomain = \"image\"\nsteps = 2\nradius = 0.05\ndraws = 1\n", nil)
	x, y, out, a := result.Truth, result.Samples, result.Outputs[0], result.Attacks[0]
	if math.Abs(x.Norm()/y.Norm()-1) < 1e-3 {
		t.Fatal("the recipe is no test: image and samples have one norm")
	}
	shown := a.Exposed[0]
	last := out.History[len(out.History)-1]
	for name, pair := range map[string][2]float64{
		"||e|| / ||y||":     {a.Relative, a.Samples.Norm() / y.Norm()},
		"||r|| / ||x||":     {a.RelativeImage, a.Image.Norm() / x.Norm()},
		"error":             {out.Metrics.RelativeL2, array.Distance(out.Image, x) / x.Norm()},
		"error, last layer": {last.RelativeL2, array.Distance(out.Image, x) / x.Norm()},
		"attacked error":    {shown.Metrics.RelativeL2, array.Distance(shown.Image, x) / x.Norm()},
		"error of the step": {a.Last.RelativeL2, array.Distance(shown.Image, x) / x.Norm()},
		"amplification":     {shown.Amplification, array.Distance(shown.Image, out.Image) / a.Samples.Norm()},
	} {
		if !(math.Abs(pair[0]/pair[1]-1) < 1e-12) {
			t.Errorf("%s is %v, by its definition %v", name, pair[0], pair[1])
		}
	}
}
