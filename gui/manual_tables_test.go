package gui

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"firenet/phantoms"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/sampling"
)

// manualFile is the manual; FIRENET_UPDATE=1 writes its tables anew.
const manualFile = "../docs/manual.md"

// commandTable lists all commands, under the names of their menus.
func commandTable(w *Window) string {
	var s strings.Builder
	for _, g := range w.commands.KeyList() {
		fmt.Fprintf(&s, "\n**%s**\n\n", g.Head)
		for _, c := range w.commands {
			if c.Menu == g.Head && c.KeyText() == "" {
				fmt.Fprintf(&s, "* %s\n", strings.TrimSuffix(c.Name, " …"))
			}
		}
		for _, k := range g.Rows {
			fmt.Fprintf(&s, "* **%s** %s\n", k[0], k[1])
		}
	}
	return s.String() + "\n"
}

// controlTable lists all controls of the experiment, each once.
func controlTable() string {
	var s strings.Builder
	seen := map[string]bool{}
	add := func(list []parameter.Parameter) {
		for _, p := range list {
			line := fmt.Sprintf("* **%s**: %s\n", strings.TrimSpace(p.Name+" "+p.Symbol), p.Help)
			if !seen[line] {
				seen[line] = true
				s.WriteString(line)
			}
		}
	}
	s.WriteString("\n**Image**\n\n")
	add(recipe.ImageParameters())
	for _, n := range phantoms.Names() {
		p, _ := phantoms.Lookup(n)
		add(p.Parameters)
	}
	add(phantoms.InsertParameters())
	s.WriteString("\n**Sampling**\n\n")
	add(recipe.SamplingParameters())
	for _, n := range sampling.Names() {
		p, _ := sampling.Lookup(n)
		add(p.Parameters)
	}
	s.WriteString("\n**Noise**\n\n")
	add(recipe.NoiseParameters())
	s.WriteString("\n**Reconstructors**\n\n")
	add(recipe.ReconstructorParameters())
	for _, n := range reconstruct.Names() {
		m, _ := reconstruct.Lookup(n)
		add(m.Parameters)
	}
	s.WriteString("\n**Attack**\n\n")
	add(recipe.AttackParameters())
	s.WriteString("\n**Can you see it?**\n\n")
	add(recipe.VisibilityParameters())
	return s.String() + "\n"
}

func TestTheManualHasEveryCommandAndEveryControl(t *testing.T) {
	h := open(t, nil)
	page, err := os.ReadFile(manualFile)
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	for name, table := range map[string]string{"commands": commandTable(h.Window), "controls": controlTable()} {
		between := regexp.MustCompile(`(?s)(<!-- begin ` + name + ` -->\n)(.*)(<!-- end ` + name + ` -->)`)
		g := between.FindStringSubmatch(text)
		if g == nil {
			t.Fatalf("the manual has no place for the list of %s", name)
		}
		if os.Getenv("FIRENET_UPDATE") != "" {
			text = strings.Replace(text, g[0], g[1]+table+g[3], 1)
			continue
		}
		for _, line := range strings.Split(table, "\n") {
			line, _, _ = strings.Cut(line, "**: ") // of a control its name
			if !strings.Contains(g[2], line) {
				t.Errorf("%q is not in the list of %s in %s: make manual writes it anew", line, name, manualFile)
			}
		}
	}
	if text != string(page) {
		if err := os.WriteFile(manualFile, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
