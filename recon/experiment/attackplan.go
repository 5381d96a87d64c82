package experiment

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/stability"
)

// plannedAttack is one attack on one reconstructor, ready to run.
type plannedAttack struct {
	section  recipe.AttackSection
	name     string // of the section; of target "all" followed by that of the target
	target   int    // index of the reconstructor
	settings stability.Settings
	draws    int       // of Gaussian noise of equal norm, 0: none
	norms    []float64 // of a noise curve
	singular int       // power iterations
	key      string    // what the perturbation depends on
}

// lookUpAttacks checks the attacks against reconstructors, image and files, and makes one
// for each reconstructor of target "all".
func (p *Plan) lookUpAttacks() error {
	var all []error
	for i := range p.recipe.Attacks {
		all = append(all, p.lookUpAttack(&p.recipe.Attacks[i]))
	}
	return errors.Join(all...)
}

func (p *Plan) lookUpAttack(s *recipe.AttackSection) error {
	where := "attack." + s.Name
	targets, err := p.targets(s)
	if err != nil {
		return p.recipe.At(where, err)
	}
	settings, start, err := p.settings(s)
	if err != nil {
		return p.recipe.At(where, err)
	}
	for _, t := range targets {
		a := plannedAttack{
			section: *s, name: p.recipe.OutputOf(*s, t), target: t, settings: settings,
			norms: s.Values.Numbers("norms"), singular: s.Values.Int("singular"),
		}
		if s.Values.Bool("reference") {
			a.draws = s.Values.Int("draws")
		}
		if !p.recipe.Differentiable(t) {
			a.singular = 0 // of a random perturbation, which needs no derivative
		}
		a.key = fmt.Sprintf("%s|%s|seed %d|%s|%s", a.name, p.planned[t].key, p.recipe.Seed, searchStamp(s.Values), start)
		p.attacks = append(p.attacks, a)
	}
	return nil
}

// searchStamp is what a search depends on besides its target.
func searchStamp(v parameter.Values) string {
	var b strings.Builder
	for _, d := range recipe.SearchParameters() {
		if d.Key != "name" && d.Key != "target" {
			fmt.Fprintf(&b, "%s %v ", d.Key, v[d.Key])
		}
	}
	return b.String()
}

// targets are the indices of the reconstructors that are attacked: for "all" those that
// have a derivative.
func (p *Plan) targets(s *recipe.AttackSection) (list []int, err error) {
	if list = p.recipe.Targets(*s); len(list) > 0 {
		return list, nil
	}
	name := s.Values.String("target")
	var good []string
	for i, r := range p.planned {
		if p.recipe.Differentiable(i) {
			good = append(good, r.section.Name)
		}
	}
	wrong := &parameter.Error{Key: "target", Found: parameter.Format(name)}
	i := slices.IndexFunc(p.planned, func(r planned) bool { return r.section.Name == name })
	switch {
	case i < 0:
		wrong.Want = "no reconstructor has a derivative, without which none can be attacked"
	case len(good) == 0:
		wrong.Want = p.whyNot(i) + ", without which it cannot be attacked; nor has any other reconstructor"
	default:
		wrong.Want = p.whyNot(i) + ", without which it cannot be attacked; those that can be" + recipe.Listed(good)
	}
	return nil, wrong
}

// whyNot says what of a reconstructor has no derivative.
func (p *Plan) whyNot(i int) string {
	r := p.planned[i]
	if r.method.LinearisationMemory != nil && r.start.kind == startEarlier {
		return fmt.Sprintf("%s starts from %s, which has no derivative", r.section.Name, p.planned[r.start.index].section.Name)
	}
	return fmt.Sprintf("%s (method %q) has no derivative", r.section.Name, r.section.Method)
}

