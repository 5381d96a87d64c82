package architecture

import (
	"fmt"
	"strings"
)

// Table is the table of rooms for the documentation, in Markdown.
func Table() string {
	var b strings.Builder
	b.WriteString("| folder | holds | may import |\n|---|---|---|\n")
	for _, r := range Rooms {
		may := make([]string, len(r.May))
		for i, m := range r.May {
			may[i] = strings.TrimPrefix(m, "recon/")
			if m == "recon" {
				may[i] = "all of recon"
			}
		}
		if len(may) == 0 {
			may = []string{"-"}
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.Folder, r.Holds, strings.Join(may, ", "))
	}
	return b.String()
}
