package recipe

import (
	"math"
	"slices"

	"firenet/recon/parameter"
	"firenet/recon/stability"
)

// TargetAll is the target of an attack that attacks every reconstructor in turn.
const TargetAll = "all"

// Limits of what one recipe may ask of an attack.
const (
	maxSteps    = 10000
	maxRestarts = 100
	maxDraws    = 1000
	maxAttempts = 100000
	maxList     = 50 // norms of a noise curve, contrasts of a detail
)

// AttackParameters describes the keys of [[attack]].
func AttackParameters() []parameter.Parameter {
	return append(SearchParameters(), measureParameters()...)
}

// Uses says whether an attack with these values makes use of a key, which else changes
// nothing.
func Uses(v parameter.Values, key string) bool {
	kind := v.String("kind")
	switch {
	case (key == "step" || key == "momentum") && (kind == stability.PGD || kind == stability.Localised):
		return v.String("rule") != stability.Adaptive
	case key == "draws":
		return v.Bool("reference")
	}
	for _, k := range searchKeys() {
		if k.Key == key && k.kinds != nil {
			return slices.Contains(k.kinds, kind)
		}
	}
	return true
}

// searchParameters decide which perturbation is found.
func SearchParameters() []parameter.Parameter {
	var list []parameter.Parameter
	for _, k := range searchKeys() {
		list = append(list, k.Parameter)
	}
	return list
}

// searchKey is a key with the kinds of attacks that make use of it; nil: all.
type searchKey struct {
	parameter.Parameter
	kinds []string
}

