package study

import (
	"context"
	"fmt"
	"slices"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/detail"
	"firenet/recon/parameter"
	"firenet/recon/question"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// maxContrasts bounds what one recipe may ask.
const maxContrasts = 50

// Visibility is the name of the question "can you see it?".
const Visibility = result.Visibility

func init() {
	Register(Study{
		Kind: question.Kind{
			Name: Visibility, Title: "Can you see it?", Help: "Inserts a detail with one contrast after another and asks which reconstructor still shows it.",
			Parameters: []parameter.Parameter{{
				Key: "contrasts", Name: "Contrasts", Kind: parameter.Numbers, Default: []float64{0.02, 0.05, 0.1, 0.2, 0.5},
				Help: "The inserted detail of [image], a disc where there is none, is shown with each contrast to every reconstructor.",
			}},
		},
		Check:           checkVisibility,
		Reconstructions: func(v parameter.Values) float64 { return float64(len(v.Numbers("contrasts"))) },
		Run:             see,
	})
}

func checkVisibility(r recipe.Recipe, v parameter.Values, _ array.Shape) error {
	list := v.Numbers("contrasts")
	wrong := func(c float64) bool { return !(c >= -1 && c <= 1) || c == 0 }
	if len(list) == 0 || len(list) > maxContrasts || slices.ContainsFunc(list, wrong) {
		return &parameter.Error{Key: "contrasts", Found: parameter.Format(v["contrasts"]), Want: "must be a list of 1 to 50 contrasts in [-1, 1], none of them 0"}
	}
	if r.Image.Phantom == "" && r.Image.File == "" {
		return &parameter.Error{Key: "contrasts", Found: parameter.Format(v["contrasts"]), Want: "needs a true image, in which a detail can be inserted"}
	}
	return nil
}

// see inserts the detail with each contrast in turn, and gives every reconstructor the samples
// of that image. The reconstructors stay as they were made, with the weights of the recipe's
// image; noise and measured samples stay too, and only the detail's part of the samples
// changes.
func see(ctx context.Context, s Subjects, v parameter.Values, tell Tell) (*result.Report, error) {
	plain, err := s.Plain()
	if err != nil {
		return nil, err
	}
	contrasts, names := v.Numbers("contrasts"), s.Names()
	shown := make([][]detail.Recovered, len(names)) // by reconstructor, then contrast
	for j := range names {
		shown[j], err = seeWith(ctx, s, j, plain, contrasts, func(done int) {
			tell(nil, j*len(contrasts)+done, len(names)*len(contrasts))
		})
		if err != nil {
			return nil, err
		}
	}
	return visibilityReport(names, contrasts, shown), nil
}

// seeWith is what one reconstructor shows of the detail. Where all of it lies outside the
// image there is nothing to see.
func seeWith(ctx context.Context, s Subjects, j int, plain *array.Complex, contrasts []float64, tell func(done int)) ([]detail.Recovered, error) {
	base := detailValues(s.Recipe(), 0)
	delete(base, "insert_contrast")
	return remember(s, j, Visibility, fmt.Sprintf("%v|%v", contrasts, base), func() ([]detail.Recovered, error) {
		column := make([]detail.Recovered, len(contrasts))
		for i, c := range contrasts {
			tell(i)
			with, err := phantoms.Insert(plain, detailValues(s.Recipe(), c))
			if err != nil {
				return nil, err
			}
			t, ok := detail.New(with, plain)
			if !ok {
				continue
			}
			samples, err := s.SamplesOf(ctx, with)
			if err != nil {
				return nil, err
			}
			image, err := s.At(ctx, j, samples)
			if err != nil {
				return nil, err
			}
			column[i] = t.In(image)
		}
		return column, nil
	})
}

// detailValues are those of the inserted detail of [image]; where the recipe has none, a disc.
func detailValues(r recipe.Recipe, contrast float64) parameter.Values {
	v := parameter.Values{}
	for _, d := range phantoms.InsertParameters() {
		v[d.Key] = d.Default
		if given, ok := r.Image.Values[d.Key]; ok {
			v[d.Key] = given
		}
	}
	if v["insert"] == "none" {
		v["insert"] = "disc"
	}
	v["insert_contrast"] = contrast
	return v
}

// visibilityReport is the table: a row for each contrast and reconstructor.
func visibilityReport(names []string, contrasts []float64, shown [][]detail.Recovered) *result.Report {
	report := result.NewVisibility()
	for i, c := range contrasts {
		for j, name := range names {
			d := shown[j][i]
			report.AddShown(c, name, d.Contrast, d.Chance, d.Shows())
		}
	}
	return report
}
