package main

import _ "embed"

//go:embed small.toml
var small string // every method on a small image

//go:embed attacks.toml
var attacks string // every kind of attack on a small image

// variants change small recipes key by key. One that is refused is a variant too: the words
// and the exit code are compared.
func variants() []experiment {
	list := []experiment{
		{name: "new", args: []string{"new"}},
		{name: "small.toml", args: []string{"run", "-"}, recipe: small},
		{name: "attacks.toml", args: []string{"run", "-"}, recipe: attacks},
		{name: "stability", args: []string{"stability", "-", "--over", "inner=1,2,5", "--attack", "momentum"}, recipe: attacks},
	}
	for _, sets := range [][]string{
		{"sampling.operator=walsh"},
		{"sampling.pattern=full"},
		{"sampling.pattern=gaussian"},
		{"sampling.pattern=gaussian", "sampling.operator=walsh"},
		{"sampling.pattern=levels", "sampling.wavelet=db4"},
		{"sampling.pattern=lines"},
		{"sampling.pattern=lines", "sampling.variant=equispaced", "sampling.direction=rows"},
		{"sampling.pattern=lines", "sampling.variant=variable-density"},
		{"sampling.pattern=poisson-disc"},
		{"sampling.pattern=power-law"},
		{"sampling.pattern=radial"},
		{"sampling.pattern=radial", "sampling.convention=linemask", "sampling.lines=20"},
		{"sampling.pattern=spiral", "sampling.interleaves=3"},
		{"sampling.pattern=two-level", "sampling.operator=walsh"},
		{"sampling.pattern=uniform"},
		{"image.phantom=brain", "image.weighting=T2"},
		{"image.phantom=details"},
		{"image.phantom=ellipses"},
		{"image.phantom=resolution"},
		{"image.phantom=shepp-logan-original"},
		{"image.phantom=smooth-phase"},
		{"image.phantom=text"},
		{"image.insert=text"},
		{"image.insert=details"},
		{"image.size=48", "reconstructor.FIRENET.levels=3"},
		{"image.size=100", "reconstructor.FIRENET.levels=2", "reconstructor.FISTA.levels=2"},
		{"reconstructor.FIRENET.precision=float64"},
		{"reconstructor.FIRENET.weights=none"},
		{"reconstructor.FIRENET.weights=phantom", "reconstructor.FIRENET.wavelet=db4"},
		{"reconstructor.FIRENET.start=zero-filled", "reconstructor.FIRENET.history=false"},
		{"reconstructor.FISTA.shifts=false", "reconstructor.FISTA.wavelet=sym4"},
		{"reconstructor.NESTA.penalty=tv"},
		{"reconstructor.NESTA.penalty=wavelets", "reconstructor.NESTA.noise=0.02"},
		{"reconstructor.Tikhonov.penalty=image"},
		{"noise.level=0", "seed=7"},
		{"visibility.contrasts=[0.4, 0.1]"},
		// Refused.
		{"sampling.pattern=radial", "sampling.operator=walsh"},
		{"sampling.pattern=nonsense"},
		{"sampling.fraction=2"},
		{"image.size=8"},
		{"reconstructor.FIRENET.tau=2"},
		{"reconstructor.Nobody.inner=2"},
		{"attack.nobody.steps=2"},
	} {
		x := experiment{name: "small.toml", args: []string{"run", "-"}, recipe: small}
		for _, set := range sets {
			x.name += " " + set
			x.args = append(x.args, "--set", set)
		}
		list = append(list, x)
	}
	return list
}
