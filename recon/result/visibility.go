package result

import (
	"io"
	"slices"
)

// visibilityName is the kind of the question "can you see it?", and its name where the recipe
// gives it none.
const visibilityName = "visibility"

// reportsVisibility says whether a report answers that question: its table is the same.
func (r *Result) reportsVisibility() bool {
	return slices.ContainsFunc(r.Reports, func(q *Report) bool { return q != nil && q.Kind == visibilityName })
}

// visibilityTable is the table "can you see it?" in long form. The reconstructors are called
// by their names.
func visibilityTable(rows []Contrast, names []string) Table {
	contrast := Column{Key: "contrast", Title: "Contrast", Numbers: []float64{}}
	name := Column{Key: "reconstructor", Title: "Reconstructor", Texts: []string{}}
	share := Column{Key: "share", Title: "Share", Share: true, Numbers: []float64{}, Help: "how much of the contrast of the detail is shown"}
	chance := Column{Key: "chance", Title: "Chance", Share: true, Numbers: []float64{}, Help: "what the error reaches beside the detail"}
	visible := Column{Key: "visible", Title: "Visible", Flags: []bool{}}
	for _, c := range rows {
		for j, d := range c.Recovered {
			contrast.Numbers = append(contrast.Numbers, c.Contrast)
			name.Texts = append(name.Texts, names[j])
			share.Numbers = append(share.Numbers, d.Share)
			chance.Numbers = append(chance.Numbers, d.Chance)
			visible.Flags = append(visible.Flags, d.Visible)
		}
	}
	return Table{Title: "Can you see it?", Columns: []Column{contrast, name, share, chance, visible}}
}

// WriteVisibility writes the table "can you see it?".
func (r *Result) WriteVisibility(w io.Writer) error {
	names := make([]string, len(r.Outputs))
	for j, out := range r.Outputs {
		if out != nil {
			names[j] = out.Name
		}
	}
	return visibilityTable(r.Visibility, names).WriteCSV(w)
}