// settings are those of the search, and a stamp of the file that it starts from. What
// depends on the image is written into the section.
func (p *Plan) settings(s *recipe.AttackSection) (stability.Settings, string, error) {
	v := s.Values
	set := stability.Settings{
		Kind: v.String("kind"), Domain: v.String("domain"), Steps: v.Int("steps"), Restarts: v.Int("restarts"),
		Radius: v.Float("radius"), Step: v.Float("step"), Momentum: v.Float("momentum"), Nesterov: v.Bool("nesterov"),
		Penalty: v.Float("penalty"), Start: v.Float("start"), Error: v.Float("error"), Goal: v.String("goal"),
	}
	if set.Kind != stability.Random {
		set.Rule = v.String("rule")
	}
	stamp := ""
	if t, ok := v.Table("start"); ok {
		from, err := p.readPerturbation(t.Text, set.Domain)
		if err != nil {
			return set, "", &parameter.Error{Key: "start", Found: parameter.Format(t), Want: err.Error()}
		}
		set.From, stamp = from, p.stamp(t.Text)
	}
	if set.Kind != stability.Localised {
		return set, stamp, nil
	}
	if !v.Has("region") {
		v["region"] = p.defaultRegion()
	}
	var err error
	if set.Region, err = p.region(v.Numbers("region")); err != nil {
		return set, "", err
	}
	if set.Goal == stability.Vanish {
		set.Without, err = p.withoutDetail(set.Region)
	}
	return set, stamp, err
}

// region is checked against the image.
func (p *Plan) region(v []float64) (stability.Region, error) {
	r := stability.Region{Row: int(v[0]), Column: int(v[1]), Height: int(v[2]), Width: int(v[3])}
	if r.Row > p.shape.H-r.Height || r.Column > p.shape.W-r.Width {
		return r, &parameter.Error{Key: "region", Found: parameter.Format(v), Want: fmt.Sprintf(
			"must be [row, column, height, width] of a rectangle inside the image of %v: rows end before %d, columns before %d", p.shape, p.shape.H, p.shape.W)}
	}
	return r, nil
}

// defaultRegion is the inserted detail and its surroundings, or the middle ninth of the
// image.
func (p *Plan) defaultRegion() []float64 {
	if t := p.template(); t != nil {
		row, col, h, w := t.Neighbourhood()
		return []float64{float64(row), float64(col), float64(h), float64(w)}
	}
	h, w := max(1, p.shape.H/3), max(1, p.shape.W/3)
	return []float64{float64((p.shape.H - h) / 2), float64((p.shape.W - w) / 2), float64(h), float64(w)}
}

// withoutDetail is the image before the detail was inserted, which a vanishing one leaves;
// nil without one: then it is the mean of what surrounds the region.
func (p *Plan) withoutDetail(r stability.Region) (*array.Complex, error) {
	if p.template() != nil {
		plain, err := p.plainTruth()
		return plain.image, err
	}
	if r.Height == p.shape.H && r.Width == p.shape.W {
		return nil, &parameter.Error{Key: "region", Want: "must leave something of the image around it, whose mean the structure is to vanish into"}
	}
	return nil, nil
}

// readPerturbation reads the start of a search: of the measurements it must be zero off the
// mask, and of the image it must not look like one of the measurements.
func (p *Plan) readPerturbation(file, domain string) (*array.Complex, error) {
	a, err := readArray(p.path(file))
	if err != nil {
		return nil, err
	}
	if a.Shape != p.shape {
		return nil, fmt.Errorf("the array is %v, the image %v", a.Shape, p.shape)
	}
	on, off := p.model.NonZero(a)
	switch {
	case on+off == 0:
		return nil, errors.New("the array is zero everywhere: a search from there has no direction")
	case domain == stability.Measurement && off > 0:
		return nil, fmt.Errorf(`%d numbers off the mask are not zero, as if it were a perturbation of the image; domain = "image" would do`, off)
	case domain == stability.Image && off == 0 && 2*on > p.model.Count() && 2*p.model.Count() < p.shape.Len():
		return nil, errors.New(`it is zero wherever nothing was sampled, as a perturbation of the measurements is; domain = "measurement" would do`)
	}
	return a, nil
}

// AttackSteps is the largest number of steps of all searches together.
func (p *Plan) AttackSteps() int {
	n := 0
	for _, a := range p.attacks {
		n += a.steps()
	}
	return n
}

// steps is the largest number of steps of the search, its starts not counted.
func (a plannedAttack) steps() int {
	if a.settings.Kind == stability.Random {
		return a.settings.Restarts
	}
	return a.settings.Steps * a.settings.Restarts
}

// Attacks are the names of the attacks, in the order of [result.Result.Attacks].
func (p *Plan) Attacks() []string {
	names := make([]string, len(p.attacks))
	for i, a := range p.attacks {
		names[i] = a.name
	}
	return names
}
