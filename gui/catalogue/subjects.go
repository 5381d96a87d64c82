package catalogue

import (
	"firenet/gui/control"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/reconstruct"
	"firenet/recon/result"
)

// Subject is a content looked up: the picture that shows it, or why there is none.
type Subject struct {
	Name, Facts string
	Key         Key
	Missing     Absence // in place of the picture
	Empty       bool
	Track       *control.Track // whose picture it is; nil for data
	Slot        int            // of its curve
}

// Absence says in place of a picture why there is none.
type Absence struct {
	Text, Remedy string
	Err          error // why the run has failed; nil: it has not
}

// missing is a subject without a picture.
func missing(name, text, remedy string) Subject {
	return Subject{Name: name, Empty: true, Missing: Absence{Text: text, Remedy: remedy}}
}

// track is a reconstructor by its name, the selected one for an empty name, nil if it does
// not exist (any more).
func (c *Catalogue) track(name string) *control.Track {
	if name == "" {
		name = c.Selected
	}
	return c.control.Track(name)
}

// trackOf is the reconstructor of a source: of a pinned run, if it names one.
func (c *Catalogue) trackOf(src model.Source) *control.Track {
	if src.Run == 0 {
		return c.track(src.Name)
	}
	return c.control.TrackOf(src.Run, src.Name)
}

// image is the image of a source; its name says more if there is none.
func (c *Catalogue) image(src model.Source, d *control.Data) Subject {
	switch src.What {
	case model.ShowTruth:
		if d.Truth == nil {
			return missing("Truth", "Not known: the samples were measured", "")
		}
		return Subject{Name: "Truth", Facts: "x", Key: Key{Image: d.Truth}, Slot: model.TruthSlot}
	case model.ShowZeroFilled:
		for _, t := range c.control.Tracks() {
			if reconstruct.IsBaseline(t.Method) && t.Picture != nil {
				return c.iterate(t)
			}
		}
		if d.ZeroFilled == nil {
			return missing("Zero-filled", "Computing the zero-filled image", "")
		}
		return Subject{Name: "Zero-filled", Facts: "U*y", Key: Key{Image: d.ZeroFilled}, Slot: model.BaselineSlot}
	case model.ShowPerturbed:
		return c.perturbedSubject(src.Name)
	}
	return c.iterate(c.trackOf(src))
}

// iterate is the picture of a reconstructor.
func (c *Catalogue) iterate(t *control.Track) Subject {
	if t == nil {
		return missing("", "No such reconstructor any more", "Choose another picture by the name above.")
	}
	s := Subject{Name: t.Name, Facts: c.Facts(t), Track: t, Slot: c.SlotOf(t.Name)}
	if t.Picture == nil {
		s.Empty = true
		s.Missing = c.waiting(t)
		return s
	}
	s.Key = Key{Image: t.Picture.Image}
	return s
}

// waiting says why a reconstructor has no picture yet.
func (c *Catalogue) waiting(t *control.Track) Absence {
	switch st := c.control.Status(); {
	case t.Phase == control.Halted && st.State == control.Failed:
		return Absence{Err: st.Err}
	case t.Phase == control.Halted:
		return Absence{Text: "Stopped before the first layer"}
	}
	return Absence{Text: t.Name + " is computing"}
}

// Subject looks a content up; part is what of a complex picture is shown.
func (c *Catalogue) Subject(content model.Content, part model.Part, d *control.Data) Subject {
	if content.IsDifference() {
		return c.difference(c.image(content.Of, d), c.image(content.Minus, d), "Difference")
	}
	switch content.Of.What {
	case model.ShowMeasurements:
		return Subject{Name: "Measurements", Facts: "log |y|", Key: spectral(part, Key{Kind: model.Spectrum, Image: d.Samples, Mask: d.Mask})}
	case model.ShowSpectrum:
		return Subject{Name: "Spectrum", Facts: "log |Ux|, sampled in colour", Key: spectral(part, Key{Kind: model.Spectrum, Image: d.Spectrum, Mask: d.Mask})}
	case model.ShowMask:
		return Subject{Name: "Mask", Facts: "Ω, sampled in white", Key: Key{Kind: model.Mask, Mask: d.Mask}}
	case model.ShowResidual:
		return c.residual(c.iterate(c.trackOf(content.Of)))
	case model.ShowCoefficients, model.ShowDual:
		return c.inside(content.Of, part, d)
	}
	s := c.image(content.Of, d)
	if s.Name == "" {
		s.Name = content.Of.Name
	}
	s.Key.Kind = part.Kind()
	return s
}

