package experiment_test

import (
	"slices"
	"testing"

	"firenet/recon/array"
	"firenet/recon/experiment"
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