func searchKeys() []searchKey {
	search := []string{stability.Momentum, stability.PGD, stability.Localised, stability.MinimalNorm}
	ascent := []string{stability.Momentum, stability.PGD, stability.Localised}
	ball := []string{stability.PGD, stability.Localised}
	momentum, minimal, localised := search[:1], []string{stability.MinimalNorm}, []string{stability.Localised}
	return []searchKey{
		{parameter.Parameter{Key: "name", Name: "Name", Kind: parameter.Text, Absent: "numbered", Help: "Unique; also the folder of its results."}, nil},
		{parameter.Parameter{
			Key: "target", Name: "Target", Symbol: "f", Kind: parameter.Text, Absent: "must be given",
			Help: `The reconstructor whose gradient is used, or "all" for each in turn; all are shown the same perturbation.`,
		}, nil},
		{parameter.Parameter{
			Key: "kind", Name: "Kind", Kind: parameter.Choice, Choices: stability.Kinds(), Default: stability.Momentum,
			Help: "How the perturbation is found: momentum ascent as published, projected gradient, the smallest one that reaches an error, one for a part of the image, or chance.",
		}, nil},
		{parameter.Parameter{
			Key: "domain", Name: "Domain", Kind: parameter.Choice, Choices: stability.Domains(), Default: stability.Image,
			Help: "Whether the perturbation is one of the image, e = P U r, or of the measurements.",
		}, nil},
		{parameter.Parameter{Key: "steps", Name: "Steps", Kind: parameter.Integer, Min: 1, Max: maxSteps, Scale: parameter.Log, Default: 150, Help: "Steps of the search."}, search},
		{parameter.Parameter{
			Key: "step", Name: "Step", Symbol: "η", Kind: parameter.Real, MinOpen: true, Max: math.Inf(1), Scale: parameter.Log, From: 1e-4, To: 1, Default: 0.01,
			Help: "Size of a step of the momentum ascent, and of the step rules normalised (as a share of the radius) and fixed.",
		}, ascent},
		{parameter.Parameter{
			Key: "rule", Name: "Step rule", Kind: parameter.Choice, Choices: stability.Rules(), Default: stability.Adaptive, More: true,
			Help: "Projected gradient and localised: chosen by itself, a share of the radius, or as published.",
		}, ball},
		{parameter.Parameter{Key: "momentum", Name: "Momentum", Symbol: "γ", Kind: parameter.Real, Min: 0, Max: 1, Default: 0.9, Help: "Share of the step before that is kept, below 1: momentum ascent, and the step rules normalised and fixed."}, ascent},
		{parameter.Parameter{Key: "nesterov", Name: "Nesterov", Kind: parameter.Switch, Default: true, More: true, Help: "Nesterov's update in place of plain momentum."}, momentum},
		{parameter.Parameter{
			Key: "penalty", Name: "Penalty", Symbol: "μ", Kind: parameter.Real, Min: 0, Max: math.Inf(1), Scale: parameter.Log, From: 1e-4, To: 1, Default: 0.01,
			Help: "Price of the perturbation's norm in the momentum ascent.",
		}, momentum},
		{parameter.Parameter{
			Key: "radius", Name: "Radius", Symbol: "‖e‖/‖y‖", Kind: parameter.Real, MinOpen: true, Max: 1, Infinite: true, Scale: parameter.Log, From: 1e-3, To: 1, Default: 0.05,
			Help: "Largest perturbation allowed; the momentum ascent stops there, or never for inf.",
		}, nil},
		{parameter.Parameter{
			Key: "start", Name: "Start", Kind: parameter.Variant, Default: 0.001, More: true,
			Tables: []parameter.TableKey{{Key: "file", Kind: parameter.Path, Help: "A perturbation of the search's domain: r of the image, or e of the measurements."}},
			Help:   "Scale of the random start, a number above 0, or a file.",
		}, search},
		{parameter.Parameter{Key: "restarts", Name: "Restarts", Kind: parameter.Integer, Min: 1, Max: maxRestarts, Default: 1, Help: "Searches from other starts; the worst result is kept."}, nil},
		{parameter.Parameter{
			Key: "attempt", Name: "Attempt", Kind: parameter.Integer, Min: 1, Max: maxAttempts, Default: 1, More: true,
			Help: "Another number draws other random starts.",
		}, nil},
		{parameter.Parameter{
			Key: "error", Name: "Error to reach", Symbol: "‖f(y+e)-f(y)‖/‖f(y)‖", Kind: parameter.Real, MinOpen: true, Max: math.Inf(1), Scale: parameter.Log, From: 0.01, To: 1, Default: 0.05,
			Help: "Minimal norm: the relative change of the reconstruction that is looked for.",
		}, minimal},
		{parameter.Parameter{
			Key: "region", Name: "Region", Unit: "pixels", Kind: parameter.Numbers, Absent: "the inserted detail and its surroundings; without one the middle ninth of the image",
			Help: "Localised: first row, first column, height and width of the part of the image.",
		}, localised},
		{parameter.Parameter{
			Key: "goal", Name: "Goal", Kind: parameter.Choice, Choices: stability.Goals(), Default: stability.Hurt,
			Help: "Localised: change the region as much as possible, or make what is in it vanish.",
		}, localised},
	}
}

// measureParameters decide what a perturbation is held against.
func measureParameters() []parameter.Parameter {
	return []parameter.Parameter{
		{Key: "reference", Name: "Gaussian of equal norm", Kind: parameter.Switch, Default: true, Help: "Also Gaussian perturbations of equal norm, with the same metrics."},
		{Key: "draws", Name: "Gaussian draws", Kind: parameter.Integer, Min: 1, Max: maxDraws, Default: 20, More: true, Help: "How many Gaussian perturbations the mean and the 95 % come from."},
		{
			Key: "norms", Name: "Norms of a curve", Symbol: "‖e‖/‖y‖", Kind: parameter.Numbers, Absent: "no curve", More: true,
			Help: "Noise curve: each norm in (0, 1] is attacked anew, beside Gaussian perturbations.",
		},
		{
			Key: "singular", Name: "Power iterations", Kind: parameter.Integer, Min: 0, Max: maxSteps, Default: 0, More: true,
			Help: "Iterations for the largest singular value of the derivative at y, the local worst case; 0: none.",
		},
	}
}

// VisibilityParameters describes the keys of [visibility].
func VisibilityParameters() []parameter.Parameter {
	return []parameter.Parameter{{
		Key: "contrasts", Name: "Contrasts", Kind: parameter.Numbers, Absent: "not asked",
		Help: "Can you see it? The inserted detail of [image], a disc where there is none, is shown with each contrast to every reconstructor.",
	}}
}

