package gui

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"firenet/gui/attacks"
	"firenet/gui/catalogue"
	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/viewer"
	"firenet/phantoms"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/sampling"
)

// openFile is the entry of the list of images that opens a dialog.
const openFile = "\x00open"

// showImage draws the card of the image.
func (c *experimentColumn) showImage(r recipe.Recipe, messages map[string]string) {
	var options, titles []string
	for _, n := range phantoms.Names() {
		p, _ := phantoms.Lookup(n)
		options, titles = append(options, n), append(titles, p.Title)
	}
	selected := r.Image.Phantom
	if r.Image.File != "" {
		selected = "file:" + r.Image.File
		options, titles = append(options, selected), append(titles, form.Fit(filepath.Base(r.Image.File), form.Body, 130))
	}
	options, titles = append(options, openFile), append(titles, "Open a file …")
	c.source.Show(options, titles, selected)
	c.showSize(r)

	var described []parameter.Parameter
	if p, ok := phantoms.Lookup(r.Image.Phantom); ok {
		described = p.Parameters
	}
	value := func(key string) any { return r.Image.Values[key] }
	var list []form.Field
	if c.image.all {
		list = c.headFields(r)
		for _, p := range recipe.ImageParameters() {
			switch {
			case p.Key == "file":
				list = append(list, form.Field{Key: "image.file", Parameter: p, Value: text(r.Image.File)})
			case p.Key == "slice" && r.Image.File != "":
				list = append(list, form.Field{Key: "image.slice", Parameter: p, Value: sliceOf(r)})
			}
		}
		list = append(list, fields("image", described, true, value)...)
	}
	list = append(list, c.detailFields(r)...)
	c.image.form.SetFields(list, messages)
	c.image.card.SetFacts(c.imageFacts(r))
	c.showDetail()
}

// sliceOf is the slice of a stack, nil for the middle one.
func sliceOf(r recipe.Recipe) any {
	if r.Image.Slice == nil {
		return nil
	}
	return *r.Image.Slice
}

// headFields are the keys that stand above all sections: title and seed.
func (c *experimentColumn) headFields(r recipe.Recipe) []form.Field {
	var list []form.Field
	for _, k := range r.Keys() {
		if k.Path == "title" || k.Path == "seed" {
			list = append(list, form.Field{Key: k.Path, Parameter: k.Parameter, Value: headValue(r, k.Path)})
		}
	}
	return list
}

func headValue(r recipe.Recipe, key string) any {
	if key == "title" {
		return text(r.Title)
	}
	return int(min(r.Seed, math.MaxInt64))
}

func (c *experimentColumn) imageFacts(r recipe.Recipe) string {
	d := c.w.control.Data()
	if d == nil {
		return "x"
	}
	facts := fmt.Sprintf("x · %d × %d", d.Shape().H, d.Shape().W)
	if d.Truth == nil {
		return facts + " · not known"
	}
	p := c.w.catalogue.Picture(model.Image, d.Truth)
	if p == nil {
		return facts
	}
	kind := "real"
	if p.IsComplex() {
		kind = "complex"
	}
	lo, hi := p.Range()
	return facts + fmt.Sprintf(" · %s · %s to %s", kind, model.Short(lo), model.Short(hi))
}

// showSize lists the powers of two, and for a file its own size.
func (c *experimentColumn) showSize(r recipe.Recipe) {
	var options, titles []string
	if r.Image.File != "" {
		options, titles = append(options, "0"), append(titles, "own size")
	}
	seen := r.Image.Size == 0
	for n := 32; n <= 4096; n *= 2 {
		if !seen && r.Image.Size < n {
			options, titles = append(options, fmt.Sprint(r.Image.Size)), append(titles, fmt.Sprintf("N %d", r.Image.Size))
			seen = true
		}
		seen = seen || n == r.Image.Size
		options, titles = append(options, fmt.Sprint(n)), append(titles, fmt.Sprintf("N %d", n))
	}
	if !seen {
		options, titles = append(options, fmt.Sprint(r.Image.Size)), append(titles, fmt.Sprintf("N %d", r.Image.Size))
	}
	c.size.Show(options, titles, fmt.Sprint(r.Image.Size))
}

