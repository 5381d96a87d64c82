package recipe

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// maxName is how many bytes the name of a section may have: it becomes
// the name of a folder.
const maxName = 100

// FolderName is the name of the folder that holds the results of a reconstructor, an attack or a
// question: lower case, everything but the letters a to z and the digits made '-'.
func FolderName(name string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
}

// reserved are device names, which cannot be folders on Windows.
func reserved(folder string) bool {
	switch folder {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(folder) == 4 && (folder[:3] == "com" || folder[:3] == "lpt") && folder[3] >= '0' && folder[3] <= '9'
}

// checkName says what is wrong with a name by itself; "" if nothing is.
func checkName(name string) string {
	switch {
	case strings.TrimSpace(name) == "":
		return "must not be empty"
	case len(name) > maxName:
		return fmt.Sprintf("must be at most %d bytes long", maxName)
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }):
		return "must consist of printable characters"
	case strings.Trim(FolderName(name), "-") == "":
		return "must contain a letter a to z or a digit: it names a folder"
	case reserved(FolderName(name)):
		return "cannot be a folder on Windows; choose another name"
	case name == "none":
		return `means "no start" where a start is chosen; choose another name`
	}
	return ""
}

// freeName is the title, numbered from 2 until neither it nor its folder is taken.
func freeName(title string, taken func(folder string) bool) string {
	name := title
	for i := 2; taken(FolderName(name)); i++ {
		name = fmt.Sprintf("%s %d", title, i)
	}
	return name
}

// fillNames gives names to the sections that have none: their titles, numbered where they
// are taken.
func (r *Recipe) fillNames() {
	folders := map[string]bool{}
	for i := range kinds {
		k := &kinds[i]
		if !k.array() {
			continue
		}
		list := k.list(r)
		for _, s := range list {
			folders[FolderName(nameOf(s))] = true
		}
		for _, s := range list {
			if nameOf(s) != "" {
				continue
			}
			name := freeName(s.(titled).title(), func(folder string) bool {
				return folders[folder] || slices.Contains(k.beside, folder)
			})
			s.put("name", name)
			folders[FolderName(name)] = true
		}
	}
}
