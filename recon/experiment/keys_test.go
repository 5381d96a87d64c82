package experiment_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/result"
)

// layered is a network of two layers with further keys.
func layered(name, keys string) string {
	return "[[reconstructor]]\nname = \"" + name + "\"\nmethod = \"firenet\"\nweights = \"none\"\nlevels = 2\nrestarts = 1\ninner = 2\n" + keys + "\n"
}

// A cache changes nothing but the time. When what a reconstruction starts from changes and
// nothing else of it does, it is another one: of an earlier reconstructor with another
// setting, and of a file of the same name and size.
func TestAnOutputDependsOnItsStart(t *testing.T) {
	const head = "image.size = 16\n"
	cache := experiment.NewCache()
	chain := func(lambda string) string {
		return head + layered("First", "lambda = "+lambda) + layered("Second", "start = \"First\"")
	}
	before := outcome(t, "", chain("0.001"), cache)
	after, alone := outcome(t, "", chain("0.1"), cache), outcome(t, "", chain("0.1"), nil)
	if slices.Equal(before.Outputs[1].Image.Data, alone.Outputs[1].Image.Data) {
		t.Fatal("the recipe is no test: the second does not depend on lambda of the first")
	}
	if !slices.Equal(after.Outputs[1].Image.Data, alone.Outputs[1].Image.Data) {
		t.Error("the second reconstructor is kept though it starts from another image")
	}

	dir, x0 := t.TempDir(), array.NewComplex(array.Shape{H: 16, W: 16})
	text := head + layered("Network", "start = {file = \"x0.npy\"}")
	x0.Data[100] = 1
	store(t, dir, "x0.npy", 1000, x0)
	before = outcome(t, dir, text, cache)
	x0.Data[100], x0.Data[3] = 0, 1
	store(t, dir, "x0.npy", 2000, x0)
	after, alone = outcome(t, dir, text, cache), outcome(t, dir, text, nil)
	if slices.Equal(before.Outputs[0].Image.Data, alone.Outputs[0].Image.Data) {
		t.Fatal("the recipe is no test: the network does not depend on its start")
	}
	if !slices.Equal(after.Outputs[0].Image.Data, alone.Outputs[0].Image.Data) {
		t.Error("the network is kept though its file changed")
	}
}

// The mask of a file is the same for both operators, the samples on it are not.
func TestSamplesDependOnTheOperator(t *testing.T) {
	dir, mask := t.TempDir(), array.NewComplex(array.Shape{H: 16, W: 16})
	for i := range mask.Data {
		mask.Data[i] = complex(float64(i%3/2), 0)
	}
	store(t, dir, "mask.npy", 1000, mask)
	cache := experiment.NewCache()
	for _, operator := range []string{"fourier", "walsh"} {
		text := "image.size = 16\nsampling.pattern = \"file\"\nsampling.file = \"mask.npy\"\nsampling.operator = \"" + operator +
			"\"\n[[reconstructor]]\nmethod = \"zero-filled\"\n"
		kept, alone := outcome(t, dir, text, cache), outcome(t, dir, text, nil)
		if !slices.Equal(kept.Samples.Data, alone.Samples.Data) {
			t.Errorf("%s: samples of another operator are kept", operator)
		}
	}
}

// whatWasComputed compares all results bit by bit, but for the recipe and the time it took.
// Arrays are compared as a whole: element by element cmp takes a second for each case.
var whatWasComputed = cmp.Options{
	cmp.Comparer(func(a, b *array.Complex) bool {
		return a == b || a != nil && b != nil && a.Shape == b.Shape && slices.Equal(a.Data, b.Data)
	}),
	cmp.Comparer(func(a, b *array.Mask) bool { return a.Shape == b.Shape && slices.Equal(a.Data, b.Data) }),
	cmp.Comparer(slices.Equal[[]complex64]),
	cmpopts.IgnoreFields(result.Result{}, "Recipe", "Timings"),
	cmpopts.IgnoreFields(result.Output{}, "Seconds"),
	cmpopts.IgnoreFields(result.AttackOutput{}, "Seconds"),
	cmpopts.IgnoreFields(result.Report{}, "Seconds"),
	cmpopts.EquateNaNs(),
}