// chooseSource takes a phantom, or asks for a file.
func (c *experimentColumn) chooseSource(s string) {
	switch {
	case s == openFile:
		c.show() // the list goes back to what it was
		c.w.openDialog()
	case strings.HasPrefix(s, "file:"):
	default:
		_ = c.w.control.Edit("image.phantom", func(r recipe.Recipe) (recipe.Recipe, error) {
			next, err := r.Set("image.phantom", parameter.Format(s))
			if err == nil && next.Image.Size == 0 {
				next.Image.Size = recipe.Default().Image.Size
			}
			return next, err
		})
	}
}

func (c *experimentColumn) chooseSize(s string) {
	_ = c.w.control.Edit("image.size", func(r recipe.Recipe) (recipe.Recipe, error) {
		n := 0
		_, err := fmt.Sscan(s, &n)
		r.Image.Size = n
		return r, err
	})
}

// showSampling draws the card of the sampling.
func (c *experimentColumn) showSampling(r recipe.Recipe, messages map[string]string) {
	operator, _ := parameter.Find(recipe.SamplingParameters(), "operator")
	titles := make([]string, len(operator.Choices))
	for i, o := range operator.Choices {
		titles[i] = model.Capital(o)
	}
	c.operator.Show(operator.Choices, titles, r.Sampling.Operator)
	names := sampling.Names()
	titles = make([]string, len(names))
	for i, n := range names {
		p, _ := sampling.Lookup(n)
		titles[i] = p.Title
	}
	c.pattern.Show(names, titles, r.Sampling.Pattern)

	pattern, _ := sampling.Lookup(r.Sampling.Pattern)
	var described []parameter.Parameter
	for _, p := range recipe.SamplingParameters() {
		if p.Key == "fraction" && pattern.UsesFraction || p.Key == "file" && r.Sampling.Pattern == "file" {
			described = append(described, p)
		}
	}
	c.sampling.form.SetFields(hinted(fields("sampling", append(described, pattern.Parameters...), c.sampling.all || r.Sampling.Pattern == "file", func(key string) any {
		switch key {
		case "fraction":
			return r.Sampling.Fraction
		case "file":
			return text(r.Sampling.File)
		}
		return r.Sampling.Values[key]
	}), c.taken().Sampling.Values), messages)
	facts := "PΩ U"
	if d := c.w.control.Data(); d != nil {
		n := d.Mask.Count()
		facts = fmt.Sprintf("PΩ U · %d samples · %s", n, model.Percent(float64(n)/float64(d.Shape().Len())))
	}
	c.sampling.card.SetFacts(facts)
}

// taken is the recipe of the last run, with what was filled in for it.
func (c *experimentColumn) taken() recipe.Recipe {
	if d := c.w.control.Data(); d != nil {
		return d.Recipe
	}
	return recipe.Recipe{}
}

// showReconstructors draws the list, and the parameters of the selected one.
func (c *experimentColumn) showReconstructors(r recipe.Recipe, messages map[string]string) {
	order := make([]string, len(r.Reconstructors))
	for i, s := range r.Reconstructors {
		order[i] = s.Name
	}
	if strings.Join(order, "\n") != strings.Join(c.order, "\n") {
		c.order = order
		c.rows.Objects = nil
		for _, name := range order {
			row, ok := c.rowOf[name]
			if !ok {
				row = c.newRow(name)
				c.rowOf[name] = row
			}
			c.rows.Objects = append(c.rows.Objects, row)
		}
		c.showTracks()
	}
	section, i := c.w.catalogue.Section(c.w.catalogue.Selected)
	if i < 0 {
		c.reconstructors.form.SetFields(nil, nil)
		return
	}
	method, _ := reconstruct.Lookup(section.Method)
	prefix := "reconstructor." + section.Name
	var list []form.Field
	if c.reconstructors.all {
		name, _ := parameter.Find(recipe.ReconstructorParameters(), "name")
		list = append(list, form.Field{Key: prefix + ".name", Parameter: name, Value: section.Name})
		named, _ := parameter.Find(recipe.ReconstructorParameters(), "method")
		list = append(list, form.Field{Key: prefix + ".method", Parameter: named, Value: section.Method, Title: catalogue.MethodTitle})
	}
	rows := fields(prefix, method.Parameters, c.reconstructors.all, func(key string) any { return section.Values[key] })
	for _, taken := range c.taken().Reconstructors {
		if taken.Name == section.Name {
			rows = hinted(rows, taken.Values)
		}
	}
	for k := range rows {
		p := rows[k].Parameter
		if p.Kind == parameter.Variant {
			rows[k].Title = c.choiceTitle(section, method, p.Key)
			if p.Free {
				rows[k].Names = order[:i]
			}
		}
	}
	c.reconstructors.form.SetFields(append(list, rows...), messages)
}

