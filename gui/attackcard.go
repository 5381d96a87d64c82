package gui

import (
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"firenet/gui/attacks"
	"firenet/gui/catalogue"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/viewer"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/stability"
)

// buildAttack makes the card of the attacks: a list of them where there are several, the
// keys of the one that is shown, and a button that searches again.
func (c *experimentColumn) buildAttack() {
	w := c.w
	c.attack = c.newStep("Attack", attacks.Section)
	c.attacks = form.NewChoice(func(name string) {
		w.catalogue.Perturbation.Attack, w.catalogue.Perturbation.Chosen = name, ""
		c.show()
		w.shown.Show()
	})
	c.again = form.NewTextButton("Find again", form.Body, form.Tip{Name: "Find again", Sentence: "Searches anew, from other random starts."}, w.tips, func() {
		if w.catalogue.Perturbation.Section() == "" {
			w.attacks.Add()
			return
		}
		w.attacks.FindAgain()
	})
	c.again.Icon, c.again.Ground = look.Target, "button"
	var add *form.Button
	add = form.NewSmallButton("", look.Plus, form.Tip{Name: "Add or remove", Sentence: "Another attack; duplicate, rename or remove the one that is shown; growing norms, each in turn, can you see it?"}, w.tips, func() { w.overlays.popUp(fyne.NewMenu("", w.attacks.Items()...), add) })
	c.attack.build(c.attacks.Box, add)
	c.attack.below(container.New(&form.Line{Left: []fyne.CanvasObject{c.again}}, c.again))
}

// attackSection is the entry of the recipe whose keys are shown.
func (c *experimentColumn) attackSection() (recipe.AttackSection, bool) {
	name := c.w.catalogue.Perturbation.Section()
	for _, a := range c.w.control.Recipe().Attacks {
		if a.Name == name {
			return a, true
		}
	}
	return recipe.AttackSection{}, false
}

// showAttackForm draws the keys of the attack.
func (c *experimentColumn) showAttackForm(r recipe.Recipe, messages map[string]string) {
	var names []string
	for _, a := range r.Attacks {
		names = append(names, a.Name)
	}
	s, ok := c.attackSection()
	form.SetVisible(c.attacks.Box, len(names) > 1)
	if !ok {
		c.attack.form.SetFields(nil, nil)
		c.again.SetText("Find a worst case")
		c.showAttack()
		return
	}
	c.attacks.Show(names, names, s.Name)
	c.again.SetText("Find again")
	var list []form.Field
	// The fields are those of whichever attack is shown: the form keeps every row that it has
	// made, so that rows of their own for each name would fill the memory.
	const prefix = attacks.Section
	if c.attack.all {
		name, _ := parameter.Find(recipe.AttackParameters(), "name")
		list = append(list, form.Field{Key: prefix + ".name", Parameter: name, Value: s.Name})
	}
	list = append(list, fields(prefix, c.attackParameters(s), c.attack.all, func(key string) any { return attackValue(s.Values, key) })...)
	for i := range list {
		list[i].Title = attackTitle
		if list[i].Parameter.Key == "target" {
			list[i].Names = c.targets(r, s)
		}
	}
	c.attack.form.SetFields(hinted(list, c.takenAttack(s.Name)), messages)
	c.showAttack()
}

// takenAttack are the values of the last run, with what was filled in for it.
func (c *experimentColumn) takenAttack(name string) parameter.Values {
	for _, a := range c.taken().Attacks {
		if a.Name == name {
			return a.Values
		}
	}
	return nil
}

// attackParameters are the keys that the kind of the attack makes use of. The target is a
// list of the reconstructors.
func (c *experimentColumn) attackParameters(s recipe.AttackSection) []parameter.Parameter {
	var list []parameter.Parameter
	for _, p := range recipe.AttackParameters()[1:] {
		if !recipe.Uses(s.Values, p.Key) {
			continue
		}
		if p.Key == "target" {
			p.Kind, p.Choices = parameter.Choice, []string{recipe.TargetAll}
		}
		if p.Key == "start" {
			list = append(list, startParameters(s.Values)...)
			continue
		}
		list = append(list, p)
	}
	slices.SortStableFunc(list, func(a, b parameter.Parameter) int { return placeOf(a.Key) - placeOf(b.Key) })
	return list
}

// targets are the reconstructors that an attack may have as its target, beside all.
func (c *experimentColumn) targets(r recipe.Recipe, s recipe.AttackSection) []string {
	var names []string
	for _, m := range r.Reconstructors {
		if attacks.Attackable(m) || s.Values.String("kind") == stability.Random {
			names = append(names, m.Name)
		}
	}
	return names
}