// Whatever a recipe changes, a run with the results of the one before at hand gives what one
// without gives. Each case changes one key, and gives other results than before, or it would
// say nothing.
func TestACacheChangesNothingButTheTime(t *testing.T) {
	const (
		ellipses = "image.phantom = \"ellipses\"\n"
		detail   = "image.insert = \"disc\"\nimage.insert_size = 0.3\nimage.insert_contrast = 0.2\n"
		zero     = "[[reconstructor]]\nmethod = \"zero-filled\"\n"
	)
	counting := strings.ReplaceAll(layered("Counting", "lambda = 0.05"), "\"none\"", "\"image\"")
	attack := zero + layered("Network", "lambda = 0.001") +
		"[[attack]]\nname = \"worst\"\ntarget = \"Zero-filled\"\nkind = \"pgd\"\nsteps = 2\nradius = 0.05\ndraws = 2\nsingular = 1\nnorms = [0.1]\n"
	onNetwork := strings.Replace(attack, "target = \"Zero-filled\"", "target = \"Network\"", 1)
	for name, c := range map[string]struct{ text, from, to string }{
		"seed of a phantom":            {"seed = 1\n" + ellipses + zero, "seed = 1", "seed = 2"},
		"detail of the image":          {detail + zero, "contrast = 0.2", "contrast = 0.5"},
		"operator":                     {"sampling.pattern = \"uniform\"\nsampling.operator = \"fourier\"\n" + zero, "fourier", "walsh"},
		"fraction":                     {"sampling.fraction = 0.2\n" + zero, "0.2", "0.3"},
		"parameter of the pattern":     {"sampling.pattern = \"power-law\"\nsampling.exponent = 1.0\n" + zero, "1.0", "3.0"},
		"noise":                        {"noise.level = 0.1\n" + zero, "0.1", "0.2"},
		"image that weights count in":  {ellipses + counting, "ellipses", "shepp-logan"},
		"wavelet that weights count":   {counting, "levels = 2", "levels = 2\nwavelet = \"db2\""},
		"what weights count in":        {ellipses + counting, "weights = \"image\"", "weights = \"phantom\""},
		"radius of an attack":          {attack, "radius = 0.05", "radius = 0.1"},
		"target of an attack":          {attack, "target = \"Zero-filled\"", "target = \"Network\""},
		"setting of the target":        {onNetwork, "lambda = 0.001", "lambda = 0.1"},
		"setting of another":           {attack, "lambda = 0.001", "lambda = 0.1"},
		"number of Gaussian draws":     {attack, "draws = 2", "draws = 3"},
		"draws beside a curve":         {onNetwork, "draws = 2", "draws = 4"},
		"norms of a curve":             {attack, "[0.1]", "[0.1, 0.2]"},
		"steps of the power iteration": {onNetwork, "singular = 1", "singular = 3"},
		"seed of an attack":            {"seed = 1\n" + onNetwork, "seed = 1", "seed = 2"},
		"contrasts that are shown":     {detail + zero + "[visibility]\ncontrasts = [0.5]\n", "[0.5]", "[0.25]"},
		"size of what is shown":        {detail + zero + "[visibility]\ncontrasts = [0.5]\n", "size = 0.3", "size = 0.4"},
	} {
		before := "image.size = 16\n" + c.text
		after := strings.ReplaceAll(before, c.from, c.to)
		cache := experiment.NewCache()
		first, kept, alone := outcome(t, "", before, cache), outcome(t, "", after, cache), outcome(t, "", after, nil)
		if cmp.Equal(first, alone, whatWasComputed) {
			t.Errorf("%s: the case is no test: nothing changes", name)
		}
		if d := cmp.Diff(alone, kept, whatWasComputed); d != "" {
			t.Errorf("%s: a result of the recipe before is kept:\n%.600s", name, d)
		}
	}
}

// The start of a search is a file: when its content changes, another perturbation is found.
func TestAnAttackDependsOnTheFileItStartsFrom(t *testing.T) {
	dir, e := t.TempDir(), array.NewComplex(array.Shape{H: 16, W: 16})
	text := "image.size = 16\n" + layered("Network", "") + "[[attack]]\ntarget = \"Network\"\nkind = \"pgd\"\nsteps = 2\ndraws = 1\nstart = {file = \"e.npy\"}\n"
	cache := experiment.NewCache()
	e.Data[20] = 1
	store(t, dir, "e.npy", 1000, e)
	first := outcome(t, dir, text, cache)
	e.Data[20], e.Data[77] = 0, 1
	store(t, dir, "e.npy", 2000, e)
	kept, alone := outcome(t, dir, text, cache), outcome(t, dir, text, nil)
	if cmp.Equal(first, alone, whatWasComputed) {
		t.Fatal("the recipe is no test: both starts lead to the same")
	}
	if d := cmp.Diff(alone, kept, whatWasComputed); d != "" {
		t.Errorf("the perturbation of the file before is kept:\n%.600s", d)
	}
}
