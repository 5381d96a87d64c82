package study

import (
	"context"
	"fmt"
	"math"
	"slices"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parallel"
	"firenet/recon/parameter"
	"firenet/recon/question"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/transform"
)

// Equivariance is the name of the question whether a reconstructor does the same to a moved
// image.
const Equivariance = "equivariance"

// Limits of what one recipe may ask.
const (
	maxShifts = 32
	maxAngles = 32
)

// rounding is a departure of which there is no picture: there would be nothing to see.
const rounding = 1e-10

func init() {
	Register(Study{
		Kind: question.Kind{
			Name: Equivariance, Title: "Equivariance",
			Help: "Moves the image, and asks whether the reconstruction moves along: f(gx) = g f(x)?",
			Parameters: []parameter.Parameter{
				{
					Key: "shifts", Name: "Shifts", Unit: "pixels", Kind: parameter.Numbers, Default: []float64{1, 0, 2, 2, 8, 8},
					Absent: "no shifts", Help: "Pairs of rows and columns by which the image is moved, circularly.",
				},
				{Key: "turns", Name: "Quarter turns", Kind: parameter.Switch, Default: true, Help: "Quarter, half and three-quarter turns, anticlockwise; of Fourier samples about pixel (0, 0), of Walsh samples about the middle."},
				{Key: "mirrors", Name: "Mirrors", Kind: parameter.Switch, Default: true, Help: "The last axis mirrored; with quarter turns all mirrored ones."},
				{
					Key: "angles", Name: "Other angles", Unit: "degrees", Kind: parameter.Numbers, Absent: "none",
					Help: "Turns about the middle of the image, compared in the disc that stays inside it, with the error of the interpolation beside. They need a true image.",
				},
				{
					Key: "mask", Name: "Mask", Kind: parameter.Choice, Choices: []string{"moved", "fixed"}, Default: "moved",
					Help: "Whether the mask turns with the image, which asks the method alone (but for shifts of Walsh samples), or stays, which asks method and mask.",
				},
			},
		},
		Check: func(r recipe.Recipe, v parameter.Values, image array.Shape) error {
			_, err := newMoves(v, r.Sampling.Operator, r.Image.Phantom != "" || r.Image.File != "", image)
			return err
		},
		Reconstructions: func(v parameter.Values) float64 {
			n := float64(len(v.Numbers("shifts"))/2 + len(v.Numbers("angles")))
			if v.Bool("turns") {
				n += 3
			}
			if v.Bool("mirrors") {
				n += 4
			}
			return n
		},
		Runs: 1,
		Run:  beMoved,
	})
}

// newMoves are the elements that the question asks for.
func newMoves(v parameter.Values, transform string, truth bool, image array.Shape) ([]move, error) {
	refuse := func(key, want string) ([]move, error) {
		return nil, &parameter.Error{Key: key, Found: parameter.Format(v[key]), Want: want}
	}
	var list []move
	shifts := v.Numbers("shifts")
	if len(shifts)%2 != 0 || len(shifts) > 2*maxShifts || slices.ContainsFunc(shifts, func(x float64) bool { return x != math.Trunc(x) || math.Abs(x) > recipe.MaxSize }) {
		return refuse("shifts", "must be pairs of whole numbers, rows and columns: [1, 0, 8, 8]")
	}
	for i := 0; i < len(shifts); i += 2 {
		list = append(list, shift(int(shifts[i]), int(shifts[i+1])))
	}
	quarters := []int{0}
	if v.Bool("turns") {
		quarters = []int{0, 1, 2, 3}
	}
	for _, q := range quarters {
		if q > 0 {
			list = append(list, turned(false, q, transform))
		}
	}
	for _, q := range quarters {
		if v.Bool("mirrors") {
			list = append(list, turned(true, q, transform))
		}
	}
	angles := v.Numbers("angles")
	if len(angles) > maxAngles || slices.ContainsFunc(angles, func(x float64) bool { return !(math.Abs(x) <= 360) }) {
		return refuse("angles", fmt.Sprintf("must be at most %d angles from -360 to 360 degrees", maxAngles))
	}
	for _, a := range angles {
		list = append(list, rotated(a))
	}
	fixed := v.String("mask") == "fixed"
	switch {
	case len(list) == 0:
		return refuse("shifts", "nothing is asked: give shifts, turns, mirrors or angles")
	case !truth && len(angles) > 0:
		return refuse("angles", "needs a true image, of which the turned samples can be taken")
	case !truth && fixed:
		return refuse("mask", `needs a true image, of which the moved samples can be taken; "moved" would do`)
	case !truth && transform == "walsh":
		return refuse("shifts", "needs a true image: Walsh samples of a moved image do not follow from those of the image")
	case fixed && v.Bool("turns") && image.H != image.W:
		return refuse("mask", fmt.Sprintf(`an image of %v turned by a quarter does not fit the mask; "moved", or turns = false would do`, image))
	}
	return list, nil
}

