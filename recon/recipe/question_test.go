package recipe

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firenet/recon/parameter"
	"firenet/recon/question"
)

// The kinds of these tests. The kinds of the program are in package study, which a recipe does
// not know.
func init() {
	question.Register(question.Kind{
		Name: "taste", Title: "How does it taste?", Help: "A question with a key of every kind.",
		Parameters: []parameter.Parameter{
			{Key: "spoons", Name: "Spoons", Kind: parameter.Integer, Min: 1, Max: 9, Default: 3},
			{Key: "salt", Name: "Salt", Kind: parameter.Real, Min: 0, Max: 1, Default: 0.5},
			{Key: "hot", Name: "Hot", Kind: parameter.Switch, Default: true},
			{Key: "plate", Name: "Plate", Kind: parameter.Choice, Choices: []string{"deep", "flat"}, Default: "flat"},
			{Key: "order", Name: "Order", Kind: parameter.Numbers, Absent: "any"},
			{Key: "recipe", Name: "Recipe", Kind: parameter.Path, Absent: "none"},
			{Key: "reconstructor", Name: "Cook", Kind: parameter.Text, Refers: "reconstructor", Absent: "all"},
			{Key: "attack", Name: "Guest", Kind: parameter.Text, Refers: "attack", Absent: "nobody"},
			{
				Key: "beside", Name: "Beside", Kind: parameter.Variant, Choices: []string{"nothing"}, Free: true, Refers: "reconstructor", Default: "nothing",
				Tables: []parameter.TableKey{{Key: "file", Kind: parameter.Path}},
			},
		},
	})
	question.Register(question.Kind{Name: "colour", Title: "Metrics", Help: "A question whose title is the name of a file."})
}

// twoQuestions has reconstructors, an attack, and questions about them.
const twoQuestions = `format = 1
[[reconstructor]]
name = "A b"
[[reconstructor]]
name = "C"
[[attack]]
name = "worst"
target = "C"
[[question]]
kind = "taste"
spoons = 2
order = [1, 2.5]
reconstructor = "A b"
attack = "worst"
[[question]]
kind = "taste"
beside = "C"
[[question]]
kind = "colour"
`

// TestQuestions: they are named after their kinds, and completed as methods are.
func TestQuestions(t *testing.T) {
	r := mustParse(t, twoQuestions)
	want := []QuestionSection{
		{"How does it taste?", "taste", parameter.Values{"spoons": 2, "order": []float64{1, 2.5}, "reconstructor": "A b", "attack": "worst"}},
		{"How does it taste? 2", "taste", parameter.Values{"beside": "C"}},
		{"Metrics 2", "colour", parameter.Values{}}, // metrics.csv is there already
	}
	if d := cmp.Diff(want, r.Questions); d != "" {
		t.Error(d)
	}
	c, err := r.Complete()
	must(t, err)
	if v := c.Questions[1].Values; v.Int("spoons") != 3 || !v.Bool("hot") || v.String("beside") != "C" || v.Has("order") {
		t.Errorf("completed: %v", v)
	}
	if r.Questions[1].Values.Has("spoons") {
		t.Error("completing changed the recipe itself")
	}
	if n := len(Default().Questions); n != 0 {
		t.Errorf("%d questions by default", n)
	}
	if strings.Contains(string(Default().Encode()), "question") {
		t.Error("a question that nobody asks is written")
	}
}

