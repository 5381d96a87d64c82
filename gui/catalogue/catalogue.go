package catalogue

import (
	"fmt"
	"slices"
	"strings"

	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/result"
)

// Catalogue is what there is to show: which reconstructors, under which names and colours,
// and which picture shows a content. Views and columns share it; its methods are called on
// the window's goroutine.
type Catalogue struct {
	control  *control.Controller
	Pictures *Gallery

	Selected string          // reconstructor whose parameters are shown
	Hidden   map[string]bool // reconstructors whose curves are not shown

	Perturbation *Perturbation
}

// New looks up what a controller has.
func New(c *control.Controller, pictures *Gallery) *Catalogue {
	list := &Catalogue{control: c, Pictures: pictures, Hidden: map[string]bool{}}
	list.Perturbation = &Perturbation{c: list, Magnified: model.DefaultMagnified}
	return list
}

// Choose keeps a reconstructor selected: the last one that iterates at first.
func (c *Catalogue) Choose() {
	sections := c.control.Recipe().Reconstructors
	best := ""
	for _, s := range sections {
		if s.Name == c.Selected {
			return
		}
		if best == "" || !reconstruct.IsBaseline(s.Method) {
			best = s.Name
		}
	}
	c.Selected = best
}

// SlotOf is the colour slot of the reconstructor with index i of the recipe: its place
// among those that are not zero-filled, -1 for the zero-filled ones.
func SlotOf(sections []recipe.ReconstructorSection, i int) int {
	if reconstruct.IsBaseline(sections[i].Method) {
		return model.BaselineSlot
	}
	slot := 0
	for _, s := range sections[:i] {
		if !reconstruct.IsBaseline(s.Method) {
			slot++
		}
	}
	return slot
}

// Section is the recipe's entry of a reconstructor.
func (c *Catalogue) Section(name string) (recipe.ReconstructorSection, int) {
	for i, s := range c.control.Recipe().Reconstructors {
		if s.Name == name {
			return s, i
		}
	}
	return recipe.ReconstructorSection{}, -1
}

// SlotOf is the colour slot of a reconstructor by its name, that of the first one if it is
// not in the recipe any more.
func (c *Catalogue) SlotOf(name string) int {
	if _, i := c.Section(name); i >= 0 {
		return SlotOf(c.control.Recipe().Reconstructors, i)
	}
	return c.slotOfPinned(name)
}

// Facts are the parameters behind a reconstructor's name: "oracle · n 5 · p 20".
func (c *Catalogue) Facts(t *control.Track) string {
	section, i := c.Section(t.Name)
	if i < 0 {
		return ""
	}
	if reconstruct.IsBaseline(t.Method) {
		return "U*y"
	}
	var parts []string
	if c.Oracle(section) {
		parts = append(parts, "oracle")
	}
	if s := ShortFacts(section, false); s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, " · ")
}

// ShortFacts are the whole numbers among the main parameters, by their symbols; of these
// the last only if one is asked for.
func ShortFacts(s recipe.ReconstructorSection, last bool) string {
	m, ok := reconstruct.Lookup(s.Method)
	if !ok {
		return ""
	}
	text := ""
	for _, p := range m.Parameters {
		if p.Kind != parameter.Integer || p.More || p.Symbol == "" || !s.Values.Has(p.Key) {
			continue
		}
		if last {
			text = ""
		}
		if text != "" {
			text += " · "
		}
		text += fmt.Sprintf("%s %d", p.Symbol, s.Values.Int(p.Key))
	}
	return text
}

// Oracle says whether a reconstructor makes use of the true image.
func (c *Catalogue) Oracle(s recipe.ReconstructorSection) bool {
	m, ok := reconstruct.Lookup(s.Method)
	return ok && m.Oracle != nil && m.Oracle(s.Values)
}

// Named is a picture with the name under which it is read out.
type Named struct {
	Name    string
	Of      string // the reconstructor
	Slot    int
	Picture *model.Picture
	image   *array.Complex
}

// Images are the truth and every reconstruction that is shown, those whose pictures are
// prepared. In the view Stability they are those under the perturbation.
func (c *Catalogue) Images() []Named {
	var list []Named
	d := c.control.Data()
	if d == nil {
		return nil
	}
	add := func(name string, slot int, a *array.Complex) {
		of := name
		if x := c.perturbed(name); x != nil {
			name, a = name+", perturbed", x
		}
		if p := c.Picture(model.Image, a); p != nil {
			list = append(list, Named{name, of, slot, p, a})
		}
	}
	add("truth", model.TruthSlot, d.Truth)
	sections := c.control.Recipe().Reconstructors
	for _, t := range c.control.Tracks() {
		_, i := c.Section(t.Name)
		if i < 0 || t.Picture == nil || c.Hidden[t.Name] || t.Picture.Image.Shape != d.Shape() {
			continue
		}
		add(t.Name, SlotOf(sections, i), t.Picture.Image)
	}
	return list
}

