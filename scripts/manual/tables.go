package main

import (
	"fmt"
	"strings"

	"firenet/internal/architecture"
	"firenet/phantoms"
	"firenet/recon/experiment"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/sampling"
)

// The tables by the names that pages use.
var tables = map[string]func() string{
	"image":         func() string { return rows(experiment.ImageParameters()) },
	"sampling":      func() string { return rows(experiment.SamplingParameters()) },
	"noise":         func() string { return rows(experiment.NoiseParameters()) },
	"reconstructor": func() string { return rows(experiment.ReconstructorParameters()) },
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
	if p.Help == "" {
		return name
	}
	return name + ". " + p.Help
}

func values(p parameter.Parameter) string {
	return strings.TrimPrefix(strings.TrimPrefix(p.Range(), "must be "), "one of ")
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
