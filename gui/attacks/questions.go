package attacks

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/question"
	"firenet/recon/recipe"
	"firenet/recon/study"
)

// QuestionSection is the key that messages about the questions as a whole belong to.
const QuestionSection = "question"

// Ask asks a question of a kind, with its defaults.
func (e *Editor) Ask(kind string) {
	e.changeQuestions(func(r *recipe.Recipe) { study.Ask(r, kind) })
	if list := e.Control.Recipe().Questions; len(list) > 0 && list[len(list)-1].Kind == kind {
		e.Question = list[len(list)-1].Name
		e.Changed()
	}
}

// CanAsk is empty, or says why a question of a kind cannot be asked of the recipe as it is.
func (e *Editor) CanAsk(kind string) string {
	var shape array.Shape
	if d := e.Control.Data(); d != nil {
		shape = d.Shape()
	}
	err := study.Askable(e.Control.Recipe(), kind, shape)
	var wrong *parameter.Error
	if errors.As(err, &wrong) {
		return wrong.Want
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// changeQuestions changes the questions of the recipe and runs it.
func (e *Editor) changeQuestions(change func(r *recipe.Recipe)) {
	err := e.Control.Edit(QuestionSection, func(r recipe.Recipe) (recipe.Recipe, error) {
		change(&r)
		return r.Complete()
	})
	if err != nil {
		e.Say(err)
		return
	}
	if !e.Control.Live {
		e.Control.Run()
	}
	e.Changed()
}

// ShownQuestion is the question whose keys are shown: the one that was chosen, or the first.
func (e *Editor) ShownQuestion() (recipe.QuestionSection, bool) {
	list := e.Control.Recipe().Questions
	if len(list) == 0 {
		return recipe.QuestionSection{}, false
	}
	i := slices.IndexFunc(list, func(q recipe.QuestionSection) bool { return q.Name == e.Question })
	return list[max(0, i)], true
}

// RemoveQuestion takes the question that is shown away.
func (e *Editor) RemoveQuestion() {
	q, ok := e.ShownQuestion()
	if !ok {
		return
	}
	e.changeQuestions(func(r *recipe.Recipe) {
		r.Questions = slices.DeleteFunc(r.Questions, func(o recipe.QuestionSection) bool { return o.Name == q.Name })
	})
}

// AskItems are the entries of a menu with a question of each kind.
func (e *Editor) AskItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, kind := range question.Names() {
		k, _ := question.Lookup(kind)
		item := fyne.NewMenuItem(k.Title, func() { e.Ask(kind) })
		item.Disabled = e.CanAsk(kind) != ""
		items = append(items, item)
	}
	return items
}

// QuestionItems are the entries of a menu that asks, renames and removes questions.
func (e *Editor) QuestionItems() []*fyne.MenuItem {
	_, some := e.ShownQuestion()
	rename, remove := fyne.NewMenuItem("Rename", e.RenameQuestion), fyne.NewMenuItem("Remove", e.RemoveQuestion)
	rename.Disabled, remove.Disabled = !some, !some
	return append(e.AskItems(), fyne.NewMenuItemSeparator(), rename, remove)
}

// questionCommand is the menu of questions.
func (e *Editor) questionCommand() command.Command {
	return command.Command{ID: "question", Name: "Ask", Menu: "Run", Items: e.QuestionItems}
}
