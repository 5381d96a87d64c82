package result

// Visibility is the kind of the question "can you see it?", and its name where the recipe
// gives it none.
const Visibility = "visibility"

// NewVisibility is the answer to that question before anything is known: its table without a
// row. [Report.AddShown] adds one.
func NewVisibility() *Report {
	return &Report{Name: Visibility, Kind: Visibility, Title: "Can you see it?", Tables: []Table{{
		Title: "Share of the detail's contrast that is shown",
		Columns: []Column{
			{Key: "contrast", Title: "Contrast", Numbers: []float64{}},
			{Key: "reconstructor", Title: "Reconstructor", Texts: []string{}},
			{Key: "share", Title: "Share of the contrast", Share: true, Help: "Of the detail's contrast that is recovered: 100 % as it is, 0 % missing.", Numbers: []float64{}},
			{Key: "chance", Title: "Chance", Share: true, Help: "How far the same number goes beside the detail.", Numbers: []float64{}},
			{Key: "visible", Title: "Visible", Help: "The share is above half and well above chance.", Flags: []bool{}},
		},
		Cross: &Cross{Row: "contrast", Column: "reconstructor", Value: "share", Mark: "visible"},
		Axes:  &Axes{X: "contrast", Y: "share", By: "reconstructor", Beside: "chance", LogX: true, Level: 0.5},
	}}}
}

// AddShown adds what a reconstructor shows of a detail of that contrast, as detail.Recovered
// has it, to an answer that [NewVisibility] has made.
func (r *Report) AddShown(contrast float64, name string, share, chance float64, visible bool) {
	c := r.Tables[0].Columns
	c[0].Numbers = append(c[0].Numbers, contrast)
	c[1].Texts = append(c[1].Texts, name)
	c[2].Numbers = append(c[2].Numbers, share)
	c[3].Numbers = append(c[3].Numbers, chance)
	c[4].Flags = append(c[4].Flags, visible)
}
