package stability

import (
	"fmt"
	"math"
	"slices"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

// The kinds of searches.
const (
	Momentum    = "momentum"     // ascent of Q as published
	PGD         = "pgd"          // projected gradient ascent in a ball
	MinimalNorm = "minimal-norm" // the smallest perturbation that reaches an error
	Localised   = "localised"    // projected gradient ascent of what happens in a region
	Random      = "random"       // no search: random perturbations
)

// The domains.
const (
	Image       = "image"       // a perturbation r of the image, measured as e = P U r
	Measurement = "measurement" // e itself
)

// The step rules of projected gradient ascent, and the draws of a random perturbation.
const (
	Adaptive   = "adaptive"   // as long as the objective rises, and halved when it falls
	Normalised = "normalised" // step * radius along the normalised gradient
	Fixed      = "fixed"      // step * gradient, the published one
	Gaussian   = "gaussian"   // random: complex Gaussian on the mask
	Uniform    = "uniform"    // random: as the published start, uniform in real and imaginary part
)

// The goals of a localised search.
const (
	Hurt   = "hurt"   // change the region as much as possible
	Vanish = "vanish" // make the structure in it vanish
)

// Kinds, Domains, Rules and Goals list what the settings may be.
func Kinds() []string   { return []string{Momentum, PGD, MinimalNorm, Localised, Random} }
func Domains() []string { return []string{Image, Measurement} }
func Rules() []string   { return []string{Adaptive, Normalised, Fixed} }
func Goals() []string   { return []string{Hurt, Vanish} }

// Region is a rectangle of pixels.
type Region struct{ Row, Column, Height, Width int }

// within says whether the region is not empty and inside an image.
func (r Region) within(s array.Shape) bool {
	return r.Row >= 0 && r.Column >= 0 && r.Height > 0 && r.Width > 0 &&
		r.Row <= s.H-r.Height && r.Column <= s.W-r.Width
}

// Settings are the knobs of a search. Those that a kind does not name below are ignored
// by it.
type Settings struct {
	Kind, Domain string
	Steps        int
	Restarts     int
	// Radius is ||e|| / ||y||: the norm of a random perturbation, the ball of pgd and
	// localised, the largest norm that minimal-norm tries, and where momentum stops; +Inf:
	// momentum never stops.
	Radius float64

	Step     float64 // eta: momentum, and the rules normalised and fixed
	Momentum float64 // gamma: momentum, and the rules normalised and fixed
	Nesterov bool    // momentum: Nesterov's update in place of the plain one
	Penalty  float64 // mu: momentum

	// Start is tau_0 of the random start, uniform on [0, tau_0) in real and imaginary part.
	// From is a start in its place: r0 or e0 as the domain says. Where a ball is the limit
	// only its direction counts. Of several restarts the first begins there.
	Start float64
	From  *array.Complex

	Rule string // pgd, localised: how steps are chosen, "" is adaptive; random: gaussian ("") or uniform
	// Error is what minimal-norm reaches: ||f(y + e) - f(y)|| / ||f(y)||.
	Error float64

	Region Region // localised
	Goal   string // localised; "" is hurt
	// Without is what the reconstruction should look like in the region when the structure
	// has vanished; nil: the mean of what surrounds the region in f(y).
	Without *array.Complex
}

// check says what is wrong with settings for a target, as a [parameter.Error].
func (s Settings) check(t Target) error {
	if err := t.check(); err != nil {
		return err
	}
	choice := func(key, value string, known []string) error {
		if slices.Contains(known, value) {
			return nil
		}
		p := parameter.Parameter{Key: key, Kind: parameter.Choice, Choices: known}
		_, err := p.Check(value)
		return err
	}
	if err := choice("kind", s.Kind, Kinds()); err != nil {
		return err
	}
	if err := choice("domain", s.Domain, Domains()); err != nil {
		return err
	}
	rules := Rules()
	if s.Kind == Random {
		rules = []string{Gaussian, Uniform}
	}
	if s.Rule != "" {
		if err := choice("rule", s.Rule, rules); err != nil {
			return err
		}
	}
	if s.Domain == Image && !t.Unitary() {
		return &parameter.Error{Key: "domain", Found: parameter.Format(s.Domain), Want: fmt.Sprintf(
			"samples of %d coils are searched among themselves so far; domain = %q would do", t.Channels(), Measurement)}
	}
	if err := s.checkNumbers(); err != nil {
		return err
	}
	if err := s.checkFrom(t); err != nil {
		return err
	}
	if s.Kind != Localised {
		return nil
	}
	if s.Goal != "" {
		if err := choice("goal", s.Goal, Goals()); err != nil {
			return err
		}
	}
	return s.checkRegion(t.Image())
}

func (s Settings) checkNumbers() error {
	number := func(key string, value float64, fine bool, want string) error {
		if fine {
			return nil
		}
		return &parameter.Error{Key: key, Found: fmt.Sprint(value), Want: want}
	}
	forever := s.Kind == Momentum && math.IsInf(s.Radius, 1)
	steps := s.Kind == Momentum || s.Rule == Fixed || s.Rule == Normalised
	for _, err := range []error{
		number("steps", float64(s.Steps), s.Steps >= 1 || s.Kind == Random, "must be a whole number of at least 1"),
		number("restarts", float64(s.Restarts), s.Restarts >= 1, "must be a whole number of at least 1"),
		number("radius", s.Radius, s.Radius > 0 && s.Radius <= 1 || forever,
			"must be a number in (0, 1]: a perturbation larger than the samples says nothing; momentum alone may have inf, and then does not stop"),
		number("step", s.Step, !steps || s.Step > 0 && !math.IsInf(s.Step, 1), "must be a number above 0"),
		number("momentum", s.Momentum, s.Momentum >= 0 && s.Momentum < 1, "must be a number of at least 0 and below 1"),
		number("penalty", s.Penalty, s.Penalty >= 0 && !math.IsInf(s.Penalty, 1), "must be a number of at least 0"),
		number("start", s.Start, s.From != nil || s.Start > 0 && !math.IsInf(s.Start, 1), "must be a number above 0"),
		number("error", s.Error, s.Kind != MinimalNorm || s.Error > 0 && !math.IsInf(s.Error, 1), "must be a number above 0"),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func (s Settings) checkFrom(t Target) error {
	if s.From == nil {
		return nil
	}
	wrong := func(want string) error { return &parameter.Error{Key: "start", Want: want} }
	switch {
	case s.From.Shape != t.Samples.Shape:
		return wrong(fmt.Sprintf("the array is %v: must have the shape of the samples, %v", s.From.Shape, t.Samples.Shape))
	case !s.From.IsFinite():
		return wrong("the array holds values that are not numbers (NaN or infinite)")
	case s.From.Norm() == 0:
		return wrong("the array is zero everywhere: a search from there has no direction")
	}
	return nil
}

func (s Settings) checkRegion(shape array.Shape) error {
	if !s.Region.within(shape) {
		r := s.Region
		return &parameter.Error{
			Key: "region", Found: fmt.Sprintf("[%d, %d, %d, %d]", r.Row, r.Column, r.Height, r.Width),
			Want: fmt.Sprintf("must be [row, column, height, width] of a rectangle inside the image of %v", shape),
		}
	}
	if s.Goal != Vanish {
		return nil
	}
	if s.Without != nil && s.Without.Shape != shape {
		return &parameter.Error{Key: "goal", Want: fmt.Sprintf("the image without the structure is %v: must be %v", s.Without.Shape, shape)}
	}
	if s.Without == nil && s.Region.Height == shape.H && s.Region.Width == shape.W {
		return &parameter.Error{Key: "region", Want: "must leave something of the image around it, whose mean the structure is to vanish into"}
	}
	return nil
}
