package gui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/stability"
)

// cutTitle is what follows the title of a method in a name.
func cutTitle(name, title string) string {
	rest, ok := strings.CutPrefix(name, title)
	if !ok {
		return ""
	}
	return strings.TrimSpace(rest)
}

// attackKey is the key that messages about the attacks as a whole belong to.
const attackKey = "attack"

// attackable says whether a reconstructor has the derivative that a search needs.
func attackable(s recipe.ReconstructorSection) bool {
	m, ok := reconstruct.Lookup(s.Method)
	return ok && m.LinearisationMemory != nil
}

// suggestedTarget is the selected reconstructor if it can be attacked, else the last one
// that can.
func (w *Window) suggestedTarget() string {
	target := ""
	for _, s := range w.control.Recipe().Reconstructors {
		if !attackable(s) {
			continue
		}
		target = s.Name
		if s.Name == w.selected {
			break
		}
	}
	return target
}

// firstAttack are the values of an attack that is added by a button: a search that takes
// seconds, with restarts, so that its ends say how far it can be believed.
func firstAttack(target string) parameter.Values {
	return parameter.Values{"target": target, "kind": stability.PGD, "steps": 40, "restarts": 3}
}

// editAttacks changes the attacks of the recipe and runs it; name becomes the one shown.
func (w *Window) editAttacks(change func(r *recipe.Recipe) (shown string)) {
	shown := ""
	err := w.control.Edit(attackKey, func(r recipe.Recipe) (recipe.Recipe, error) {
		shown = change(&r)
		next, err := r.Complete()
		if err == nil && shown == "" && len(next.Attacks) > 0 {
			shown = next.Attacks[len(next.Attacks)-1].Name
		}
		return next, err
	})
	if err != nil {
		w.status.say(err)
		return
	}
	w.lab.attack = shown
	w.lab.chosen = ""
	if !w.control.Live {
		w.control.Run()
	}
	w.left.show()
	w.lab.show()
}

// addAttack adds an attack on the selected reconstructor, and shows it.
func (w *Window) addAttack() {
	target := w.suggestedTarget()
	w.editAttacks(func(r *recipe.Recipe) string {
		r.Attacks = append(r.Attacks, recipe.AttackSection{Values: firstAttack(target)})
		return ""
	})
	w.showView(labName)
}

// attackAll adds an attack on each reconstructor in turn, unless there is one.
func (w *Window) attackAll() {
	w.editAttacks(func(r *recipe.Recipe) string {
		return withAll(r)
	})
}

// drawnRegion is the region that is drawn, as recipes have it; nil without one.
func (w *Window) drawnRegion() []float64 {
	d := w.control.Data()
	if d == nil {
		return nil
	}
	g, ok := w.group.Region().In(d.Shape())
	if !ok {
		return nil
	}
	return []float64{float64(g.Row0), float64(g.Col0), float64(g.Row1 - g.Row0), float64(g.Col1 - g.Col0)}
}

// attackRegion adds a search for what changes the drawn region most.
func (w *Window) attackRegion() {
	region, target := w.drawnRegion(), w.suggestedTarget()
	w.editAttacks(func(r *recipe.Recipe) string {
		values := firstAttack(target)
		values["kind"], values["region"] = stability.Localised, region
		r.Attacks = append(r.Attacks, recipe.AttackSection{Name: freeAttack(*r, "Region"), Values: values})
		return ""
	})
	w.showView(labName)
}

func withAll(r *recipe.Recipe) string {
	for _, a := range r.Attacks {
		if a.Values.String("target") == recipe.TargetAll {
			return a.Name
		}
	}
	values := firstAttack(recipe.TargetAll)
	values["restarts"] = 1
	r.Attacks = append(r.Attacks, recipe.AttackSection{Name: freeAttack(*r, "Each"), Values: values})
	return ""
}

// freeAttack is a name that no attack has.
func freeAttack(r recipe.Recipe, name string) string {
	free := name
	for n := 2; slices.ContainsFunc(r.Attacks, func(a recipe.AttackSection) bool { return a.Name == free }); n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	return free
}

// curveNorms are those of the noise curve that a button asks for.
var curveNorms = []float64{0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1}

