package study

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/question"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// Depths is the name of the question how accuracy and stability change with a setting.
const Depths = "depths"

func init() {
	Register(Study{
		Kind: question.Kind{
			Name: Depths, Title: "Accuracy against stability",
			Help: "Runs an attack on one reconstructor with one value of one of its keys after another: FIRENET with 1 to 100 layers in a block, for example.",
			Parameters: []parameter.Parameter{
				{
					Key: "over", Name: "Key and values", Kind: parameter.Text, Absent: "the depth of the method: 1, 2, 5, 10, 20, 50, 100",
					Help: `One key of the reconstructor and its values, "inner=1,2,5,10,20" for example.`,
				},
				{Key: "reconstructor", Name: "Reconstructor", Kind: parameter.Text, Refers: "reconstructor", Absent: "the target of the attack", Help: "Whose key it is."},
				{Key: "attack", Name: "Attack", Kind: parameter.Text, Refers: "attack", Absent: "the first of the recipe", Help: "The search for the worst case."},
			},
		},
		Check: func(r recipe.Recipe, v parameter.Values, _ array.Shape) error {
			_, err := newSeries(r, v)
			return err
		},
		Reconstructions: func(parameter.Values) float64 { return 0 }, // runs of their own
		Runs:            1,
		Run:             deepen,
	})
}

// series is a key that takes one value after another, with the recipe of each.
type series struct {
	key     string
	path    string // of the key in a recipe
	values  []string
	recipes []recipe.Recipe
}

// newSeries reads the question. Every recipe has only what its point needs: the reconstructor
// with those that it may start from, and the attack.
func newSeries(r recipe.Recipe, v parameter.Values) (*series, error) {
	attack, err := attackOf(r, v.String("attack"))
	if err != nil {
		return nil, err
	}
	name := v.String("reconstructor")
	if name == "" {
		name = attack.Values.String("target")
	}
	at := slices.IndexFunc(r.Reconstructors, func(s recipe.ReconstructorSection) bool { return s.Name == name })
	if at < 0 {
		var names []string
		for _, s := range r.Reconstructors {
			names = append(names, s.Name)
		}
		return nil, wrong("reconstructor", name, "there is no such reconstructor"+recipe.Listed(names))
	}
	s := &series{}
	if s.key, s.values, err = overOf(r.Reconstructors[at], v.String("over")); err != nil {
		return nil, err
	}
	s.path = "reconstructor." + recipe.QuoteKey(name) + "." + s.key
	return s, s.vary(alone(r, at, attack), name)
}

// attackOf is the attack of that name, or the first.
func attackOf(r recipe.Recipe, name string) (recipe.AttackSection, error) {
	if len(r.Attacks) == 0 {
		return recipe.AttackSection{}, wrong("attack", "", "there is none in the recipe: a study needs one, to search for the worst case")
	}
	if name == "" {
		return r.Attacks[0], nil
	}
	var names []string
	for _, a := range r.Attacks {
		if a.Name == name {
			return a, nil
		}
		names = append(names, a.Name)
	}
	return recipe.AttackSection{}, wrong("attack", name, "there is no such attack"+recipe.Listed(names))
}

// overOf reads "key=values". Values are separated by commas outside brackets.
func overOf(s recipe.ReconstructorSection, over string) (key string, values []string, err error) {
	if over == "" {
		m, _ := reconstruct.Lookup(s.Method)
		if m.Depth == "" {
			return "", nil, wrong("over", "", fmt.Sprintf("method %q has no depth; say which key takes which values, for example lambda=0.001,0.01", s.Method))
		}
		over = m.Depth + "=1,2,5,10,20,50,100"
	}
	key, list, err := recipe.SplitAssignment(over)
	if err != nil {
		return "", nil, wrong("over", over, "must have the form key=values, for example inner=1,2,5,10,20")
	}
	depth, from := 0, 0
	for i, c := range list + "," {
		switch {
		case strings.ContainsRune("[{", c):
			depth++
		case strings.ContainsRune("]}", c):
			depth--
		case c == ',' && depth == 0:
			values = append(values, strings.TrimSpace(list[from:i]))
			from = i + 1
		}
	}
	return key, values, nil
}

// alone is the recipe with one reconstructor, those that it starts from, and one attack on it.
func alone(r recipe.Recipe, at int, attack recipe.AttackSection) recipe.Recipe {
	base := r.Clone()
	base.Reconstructors = withStarts(base.Reconstructors[:at+1])
	attack.Values = attack.Values.Clone()
	attack.Values["target"] = r.Reconstructors[at].Name
	for _, key := range []string{"norms", "singular"} {
		delete(attack.Values, key)
	}
	base.Attacks = []recipe.AttackSection{attack}
	base.Visibility, base.Questions = recipe.VisibilitySection{}, nil
	return base
}

