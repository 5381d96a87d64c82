package control

import (
	"bytes"

	"firenet/recon/recipe"
)

// maxSteps is how many edits can be undone; older ones are forgotten.
const maxSteps = 500

// step is one edit: the recipe that undoing, or redoing, it leads to.
type step struct {
	name   string
	recipe recipe.Recipe
}

// edits are what can be undone and redone, the nearest last. The lists are never changed
// in place, so that a copy of the struct remembers a state.
type edits struct {
	past, future []step
	open         string // key of the drag that is under way; empty for none
	drag         int    // number of that drag, or of the last one
}

// record notes an edit from one recipe to the next. Edits of one drag are one step.
func (e *edits) record(name, key string, dragging bool, before, after recipe.Recipe) {
	if dragging && e.open == key && len(e.past) > 0 {
		e.past = e.past[:len(e.past):len(e.past)]
		e.future = nil
		return
	}
	if bytes.Equal(before.Encode(), after.Encode()) {
		return
	}
	if name == "" {
		name = nameOf(before, after)
	}
	past := append(e.past[:len(e.past):len(e.past)], step{name, before})
	e.past, e.future = past[max(0, len(past)-maxSteps):], nil
	e.open = ""
	if dragging {
		e.open = key
		e.drag++
	}
}

// dragged is the number of the drag that is under way, 0 without one.
func (e *edits) dragged() int {
	if e.open == "" {
		return 0
	}
	return e.drag
}

// Settle ends a drag: the next edit of its key is a step of its own.
func (c *Controller) Settle() { c.edits.open = "" }

// CanUndo names the edit that [Controller.Undo] takes back, empty if there is none.
func (c *Controller) CanUndo() string { return lastName(c.edits.past) }

// CanRedo names the edit that [Controller.Redo] makes again, empty if there is none.
func (c *Controller) CanRedo() string { return lastName(c.edits.future) }

func lastName(list []step) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1].name
}

// Undo goes back to the recipe before the last edit. A run of that recipe that is still
// in the history is shown at once; otherwise it runs as after an edit.
func (c *Controller) Undo() { c.travel(&c.edits.past, &c.edits.future) }

// Redo makes the last edit that was undone again.
func (c *Controller) Redo() { c.travel(&c.edits.future, &c.edits.past) }

// travel goes to the nearest recipe in from, and leaves the present one in to.
func (c *Controller) travel(from, to *[]step) {
	n := len(*from)
	if n == 0 {
		return
	}
	c.Settle()
	s := (*from)[n-1]
	*from = (*from)[: n-1 : n-1]
	*to = append((*to)[:len(*to):len(*to)], step{s.name, c.recipe})
	c.recipe = s.recipe
	clear(c.errs)
	if run := c.runOf(s.recipe); run != nil && c.Live {
		c.present(run)
		return
	}
	c.changed(RecipeChanged | ErrorsChanged)
	c.request(request{recipe: s.recipe, run: c.Live})
}