// moved is one reconstructor for one element.
type moved struct {
	departs    float64 // ||f(gx) - g f(x)|| / ||f(x)||
	relativeL2 float64 // of f(gx) against gx; NaN without a truth
	difference *array.Complex
}

// beMoved measures every reconstructor under every element.
func beMoved(ctx context.Context, s Subjects, v parameter.Values, tell Tell) (*result.Report, error) {
	moves, err := newMoves(v, s.Model().Transform, s.Truth() != nil, s.Model().Image())
	if err != nil {
		return nil, err
	}
	workers := parallel.New(ctx, s.Threads())
	defer workers.Close()
	report := equivarianceReport()
	names := s.Names()
	worst := make([]*result.Picture, len(names))
	most := make([]float64, len(names))
	for i, g := range moves {
		moved := &movedSubjects{Subjects: s, workers: workers, move: g, fixed: v.String("mask") == "fixed"}
		report = report.Copy()
		own := g.interpolation(workers, s.Truth())
		for j, name := range names {
			tell(nil, i*len(names)+j, len(moves)*len(names))
			m, err := moved.measure(ctx, j)
			if err != nil {
				return report, err
			}
			addMoved(&report.Tables[0], g, name, m, own)
			if m.departs > max(most[j], rounding) {
				most[j] = m.departs
				worst[j] = &result.Picture{
					Name: recipe.FolderName(name) + "-" + g.file, Title: fmt.Sprintf("%s: f(gx) - g f(x), %s", name, g.name), Image: m.difference, Signed: true,
				}
			}
		}
		report.Pictures = pictures(worst)
		tell(report, (i+1)*len(names), len(moves)*len(names))
	}
	return report, nil
}

func pictures(list []*result.Picture) (there []result.Picture) {
	for _, p := range list {
		if p != nil {
			there = append(there, *p)
		}
	}
	return there
}

func equivarianceReport() *result.Report {
	return &result.Report{Tables: []result.Table{{
		Title: "How far f(gx) is from g f(x)",
		Columns: []result.Column{
			{Key: "element", Title: "g", Help: "The map of the plane.", Texts: []string{}},
			{Key: "reconstructor", Title: "Reconstructor", Texts: []string{}},
			{Key: "error", Title: "Departure", Symbol: "‖f(gx)-g f(x)‖/‖f(x)‖", Help: "0: the reconstruction moves along with the image; 1: it has nothing in common with the moved one.", Numbers: []float64{}},
			{Key: "interpolation", Title: "Interpolation alone", Symbol: "‖g⁻¹gx-x‖/‖x‖", Help: "There and back by the interpolation of other angles, in the disc that stays inside the image.", Numbers: []float64{}},
			{Key: "relative_l2", Title: "Relative ℓ² error of f(gx)", Numbers: []float64{}},
		},
		Cross: &result.Cross{Row: "element", Column: "reconstructor", Value: "error"},
	}}}
}

// addMoved adds a row, in lists of its own.
func addMoved(t *result.Table, g move, name string, m moved, own float64) {
	columns := slices.Clone(t.Columns)
	for k, text := range []string{g.name, name} {
		columns[k].Texts = append(slices.Clip(columns[k].Texts), text)
	}
	for k, x := range []float64{m.departs, own, m.relativeL2} {
		columns[k+2].Numbers = append(slices.Clip(columns[k+2].Numbers), x)
	}
	t.Columns = columns
}