// withStarts is the last reconstructor with those that it starts from.
func withStarts(list []recipe.ReconstructorSection) []recipe.ReconstructorSection {
	needed := list[len(list)-1].Name
	var kept []recipe.ReconstructorSection
	for _, s := range slices.Backward(list) {
		if s.Name == needed {
			kept = append(kept, s)
			needed = s.Values.String("start")
		}
	}
	slices.Reverse(kept)
	return kept
}

// vary makes the recipe of each value. Every one of them is checked.
func (s *series) vary(base recipe.Recipe, name string) error {
	for _, v := range s.values {
		one, err := base.Set(s.path, v)
		if err != nil {
			return s.refuse(v, err)
		}
		if one.Attacks[0].Values.String("target") != name {
			return wrong("over", s.key+"="+v, fmt.Sprintf("cannot be studied: it names %s", name))
		}
		if one, err = one.Complete(); err != nil {
			return s.refuse(v, err)
		}
		s.recipes = append(s.recipes, one)
	}
	return nil
}

// refuse is an error of one value, at the question that holds it.
func (s *series) refuse(value string, err error) error {
	want := err.Error()
	var field *recipe.FieldError
	if errors.As(err, &field) {
		f := *field
		f.File, f.Line, f.Column = "", 0, 0
		want = f.Error()
	}
	return wrong("over", s.key+"="+value, want)
}

func wrong(key, found, want string) error {
	e := &parameter.Error{Key: key, Want: want}
	if found != "" {
		e.Found = parameter.Format(found)
	}
	return e
}

// deepen runs the recipe of each value, and tells each point as it ends.
func deepen(ctx context.Context, s Subjects, v parameter.Values, tell Tell) (*result.Report, error) {
	series, err := newSeries(s.Recipe(), v)
	if err != nil {
		return nil, err
	}
	report := series.report()
	for i, r := range series.recipes {
		tell(nil, i, len(series.recipes))
		begin := time.Now()
		computed, err := s.Run(ctx, r)
		if err != nil {
			return report, err
		}
		report = report.Copy()
		series.add(&report.Tables[0], i, computed)
		report.Seconds += time.Since(begin).Seconds()
		tell(report, i+1, len(series.recipes))
	}
	return report, nil
}

// The columns of the table, after that of the key.
var depthColumns = []result.Column{
	{Key: "relative_l2", Title: "Relative ℓ² error"},
	{Key: "worst_amplification", Title: "Worst case", Symbol: "‖f(y+e)-f(y)‖/‖e‖", Help: "Of the worst perturbation that was found: the true worst case is at least that."},
	{Key: "gaussian_amplification", Title: "Gaussian", Help: "Mean of Gaussian noise of equal norm."},
	{Key: "gaussian_amplification_low", Title: "Gaussian, 2.5 %"},
	{Key: "gaussian_amplification_high", Title: "Gaussian, 97.5 %"},
	{Key: "attacked_relative_l2", Title: "Error under the worst case"},
	{Key: "relative_norm", Title: "Norm", Symbol: "‖e‖/‖y‖"},
	{Key: "seconds", Title: "Seconds", Unit: "s", Help: "Of the reconstruction alone."},
}

// report is the table without a row.
func (s *series) report() *result.Report {
	key := result.Column{Key: s.key, Title: s.key, Texts: []string{}}
	columns := append([]result.Column{key}, slices.Clone(depthColumns)...)
	for i := range columns[1:] {
		columns[i+1].Numbers = []float64{}
	}
	return &result.Report{Tables: []result.Table{{
		Title: "Accuracy against stability over " + s.key, Columns: columns,
		Axes: &result.Axes{X: "relative_l2", Y: "worst_amplification", Beside: "gaussian_amplification", LogX: true, LogY: true},
	}}}
}

// add is the point of a run: that of its last reconstructor under its attack.
func (s *series) add(t *result.Table, i int, computed *result.Result) {
	j := len(computed.Outputs) - 1
	a := computed.Attacks[0]
	c := computed.Cell(a, j)
	gaussian := stability.Spread{Mean: math.NaN(), Low: math.NaN(), High: math.NaN()}
	if g := a.Exposed[j].Gaussian; g != nil {
		gaussian = g.Amplification
	}
	numbers := []float64{
		computed.CleanError(j), c.Amplification, gaussian.Mean, gaussian.Low, gaussian.High, c.RelativeL2, a.Relative, computed.Outputs[j].Seconds,
	}
	columns := slices.Clone(t.Columns)
	columns[0].Texts = append(slices.Clip(columns[0].Texts), s.values[i])
	for k, x := range numbers {
		columns[k+1].Numbers = append(slices.Clip(columns[k+1].Numbers), x)
	}
	t.Columns = columns
}
