package main

import (
	"fmt"
	"strconv"
	"strings"

	"firenet/internal/architecture"
	"firenet/phantoms"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/sampling"
)

// The tables by the names that pages use.
var tables = map[string]func() string{
	"insert":        func() string { return rows(phantoms.InsertParameters()) },
	"image":         func() string { return rows(recipe.ImageParameters()) },
	"sampling":      func() string { return rows(recipe.SamplingParameters()) },
	"noise":         func() string { return rows(recipe.NoiseParameters()) },
	"attack":        func() string { return rows(recipe.AttackParameters()) },
	"visibility":    func() string { return rows(recipe.VisibilityParameters()) },
	"reconstructor": func() string { return rows(recipe.ReconstructorParameters()) },
	"methods":       methodTables,
	"patterns":      patternTables,
	"phantoms":      phantomTables,
	"rooms":         architecture.Table,
}

func phantomTables() string {
	var b strings.Builder
	for _, name := range phantoms.Names() {
		p, _ := phantoms.Lookup(name)
		entry(&b, p.Name, p.Title, p.Help, nil, p.Parameters)
	}
	return b.String()
}

func patternTables() string {
	var b strings.Builder
	for _, name := range sampling.Names() {
		p, _ := sampling.Lookup(name)
		facts := []string{"Operators: " + strings.Join(p.Transforms, ", ") + "."}
		switch {
		case !p.UsesFraction:
			facts = append(facts, "`fraction` has no influence.")
		case p.Exact:
			facts = append(facts, "Draws exactly round(fraction × H × W) samples.")
		default:
			facts = append(facts, "Comes as close to the fraction as its geometry allows.")
		}
		entry(&b, p.Name, p.Title, p.Help, facts, p.Parameters)
	}
	return b.String()
}

func methodTables() string {
	var b strings.Builder
	for _, name := range reconstruct.Names() {
		m, _ := reconstruct.Lookup(name)
		entry(&b, m.Name, m.Title, m.Help, nil, m.Parameters)
	}
	return b.String()
}

func entry(b *strings.Builder, name, title, help string, facts []string, described []parameter.Parameter) {
	fmt.Fprintf(b, "#### `%s`: %s\n\n", name, title)
	fmt.Fprintln(b, strings.Join(append([]string{help}, facts...), " "))
	if len(described) == 0 {
		fmt.Fprint(b, "\nNo keys of its own.\n\n")
		return
	}
	fmt.Fprintf(b, "\n%s\n", rows(described))
}

func rows(described []parameter.Parameter) string {
	var b strings.Builder
	b.WriteString("| key | meaning | values | default |\n|---|---|---|---|\n")
	for _, p := range described {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", p.Key, cell(meaning(p)), cell(values(p)), cell(standard(p)))
	}
	return b.String()
}

// meaning is the plain name, symbol, unit and help of a parameter.
func meaning(p parameter.Parameter) string {
	name := p.Name
	if p.Symbol != "" {
		name += ", " + p.Symbol
	}
	if p.Unit != "" {
		name += " (" + p.Unit + ")"
	}
	parts := []string{name + "."}
	if p.Help != "" {
		parts = append(parts, p.Help)
	}
	for _, t := range p.Tables {
		if t.Help != "" {
			parts = append(parts, "`"+t.Key+"`: "+t.Help)
		}
	}
	return strings.Join(parts, " ")
}

func values(p parameter.Parameter) string {
	if p.Kind == parameter.Choice {
		return strings.Join(runs(p.Choices), ", ")
	}
	return strings.TrimPrefix(strings.TrimPrefix(p.Range(), "must be "), "one of ")
}

// runs quotes names and writes three or more that are numbered one after another as
// their first and last: "db1" to "db10".
func runs(names []string) []string {
	var out []string
	for i := 0; i < len(names); {
		last := i
		for last+1 < len(names) && follows(names[last], names[last+1]) {
			last++
		}
		if last < i+2 {
			out = append(out, strconv.Quote(names[i]))
			i++
			continue
		}
		out = append(out, strconv.Quote(names[i])+" to "+strconv.Quote(names[last]))
		i = last + 1
	}
	return out
}

// follows says whether b is a with its number at the end one higher.
func follows(a, b string) bool {
	stem := strings.TrimRight(a, "0123456789")
	n, err := strconv.Atoi(a[len(stem):])
	return err == nil && b == stem+strconv.Itoa(n+1)
}

func standard(p parameter.Parameter) string {
	if p.Default == nil {
		return "absent: " + p.Absent
	}
	return "`" + parameter.Format(p.Default) + "`"
}

// cell keeps a text inside one cell of a Markdown table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(s)
}
