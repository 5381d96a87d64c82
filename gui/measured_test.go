package gui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/imagefile"
)

// writeNPY writes an array for a test.
func writeNPY(t *testing.T, name string, a *array.Complex) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := imagefile.WriteNPY(f, a, false); err != nil {
		t.Fatal(err)
	}
	return path
}

// Samples that were simulated, written and opened again give the same zero-filled image.
func TestMeasuredDataAreOpenedWithoutATruth(t *testing.T) {
	h := open(t, nil)
	h.done()
	d := h.control.Data()
	want := h.control.Track("Zero-filled").Picture.Image
	samples := writeNPY(t, "y.npy", d.Samples)
	mask := array.NewComplex(d.Shape())
	for i, on := range d.Mask.Data {
		if on {
			mask.Data[i] = 1
		}
	}
	maskFile := writeNPY(t, "mask.npy", mask)
	h.left.simulate() // nothing to go back from
	m := h.left.openMeasured()
	if m.open.Disabled() == false {
		t.Error("it can be opened without samples")
	}
	m.form.Entry("samples").Commit(samples)
	h.rerun(func() { test.Tap(m.open) })
	r := h.control.Recipe()
	if r.Noise.File != samples || r.Sampling.File != samples || r.Image.Phantom != "" || h.control.Data().Truth != nil {
		t.Fatalf("recipe: noise %q, mask %q, phantom %q", r.Noise.File, r.Sampling.File, r.Image.Phantom)
	}
	if got := h.control.Track("Zero-filled").Picture.Image; array.Distance(got, want) > 1e-12*want.Norm() {
		t.Errorf("the zero-filled image is %g from that of the simulation", array.Distance(got, want))
	}
	if r.Reconstructors[1].Values["weights"] != "phantom" {
		t.Errorf("weights %v: the image is not known", r.Reconstructors[1].Values["weights"])
	}
	out := h.control.Track("FIRENET").Output
	if out == nil || out.Metrics != nil {
		t.Error("no result, or metrics without a truth")
	}
	h.compare.ChoosePane(h.compare.Slots[3], model.Show(model.ShowResidual, ""))
	if h.compare.Slots[3].Pane.Picture() != nil || h.compare.Slots[2].Pane.Picture() == nil {
		t.Error("a residual without a truth, or no reconstruction")
	}
	// With the mask of a file, and Escape closes the dialog.
	m = h.left.openMeasured()
	m.form.Entry("mask").Commit(maskFile)
	h.rerun(func() { test.Tap(m.open) })
	if h.control.Recipe().Sampling.File != maskFile {
		t.Errorf("mask %q", h.control.Recipe().Sampling.File)
	}
	h.left.openMeasured()
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.win.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the dialog")
	}
	// A file that is none: the message stands at its field and nothing changes.
	m = h.left.openMeasured()
	m.form.Entry("samples").Commit(filepath.Join(t.TempDir(), "nothing.npy"))
	test.Tap(m.open)
	h.until("message", func() bool { return h.control.Errors()["noise.file"] != nil })
	if h.control.Recipe().Noise.File != samples || !h.left.noise.card.Wrong() || h.left.noise.form.Message("noise.file") == "" {
		t.Error("a file that is not there changes the recipe, or is not said at its field")
	}
	h.rerun(h.left.simulate)
	if h.control.Data().Truth == nil || h.control.Recipe().Sampling.Pattern != "levels" {
		t.Error("simulating does not bring an image back")
	}
	c, _ := h.commands.ByID("undo")
	h.rerun(c.Run)
	if h.control.Recipe().Noise.File == "" || !strings.HasPrefix(h.control.CanRedo(), "measured data") && h.control.CanRedo() == "" {
		t.Error("going back to simulation cannot be undone")
	}
}
