package experiment

import (
	"fmt"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/detail"
	"firenet/recon/parallel"
	"firenet/recon/parameter"
	"firenet/recon/result"
	"firenet/recon/transform"
)

// detailValues are those of the inserted detail of [image]; where the recipe has none, a disc.
func (p *Plan) detailValues(contrast float64) parameter.Values {
	v := parameter.Values{}
	for _, d := range phantoms.InsertParameters() {
		v[d.Key] = d.Default
		if given, ok := p.recipe.Image.Values[d.Key]; ok {
			v[d.Key] = given
		}
	}
	if v["insert"] == "none" {
		v["insert"] = "disc"
	}
	v["insert_contrast"] = contrast
	return v
}

// see answers "can you see it?": the detail is inserted with each contrast in turn, and
// every reconstructor is given the samples of that image. The reconstructors stay as they
// were made, with the weights of the recipe's image; noise and measured samples stay too,
// and only the detail's part of the samples changes.
func (r *run) see() error {
	contrasts := r.recipe.Visibility.Contrasts
	if len(contrasts) == 0 {
		return nil
	}
	plain, err := r.plainTruth()
	if err != nil {
		return err
	}
	table := make([]result.Contrast, len(contrasts))
	for i, c := range contrasts {
		table[i] = result.Contrast{Contrast: c, Recovered: make([]result.DetailShown, len(r.planned))}
	}
	for j := range r.planned {
		column, err := r.seeWith(j, plain.image)
		if err != nil {
			return err
		}
		for i, d := range column {
			table[i].Recovered[j] = d
		}
	}
	r.result.Visibility = table
	return nil
}

// seeWith is the column of one reconstructor.
func (r *run) seeWith(j int, plain *array.Complex) ([]result.DetailShown, error) {
	contrasts := r.recipe.Visibility.Contrasts
	entry := r.planned[j]
	values := r.detailValues(0)
	delete(values, "insert_contrast")
	key := fmt.Sprintf("%s|%v|%v", entry.key, contrasts, values)
	return remember(r.cache, "visibility with "+entry.section.Name, key, func() ([]result.DetailShown, error) {
		column := make([]result.DetailShown, len(contrasts))
		for i, c := range contrasts {
			if r.options.Observer.Detail != nil {
				r.options.Observer.Detail(j*len(contrasts)+i, len(contrasts)*len(r.planned))
			}
			with, err := phantoms.Insert(plain, r.detailValues(c))
			if err != nil {
				return nil, err
			}
			t, ok := detail.New(with, plain)
			if !ok {
				continue // all of it lies outside the image
			}
			samples, err := r.samplesOf(with)
			if err != nil {
				return nil, err
			}
			image, err := r.at(r.ctx, j, samples)
			if err != nil {
				return nil, err
			}
			shown := t.In(image)
			column[i] = result.DetailShown{Share: shown.Contrast, Chance: shown.Chance, Visible: shown.Shows()}
		}
		return column, nil
	})
}

// samplesOf are y + P U (x' - x), the samples that another image would have given with the
// same noise.
func (r *run) samplesOf(image *array.Complex) (*array.Complex, error) {
	workers := parallel.New(r.ctx, r.options.threads())
	defer workers.Close()
	u, err := transform.New[complex128](r.recipe.Sampling.Operator, r.shape, workers)
	if err != nil {
		return nil, err
	}
	y := array.NewComplex(r.shape)
	u.Forward(y, plus(image, r.truth, -1))
	if err := workers.Err(); err != nil {
		return nil, err
	}
	for i, on := range r.mask.Data {
		if on {
			y.Data[i] += r.result.Samples.Data[i]
		} else {
			y.Data[i] = 0
		}
	}
	return y, nil
}
