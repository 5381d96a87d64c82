package model

import (
	"fmt"
	"math"
	"slices"

	"firenet/recon/array"
	"firenet/recon/quality"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// StabilityRow is a row of the view Stability.
type StabilityRow int

// The rows.
const (
	CleanRow      StabilityRow = iota // f(y)
	PerturbedRow                      // f(y + e)
	DifferenceRow                     // f(y + e) - f(y)
	StabilityRows                     // how many there are
)

// Tested is a reconstructor without and with a perturbation: a column of the view.
type Tested struct {
	Name    string
	Target  bool             // the perturbation was sought for it
	Clean   *array.Complex   // f(y); nil: not computed yet
	Metrics *quality.Metrics // of it; nil without a truth
	Exposed *result.Exposure // nil: it has not been shown the perturbation yet
}

// Stability is what the view of that name shows: one attack, and what it does to each
// reconstructor, beside Gaussian noise of equal norm.
type Stability struct {
	Truth  *array.Complex // nil: not known
	Mask   *array.Mask
	Attack *result.AttackOutput // nil: nothing found yet
	For    string               // name of the reconstructor that it was sought for
	Tested []Tested

	Noise     bool    // the rows show Gaussian noise of equal norm in place of the worst case
	Singular  bool    // Attack is the [result.AttackOutput.Local] of what was found
	Magnified float64 // how many times r is shown
	Spectral  bool    // e among the samples is shown in place of r
}

// Sight says how a picture of the view is made from arrays.
type Sight struct {
	Kind               Kind
	Image, Minus, Plus *array.Complex // the picture is of Image – Minus + Plus; nil: without
	Mask               *array.Mask    // of a spectrum
	RealPart           bool           // of a difference its real part, whatever was subtracted
	Times              float64        // magnified; 0: as it is
}

// StabilityCell is one picture of the view with the numbers below it, or what is said in
// place of the picture.
type StabilityCell struct {
	Sight    Sight
	Missing  string // why there is no picture; empty: there is one
	Label    string // written on the picture
	Measures []Measure
}

// Magnifications are the ends of the slider.
const (
	MinMagnified     = 1.0
	MaxMagnified     = 100.0
	DefaultMagnified = 10.0
)

// Title is the name of a row with the symbol of what it shows.
func (s Stability) Title(row StabilityRow) (name, symbol string) {
	switch row {
	case CleanRow:
		return "Clean", "f(y)"
	case PerturbedRow:
		return "Perturbed", "f(y + e)"
	}
	part := "real part"
	if s.Truth != nil && !s.Truth.IsReal() {
		part = "modulus, signed"
	}
	return "Difference", "f(y + e) – f(y), " + part
}

// First is the cell of a row in the column of the truth and of the perturbation.
func (s Stability) First(row StabilityRow) StabilityCell {
	switch row {
	case CleanRow:
		return s.truth()
	case PerturbedRow:
		return s.perturbedTruth()
	}
	return s.perturbation()
}

func (s Stability) truth() StabilityCell {
	if s.Truth == nil {
		return StabilityCell{Missing: "The true image is not known"}
	}
	kind, lo, hi := "real", math.Inf(1), math.Inf(-1)
	if !s.Truth.IsReal() {
		kind = "modulus"
	}
	for _, z := range s.Truth.Data {
		v := real(z)
		if kind == "modulus" {
			v = modulus(z)
		}
		lo, hi = math.Min(lo, v), math.Max(hi, v)
	}
	return StabilityCell{
		Sight:    Sight{Image: s.Truth},
		Measures: []Measure{{Name: "x · " + kind + " · " + Short(lo) + " to " + Short(hi)}},
	}
}

// perturbedTruth is x + r, which is there for a worst case that was sought among images.
func (s Stability) perturbedTruth() StabilityCell {
	switch {
	case s.Attack == nil:
		return StabilityCell{Missing: "Nothing found yet"}
	case s.Noise:
		return StabilityCell{Missing: "The noise is on the samples", Measures: s.normOfSamples()}
	case s.Attack.Image == nil:
		return StabilityCell{Missing: "The perturbation is one of the samples", Measures: s.normOfSamples()}
	case s.Truth == nil:
		return StabilityCell{Missing: "The true image is not known", Measures: s.normOfSamples()}
	}
	return StabilityCell{
		Sight:    Sight{Image: s.Truth, Plus: s.Attack.Image},
		Measures: []Measure{{Name: "x + r · ‖r‖/‖x‖", Value: Sig(s.Attack.RelativeImage)}},
	}
}

func (s Stability) normOfSamples() []Measure {
	return []Measure{{Name: "‖e‖/‖y‖", Value: Sig(s.Attack.Relative)}}
}

// perturbation is r magnified, or e among the samples.
func (s Stability) perturbation() StabilityCell {
	switch a := s.Attack; {
	case a == nil:
		return StabilityCell{Missing: "Nothing found yet"}
	case s.Noise:
		return StabilityCell{Missing: "The draws of noise are not kept"}
	case (s.Spectral || a.Image == nil) && a.Samples != nil:
		return StabilityCell{
			Sight: Sight{Kind: Spectrum, Image: a.Samples, Mask: s.Mask}, Label: "e in the spectrum, log",
			Measures: []Measure{{Name: "log |e| · ‖e‖/‖y‖", Value: Sig(a.Relative)}},
		}
	case a.Image == nil:
		return StabilityCell{Missing: "Nothing found yet"}
	}
	times := "× " + Short(s.magnified())
	label := "r " + times
	if s.Singular {
		label = SingularValue(s.Attack.Singular) + " · " + label
	}
	return StabilityCell{
		Sight: Sight{Kind: Residual, Image: s.Attack.Image, Times: s.magnified()}, Label: label,
		Measures: []Measure{{Name: "real part of r, shown", Value: times}},
	}
}

func (s Stability) magnified() float64 {
	if !(s.Magnified >= MinMagnified && s.Magnified <= MaxMagnified) {
		return DefaultMagnified
	}
	return s.Magnified
}

// Cell is the cell of a row in the column of a reconstructor.
func (s Stability) Cell(row StabilityRow, column int) StabilityCell {
	t := s.Tested[column]
	if row == CleanRow {
		return clean(t)
	}
	image, missing := s.shown(t)
	if image == nil {
		return StabilityCell{Missing: missing}
	}
	c := StabilityCell{Sight: Sight{Image: image}, Measures: s.errors(t)}
	if row == DifferenceRow {
		if t.Clean == nil {
			return StabilityCell{Missing: "Not computed yet"}
		}
		real := s.Truth == nil || s.Truth.IsReal()
		c = StabilityCell{Sight: Sight{Kind: Residual, Image: image, Minus: t.Clean, RealPart: real}, Measures: s.amplifications(t)}
	}
	return c
}

func clean(t Tested) StabilityCell {
	if t.Clean == nil {
		return StabilityCell{Missing: "Not computed yet"}
	}
	c := StabilityCell{Sight: Sight{Image: t.Clean}}
	if m := t.Metrics; m != nil {
		c.Measures = []Measure{{Name: "rel. ℓ²", Value: Sig(m.RelativeL2)}, {Name: "SSIM", Value: Sig(m.SSIM)}}
	}
	return c
}

// shown is what a reconstructor makes of the perturbation that the rows show.
func (s Stability) shown(t Tested) (image *array.Complex, missing string) {
	switch {
	case s.Attack == nil:
		return nil, "Nothing found yet"
	case t.Exposed == nil:
		return nil, "Not shown the perturbation yet"
	case !s.Noise:
		return t.Exposed.Image, "Not kept"
	case t.Exposed.Gaussian == nil:
		return nil, "Gaussian noise was not asked for"
	}
	return t.Exposed.Gaussian.Image, "Not kept"
}

// errors are those under the perturbation shown, beside those under the other one: never
// the worst case alone.
func (s Stability) errors(t Tested) []Measure {
	e := t.Exposed
	var worst, noise []Measure
	if e.Metrics != nil {
		worst = []Measure{{Value: Sig(e.Metrics.RelativeL2), Alarm: harmed(t)}}
	}
	if g := e.Gaussian; g != nil && e.Metrics != nil {
		noise = []Measure{{Value: Sig(g.RelativeL2.Mean)}}
	}
	return s.pair("rel. ℓ²", worst, noise)
}

func (s Stability) amplifications(t Tested) []Measure {
	worst := []Measure{{Value: Sig(t.Exposed.Amplification), Alarm: damaged(t)}}
	var noise []Measure
	if g := t.Exposed.Gaussian; g != nil {
		noise = []Measure{{Value: Sig(g.Amplification.Mean)}}
	}
	return s.pair("amplified", worst, noise)
}

// pair names the value of what is shown, and then that of the other.
func (s Stability) pair(name string, worst, noise []Measure) []Measure {
	if s.Noise {
		rename(noise, name)
		rename(worst, "worst case")
		return append(noise, worst...)
	}
	rename(worst, name)
	rename(noise, "Gaussian")
	return append(worst, noise...)
}

// narrowNames are short names for where there is little room: no number may stand alone
// because its counterpart had none.
var narrowNames = map[string]string{
	"rel. ℓ²": "ℓ²", "amplified": "×", "Gaussian": "G", "worst case": "worst", "real part of r, shown": "r",
	"x + r · ‖r‖/‖x‖": "‖r‖/‖x‖", "log |e| · ‖e‖/‖y‖": "‖e‖/‖y‖",
}

// Narrow are measures with short names.
func Narrow(m []Measure) []Measure {
	short := slices.Clone(m)
	for i := range short {
		if name, ok := narrowNames[short[i].Name]; ok {
			short[i].Name = name
		}
	}
	return short
}

func rename(m []Measure, name string) {
	for i := range m {
		m[i].Name = name
	}
}

// damaged says whether the target amplifies the perturbation clearly more than 95 % of draws
// of Gaussian noise; without draws, whether it amplifies it at all.
func damaged(t Tested) bool {
	if !t.Target || t.Exposed == nil {
		return false
	}
	if g := t.Exposed.Gaussian; g != nil {
		return beyond(t.Exposed.Amplification, g.Amplification)
	}
	return t.Exposed.Amplification > 1
}

// harmed says the same of its error; without draws of what it was before.
func harmed(t Tested) bool {
	if !t.Target || t.Exposed == nil || t.Exposed.Metrics == nil {
		return false
	}
	e := t.Exposed.Metrics.RelativeL2
	if g := t.Exposed.Gaussian; g != nil {
		return beyond(e, g.RelativeL2)
	}
	return t.Metrics != nil && e > clearly*t.Metrics.RelativeL2
}

// singularStatements say the same of the singular vector: what it is the worst case of, and
// whether it has been found.
func (s Stability) singularStatements(what string) []string {
	v, norm := SingularValue(s.Attack.Singular), Sig(s.Attack.Relative)
	found := "converged"
	if !s.Attack.Singular.Converged {
		found = "not converged"
	}
	return []string{
		fmt.Sprintf("%s is the singular vector of **%s**: **%s**, %s, the worst of infinitely small ones; here at ‖e‖/‖y‖ %s.", what, s.For, v, found, norm),
		fmt.Sprintf("Singular vector of **%s**: **%s**, %s; here at ‖e‖/‖y‖ %s.", s.For, v, found, norm),
		fmt.Sprintf("Singular vector: **%s**, %s.", v, found),
	}
}

// clearly is by how much a value must be larger to be called damage.
const clearly = 1.05

func beyond(v float64, chance stability.Spread) bool {
	return v > chance.High && v > clearly*chance.Mean
}

// Target is the column of the reconstructor that the perturbation was sought for, -1 if it
// is not shown.
func (s Stability) Target() int {
	for i, t := range s.Tested {
		if t.Target {
			return i
		}
	}
	return -1
}

// Statements say in one sentence what all columns are shown and what that proves, the
// longest first, for where there is less room. Bold is what stands between ** and **.
func (s Stability) Statements() []string {
	a := s.Attack
	if a == nil {
		return nil
	}
	what := "r"
	if a.Image == nil {
		what = "e"
	}
	if s.Singular {
		return s.singularStatements(what)
	}
	proves, short := "the true worst case is at least this bad", "a lower bound"
	switch {
	case a.Kind == stability.Random:
		return []string{
			fmt.Sprintf("The same %s is shown to every column. It is drawn at random: nothing was searched, the worst case is worse.", what),
			fmt.Sprintf("The same %s is shown to all; drawn at random, not searched.", what), "Drawn at random, not searched.",
		}
	case a.Kind == stability.MinimalNorm && a.Reached:
		proves, short = "a smaller one may do the same", "a smaller one may do it"
	case a.Kind == stability.MinimalNorm:
		proves, short = "the error asked for was not reached", "not reached"
	}
	return []string{
		fmt.Sprintf("The same %s is shown to every column. It was found for **%s**; %s.", what, s.For, proves),
		fmt.Sprintf("The same %s is shown to all; found for **%s**; %s.", what, s.For, proves),
		fmt.Sprintf("Found for **%s**: %s.", s.For, short),
	}
}