// attackOrder is the order of the main keys on the card: two whole numbers share a line.
var attackOrder = []string{"target", "kind", "domain", "goal", "region", "error", "radius", "step", "momentum", "penalty", "steps", "restarts"}

func placeOf(key string) int {
	if i := slices.Index(attackOrder, key); i >= 0 {
		return i
	}
	return len(attackOrder)
}

// startFile is the field of the file that a search starts from. In the recipe it is a form
// of the key start.
const startFile = "start_file"

// startParameters are the two forms of the key start: the scale of a random one, or a file.
func startParameters(v parameter.Values) []parameter.Parameter {
	file := parameter.Parameter{
		Key: startFile, Name: "Start file", Kind: parameter.Path, Absent: "a random start", More: true,
		Help: "A perturbation to start from, of the search's domain: r of the image, or e of the samples.",
	}
	if _, given := v.Table("start"); given {
		return []parameter.Parameter{file}
	}
	scale := parameter.Parameter{
		Key: "start", Name: "Start", Kind: parameter.Real, MinOpen: true, Max: math.Inf(1), Default: 0.001, More: true,
		Help: "Scale of the random start.",
	}
	return []parameter.Parameter{scale, file}
}

// attackValue is what the field of a key shows.
func attackValue(v parameter.Values, key string) any {
	if key != startFile {
		return v[key]
	}
	if t, ok := v.Table("start"); ok {
		return t.Text
	}
	return nil
}

// attackTitle gives choices plain words.
func attackTitle(choice string) string {
	switch choice {
	case stability.PGD:
		return "projected gradient"
	case stability.MinimalNorm:
		return "minimal norm"
	case stability.Measurement:
		return "samples"
	case recipe.TargetAll:
		return "each in turn"
	}
	return choice
}

// setAttack hands a key of an attack to the controller.
func (c *experimentColumn) setAttack(key string, value any) {
	name, param := c.w.catalogue.Perturbation.Section(), strings.TrimPrefix(key, attacks.Section+".")
	if param == startFile {
		param = "start"
		if path, ok := value.(string); ok {
			value = parameter.Table{Key: "file", Text: path}
		}
	}
	_ = c.w.control.Edit(attacks.Section+"."+name+"."+param, func(r recipe.Recipe) (recipe.Recipe, error) {
		if value == nil {
			for i := range r.Attacks {
				if r.Attacks[i].Name == name {
					delete(r.Attacks[i].Values, param)
				}
			}
			return r.Complete()
		}
		next, err := r.SetValue(attackPath(name, param), value)
		if err == nil && param == "name" {
			c.w.catalogue.Perturbation.Attack = value.(string)
		}
		return next, err
	})
}

// attackPath is the path of a key as recipes take it: by the name of the folder, which
// needs no quotes.
func attackPath(name, param string) string {
	return attacks.Section + "." + recipe.FolderName(name) + "." + param
}

// renameAttack puts the focus into the field of the attack's name.
func (c *experimentColumn) renameAttack() {
	if !c.attack.all {
		c.attack.more.Tapped(nil)
	}
	if e := c.attack.form.Entry(attacks.Section + ".name"); e != nil {
		c.w.win.Canvas().Focus(e.Focusable())
	}
}

// showAttack draws the facts and the thumbnail of the card.
func (c *experimentColumn) showAttack() {
	facts := "e · none"
	if s, ok := c.attackSection(); ok {
		facts = "e · not found yet"
		if target := s.Values.String("target"); target != "" {
			facts = "e · for " + attackTitle(target)
		}
	}
	a := c.w.catalogue.Perturbation.Current()
	if a == nil || a.Output == nil {
		c.attack.card.SetFacts(facts)
		c.attack.card.SetThumbnail(nil)
		return
	}
	o := a.Output
	key := catalogue.Key{Kind: model.Spectrum, Image: o.Samples}
	facts = "e · found for " + a.Target
	if o.Image != nil {
		key, facts = catalogue.Key{Kind: model.Residual, Image: o.Image, Times: c.w.catalogue.Perturbation.Magnified}, "r · found for "+a.Target
	}
	c.attack.card.SetFacts(facts)
	if key.Image == nil {
		return
	}
	if p := c.w.catalogue.Pictures.Get(key); p != nil {
		window := c.w.group.Window(model.ResidualScale)
		if o.Image == nil {
			window = model.DefaultWindow(model.SpectrumScale)
		}
		c.attack.card.SetThumbnail(viewer.Thumbnail(p, window, 72))
	}
}
