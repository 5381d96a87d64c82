package gui

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/attacks"
	"firenet/gui/catalogue"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/viewer"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
)

// experimentColumn is the left column: the experiment from top to bottom as the data
// flows.
type experimentColumn struct {
	w      *Window
	object *fyne.Container
	scroll *container.Scroll
	cards  *fyne.Container
	seed   *canvas.Text
	title  *canvas.Text

	image, sampling, noise, reconstructors *step
	attack, question                       *step
	attacks                                *form.Choice
	again                                  *form.Button
	questions                              *form.Choice
	asked                                  fyne.CanvasObject // the card of the questions, while the column is folded
	source, size                           *form.Choice
	operator, pattern                      *form.Choice
	rows                                   *fyne.Container
	rowOf                                  map[string]*form.ReconstructorRow
	order                                  []string
	joints                                 []*canvas.Rectangle
	placing                                bool              // a click into a picture places the detail
	beside                                 string            // the cards that the view opens; empty: none
	folds                                  map[string][]bool // of the cards, by those that a view opens
}

// step is a card with its form, whose further parameters are shown on demand.
type step struct {
	card    *form.Card
	form    *form.Form
	top     *form.Message // errors of what stands above the form
	note    *form.Message // below the form
	more    *form.Button
	body    *fyne.Container
	all     bool
	column  *experimentColumn
	section string
}

func newExperimentColumn(w *Window) *experimentColumn {
	c := &experimentColumn{w: w, rowOf: map[string]*form.ReconstructorRow{}}
	c.title, c.seed = form.NewText("Experiment", form.Strong), form.NewText("", form.Caption)
	c.image = c.newStep("Image", "image")
	c.source, c.size = form.NewChoice(c.chooseSource), form.NewChoice(c.chooseSize)
	c.sampling = c.newStep("Sampling", "sampling")
	c.operator = form.NewChoice(func(s string) { c.set("sampling.operator", s) })
	c.pattern = form.NewChoice(func(s string) { c.set("sampling.pattern", s) })
	c.noise = c.newStep("Noise", "noise")
	c.reconstructors = c.newStep("Reconstructors", "reconstructor")
	c.rows = container.New(form.Stack{Gap: 0})
	var detail *form.Button
	detail = form.NewSmallButton("", look.Plus, form.Tip{Name: "Detail", Sentence: "Adds a text or discs to the image, to see whether each reconstruction shows them."}, w.tips, func() { w.overlays.popUp(fyne.NewMenu("", c.detailItems()...), detail) })
	c.image.build(container.New(form.Pair{Right: 84}, c.source.Box, c.size.Box), detail)
	c.sampling.build(container.New(form.Pair{Left: 96}, c.operator.Box, c.pattern.Box))
	var measured *form.Button
	measured = form.NewSmallButton("", look.Open, form.Tip{Name: "Measured data", Sentence: "Opens samples and a mask from files, in place of simulating them."}, w.tips, func() { w.overlays.popUp(fyne.NewMenu("", c.measuredItems()...), measured) })
	c.noise.build(nil, measured)
	add := form.NewSmallButton("", look.Plus, form.Tip{Name: "Add or remove", Sentence: "Another reconstructor beside these; duplicate or remove the selected one."}, w.tips, nil)
	add = form.NewSmallButton("", look.Plus, add.Tip, w.tips, func() { w.overlays.popUp(c.reconstructorMenu(), add) })
	c.reconstructors.build(c.rows, add)
	c.buildAttack()
	c.buildQuestion()
	column := &cardColumn{}
	objects := []fyne.CanvasObject{c.image.card, c.sampling.card, c.noise.card, c.reconstructors.card, c.attack.card, c.question.card}
	for range len(objects) - 1 {
		column.joints = append(column.joints, canvas.NewRectangle(nil))
	}
	for _, j := range column.joints {
		objects = append(objects, j)
	}
	c.joints = column.joints
	c.joints[len(c.joints)-1].Hide()
	c.attack.card.Fold(true)
	c.question.card.Fold(true)
	c.question.card.Hide()
	c.cards = container.New(column, objects...)
	c.scroll = container.NewVScroll(c.cards)
	copied := form.NewSmallButton("", look.Copy, form.Tip{Name: "Copy as recipe", Detail: "Ctrl+Shift+C"}, w.tips, func() {
		if cmd, ok := w.commands.ByID("copy-recipe"); ok {
			cmd.Run()
		}
	})
	copied.Style.Role = theme.ColorNameForeground
	head := container.New(&form.Line{Left: []fyne.CanvasObject{c.title}, Right: []fyne.CanvasObject{c.seed, copied}, Gap: 8, Margin: 12}, c.title, c.seed, copied)
	// Not NewBorder: the heading comes before the cards when Tab goes through them.
	c.object = container.New(layout.NewBorderLayout(head, nil, nil, nil), head, c.scroll)
	c.folds = map[string][]bool{}
	return c
}