// spectral is the key of a spectrum, or of its phase.
func spectral(part model.Part, k Key) Key {
	if part == model.PhasePart {
		return Key{Kind: model.Phase, Image: k.Image}
	}
	return k
}

// residual is a reconstruction minus the truth of the run that it comes from.
func (c *Catalogue) residual(s Subject) Subject {
	if s.Empty {
		s.Name = "Residual"
		return s
	}
	truth := s.Track.Picture.Truth
	if truth == nil {
		r := missing("Residual", "No residual: the true image is not known", "")
		r.Facts = s.Name
		return r
	}
	return c.difference(s, Subject{Name: "x", Key: Key{Image: truth}}, "Residual")
}

// difference is one image minus another.
func (c *Catalogue) difference(a, b Subject, name string) Subject {
	facts := a.Name + " – " + b.Name
	for _, s := range []Subject{a, b} {
		if s.Empty {
			s.Name, s.Facts = name, facts
			return s
		}
	}
	if a.Key.Image.Shape != b.Key.Image.Shape {
		s := missing(name, "The pictures differ in size", "Run both with the same size.")
		s.Facts = facts
		return s
	}
	s := Subject{Name: name, Facts: facts, Track: a.Track, Slot: a.Slot}
	if s.Track == nil {
		s.Track = b.Track
	}
	s.Key = Key{Kind: model.Residual, Image: a.Key.Image, Reference: b.Key.Image}
	return s
}

// inside is what a method computes with: wavelet coefficients, or the dual variable.
func (c *Catalogue) inside(src model.Source, part model.Part, d *control.Data) Subject {
	name := "Coefficients"
	if src.What == model.ShowDual {
		name = "Dual"
	}
	t := c.track(src.Name)
	if t == nil {
		return missing(name, "No such reconstructor any more", "Choose another picture by the name above.")
	}
	if t.Output == nil {
		s := missing(name, t.Name+" has no result yet", "It is shown when the reconstructor has ended.")
		s.Track = t
		return s
	}
	s := Subject{Name: name, Facts: t.Name + ", log", Track: t, Slot: c.SlotOf(t.Name)}
	a := innerArray(src.What, t.Output)
	if a == nil {
		s.Empty = true
		s.Missing = Absence{Text: t.Name + " computes none"}
		return s
	}
	if src.What == model.ShowDual {
		s.Key = spectral(part, Key{Kind: model.Spectrum, Image: a, Mask: d.Mask})
		if d.Mask.Shape != a.Shape {
			s.Key.Mask = nil // of an earlier run
		}
	} else {
		s.Key = spectral(part, Key{Kind: model.Coefficients, Image: a, levels: c.levels(t, a.Shape)})
	}
	return s
}

// levels is the depth of a reconstructor's wavelet transform.
func (c *Catalogue) levels(t *control.Track, s array.Shape) int {
	if d := c.control.Data(); d != nil {
		for _, r := range d.Recipe.Reconstructors {
			if r.Name == t.Name && r.Values.Has("levels") {
				return r.Values.Int("levels")
			}
		}
	}
	return 0
}

// Heading is the name of a content before there is anything to show.
func (c *Catalogue) Heading(content model.Content) string {
	if content.IsDifference() {
		return "Difference"
	}
	switch content.Of.What {
	case model.ShowReconstruction:
		if content.Of.Name != "" {
			return content.Of.Name
		}
		return c.Selected
	case model.ShowZeroFilled:
		return "Zero-filled"
	case model.ShowPerturbed:
		return content.Of.Name + ", perturbed"
	}
	name := string(content.Of.What)
	return string(name[0]-'a'+'A') + name[1:]
}

// innerArray is what a method has computed beside its image; nil where it has none.
func innerArray(what model.What, o *result.Output) *array.Complex {
	if what == model.ShowDual {
		return o.Dual
	}
	return o.Coefficients
}
