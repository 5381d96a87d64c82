package catalogue

import (
	"fmt"
	"slices"

	"firenet/gui/control"
	"firenet/gui/model"
)

// SamplingMeasures are the numbers below a picture of the samples.
func (c *Catalogue) SamplingMeasures(what model.What, d *control.Data) []model.Measure {
	m := []model.Measure{
		{Name: d.Recipe.Sampling.Pattern + " ·", Value: fmt.Sprint(d.Mask.Count())},
		{Name: "of", Value: fmt.Sprint(d.Shape().Len())},
	}
	if what == model.ShowSpectrum {
		return append(m, model.Measure{Name: "floor", Value: "10⁻⁶", Unit: "of the maximum"})
	}
	return append(m, model.Measure{Name: "share", Value: model.Percent(float64(d.Mask.Count()) / float64(d.Shape().Len()))})
}

// TrackMeasures are the numbers of a reconstruction: of the result, or of the iterate that
// is shown.
func (c *Catalogue) TrackMeasures(t *control.Track) []model.Measure {
	if t.Output == nil {
		if e := t.Picture.RelativeL2; e == e {
			return []model.Measure{{Name: "rel. ℓ²", Value: model.Sig(e)}}
		}
		return nil
	}
	if t.Output.Metrics == nil {
		return nil
	}
	m := model.Measures(*t.Output.Metrics)
	if t.Output.Detail != nil {
		m = slices.Insert(m, 1, detailMeasure(t.Output.Detail.Contrast))
	}
	if t.Output.WorseThanZeroFilled {
		// Behind the error itself: what does not fit is left out from the end.
		m = slices.Insert(m, 1, model.Measure{Value: "worse than zero-filled"})
	}
	return m
}

// detailMeasure is the contrast of the detail below a pane.
func detailMeasure(contrast float64) model.Measure {
	return model.Measure{Name: "detail", Value: fmt.Sprintf("%.0f %%", 100*contrast)}
}