// choiceTitle marks the choices that make use of the true image.
func (c *experimentColumn) choiceTitle(s recipe.ReconstructorSection, m reconstruct.Method, key string) func(string) string {
	return func(option string) string {
		if m.Oracle == nil {
			return option
		}
		with := s.Values.Clone()
		with[key] = option
		without := s.Values.Clone()
		delete(without, key)
		if m.Oracle(with) && !m.Oracle(without) {
			return option + " (oracle)"
		}
		return option
	}
}

func (c *experimentColumn) newRow(name string) *form.ReconstructorRow {
	return form.NewReconstructorRow(
		func() { c.w.selectReconstructor(name) },
		func(on bool) {
			c.w.catalogue.Hidden[name] = !on
			c.showTracks()
			c.showResult()
			c.w.side.showTracks()
			c.w.status.showReadOut()
		},
		func(at fyne.Position) {
			c.w.selectReconstructor(name)
			c.w.overlays.popUpAt(c.reconstructorMenu(), at)
		},
	)
}

// showTracks draws what the list says of the run.
func (c *experimentColumn) showTracks() {
	sections := c.w.control.Recipe().Reconstructors
	palette := look.Current()
	for i, s := range sections {
		row, ok := c.rowOf[s.Name]
		if !ok {
			continue
		}
		state := form.Reconstructor{
			Name: s.Name, Detail: detail(s), Shown: !c.w.catalogue.Hidden[s.Name],
			Selected: s.Name == c.w.catalogue.Selected, Oracle: c.w.catalogue.Oracle(s), Progress: -1,
			Color: palette.ZeroFilled,
		}
		if slot := catalogue.SlotOf(sections, i); slot >= 0 {
			state.Color = palette.Curve(slot)
		}
		if t := c.w.control.Track(s.Name); t != nil {
			trackState(&state, t, c.w.control.Status())
		}
		row.Set(state)
		row.Refresh()
	}
	c.rows.Refresh()
}

// detail is what distinguishes a reconstructor, unless its name says it.
func detail(s recipe.ReconstructorSection) string {
	if d := catalogue.ShortFacts(s, true); !strings.Contains(s.Name, d) {
		return d
	}
	return ""
}

func trackState(state *form.Reconstructor, t *control.Track, st control.Status) {
	if t.Picture != nil && t.Picture.RelativeL2 == t.Picture.RelativeL2 {
		state.Error = model.Sig(t.Picture.RelativeL2)
	}
	if t.Output != nil {
		state.Worse = t.Output.WorseThanZeroFilled
	}
	state.Stale = t.Phase != control.Finished
	state.Failed = t.Phase == control.Halted && st.State == control.Failed
	if t.Phase == control.Active && t.Layers > 1 && st.Elapsed.Milliseconds() >= model.BadgeDelay {
		state.Progress = float64(t.Layer) / float64(t.Layers)
	}
}

// showResult draws the line of facts and the thumbnail of the reconstructors' card.
func (c *experimentColumn) showResult() {
	c.showDetail()
	sections := c.w.control.Recipe().Reconstructors
	shown := 0
	for _, s := range sections {
		if !c.w.catalogue.Hidden[s.Name] {
			shown++
		}
	}
	facts := fmt.Sprintf("f · %d of %d shown", shown, len(sections))
	if shown == len(sections) {
		facts = fmt.Sprintf("f · %d shown", shown)
	}
	if d := c.w.control.Data(); d != nil {
		for _, s := range d.Recipe.Reconstructors {
			if s.Name == c.w.catalogue.Selected && s.Values.Has("wavelet") {
				facts += fmt.Sprintf(" · %s, J %d", s.Values.String("wavelet"), s.Values.Int("levels"))
			}
		}
	}
	c.reconstructors.card.SetFacts(facts)
	if t := c.w.control.Track(c.w.catalogue.Selected); t != nil && t.Picture != nil {
		p := c.w.catalogue.Picture(model.Image, t.Picture.Image)
		if p == nil {
			return // the last thumbnail stays meanwhile
		}
		c.reconstructors.card.SetThumbnail(viewer.Thumbnail(p, c.w.group.Window(model.ImageScale), 72))
	}
}

