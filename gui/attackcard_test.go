package gui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"firenet/gui/attacks"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/stability"
)

// Each kind of attack shows the keys that it makes use of, and no key is shown by none.
func TestEveryKeyOfAnAttackHasAControl(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	h.control.SetLive(false)
	seen := map[string]bool{}
	for _, kind := range stability.Kinds() {
		h.left.set("attack.kind", kind)
		h.unfold()
		here := map[string]bool{}
		for _, key := range h.left.attack.form.Keys() {
			param := strings.TrimPrefix(key, attacks.Section+".")
			seen[param], here[param] = true, true
		}
		if uses := kind == stability.Localised; here["region"] != uses {
			t.Errorf("%s: region shown %v", kind, here["region"])
		}
		if uses := kind == stability.Momentum; here["penalty"] != uses {
			t.Errorf("%s: penalty shown %v", kind, here["penalty"])
		}
	}
	for _, p := range recipe.AttackParameters() {
		if !seen[p.Key] {
			t.Errorf("%s has no control", p.Key)
		}
	}
}

func TestTheCardOfAnAttackChangesTheRecipe(t *testing.T) {
	h := worstCase(t, nil)
	h.done()
	h.control.SetLive(false)
	f := h.left.attack.form
	values := func() parameter.Values { return h.control.Recipe().Attacks[0].Values }
	f.Entry("attack.radius").Commit("0.1")
	if values().Float("radius") != 0.1 {
		t.Errorf("radius %g", values().Float("radius"))
	}
	f.Entry("attack.radius").Commit("-1")
	if m := f.Message("attack.radius"); m == "" || values().Float("radius") != 0.1 || !h.left.attack.card.Wrong() {
		t.Errorf("a wrong radius says %q", m)
	}
	f.Entry("attack.radius").Commit("0.1")
	f.Select("attack.target").SetSelected("each in turn")
	if values().String("target") != recipe.TargetAll {
		t.Errorf("target %q", values().String("target"))
	}
	h.unfold()
	f.Entry("attack." + startFile).Commit("r0.npy")
	if start, ok := values().Table("start"); !ok || start.Text != "r0.npy" {
		t.Errorf("start %v", values()["start"])
	}
	f.Entry("attack." + startFile).Commit("")
	if values()["start"] != nil && values()["start"] != 0.001 {
		t.Errorf("without a file the search starts from %v", values()["start"])
	}
	f.Entry("attack.name").Commit("hardest")
	if h.control.Recipe().Attacks[0].Name != "hardest" || h.catalogue.Perturbation.Section() != "hardest" {
		t.Errorf("name %q, card of %q", h.control.Recipe().Attacks[0].Name, h.catalogue.Perturbation.Section())
	}
	h.attacks.DuplicateAttack()
	if n := h.control.Recipe().Attacks; len(n) != 2 || n[1].Name != "hardest 2" || h.catalogue.Perturbation.Section() != "hardest 2" || !h.left.attacks.Box.Visible() {
		t.Errorf("attacks %+v", n)
	}
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	h.left.renameAttack()
	if e := f.Entry("attack.name"); e == nil || h.win.Canvas().Focused() != e.Focusable() {
		t.Error("Rename does not put the focus into the name")
	}
}

// A target that cannot be attacked is said at its field.
func TestATargetWithoutDerivativeIsNamed(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.showView("Stability")
	h.rerun(h.attacks.Add)
	err := h.control.Edit("attack.Attack.target", func(r recipe.Recipe) (recipe.Recipe, error) {
		r.Attacks[0].Values["target"] = "nobody"
		return r, nil
	})
	if err == nil || !strings.Contains(h.left.attack.form.Message("attack.target"), "nobody") || !h.left.attack.card.Wrong() {
		t.Errorf("error %v, message %q", err, h.left.attack.form.Message("attack.target"))
	}
}
