package gui

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"

	"firenet/gui/command"
	"firenet/gui/form"
	"firenet/phantoms"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
)

// detailCommands add a detail to the image.
func (c *experimentColumn) detailCommands() []command.Command {
	return []command.Command{{ID: "detail", Name: "Detail in the image", Menu: "Edit", Line: true, Items: c.detailItems}}
}

// detailItems are the details that can be added, and what can be done with the one there.
func (c *experimentColumn) detailItems() []*fyne.MenuItem {
	now := c.detailKind()
	add := func(label, kind string) *fyne.MenuItem {
		item := fyne.NewMenuItem(label, func() { c.setDetail(kind) })
		item.Checked = now == kind
		return item
	}
	place := fyne.NewMenuItem("Place it by a click", func() { c.place(true) })
	remove := fyne.NewMenuItem("Take it away", func() { c.setDetail("none") })
	place.Disabled, remove.Disabled = now == "none", now == "none"
	return []*fyne.MenuItem{
		add("Text", "text"), add("Disc", "disc"), add("Discs of falling size and contrast", "details"),
		fyne.NewMenuItemSeparator(), place, remove,
	}
}

// detailKind is the kind of the detail in the image, "none" for none.
func (c *experimentColumn) detailKind() string {
	if k := c.w.control.Recipe().Image.Values.String("insert"); k != "" {
		return k
	}
	return "none"
}

func (c *experimentColumn) setDetail(kind string) {
	c.set("image.insert", kind)
	c.show()
}

// place begins, or ends, that a click into a picture says where the detail stands.
func (c *experimentColumn) place(on bool) {
	c.placing = on
	if on && c.w.group.Cursor().Pinned {
		at := c.w.group.Cursor()
		c.w.group.TogglePin(at.Row, at.Col)
	}
	c.show()
}

// placed takes the pixel that was clicked while a detail is being placed.
func (c *experimentColumn) placed() {
	at, d := c.w.group.Cursor(), c.w.control.Data()
	if !c.placing || !at.Pinned || d == nil {
		return
	}
	c.placing = false
	c.w.group.TogglePin(at.Row, at.Col)
	share := func(at, n int) float64 { return math.Round(1000*(float64(at)+0.5)/float64(n)) / 1000 }
	err := c.w.control.Edit("image.insert_x", func(r recipe.Recipe) (recipe.Recipe, error) {
		if r.Image.Values == nil {
			r.Image.Values = parameter.Values{}
		}
		r.Image.Values["insert_x"], r.Image.Values["insert_y"] = share(at.Col, d.Shape().W), share(at.Row, d.Shape().H)
		return r, nil
	})
	if err != nil {
		c.w.status.say(err)
	}
	c.show()
}

// detailFields are the rows of the detail, all of them while there is one, and the contrasts
// with which it is asked for ("can you see it?").
func (c *experimentColumn) detailFields(r recipe.Recipe) []form.Field {
	there := c.detailKind() != "none"
	if !there && !c.image.all {
		return nil
	}
	var described []parameter.Parameter
	for _, p := range phantoms.InsertParameters() {
		if p.Key == "insert_text" && c.detailKind() != "text" && !c.image.all {
			continue
		}
		p.More = false // with sliders
		described = append(described, p)
	}
	list := fields("image", described, true, func(key string) any { return r.Image.Values[key] })
	return append(list, fields("visibility", recipe.VisibilityParameters(), true, func(string) any {
		if r.Visibility.Contrasts == nil {
			return nil
		}
		return r.Visibility.Contrasts
	})...)
}

// recoveredTip says what the percentages of a detail are.
const recoveredTip = "Contrast of the detail that a reconstruction recovers: 100 % as it is, 0 % missing; projection of the picture on the detail, the mean taken away. Chance is how far the same number goes beside it."

// showDetail says of each reconstructor whether the detail shows.
func (c *experimentColumn) showDetail() {
	text := ""
	for _, t := range c.w.control.Tracks() {
		if t.Output == nil || t.Output.Detail == nil {
			continue
		}
		r := *t.Output.Detail
		word := "not shown"
		switch {
		case r.Shows():
			word = "shown"
		case r.Contrast >= 0.25:
			word = "faint"
		}
		line := fmt.Sprintf("%s: %s, %.0f %% of its contrast", t.Name, word, 100*r.Contrast)
		if r.Chance == r.Chance {
			line += fmt.Sprintf(" (chance %.0f %%)", 100*r.Chance)
		}
		text += "\n" + line
	}
	if text != "" {
		text = "The detail in the reconstructions" + text
	}
	if c.placing {
		text = "Click into a picture to place the detail. Esc leaves it where it is."
	}
	if text != c.image.note.Text() {
		c.image.note.SetText(text)
		c.resized()
	}
}
