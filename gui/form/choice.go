package form

import (
	"slices"
)

// Choice is a list whose entries are shown by other words than the recipe has.
type Choice struct {
	List    *Select
	Box     *List
	Options []string
	quiet   bool
}

// NewChoice makes a list without entries; chosen is told which one the user takes.
func NewChoice(chosen func(string)) *Choice {
	c := &Choice{}
	c.List = NewSelect(nil, func(string) {
		if i := c.List.SelectedIndex(); !c.quiet && i >= 0 && i < len(c.Options) {
			chosen(c.Options[i])
		}
	})
	c.Box = NewList(c.List)
	return c
}

// Show lists the options under their titles and selects one.
func (c *Choice) Show(options, titles []string, selected string) {
	c.quiet = true
	defer func() { c.quiet = false }()
	c.Options = options
	if !slices.Equal(c.List.Options, titles) {
		c.List.Options = titles
	}
	i := slices.Index(options, selected)
	if i < 0 {
		c.List.ClearSelected()
		return
	}
	if c.List.SelectedIndex() != i || c.List.Selected != titles[i] {
		c.List.SetSelectedIndex(i)
	}
}

// ChooseTitle is a list of titles of which one is selected.
func ChooseTitle(titles []string, selected int, chosen func(int)) *List {
	var list *Select
	list = NewSelect(titles, func(string) { chosen(list.SelectedIndex()) })
	if selected >= 0 {
		list.Selected = titles[selected]
	}
	return NewList(list)
}

// Titles are the titles of a list of values.
func Titles[T any](list []T, title func(T) string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = title(v)
	}
	return out
}