// reconstructorMenu adds, duplicates, moves, renames and removes reconstructors.
func (c *experimentColumn) reconstructorMenu() *fyne.Menu {
	items := []*fyne.MenuItem{fyne.NewMenuItem("FIRENET with p 5 and p 20", c.addDepths)}
	for _, name := range reconstruct.Names() {
		items = append(items, fyne.NewMenuItem("Add "+catalogue.MethodTitle(name), func() {
			c.addReconstructor(recipe.ReconstructorSection{Method: name, Values: parameter.Values{}})
		}))
	}
	section, i := c.w.catalogue.Section(c.w.catalogue.Selected)
	if i < 0 {
		return fyne.NewMenu("", items...)
	}
	up := fyne.NewMenuItem("Move "+section.Name+" up", func() { c.moveReconstructor(section.Name, -1) })
	down := fyne.NewMenuItem("Move "+section.Name+" down", func() { c.moveReconstructor(section.Name, 1) })
	remove := fyne.NewMenuItem("Remove "+section.Name, func() { c.removeReconstructor(section.Name) })
	up.Disabled, down.Disabled, remove.Disabled = i == 0, i == len(c.order)-1, len(c.order) < 2
	hide := fyne.NewMenuItem("Hide "+section.Name, func() { c.rowOf[section.Name].Toggle() })
	if c.w.catalogue.Hidden[section.Name] {
		hide.Label = "Show " + section.Name
	}
	return fyne.NewMenu("", append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Duplicate "+section.Name, func() {
			c.addReconstructor(recipe.ReconstructorSection{Method: section.Method, Values: section.Values.Clone()})
		}),
		fyne.NewMenuItem("Rename "+section.Name, c.rename), up, down, hide, remove)...)
}

// rename puts the focus into the field of the selected reconstructor's name.
func (c *experimentColumn) rename() {
	if !c.reconstructors.all {
		c.reconstructors.more.Tapped(nil)
	}
	if e := c.reconstructors.form.Entry("reconstructor." + c.w.catalogue.Selected + ".name"); e != nil {
		c.w.win.Canvas().Focus(e.Focusable())
	}
}

// addDepths puts the paper's network with few and with many layers in a block side by
// side, in place of the FIRENETs that are there.
func (c *experimentColumn) addDepths() {
	_ = c.w.control.Edit("reconstructor", func(r recipe.Recipe) (recipe.Recipe, error) {
		attacks.WithDepths(&r, 5, 20)
		return r.Complete()
	})
	c.w.catalogue.Choose()
	c.w.selectReconstructor(c.order[len(c.order)-1])
}

// moveReconstructor moves one up or down in the list.
func (c *experimentColumn) moveReconstructor(name string, by int) {
	_ = c.w.control.Edit("reconstructor", func(r recipe.Recipe) (recipe.Recipe, error) {
		for i, s := range r.Reconstructors {
			if k := i + by; s.Name == name && k >= 0 && k < len(r.Reconstructors) {
				r.Reconstructors[i], r.Reconstructors[k] = r.Reconstructors[k], r.Reconstructors[i]
				break
			}
		}
		return r, nil
	})
}

// addReconstructor puts one at the end and selects it; its name is given by its method.
func (c *experimentColumn) addReconstructor(s recipe.ReconstructorSection) {
	before := c.w.catalogue.Selected
	err := c.w.control.Edit("reconstructor", func(r recipe.Recipe) (recipe.Recipe, error) {
		r.Reconstructors = append(r.Reconstructors, s)
		next, err := r.Complete()
		if err == nil {
			c.w.catalogue.Selected = next.Reconstructors[len(next.Reconstructors)-1].Name
		}
		return next, err
	})
	if err != nil {
		c.w.catalogue.Selected = before
	}
}

// removeReconstructor takes one out. Others that start from it are named in the error.
func (c *experimentColumn) removeReconstructor(name string) {
	_ = c.w.control.Edit("reconstructor", func(r recipe.Recipe) (recipe.Recipe, error) {
		for i, s := range r.Reconstructors {
			if s.Name == name {
				r.Reconstructors = append(r.Reconstructors[:i], r.Reconstructors[i+1:]...)
				break
			}
		}
		return r, nil
	})
}
