package experiment

import (
	"context"
	"fmt"
	"math"
	"slices"

	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// StudyRequest asks for the curve of accuracy against stability that one reconstructor
// draws as one of its keys takes value after value: FIRENET for p = 1 to 100, for example.
type StudyRequest struct {
	Attack        string // name of the attack; empty: the first of the recipe
	Reconstructor string // empty: the target of the attack
	Key           string // of the reconstructor, "inner" for example
	Values        []string
}

// StudyPoint is the reconstructor with one value of the key. What is not known is NaN.
type StudyPoint struct {
	Value      string  // as it was asked for
	Number     float64 // the value, where it is a number
	CleanError float64 // relative l2 without a perturbation
	Worst      float64 // amplification of the perturbation that was found
	Attacked   float64 // relative l2 under it
	Relative   float64 // its ||e|| / ||y||
	Gaussian   stability.Spread
	Seconds    float64 // of the reconstruction alone
}

// Study runs the attack on the reconstructor once for each value, and tells see each point
// as it ends. Everything is checked before the first is computed; errors are
// [recipe.FieldError]s. When ctx is cancelled the points so far are returned with its error.
func Study(ctx context.Context, r recipe.Recipe, q StudyRequest, o Options, see func(StudyPoint)) ([]StudyPoint, error) {
	recipes, name, err := q.recipes(r)
	if err != nil {
		return nil, err
	}
	plans := make([]*Plan, len(recipes))
	for i, r := range recipes {
		if plans[i], err = NewPlan(ctx, r, o); err != nil {
			return nil, err
		}
	}
	var points []StudyPoint
	for i, p := range plans {
		result, err := Run(ctx, p, o)
		if err != nil {
			return points, err
		}
		point := studied(result)
		point.Value, point.Number = q.Values[i], numberOf(result.Recipe.Get(studyKey(name, q.Key)))
		points = append(points, point)
		if see != nil {
			see(point)
		}
	}
	return points, nil
}

func studyKey(reconstructor, key string) string {
	return "reconstructor." + recipe.QuoteKey(reconstructor) + "." + key
}

// recipes are the recipe with each value, of which only what the point needs is left: the
// reconstructor with those that it may start from, and the attack.
func (q StudyRequest) recipes(r recipe.Recipe) (list []recipe.Recipe, name string, err error) {
	fail := func(key, found, want string) ([]recipe.Recipe, string, error) {
		e := &recipe.FieldError{Key: key, Want: want}
		if found != "" {
			e.Found = parameter.Format(found)
		}
		return nil, "", e
	}
	if len(r.Attacks) == 0 {
		return fail("attack", "", "there is none in the recipe: a study needs one, to search for the worst case")
	}
	if len(q.Values) == 0 {
		return fail(q.Key, "", "give at least one value")
	}
	a := r.Attacks[0]
	if q.Attack != "" {
		i := slices.IndexFunc(r.Attacks, func(s recipe.AttackSection) bool { return s.Name == q.Attack })
		if i < 0 {
			return fail("attack", q.Attack, "there is no such attack"+recipe.Listed(namesOf(r.Attacks)))
		}
		a = r.Attacks[i]
	}
	if name = q.Reconstructor; name == "" {
		name = a.Values.String("target")
	}
	at := slices.IndexFunc(r.Reconstructors, func(s recipe.ReconstructorSection) bool { return s.Name == name })
	if at < 0 {
		var names []string
		for _, s := range r.Reconstructors {
			names = append(names, s.Name)
		}
		return fail("reconstructor", name, "there is no such reconstructor"+recipe.Listed(names))
	}
	base := r.Clone()
	base.Reconstructors = withStarts(base.Reconstructors[:at+1])
	a.Values = a.Values.Clone()
	a.Values["target"] = name
	for _, key := range []string{"norms", "singular"} {
		delete(a.Values, key)
	}
	base.Attacks = []recipe.AttackSection{a}
	base.Visibility = recipe.VisibilitySection{}
	for _, v := range q.Values {
		one, err := base.Set(studyKey(name, q.Key), v)
		if err != nil {
			return nil, "", err
		}
		if one.Attacks[0].Values.String("target") != name {
			return fail(q.Key, v, fmt.Sprintf("cannot be studied: it names %s", name))
		}
		list = append(list, one)
	}
	return list, name, nil
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

func namesOf(attacks []recipe.AttackSection) (names []string) {
	for _, a := range attacks {
		names = append(names, a.Name)
	}
	return names
}

// numberOf is a value that is a number; NaN for others.
func numberOf(value any) float64 {
	switch x := value.(type) {
	case int:
		return float64(x)
	case float64:
		return x
	}
	return math.NaN()
}

// studied is the point of a run: that of its last reconstructor.
func studied(r *result.Result) StudyPoint {
	none := stability.Spread{Mean: math.NaN(), Low: math.NaN(), High: math.NaN()}
	p := StudyPoint{CleanError: math.NaN(), Worst: math.NaN(), Attacked: math.NaN(), Gaussian: none}
	j := len(r.Outputs) - 1
	p.CleanError, p.Seconds = r.CleanError(j), r.Outputs[j].Seconds
	a := r.Attacks[0]
	c := r.Cell(a, j)
	p.Worst, p.Attacked, p.Relative = c.Amplification, c.RelativeL2, a.Relative
	if g := a.Exposed[j].Gaussian; g != nil {
		p.Gaussian = g.Amplification
	}
	return p
}