// editAttack changes the attack that is shown.
func (w *Window) editAttack(change func(*recipe.AttackSection)) {
	name := w.lab.section()
	w.editAttacks(func(r *recipe.Recipe) string {
		for i := range r.Attacks {
			if r.Attacks[i].Name == name {
				change(&r.Attacks[i])
				return r.Attacks[i].Name
			}
		}
		return name
	})
}

func (w *Window) addNorms() {
	w.editAttack(func(a *recipe.AttackSection) { a.Values["norms"] = slices.Clone(curveNorms) })
}

func (w *Window) addSingular() {
	w.editAttack(func(a *recipe.AttackSection) { a.Values["singular"] = 50 })
}

// addDepthSeries puts FIRENETs of growing depth beside one another, in place of those that
// are there, and attacks each.
func (w *Window) addDepthSeries() {
	w.editAttacks(func(r *recipe.Recipe) string {
		base := parameter.Values{}
		var kept []recipe.ReconstructorSection
		for _, s := range r.Reconstructors {
			if s.Method != "firenet" {
				kept = append(kept, s)
			} else if len(base) == 0 {
				base = s.Values
			}
		}
		for _, p := range []int{1, 2, 5, 10, 20, 50, 100} {
			values := base.Clone()
			values["inner"], values["start"] = p, "none"
			kept = append(kept, recipe.ReconstructorSection{Name: fmt.Sprintf("FIRENET p %d", p), Method: "firenet", Values: values})
		}
		r.Reconstructors = kept
		r.Attacks = slices.DeleteFunc(r.Attacks, func(a recipe.AttackSection) bool {
			target := a.Values.String("target")
			return target != recipe.TargetAll && !slices.ContainsFunc(kept, func(s recipe.ReconstructorSection) bool { return s.Name == target })
		})
		return withAll(r)
	})
	w.choose()
}

// addVisibility asks for which contrast of a detail each reconstructor still shows it.
func (w *Window) addVisibility() {
	w.editAttacks(func(r *recipe.Recipe) string {
		r.Visibility.Contrasts = []float64{0.02, 0.05, 0.1, 0.2, 0.5}
		return w.lab.attack
	})
}

// removeAttack takes the attack that is shown away.
func (w *Window) removeAttack() {
	name := w.lab.section()
	w.editAttacks(func(r *recipe.Recipe) string {
		r.Attacks = slices.DeleteFunc(r.Attacks, func(a recipe.AttackSection) bool { return a.Name == name })
		return ""
	})
}

// duplicateAttack adds another one with the same settings.
func (w *Window) duplicateAttack() {
	name := w.lab.section()
	w.editAttacks(func(r *recipe.Recipe) string {
		for _, a := range r.Attacks {
			if a.Name == name {
				r.Attacks = append(r.Attacks, recipe.AttackSection{Name: freeAttack(*r, name), Values: a.Values.Clone()})
				break
			}
		}
		return ""
	})
}

// attackItems add, change and remove attacks.
func (w *Window) attackItems() []*fyne.MenuItem {
	some := w.lab.section() != ""
	item := func(label string, enabled bool, do func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, do)
		i.Disabled = !enabled
		return i
	}
	return []*fyne.MenuItem{
		item("Add an attack", w.suggestedTarget() != "", w.addAttack),
		item("Attack each in turn", w.suggestedTarget() != "", w.attackAll),
		item("Attack the drawn region", w.suggestedTarget() != "" && w.drawnRegion() != nil, w.attackRegion),
		fyne.NewMenuItemSeparator(),
		item("Find again", some, w.findAgain),
		item("Duplicate", some, w.duplicateAttack),
		item("Rename", some, func() { w.left.renameAttack() }),
		item("Remove", some, w.removeAttack),
		fyne.NewMenuItemSeparator(),
		item("Growing norms", some, w.addNorms),
		item("Largest singular value", some, w.addSingular),
		item("FIRENET for p 1 to 100", true, w.addDepthSeries),
		item("Can you see it?", true, w.addVisibility),
	}
}

// findAgain searches from other random starts.
func (w *Window) findAgain() {
	w.editAttack(func(a *recipe.AttackSection) { a.Values["attempt"] = max(1, a.Values.Int("attempt")) + 1 })
}

// attackCommands are those of the attacks.
func (w *Window) attackCommands() []command {
	return []command{{id: "attack", name: "Attack", menu: "Run", line: true, items: w.attackItems}}
}