// newRail is what stands in place of the column when it is folded: the thumbnails of its
// cards. A click unfolds it.
func (c *experimentColumn) newRail() *fyne.Container {
	rail := container.New(form.Stack{Gap: look.Gap, Margin: look.Gap})
	for _, s := range c.steps() {
		rail.Add(form.NewCardButton(s.card, c.w.tips, func() { c.w.fold(&c.w.zones.hideLeft) }))
	}
	c.asked = rail.Objects[len(rail.Objects)-1]
	c.asked.Hide()
	return rail
}

func (c *experimentColumn) newStep(title, section string) *step {
	s := &step{column: c, section: section, top: form.NewFailure(), note: form.NewMessage(form.Caption, nil)}
	s.form = form.NewForm(form.Host{
		Set: c.set, Slide: c.slide, Settled: c.w.control.Settle, Tips: c.w.tips, Resized: c.resized,
		PickFile: func(picked func(string)) { c.w.dialogs.Pick(picked, nil) },
	})
	s.more = form.NewSmallButton("More", nil, form.Tip{Name: "Further parameters of this step"}, c.w.tips, func() {
		s.all = !s.all
		s.more.SetText(map[bool]string{false: "More", true: "Less"}[s.all])
		c.show()
	})
	s.card = form.NewCard(title, nil)
	return s
}

// build makes the card; above the form stands what the step begins with.
func (s *step) build(above fyne.CanvasObject, actions ...*form.Button) {
	objects := []fyne.CanvasObject{s.top, s.form, s.note}
	if above != nil {
		objects = append([]fyne.CanvasObject{above}, objects...)
	}
	s.body = container.New(form.Stack{Gap: look.Gap}, objects...)
	title := map[string]string{"image": "Image", "sampling": "Sampling", "noise": "Noise", "reconstructor": "Reconstructors", attacks.Section: "Attack", attacks.QuestionSection: "Questions"}[s.section]
	s.card = form.NewCard(title, s.body, append(actions, s.more)...)
	s.card.Resized = s.column.resized
}

// turn folds and opens the cards as they were when the column was last seen beside a view
// with these cards; at first those alone are open.
func (c *experimentColumn) turn(cards []string) {
	key := strings.Join(cards, " ")
	if key == c.beside {
		return
	}
	var now []bool
	left, seen := c.folds[key]
	for i, s := range c.steps() {
		folded := s.card.Folded()
		now = append(now, folded)
		fold := !slices.Contains(cards, s.section)
		if seen {
			fold = left[i]
		}
		if fold != folded {
			s.card.Fold(fold)
		}
	}
	c.folds[c.beside], c.beside = now, key
	c.scroll.ScrollToTop()
}

// below puts an object at the end of the card.
func (s *step) below(o fyne.CanvasObject) { s.body.Add(o) }

// resized lays the column out anew after a card's height has changed.
func (c *experimentColumn) resized() {
	if c.cards == nil {
		return
	}
	messages := c.messages()
	for _, s := range c.steps() {
		s.card.SetWrong(s.wrong(messages))
		s.card.Refresh()
	}
	c.cards.Refresh()
	c.scroll.Refresh()
}

func (c *experimentColumn) steps() []*step {
	return []*step{c.image, c.sampling, c.noise, c.reconstructors, c.attack, c.question}
}

// set hands a value to the controller. Keys of reconstructors are found by the name of
// their folder, which needs no quotes.
func (c *experimentColumn) set(key string, value any) {
	if strings.HasPrefix(key, attacks.Section+".") {
		c.setAttack(key, value)
		return
	}
	if strings.HasPrefix(key, attacks.QuestionSection+".") {
		c.setQuestion(key, value)
		return
	}
	path := key
	if rest, ok := strings.CutPrefix(key, "reconstructor."); ok {
		i := strings.LastIndexByte(rest, '.')
		path = "reconstructor." + recipe.FolderName(rest[:i]) + rest[i:]
		if value == nil || rest[i+1:] == "name" || rest[i+1:] == "method" {
			c.setReconstructor(key, rest[:i], rest[i+1:], value)
			return
		}
	} else if value == nil {
		c.clear(key)
		return
	}
	_ = c.w.control.Edit(key, func(r recipe.Recipe) (recipe.Recipe, error) {
		return r.SetValue(path, value)
	})
}

