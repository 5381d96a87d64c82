package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

var begin = regexp.MustCompile(`(?m)^<!-- begin ([a-z-]+) -->\n`)

// fill replaces what stands between the marks of a page by the tables of their names.
func fill(page string) (string, error) {
	var out strings.Builder
	for {
		at := begin.FindStringSubmatchIndex(page)
		if at == nil {
			out.WriteString(page)
			return out.String(), nil
		}
		name := page[at[2]:at[3]]
		table, ok := tables[name]
		if !ok {
			return "", fmt.Errorf("no table is named %q; known: %s", name, strings.Join(slices.Sorted(maps.Keys(tables)), ", "))
		}
		end := "<!-- end " + name + " -->\n"
		length := strings.Index(page[at[1]:], end)
		if length < 0 {
			return "", fmt.Errorf("the table %q has no end mark", name)
		}
		out.WriteString(page[:at[1]] + table() + end)
		page = page[at[1]+length+len(end):]
	}
}