func TestWrongQuestions(t *testing.T) {
	const ask = "format = 1\n[[reconstructor]]\nname = \"R\"\n[[question]]\nkind = \"taste\"\n"
	for name, c := range map[string]struct{ text, want string }{
		"kind":          {"format = 1\n[[question]]\nname=\"q\"\nkind = \"taset\"\nspoons = 1", `r.toml:4: question.q.kind = "taset": must be one of "colour", "taste"`},
		"no kind":       {"format = 1\n[[question]]\nname=\"q\"\nspoons = 100", `r.toml:2: question.q.kind: missing; must be one of "colour", "taste"`},
		"no name":       {"format = 1\n[[question]]", `r.toml:2: question.Question.kind: missing`},
		"kind type":     {"format = 1\n[[question]]\nkind = 3", `r.toml:3: question.Question.kind = 3: must be one of`},
		"key":           {ask + "spons = 1", `r.toml:6: question.How does it taste?.spons: unknown key; did you mean "spoons"?`},
		"no keys":       {"format = 1\n[[question]]\nkind=\"colour\"\nhue = 1", `r.toml:4: question.Metrics 2.hue: unknown key; known here (question "colour"): name, kind`},
		"range":         {ask + "spoons = 10", `r.toml:6: question.How does it taste?.spoons = 10: must be a whole number in [1, 9]`},
		"type":          {ask + "hot = \"yes\"", `r.toml:6: question.How does it taste?.hot = "yes": must be true or false`},
		"reconstructor": {ask + "reconstructor = \"S\"", `r.toml:6: question.How does it taste?.reconstructor = "S": must be the name of a reconstructor: "R"`},
		"attack":        {ask + "attack = \"S\"", `r.toml:6: question.How does it taste?.attack = "S": must be the name of an attack; there is none`},
		"variant":       {ask + "beside = \"S\"", `r.toml:6: question.How does it taste?.beside = "S": must be the name of a reconstructor: "R"`},
		"empty file":    {ask + "recipe = \"\"", `r.toml:6: question.How does it taste?.recipe = "": must be the name of a file`},
		"not a list":    {"format = 1\n[question]\nkind = \"taste\"", `r.toml:2: question = {kind = "taste"}: must be a list of tables, [[question]]`},
		"name":          {ask + "name = \"..\"", `r.toml:6: question.How does it taste?.name = "..": must contain a letter`},
		"as a method":   {ask + "name = \"r\"", `r.toml:6: question.r.name = "r": must be unique; "R" has the same folder "r"`},
		"as an attack":  {ask + "name = \"a-1\"\n[[attack]]\nname = \"A 1\"\ntarget = \"R\"", `r.toml:6: question.a-1.name = "a-1": must be unique; "A 1" has the same folder "a-1"`},
		"as each":       {ask + "name = \"x R\"\n[[attack]]\nname = \"x\"\ntarget = \"all\"", `r.toml:8: attack.x.name = "x": leaves a folder "x-r" for its attack on R, which "x R" has too`},
		"as a question": {ask + "name = \"q\"\n[[question]]\nkind = \"colour\"\nname = \"Q\"", `r.toml:9: question.Q.name = "Q": must be unique; "q" has the same folder "q"`},
		"as a file":     {ask + "name = \"Metrics\"", `r.toml:6: question.Metrics.name = "Metrics": would be the name of a file that the output folder has already; choose another name`},
	} {
		_, err := Parse("r.toml", []byte(c.text))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v\n   want %s", name, err, c.want)
		}
		var field *FieldError
		if !errors.As(err, &field) {
			t.Errorf("%s: %T is not a FieldError", name, err)
		}
	}
	many := "format = 1\n" + strings.Repeat("[[question]]\nkind = \"colour\"\n", maxSections+1)
	if _, err := Parse("r.toml", []byte(many)); err == nil || err.Error() != "r.toml:2: question: has 65 sections; must be at most 64" {
		t.Errorf("too many: %v", err)
	}
}

// TestWrongQuestionsAsValues: a window makes recipes as values.
func TestWrongQuestionsAsValues(t *testing.T) {
	for name, c := range map[string]struct {
		question QuestionSection
		want     string
	}{
		"kind":    {QuestionSection{Name: "q", Kind: "tast"}, `question.q.kind = "tast": must be one of "colour", "taste"`},
		"none":    {QuestionSection{}, `question.Question.kind: missing; must be one of "colour", "taste"`},
		"unknown": {QuestionSection{Kind: "colour", Values: parameter.Values{"x": 1}}, `question.Metrics 2.x: unknown key; known here (question "colour"): name, kind`},
		"value":   {QuestionSection{Kind: "taste", Values: parameter.Values{"salt": 2.0}}, `question.How does it taste?.salt = 2.0: must be a number in [0, 1]`},
	} {
		r := Default()
		r.Questions = []QuestionSection{c.question}
		if _, err := r.Complete(); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v\n   want %s", name, err, c.want)
		}
	}
	r := Default()
	for range maxSections + 1 {
		r.Questions = append(r.Questions, QuestionSection{Kind: "colour"})
	}
	if _, err := r.Complete(); err == nil || err.Error() != "question = 65: must be at most 64 sections" {
		t.Errorf("too many: %v", err)
	}
}