// slide hands on a value while a slider is dragged.
func (c *experimentColumn) slide(key string, value any) {
	path := key
	if strings.HasPrefix(key, attacks.Section+".") {
		param := strings.TrimPrefix(key, attacks.Section+".")
		path = attackPath(c.w.catalogue.Perturbation.Section(), param)
		key = attacks.Section + "." + c.w.catalogue.Perturbation.Section() + "." + param
	}
	if param, ok := strings.CutPrefix(key, attacks.QuestionSection+"."); ok {
		q, _ := c.w.attacks.ShownQuestion()
		path, key = questionPath(q.Name, param), attacks.QuestionSection+"."+q.Name+"."+param
	}
	if rest, ok := strings.CutPrefix(key, "reconstructor."); ok {
		i := strings.LastIndexByte(rest, '.')
		path = "reconstructor." + recipe.FolderName(rest[:i]) + rest[i:]
	}
	_ = c.w.control.Drag(key, func(r recipe.Recipe) (recipe.Recipe, error) {
		return r.SetValue(path, value)
	})
}

// setReconstructor takes a key out of a reconstructor, or gives it another name and keeps
// it selected.
func (c *experimentColumn) setReconstructor(key, name, param string, value any) {
	_ = c.w.control.Edit(key, func(r recipe.Recipe) (recipe.Recipe, error) {
		if param == "name" {
			next, err := r.Set("reconstructor."+recipe.FolderName(name)+".name", parameter.Format(value))
			if err == nil {
				c.w.catalogue.Selected = value.(string)
				c.w.renamed(name, c.w.catalogue.Selected)
			}
			return next, err
		}
		if param == "method" {
			next, err := r.Set("reconstructor."+recipe.FolderName(name)+".method", parameter.Format(value))
			if err != nil {
				return next, err
			}
			return next.Complete()
		}
		for i := range r.Reconstructors {
			if r.Reconstructors[i].Name == name {
				delete(r.Reconstructors[i].Values, param)
			}
		}
		return r, nil
	})
}

// clear takes a key out of the image, sampling or noise section.
func (c *experimentColumn) clear(key string) {
	section, param, _ := strings.Cut(key, ".")
	_ = c.w.control.Edit(key, func(r recipe.Recipe) (recipe.Recipe, error) {
		switch {
		case key == "title":
			r.Title = ""
		case key == "image.file":
			return r.Set("image.phantom", recipe.Default().Image.Phantom)
		case key == "sampling.file":
			r.Sampling.File = ""
		case key == "image.slice":
			r.Image.Slice = nil
		case key == "noise.file":
			r.Noise.File = ""
		case key == "visibility.contrasts":
			r.Visibility.Contrasts = nil
		case section == "image":
			delete(r.Image.Values, param)
		case section == "sampling":
			delete(r.Sampling.Values, param)
		}
		return r, nil
	})
}

// show draws the forms from the recipe.
func (c *experimentColumn) show() {
	r := c.w.control.Recipe()
	messages := c.messages()
	c.seed.Text = fmt.Sprintf("seed %d", r.Seed)
	c.seed.Refresh()
	c.showImage(r, messages)
	c.showSampling(r, messages)
	c.noise.form.SetFields(fields("noise", recipe.NoiseParameters(), c.noise.all, func(key string) any {
		if key == "file" {
			return text(r.Noise.File)
		}
		return r.Noise.Level
	}), messages)
	c.noise.card.SetFacts("e · complex Gaussian · seed " + fmt.Sprint(r.Seed))
	if r.Noise.File != "" {
		c.noise.card.SetFacts("measured · " + filepath.Base(r.Noise.File))
	}
	c.showReconstructors(r, messages)
	c.showAttackForm(r, messages)
	c.showQuestion(r, messages)
	for _, s := range c.steps() {
		s.top.SetText(s.sayAbove(messages))
		form.SetVisible(s.form, len(s.form.Keys()) > 0)
	}
	c.resized()
}

// messages are the errors at fields, in words.
func (c *experimentColumn) messages() map[string]string {
	m := map[string]string{}
	shown := attacks.Section + "." + c.w.catalogue.Perturbation.Section() + "."
	asked, _ := c.w.attacks.ShownQuestion()
	for key, e := range c.w.control.Errors() {
		if param, ok := strings.CutPrefix(key, attacks.QuestionSection+"."+asked.Name+"."); ok {
			key = attacks.QuestionSection + "." + param // the field of the question that is shown
		}
		if param, ok := strings.CutPrefix(key, shown); ok {
			if param == "start" && strings.HasPrefix(e.Found, "{") {
				param = startFile // the form of the key that names a file
			}
			key = attacks.Section + "." + param // the field of the attack that is shown
		}
		m[key] = sentence(e)
	}
	return m
}

