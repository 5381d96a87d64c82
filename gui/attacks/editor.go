package attacks

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/stability"
)

// Editor adds, changes and removes the attacks of the recipe. What it adds is shown.
type Editor struct {
	Control   *control.Controller
	Catalogue *catalogue.Catalogue
	Group     *model.Group // whose region may be attacked

	Say     func(error)
	Changed func() // told when another attack is shown
	Show    func() // brings the view of the attacks to the front
	Rename  func() // lets the user type another name

	Question       string // name of the one whose keys are shown; empty: the first
	RenameQuestion func()
}

// Section is the key that messages about the attacks as a whole belong to.
const Section = "attack"

// Attackable says whether a reconstructor has the derivative that a search needs.
func Attackable(s recipe.ReconstructorSection) bool {
	m, ok := reconstruct.Lookup(s.Method)
	return ok && m.LinearisationMemory != nil
}

// suggestedTarget is the selected reconstructor if it can be attacked, else the last one
// that can.
func (e *Editor) suggestedTarget() string {
	target := ""
	for _, s := range e.Control.Recipe().Reconstructors {
		if !Attackable(s) {
			continue
		}
		target = s.Name
		if s.Name == e.Catalogue.Selected {
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

// Change changes the attacks of the recipe and runs it; name becomes the one shown.
func (e *Editor) Change(change func(r *recipe.Recipe) (shown string)) {
	shown := ""
	err := e.Control.Edit(Section, func(r recipe.Recipe) (recipe.Recipe, error) {
		shown = change(&r)
		next, err := r.Complete()
		if err == nil && shown == "" && len(next.Attacks) > 0 {
			shown = next.Attacks[len(next.Attacks)-1].Name
		}
		return next, err
	})
	if err != nil {
		e.Say(err)
		return
	}
	e.Catalogue.Perturbation.Attack = shown
	e.Catalogue.Perturbation.Chosen = ""
	if !e.Control.Live {
		e.Control.Run()
	}
	e.Changed()
}

// Add adds an attack on the selected reconstructor, and shows it.
func (e *Editor) Add() {
	target := e.suggestedTarget()
	e.Change(func(r *recipe.Recipe) string {
		r.Attacks = append(r.Attacks, recipe.AttackSection{Values: firstAttack(target)})
		return ""
	})
	e.Show()
}

// AddAll adds an attack on each reconstructor in turn, unless there is one.
func (e *Editor) AddAll() {
	e.Change(func(r *recipe.Recipe) string {
		return withAll(r)
	})
}

// DrawnRegion is the region that is drawn, as recipes have it; nil without one.
func (e *Editor) DrawnRegion() []float64 {
	d := e.Control.Data()
	if d == nil {
		return nil
	}
	g, ok := e.Group.Region().In(d.Shape())
	if !ok {
		return nil
	}
	return []float64{float64(g.Row0), float64(g.Col0), float64(g.Row1 - g.Row0), float64(g.Col1 - g.Col0)}
}

// AttackRegion adds a search for what changes the drawn region most.
func (e *Editor) AttackRegion() {
	region, target := e.DrawnRegion(), e.suggestedTarget()
	e.Change(func(r *recipe.Recipe) string {
		values := firstAttack(target)
		values["kind"], values["region"] = stability.Localised, region
		r.Attacks = append(r.Attacks, recipe.AttackSection{Name: freeAttack(*r, "Region"), Values: values})
		return ""
	})
	e.Show()
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

// ChangeShown changes the attack that is shown.
func (e *Editor) ChangeShown(change func(*recipe.AttackSection)) {
	name := e.Catalogue.Perturbation.Section()
	e.Change(func(r *recipe.Recipe) string {
		for i := range r.Attacks {
			if r.Attacks[i].Name == name {
				change(&r.Attacks[i])
				return r.Attacks[i].Name
			}
		}
		return name
	})
}

// AddNorms asks for a noise curve of the attack that is shown.
func (e *Editor) AddNorms() {
	e.ChangeShown(func(a *recipe.AttackSection) { a.Values["norms"] = slices.Clone(curveNorms) })
}

// AddSingular asks for its largest singular value.
func (e *Editor) AddSingular() {
	e.ChangeShown(func(a *recipe.AttackSection) { a.Values["singular"] = 50 })
}

// seriesDepths are those of the series that is attacked.
var seriesDepths = []int{1, 2, 5, 10, 20, 50, 100}

// AddSeries puts networks of growing depth beside one another, in place of those that
// are there, and attacks each.
func (e *Editor) AddSeries() {
	e.Change(func(r *recipe.Recipe) string {
		WithDepths(r, seriesDepths...)
		r.Attacks = slices.DeleteFunc(r.Attacks, func(a recipe.AttackSection) bool {
			target := a.Values.String("target")
			return target != recipe.TargetAll && !slices.ContainsFunc(r.Reconstructors, func(s recipe.ReconstructorSection) bool { return s.Name == target })
		})
		return withAll(r)
	})
	e.Catalogue.Choose()
}

// Remove takes the attack that is shown away.
func (e *Editor) Remove() {
	name := e.Catalogue.Perturbation.Section()
	e.Change(func(r *recipe.Recipe) string {
		r.Attacks = slices.DeleteFunc(r.Attacks, func(a recipe.AttackSection) bool { return a.Name == name })
		return ""
	})
}

// DuplicateAttack adds another one with the same settings.
func (e *Editor) DuplicateAttack() {
	name := e.Catalogue.Perturbation.Section()
	e.Change(func(r *recipe.Recipe) string {
		for _, a := range r.Attacks {
			if a.Name == name {
				r.Attacks = append(r.Attacks, recipe.AttackSection{Name: freeAttack(*r, name), Values: a.Values.Clone()})
				break
			}
		}
		return ""
	})
}

// Items are the entries of a menu that adds, changes and removes attacks.
func (e *Editor) Items() []*fyne.MenuItem {
	some := e.Catalogue.Perturbation.Section() != ""
	item := func(label string, enabled bool, do func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, do)
		i.Disabled = !enabled
		return i
	}
	return []*fyne.MenuItem{
		item("Add an attack", e.suggestedTarget() != "", e.Add),
		item("Attack each in turn", e.suggestedTarget() != "", e.AddAll),
		item("Attack the drawn region", e.suggestedTarget() != "" && e.DrawnRegion() != nil, e.AttackRegion),
		fyne.NewMenuItemSeparator(),
		item("Find again", some, e.FindAgain),
		item("Duplicate", some, e.DuplicateAttack),
		item("Rename", some, e.Rename),
		item("Remove", some, e.Remove),
		fyne.NewMenuItemSeparator(),
		item("Growing norms", some, e.AddNorms),
		item("Largest singular value", some, e.AddSingular),
		item("FIRENET for p 1 to 100", true, e.AddSeries),
	}
}

// FindAgain searches from other random starts.
func (e *Editor) FindAgain() {
	e.ChangeShown(func(a *recipe.AttackSection) { a.Values["attempt"] = max(1, a.Values.Int("attempt")) + 1 })
}

// Commands are those of the attacks.
func (e *Editor) Commands() []command.Command {
	return []command.Command{{ID: "attack", Name: "Attack", Menu: "Run", Line: true, Items: e.Items}, e.questionCommand()}
}