// interpolation is the error that turning an image there and back makes by itself; NaN where
// nothing is interpolated.
func (g move) interpolation(w *parallel.Workers, x *array.Complex) float64 {
	if !g.angled || x == nil {
		return math.NaN()
	}
	return g.distance(g.back(w, g.image(w, x)), x) / g.norm(x)
}

// movedSubjects are the reconstructors on the samples of the moved image, made when the first is
// needed.
type movedSubjects struct {
	Subjects
	workers *parallel.Workers
	move    move
	fixed   bool // the mask
	on      Subjects
}

func (s *movedSubjects) measure(ctx context.Context, j int) (moved, error) {
	value, err := s.Value(ctx, j)
	if err != nil {
		return moved{}, err
	}
	return remember(s.Subjects, j, Equivariance+" "+s.move.name, fmt.Sprint("fixed ", s.fixed), func() (moved, error) {
		if err := s.make(); err != nil {
			return moved{}, err
		}
		image, err := s.on.Value(ctx, j)
		if err != nil {
			return moved{}, err
		}
		want := s.move.image(s.workers, value)
		m := moved{departs: s.move.distance(image, want) / s.move.norm(value), relativeL2: math.NaN(), difference: image.Clone()}
		for i, z := range want.Data {
			m.difference.Data[i] -= z
		}
		if x := s.on.Truth(); x != nil {
			m.relativeL2 = array.Distance(image, x) / x.Norm()
		}
		return m, s.workers.Err()
	})
}

func (s *movedSubjects) make() error {
	if s.on != nil {
		return nil
	}
	model := s.move.model(s.Model(), s.fixed)
	var truth *array.Complex
	if x := s.Truth(); x != nil {
		truth = s.move.image(s.workers, x)
	}
	samples, err := s.samples(model, truth)
	if err != nil {
		return err
	}
	s.on, err = s.On(model, samples, truth, func(x *array.Complex) *array.Complex { return s.move.image(s.workers, x) })
	return err
}

// samples are those of the moved image: of the moved truth, with the noise of the run, which is
// moved where the mask is. Without a truth they are the samples themselves, moved.
func (s *movedSubjects) samples(m measure.Model, truth *array.Complex) (*array.Complex, error) {
	if truth == nil {
		return s.moveNoise(s.Samples(), m)
	}
	clean, err := s.Model().Of(s.Truth(), s.workers)
	if err != nil {
		return nil, err
	}
	noise := s.Samples().Clone()
	for i, z := range clean.Data {
		noise.Data[i] -= z
	}
	if noise, err = s.moveNoise(noise, m); err != nil {
		return nil, err
	}
	y, err := m.Of(truth, s.workers)
	if err != nil {
		return nil, err
	}
	for i, z := range noise.Data {
		y.Data[i] += z
	}
	return y, nil
}

// moveNoise moves what stands on the samples along with the mask. A Walsh spectrum is not moved
// by a shift: there it stays where its mask does.
func (s *movedSubjects) moveNoise(noise *array.Complex, m measure.Model) (*array.Complex, error) {
	switch {
	case s.fixed:
		return noise, nil
	case m.Transform == "fourier" || s.move.moves:
		return s.moveSpectrum(noise, m)
	}
	return noise, nil
}

// moveSpectrum is P U g U* y for the samples of each coil.
func (s *movedSubjects) moveSpectrum(y *array.Complex, m measure.Model) (*array.Complex, error) {
	from := s.Model()
	before, err := transform.New[complex128](from.Transform, from.Image(), s.workers)
	if err != nil {
		return nil, err
	}
	after, err := transform.New[complex128](m.Transform, m.Image(), s.workers)
	if err != nil {
		return nil, err
	}
	out, n := array.NewComplex(m.Range()), m.Image().Len()
	image := array.NewComplex(from.Image())
	for c := range from.Channels() {
		before.Adjoint(image, &array.Complex{Shape: from.Image(), Data: y.Data[c*n : (c+1)*n]})
		after.Forward(&array.Complex{Shape: m.Image(), Data: out.Data[c*n : (c+1)*n]}, s.move.image(s.workers, image))
	}
	m.Project(out)
	return out, s.workers.Err()
}