func (s *AttackSection) fixed() []parameter.Parameter { return AttackParameters()[:1] }
func (s *AttackSection) described() ([]parameter.Parameter, bool) {
	return AttackParameters()[1:], true
}
func (s *AttackSection) whose() string             { return "" }
func (s *AttackSection) values() *parameter.Values { return &s.Values }
func (s *AttackSection) get(string) any            { return s.Name }
func (s *AttackSection) put(_ string, value any)   { s.Name = value.(string) }

func (s *VisibilitySection) fixed() []parameter.Parameter             { return VisibilityParameters() }
func (s *VisibilitySection) described() ([]parameter.Parameter, bool) { return nil, true }
func (s *VisibilitySection) whose() string                            { return "" }
func (s *VisibilitySection) values() *parameter.Values                { return nil }
func (s *VisibilitySection) put(_ string, value any)                  { s.Contrasts = value.([]float64) }

func (s *VisibilitySection) get(string) any {
	if s.Contrasts == nil {
		return nil
	}
	return s.Contrasts
}

// check is p.Check, but that a name must do as the name of a folder, that of a file must
// not be empty, and that some keys of an attack take more than their kind says.
func check(s fields, p parameter.Parameter, value any) (any, error) {
	switch s.(type) {
	case *AttackSection:
		if special := attackChecks[p.Key]; special != nil {
			return special(p, value)
		}
	case *VisibilitySection:
		return checkList(p, value, "contrasts in [-1, 1], none of them 0", func(x float64) bool { return x >= -1 && x <= 1 && x != 0 })
	}
	checked, err := p.Check(value)
	if err != nil {
		return nil, err
	}
	want := ""
	switch {
	case p.Kind == parameter.Path && checked == "":
		want = p.Range()
	case p.Key == "name":
		want = checkName(checked.(string))
	}
	if want != "" {
		return nil, &parameter.Error{Key: p.Key, Found: parameter.Format(value), Want: want}
	}
	return checked, nil
}

// attackChecks are the keys of an attack whose values are checked in a way of their own.
var attackChecks = map[string]func(parameter.Parameter, any) (any, error){
	"start": checkAttackStart,
	"norms": func(p parameter.Parameter, v any) (any, error) {
		return checkList(p, v, "norms ‖e‖/‖y‖ in (0, 1]", func(x float64) bool { return x > 0 && x <= 1 })
	},
	"region": checkRegion,
}

// checkAttackStart takes a number or a file.
func checkAttackStart(p parameter.Parameter, value any) (any, error) {
	scale := parameter.Parameter{Key: p.Key, Kind: parameter.Real, Min: 0, Max: math.Inf(1)}
	if v, err := scale.Check(value); err == nil {
		return v, nil
	}
	v, err := p.Check(value)
	if err != nil {
		return nil, &parameter.Error{Key: p.Key, Found: parameter.Format(value), Want: scale.Range() + `, or {file = "..."}`}
	}
	return v, nil
}

// checkList takes at least one number and at most maxList.
func checkList(p parameter.Parameter, value any, what string, good func(float64) bool) (any, error) {
	v, err := p.Check(value)
	list, _ := v.([]float64)
	ok := err == nil && len(list) > 0 && len(list) <= maxList
	for _, x := range list {
		ok = ok && good(x)
	}
	if !ok {
		return nil, &parameter.Error{Key: p.Key, Found: parameter.Format(value), Want: "must be a list of 1 to 50 " + what}
	}
	return v, nil
}

// checkRegion takes four whole numbers. Whether they lie in the image is said by experiment.NewPlan.
func checkRegion(p parameter.Parameter, value any) (any, error) {
	v, err := p.Check(value)
	list, _ := v.([]float64)
	ok := err == nil && len(list) == 4
	for i, x := range list {
		ok = ok && x == math.Trunc(x) && x >= float64(i/2) && x <= MaxSize
	}
	if !ok {
		return nil, &parameter.Error{Key: p.Key, Found: parameter.Format(value), Want: "must be [row, column, height, width] in whole pixels, rows and columns counted from 0"}
	}
	return v, nil
}
