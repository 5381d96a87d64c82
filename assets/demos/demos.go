// Package demos holds the experiments that a first look offers: recipes with a text that
// says what to look at, built in.
//
// It depends on nothing of the program. Start reading at [All].
package demos

import "embed"

//go:embed *.toml
var files embed.FS

// Demo is one experiment, in one step or several.
type Demo struct {
	Title string
	Short string // what it is about, two short lines
	Look  string // what to look at
	Steps []Step // at least one; the first is run when the demo is chosen
}

// Step is one recipe of a demo.
type Step struct {
	Label string // on its button
	file  string
}

// Recipe is the recipe of the step, in the file format.
func (s Step) Recipe() []byte {
	data, err := files.ReadFile(s.file)
	if err != nil {
		panic(err) // a name in the list below is wrong; the test reads them all
	}
	return data
}

// All are the demos in their order.
var All = []Demo{
	{
		Title: "Accuracy and speed",
		Short: "The error over layers, and where its fall ends",
		Look: "Look at the curves at the right, on a log axis. Each block of layers should divide the error by e, a straight line; " +
			"with p 5 layers in a block the fall ends early, with p 20 it goes deeper. The dotted lines are the ends of blocks. " +
			"Then raise the noise: both curves end at a floor that the noise sets.",
		Steps: []Step{{"Without noise", "accuracy.toml"}, {"With 5 % noise", "accuracy-noise.toml"}},
	},
	{
		Title: "Sampling matters",
		Short: "Same 15 %, other pattern, other picture",
		Look: "Each button measures the same share of the frequencies, 15 %, in another pattern. Look at the residual and at the error below the pictures: " +
			"uniform samples lose the coarse shapes, levels that follow the sparsity of the image keep them. The runs stay below: [ and ] go from one to the other.",
		Steps: []Step{
			{"Levels", "sampling-levels.toml"},
			{"Uniform", "sampling-uniform.toml"},
			{"Radial", "sampling-radial.toml"},
			{"Walsh, levels", "sampling-walsh.toml"},
		},
	},
	{
		Title: "Worst case",
		Short: "5 % of change, by chance and at worst",
		Look: "A perturbation of 5 % of the samples was sought that hurts one FIRENET most, and shown to all. Open the view Stability: with p 20 layers in a block " +
			"the error is smaller and the worst case far larger than with p 5, and both are hurt more than by Gaussian noise of equal norm. Zero-filled does not care.",
		Steps: []Step{{"Against p 20", "worst-case.toml"}, {"Against p 5", "worst-case-p5.toml"}},
	},
	{
		Title: "Can you see it?",
		Short: "A detail that nobody has seen: is it shown?",
		Look: "A detail was added to the image. Look for it in each reconstruction; the card Image says how much of its contrast each one recovers. " +
			"Then a fainter one: what does zero-filled still show, and what FIRENET?",
		Steps: []Step{{"Text", "detail-text.toml"}, {"Faint text", "detail-faint.toml"}, {"Small disc", "detail-disc.toml"}},
	},
}