// sentence says what is wrong at a field: what was found and what would do.
func sentence(e *recipe.FieldError) string {
	s := e.Want
	if e.Found != "" {
		s = e.Found + ": " + s
	}
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s + "\nNothing else has changed."
}

// sayAbove is the message of errors whose field is not in the form.
func (s *step) sayAbove(messages map[string]string) string {
	var list []string
	for key, m := range messages {
		if s.owns(key) && !slices.Contains(s.form.Keys(), key) {
			list = append(list, m)
		}
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

func (s *step) owns(key string) bool {
	return s.section == "image" && (key == "title" || key == "seed" || strings.HasPrefix(key, "visibility.")) || key == s.section || strings.HasPrefix(key, s.section+".")
}

func (s *step) wrong(messages map[string]string) bool {
	for key := range messages {
		if s.owns(key) {
			return true
		}
	}
	return s.form.Wrong()
}

// fields are the rows of a section: the main parameters, or all.
func fields(section string, list []parameter.Parameter, all bool, value func(key string) any) []form.Field {
	var out []form.Field
	for _, p := range list {
		if p.More && !all || p.Kind == parameter.Path && !all && value(p.Key) == nil {
			continue
		}
		f := form.Field{Key: section + "." + p.Key, Parameter: p, Value: value(p.Key)}
		if p.Key == "wavelet" {
			f.Title = waveletTitle
		}
		out = append(out, f)
	}
	return out
}

// hinted gives absent values the hint of what the last run took in their place.
func hinted(fields []form.Field, taken parameter.Values) []form.Field {
	for i, f := range fields {
		if f.Value == nil {
			fields[i].Hint = form.FormatValue(taken[f.Parameter.Key])
		}
	}
	return fields
}

// waveletTitle gives the wavelet that has a name its name.
func waveletTitle(name string) string {
	if name == "db1" {
		return "Haar (db1)"
	}
	return name
}

// text is a text whose absence is nil.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// cardColumn lays the cards below one another and joins them by lines at their
// thumbnails.
type cardColumn struct{ joints []*canvas.Rectangle }

// Layout is part of fyne.Layout.
func (k *cardColumn) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	cards := objects[:len(objects)-len(k.joints)]
	form.Stack{Gap: look.Gap, Margin: look.Gap}.Layout(cards, s)
	for i, j := range k.joints {
		below := cards[i].Position().Y + cards[i].Size().Height
		j.Move(fyne.NewPos(2*look.Gap+17, below))
		j.Resize(fyne.NewSize(2, look.Gap))
	}
}

// MinSize is part of fyne.Layout.
func (k *cardColumn) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := form.Stack{Gap: look.Gap, Margin: look.Gap}.MinSize(objects[:len(objects)-len(k.joints)])
	m.Width = 248
	return m
}

// recolour draws thumbnails and texts in the colours of the theme.
func (c *experimentColumn) recolour() {
	form.Restyle(c.title, form.Strong)
	form.Restyle(c.seed, form.Caption)
	for _, j := range c.joints {
		j.FillColor = look.Current().InputBorder
		j.Refresh()
	}
	c.showThumbnails()
	c.show()
	c.showTracks()
	c.showResult()
}

// showThumbnails draws the small pictures of the cards.
func (c *experimentColumn) showThumbnails() {
	const side = 72
	w, d := c.w, c.w.control.Data()
	if d == nil {
		return
	}
	image := w.catalogue.Picture(model.Image, d.Truth)
	if image != nil {
		c.image.card.SetThumbnail(viewer.Thumbnail(image, w.group.Window(model.ImageScale), side))
	}
	spectrum := w.catalogue.Pictures.Get(catalogue.Key{Kind: model.Spectrum, Image: d.Spectrum, Mask: d.Mask})
	if spectrum != nil {
		c.sampling.card.SetThumbnail(viewer.Thumbnail(spectrum, model.DefaultWindow(model.SpectrumScale), side))
	}
	if n := w.catalogue.NoisePicture(d); n != nil {
		c.noise.card.SetThumbnail(viewer.Thumbnail(n, model.RangeWindow(n), side))
	} else {
		c.noise.card.SetThumbnail(nil)
	}
}