// TestSetQuestions: their keys are listed, read and set as those of attacks are.
func TestSetQuestions(t *testing.T) {
	r := mustParse(t, twoQuestions)
	for path, value := range map[string]any{
		`question."How does it taste?".spoons`: 5,
		"question.how-does-it-taste-.hot":      false,
		"question.how-does-it-taste--2.plate":  "deep",
		"question.metrics-2.kind":              "taste",
		"question.metrics-2.name":              "Smell",
		"question.how-does-it-taste--2.beside": parameter.Table{Key: "file", Text: "x.npy"},
	} {
		next, err := r.Set(path, parameter.Format(value))
		must(t, err)
		if path == "question.metrics-2.name" {
			path = "question.smell.name"
		}
		if d := cmp.Diff(value, next.Get(path)); d != "" {
			t.Errorf("%s: %s", path, d)
		}
		_, err = next.Complete()
		must(t, err)
	}
	for path, want := range map[string]string{
		"question.smell.kind":                `there is no question "smell": "How does it taste?", "How does it taste? 2", "Metrics 2"`,
		"question.metrics-2.hue":             `unknown key; known here (question "colour"): name, kind`,
		"question.how-does-it-taste-.spoons": `must be a whole number in [1, 9]`,
		"question":                           `is a section; name a key of it, for example question."How does it taste?".name`,
		"question.spoons":                    `must be question.name.key`,
	} {
		if _, err := r.Set(path, "0"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
	keys := map[string]bool{}
	for _, k := range r.Keys() {
		keys[k.Path] = true
	}
	for _, path := range []string{`question."How does it taste?".spoons`, `question."How does it taste? 2".kind`, `question."Metrics 2".name`} {
		if !keys[path] {
			t.Errorf("%s is not listed", path)
		}
	}
	// What belongs to the old kind goes with it.
	next, err := r.Set("question.how-does-it-taste-.kind", "colour")
	if err != nil || len(next.Questions[0].Values) != 0 {
		t.Errorf("%v, %v", next.Questions, err)
	}
}

// TestRenameFollows: what a parameter says that it refers to, and nothing else.
func TestRenameFollows(t *testing.T) {
	r := mustParse(t, twoQuestions)
	for path, name := range map[string]string{"reconstructor.a-b.name": "worse", "reconstructor.c.name": "D", "attack.worst.name": "best"} {
		var err error
		r, err = r.Set(path, name)
		must(t, err)
	}
	first, second := r.Questions[0].Values, r.Questions[1].Values
	if first["reconstructor"] != "worse" || first["attack"] != "best" || second["beside"] != "D" || r.Attacks[0].Values["target"] != "D" {
		t.Errorf("%v, %v, %v", first, second, r.Attacks[0].Values)
	}
	_, err := r.Complete()
	must(t, err)
	// Two sections of different arrays may not have one name, but a text is not mistaken for it.
	r.Questions[0].Values["attack"] = "worse"
	r, err = r.Set("reconstructor.worse.name", "new")
	must(t, err)
	if v := r.Questions[0].Values; v["attack"] != "worse" || v["reconstructor"] != "new" {
		t.Errorf("%v", v)
	}
}

// TestQuestionsMoveFiles with the recipe.
func TestQuestionsMoveFiles(t *testing.T) {
	r := mustParse(t, "format = 1\n[[question]]\nkind = \"taste\"\nrecipe = \"a.txt\"\nbeside = {file = \"b.npy\"}\n")
	v := r.MapFiles(func(name string) string { return "to/" + name }).Questions[0].Values
	if file, _ := v.Table("beside"); v.String("recipe") != "to/a.txt" || file.Text != "to/b.npy" {
		t.Errorf("%v", v)
	}
	if r.Questions[0].Values.String("recipe") != "a.txt" {
		t.Error("the recipe itself was changed")
	}
}

// TestEncodeAnyQuestions draws questions from the descriptions of their keys.
func TestEncodeAnyQuestions(t *testing.T) {
	checkRoundTrip(t, mustParse(t, twoQuestions))
	rapid.Check(t, func(t *rapid.T) {
		r := Default()
		for i := range rapid.IntRange(0, 4).Draw(t, "questions") {
			s := QuestionSection{Kind: rapid.SampledFrom(question.Names()).Draw(t, "kind"), Values: parameter.Values{}}
			if rapid.Bool().Draw(t, "named") {
				s.Name = fmt.Sprintf("%s q%d", rapid.StringMatching(`[a-zA-Z"'. ]{0,8}`).Draw(t, "name"), i)
			}
			described, _ := s.described()
			for _, d := range described {
				if v, ok := drawValue(t, d); ok && d.Refers == "" && v != "" && rapid.Bool().Draw(t, "given") {
					s.Values[d.Key] = v
				}
			}
			r.Questions = append(r.Questions, s)
		}
		c, err := r.Complete()
		if err != nil {
			t.Fatalf("not a recipe: %v", err)
		}
		checkRoundTrip(t, c)
	})
}
