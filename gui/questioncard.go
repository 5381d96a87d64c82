package gui

import (
	"strings"

	"fyne.io/fyne/v2"

	"firenet/gui/attacks"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/recon/parameter"
	"firenet/recon/question"
	"firenet/recon/recipe"
)

// buildQuestion makes the card of the questions: a list of them where there are several, and
// the keys of the one that is shown. It is there while something is asked.
func (c *experimentColumn) buildQuestion() {
	w := c.w
	c.question = c.newStep("Questions", attacks.QuestionSection)
	c.questions = form.NewChoice(func(name string) {
		w.attacks.Question = name
		c.show()
	})
	var add *form.Button
	add = form.NewSmallButton("", look.Plus, form.Tip{Name: "Ask or remove", Sentence: "Another question to all reconstructors; rename or remove the one that is shown."}, w.tips, func() { w.overlays.popUp(fyne.NewMenu("", w.attacks.QuestionItems()...), add) })
	c.question.build(c.questions.Box, add)
}

// showQuestion draws the keys of the question that is shown, as its kind describes them.
func (c *experimentColumn) showQuestion(r recipe.Recipe, messages map[string]string) {
	asked := len(r.Questions) > 0 || c.question.wrong(messages)
	form.SetVisible(c.question.card, asked)
	form.SetVisible(c.joints[len(c.joints)-1], asked)
	if c.asked != nil {
		form.SetVisible(c.asked, asked)
	}
	var names []string
	for _, q := range r.Questions {
		names = append(names, q.Name)
	}
	form.SetVisible(c.questions.Box, len(names) > 1)
	if len(names) == 0 {
		c.question.form.SetFields(nil, nil)
		c.question.card.SetFacts("nothing is asked")
		return
	}
	q, _ := c.w.attacks.ShownQuestion()
	c.questions.Show(names, names, q.Name)
	k, _ := question.Lookup(q.Kind)
	const prefix = attacks.QuestionSection
	var list []form.Field
	if c.question.all {
		for _, p := range recipe.QuestionParameters() {
			list = append(list, form.Field{Key: prefix + "." + p.Key, Parameter: p, Value: map[string]any{"name": q.Name, "kind": q.Kind}[p.Key], Title: kindTitle})
		}
	}
	list = append(list, fields(prefix, k.Parameters, c.question.all, func(key string) any { return q.Values[key] })...)
	c.question.form.SetFields(list, messages)
	facts := k.Title
	if len(names) > 1 {
		facts += " · " + model.Plural(len(names), "question")
	}
	c.question.card.SetFacts(facts)
}

// kindTitle gives kinds of questions their titles.
func kindTitle(kind string) string {
	if k, ok := question.Lookup(kind); ok {
		return k.Title
	}
	return kind
}

// questionPath is the path of a key as recipes take it: by the name of the folder, which needs
// no quotes.
func questionPath(name, param string) string {
	return attacks.QuestionSection + "." + recipe.FolderName(name) + "." + param
}

// setQuestion hands a key of the question that is shown to the controller.
func (c *experimentColumn) setQuestion(key string, value any) {
	q, ok := c.w.attacks.ShownQuestion()
	if !ok {
		return
	}
	param := strings.TrimPrefix(key, attacks.QuestionSection+".")
	_ = c.w.control.Edit(attacks.QuestionSection+"."+q.Name+"."+param, func(r recipe.Recipe) (recipe.Recipe, error) {
		for i := range r.Questions {
			if r.Questions[i].Name != q.Name {
				continue
			}
			switch {
			case param == "kind":
				r.Questions[i].Kind, r.Questions[i].Values = value.(string), parameter.Values{}
				return r.Complete()
			case value == nil:
				delete(r.Questions[i].Values, param)
				return r.Complete()
			}
		}
		next, err := r.SetValue(questionPath(q.Name, param), value)
		if err == nil && param == "name" {
			c.w.attacks.Question = value.(string)
		}
		return next, err
	})
}

// renameQuestion puts the focus into the field of the question's name.
func (c *experimentColumn) renameQuestion() {
	if c.question.card.Folded() {
		c.question.card.Fold(false)
	}
	if !c.question.all {
		c.question.more.Tapped(nil)
	}
	if e := c.question.form.Entry(attacks.QuestionSection + ".name"); e != nil {
		c.w.win.Canvas().Focus(e.Focusable())
	}
}
