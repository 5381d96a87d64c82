package gui

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firenet/gui/control"
	"firenet/recon/array"
	"firenet/recon/imagefile"
)

// What is wrong with an attack is said at its field, with what is allowed, and the card is
// marked; the recipe keeps what it had, and nothing is computed.
func TestWrongKeysOfAnAttackAreSaidAtTheirFields(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	h.control.SetLive(false)
	h.left.set("attack.kind", "localised")
	h.unfold()
	f := h.left.attack.form
	for _, c := range []struct{ key, value, right, want string }{
		{"radius", "0", "0.05", "0 is not above 0. Use 0 to 1, for example 0.05"},
		{"radius", "2", "0.05", "2 is above 1. Use 0 to 1, for example 0.05"},
		{"region", "0, 0, 5", "0, 0, 5, 5", "[row, column, height, width]"},
		{"region", "0, 0, 5, 0", "0, 0, 5, 5", "[row, column, height, width]"},
		{"steps", "0", "40", "1"},
		{"norms", "0, 0.1", "0.1", "(0, 1]"},
	} {
		key := "attack." + c.key
		before := string(h.control.Recipe().Encode())
		if f.Entry(key) == nil {
			t.Fatalf("%s has no field", key)
		}
		f.Entry(key).Commit(c.value)
		if m := f.Message(key); !strings.Contains(m, c.want) || !h.left.attack.card.Wrong() {
			t.Errorf("%s = %s: the field says %q, which has no %q", key, c.value, m, c.want)
		}
		if string(h.control.Recipe().Encode()) != before {
			t.Errorf("%s = %s was taken", key, c.value)
		}
		f.Entry(key).Commit(c.right)
		if m := f.Message(key); m != "" {
			t.Errorf("%s = %s: %q", key, c.right, m)
		}
	}
}

// Without a bound the published ascent never stops: its radius may be inf, and no other
// number above 1; the other kinds have a ball.
func TestTheRadiusMayBeInfForMomentum(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.showView("Stability")
	h.rerun(h.attacks.Add)
	h.control.SetLive(false)
	radius := func() float64 { return h.control.Recipe().Attacks[0].Values.Float("radius") }
	f := h.left.attack.form
	f.Entry("attack.radius").Commit("inf")
	if m := f.Message("attack.radius"); !strings.Contains(m, "only the momentum ascent can go without a bound") || math.IsInf(radius(), 1) {
		t.Errorf("projected gradient without a ball: %q", m)
	}
	h.left.set("attack.kind", "momentum")
	f.Entry("attack.radius").Commit("2")
	if m := f.Message("attack.radius"); !strings.Contains(m, "2 is above 1") || math.IsInf(radius(), 1) {
		t.Errorf("2 says %q", m)
	}
	f.Entry("attack.radius").Commit("inf")
	if m := f.Message("attack.radius"); m != "" || !math.IsInf(radius(), 1) || f.Entry("attack.radius").Text() != "inf" {
		t.Errorf("inf says %q, radius %g", m, radius())
	}
}

// What only the image, a file or a reconstructor says is said at the field too, when the
// experiment is planned: a region that leaves the image, a start with numbers that are none.
func TestWhatAPlanRefusesIsSaidAtItsField(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.showView("Stability")
	h.rerun(h.attacks.Add)
	h.unfold()
	f := h.left.attack.form
	dir := t.TempDir()
	bad := array.NewComplex(h.control.Data().Shape())
	for i := range bad.Data {
		bad.Data[i] = complex(float64(i), 1)
	}
	zero := 0.0
	bad.Data[3] = complex(zero/zero, 0)
	path := filepath.Join(dir, "nan.npy")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := imagefile.WriteNPY(out, bad, false); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	h.rerun(func() { h.left.set("attack.kind", "localised") })
	h.unfold()
	found := h.catalogue.Perturbation.Current().Output
	for _, c := range []struct{ field, value, want string }{
		{"attack.region", "60, 0, 8, 8", "rectangle inside the image of 64 x 64"},
		{"attack." + startFile, path, "NaN at row 0, column 3"},
	} {
		f.Entry(c.field).Commit(c.value)
		h.until("what is wrong with "+c.field, func() bool { return f.Message(c.field) != "" })
		if m := f.Message(c.field); !strings.Contains(m, c.want) || !h.left.attack.card.Wrong() {
			t.Errorf("%s: the field says %q, which has no %q", c.field, m, c.want)
		}
		if a := h.catalogue.Perturbation.Current(); a == nil || a.Output != found || h.control.Status().State != control.Done {
			t.Errorf("%s: what was found before has gone", c.field)
		}
	}
}