// ShortNames are the reconstructors' names where there is little room: what follows the
// name of the method, "p 20", as long as no two are the same.
func (c *Catalogue) ShortNames() []string {
	var long, short []string
	for _, t := range c.control.Tracks() {
		long = append(long, t.Name)
		name := t.Name
		if s, i := c.Section(t.Name); i >= 0 {
			if rest := cutTitle(t.Name, MethodTitle(s.Method)); rest != "" {
				name = rest
			}
		}
		short = append(short, name)
	}
	for i, s := range short {
		if slices.Index(short, s) != i {
			return long
		}
	}
	return short
}

// cutTitle is what follows the title of a method in a name.
func cutTitle(name, title string) string {
	rest, ok := strings.CutPrefix(name, title)
	if !ok {
		return ""
	}
	return strings.TrimSpace(rest)
}

// MethodTitle is what a method is called in the window.
func MethodTitle(name string) string {
	if m, ok := reconstruct.Lookup(name); ok && m.Title != "" {
		return m.Title
	}
	return name
}

// NoisePicture is the modulus of what was added to the samples; nil without noise, and
// while it is being prepared.
func (c *Catalogue) NoisePicture(d *control.Data) *model.Picture {
	if d.Truth == nil || d.Recipe.Noise.Level == 0 {
		return nil
	}
	return c.Pictures.Get(Key{Kind: model.Magnitude, Image: d.Samples, Reference: d.Spectrum, Mask: d.Mask})
}

// Labelled is a source with its name in menus.
type Labelled struct {
	Label string
	model.Source
}

// ImageSources are all images that there are, with their names in menus.
func (c *Catalogue) ImageSources() []Labelled {
	list := []Labelled{
		{"Truth", model.Source{What: model.ShowTruth}},
		{"Zero-filled", model.Source{What: model.ShowZeroFilled}},
	}
	for _, r := range c.control.Recipe().Reconstructors {
		if !reconstruct.IsBaseline(r.Method) {
			list = append(list, Labelled{r.Name, model.Source{What: model.ShowReconstruction, Name: r.Name}})
		}
	}
	if c.Perturbation.Shown().Attack != nil {
		for _, r := range c.control.Recipe().Reconstructors {
			list = append(list, Labelled{r.Name + ", perturbed", model.Source{What: model.ShowPerturbed, Name: r.Name}})
		}
	}
	for _, t := range c.control.Compared() {
		list = append(list, Labelled{t.Name, model.Source{What: model.ShowReconstruction, Name: t.Of, Run: t.Run}})
	}
	return append(list, Labelled{"Selected reconstructor", model.Source{What: model.ShowReconstruction}})
}

// slotOfPinned is the colour slot of a pinned run's result: behind those of the present
// reconstructors, -1 for a zero-filled one.
func (c *Catalogue) slotOfPinned(name string) int {
	sections := c.control.Recipe().Reconstructors
	slot := 0
	for i := range sections {
		if SlotOf(sections, i) >= 0 {
			slot++
		}
	}
	for _, t := range c.control.Compared() {
		switch {
		case t.Name == name && reconstruct.IsBaseline(t.Method):
			return model.BaselineSlot
		case t.Name == name:
			return slot
		case !reconstruct.IsBaseline(t.Method):
			slot++
		}
	}
	return 0
}

// Picture prepares an image for viewing, once; nil while it is being prepared, and for a
// nil image.
func (c *Catalogue) Picture(kind model.Kind, img *array.Complex) *model.Picture {
	if img == nil {
		return nil
	}
	return c.Pictures.Get(Key{Kind: kind, Image: img})
}

// Prune forgets pictures of images that are no longer there.
func (c *Catalogue) Prune() {
	images, masks := map[*array.Complex]bool{}, map[*array.Mask]bool{}
	if d := c.control.Data(); d != nil {
		for _, a := range []*array.Complex{d.Truth, d.Spectrum, d.Samples, d.ZeroFilled} {
			images[a] = true
		}
		masks[d.Mask] = true
	}
	for _, t := range append(slices.Clip(c.control.Tracks()), c.control.Compared()...) {
		if t.Picture != nil {
			images[t.Picture.Image] = true
			images[t.Picture.Truth] = true
		}
		if t.Output != nil {
			images[t.Output.Coefficients], images[t.Output.Dual] = true, true
		}
	}
	for _, r := range c.control.Reports() {
		for _, p := range r.Pictures {
			images[p.Image] = true
		}
	}
	found := []*result.AttackOutput{}
	for _, a := range c.control.Attacks() {
		found = append(found, a.Output)
	}
	if t := c.control.Trial(); t != nil {
		found = append(found, t.Output)
	}
	for _, o := range found {
		if o == nil {
			continue
		}
		for _, x := range o.Arrays() {
			images[x] = true
		}
	}
	delete(images, nil)
	c.Pictures.keep(func(k Key) bool {
		if k.Image == nil {
			return masks[k.Mask]
		}
		return images[k.Image] && (k.Reference == nil || images[k.Reference]) && (k.plus == nil || images[k.plus]) &&
			(k.Times == 0 || k.Times == c.Perturbation.Magnified)
	})
}

// Difference is one image minus another of the same shape.
func Difference(a, b *array.Complex) *array.Complex {
	c := array.NewComplex(a.Shape)
	for i := range c.Data {
		c.Data[i] = a.Data[i] - b.Data[i]
	}
	return c
}
