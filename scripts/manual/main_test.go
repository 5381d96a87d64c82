package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCommittedTablesAreCurrent(t *testing.T) {
	for name, tables := range map[string]int{"recipe.md": 12, "architecture.md": 1} {
		page, err := os.ReadFile("../../docs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if found := len(begin.FindAllString(string(page), -1)); found != tables {
			t.Errorf("%s has %d generated tables, want %d", name, found, tables)
		}
		filled, err := fill(string(page))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(page), filled); diff != "" {
			t.Errorf("docs/%s is not current; \"make docs\" writes it anew (-committed +current):\n%s", name, diff)
		}
	}
}

func TestFill(t *testing.T) {
	page := "above\n<!-- begin rooms -->\nold\n<!-- end rooms -->\nbelow\n"
	filled, err := fill(page)
	if err != nil {
		t.Fatal(err)
	}
	if want := "above\n<!-- begin rooms -->\n" + tables["rooms"]() + "<!-- end rooms -->\nbelow\n"; filled != want {
		t.Error(cmp.Diff(want, filled))
	}
	again, err := fill(filled)
	if err != nil || again != filled {
		t.Errorf("filling a filled page changed it (%v)", err)
	}
}

func TestFillRefuses(t *testing.T) {
	for page, want := range map[string]string{
		"<!-- begin nothing -->\n<!-- end nothing -->\n": `no table is named "nothing"`,
		"<!-- begin rooms -->\n| open |\n":               "no end mark",
	} {
		if _, err := fill(page); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error with %q", page, err, want)
		}
	}
}

func TestRuns(t *testing.T) {
	names := []string{"db1", "db2", "db9", "db10", "db11", "sym2", "sym3", "full"}
	want := []string{`"db1"`, `"db2"`, `"db9" to "db11"`, `"sym2"`, `"sym3"`, `"full"`}
	if diff := cmp.Diff(want, runs(names)); diff != "" {
		t.Error(diff)
	}
}
