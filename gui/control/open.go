package control

import (
	"fmt"
	"path/filepath"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
)

// quickSize is the side above which a picture that is opened is reduced, so that its
// first result does not keep anybody waiting. A larger size can be chosen afterwards.
const quickSize = 1024

// OpenImage makes the picture in a file the true image, at the largest size that can be
// used: its own where the recipe works with it, else the largest power of two that is not
// above its shorter side. A file that cannot be read is an error at image.file, and
// nothing changes.
func (c *Controller) OpenImage(path string) {
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	r := c.recipe.Clone()
	delete(c.errs, "image.file")
	c.changed(ErrorsChanged)
	c.request(request{recipe: r, run: true, name: "open " + filepath.Base(path), prepare: func(r *recipe.Recipe) error {
		shape, err := c.engine.Measure(path, nil)
		if err != nil {
			return &recipe.FieldError{Key: "image.file", Found: parameter.Format(filepath.Base(path)), Want: err.Error(), Err: err}
		}
		r.Image = recipe.ImageSection{File: path}
		r.Noise.File = ""
		if min(shape.H, shape.W) < recipe.MinSize {
			return &recipe.FieldError{
				Key: "image.file", Found: parameter.Format(filepath.Base(path)),
				Want: fmt.Sprintf("has %d x %d pixels; the shorter side must have at least %d", shape.H, shape.W, recipe.MinSize),
			}
		}
		if max(shape.H, shape.W) <= quickSize && c.fits(*r) {
			return nil
		}
		r.Image.Size = SizeFor(shape)
		return nil
	}})
}

// fits says whether the recipe can be planned.
func (c *Controller) fits(r recipe.Recipe) bool {
	_, err := c.engine.Plan(c.root, r)
	return err == nil
}

// SizeFor is the side to which a picture of the given shape is brought when it is opened:
// the largest power of two that neither enlarges it nor is above 1024.
func SizeFor(s array.Shape) int {
	n := recipe.MinSize
	for 2*n <= min(s.H, s.W, quickSize) {
		n *= 2
	}
	return n
}

// Measured is what was measured elsewhere.
type Measured struct {
	Samples  string // file of the samples
	Mask     string // file of the mask; empty: where the samples are not zero
	Operator string
}

// OpenMeasured takes measured samples in the place of simulated ones. The true image is not
// known then: weights that would be counted in it are counted in the phantom. It is one
// edit, and an error stands at the key of its file.
func (c *Controller) OpenMeasured(m Measured) {
	if full, err := filepath.Abs(m.Samples); err == nil {
		m.Samples = full
	}
	if m.Mask == "" {
		m.Mask = m.Samples
	} else if full, err := filepath.Abs(m.Mask); err == nil {
		m.Mask = full
	}
	r := c.recipe.Clone()
	for _, key := range []string{"noise.file", "sampling.file"} {
		delete(c.errs, key)
	}
	c.changed(ErrorsChanged)
	c.request(request{recipe: r, run: true, name: "measured data", prepare: func(r *recipe.Recipe) error {
		r.Image = recipe.ImageSection{Values: parameter.Values{}}
		r.Noise = recipe.NoiseSection{File: m.Samples}
		r.Sampling = recipe.SamplingSection{Operator: m.Operator, Pattern: "file", Fraction: r.Sampling.Fraction, File: m.Mask, Values: parameter.Values{}}
		for i := range r.Reconstructors {
			withoutOracle(&r.Reconstructors[i])
		}
		return nil
	}})
}

// withoutOracle chooses other values where a reconstructor makes use of the true image.
func withoutOracle(s *recipe.ReconstructorSection) {
	m, ok := reconstruct.Lookup(s.Method)
	if !ok || m.Oracle == nil || !m.Oracle(s.Values) {
		return
	}
	s.Values = s.Values.Clone()
	for _, p := range m.Parameters {
		was := s.Values[p.Key]
		for _, choice := range p.Choices {
			if s.Values[p.Key] = choice; !m.Oracle(s.Values) {
				return
			}
		}
		s.Values[p.Key] = was
	}
}
