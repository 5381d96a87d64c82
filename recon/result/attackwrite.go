package result

import (
	"encoding/csv"
	"fmt"
	"image"
	"io"
	"math"
	"strconv"

	"firenet/recon/array"
	"firenet/recon/colormap"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/stability"
)

// fileOf makes one file of a folder when it is called.
type fileOf func(name string, content func(io.Writer) error) func() error

// attackFiles are the files of one attack.
func (r *Result) attackFiles(a *AttackOutput, show display, write fileOf) []func() error {
	folder := recipe.FolderName(a.Name) + "/"
	single := r.Outputs[a.Target].Single
	perturbation := a.Samples
	if a.Image != nil {
		perturbation = a.Image
	}
	steps := []func() error{
		write(folder+"perturbation.npy", func(w io.Writer) error { return imagefile.WriteNPY(w, perturbation, single) }),
		write(folder+"trajectory.csv", func(w io.Writer) error { return WriteTrajectory(w, a.Steps) }),
	}
	if a.Image != nil {
		steps = append(steps,
			write(folder+"perturbation.png", func(w io.Writer) error { return writePerturbation(w, a.Image, "perturbation") }),
			write(folder+"measurements.npy", func(w io.Writer) error { return imagefile.WriteNPY(w, a.Samples, single) }))
	}
	if len(a.Curve) > 0 {
		steps = append(steps, write(folder+"curve.csv", func(w io.Writer) error { return WriteCurve(w, a.Curve) }))
	}
	if s := a.Singular; s != nil {
		steps = append(steps,
			write(folder+"singular.csv", func(w io.Writer) error { return writeSingular(w, a) }),
			write(folder+"singular.npy", func(w io.Writer) error { return imagefile.WriteNPY(w, s.Right, single) }))
		if s.Image != nil {
			steps = append(steps, write(folder+"singular.png", func(w io.Writer) error {
				return writePerturbation(w, s.Image, fmt.Sprintf("singular vector at the norm of %s", a.Name))
			}))
		}
		steps = append(steps, r.exposureFiles(folder, "singular-", s.Exposed, show, write)...)
	}
	return append(steps, r.exposureFiles(folder, "", a.Exposed, show, write)...)
}

// exposureFiles are those of the reconstructors under a perturbation, each in its folder.
func (r *Result) exposureFiles(folder, prefix string, exposed []*Exposure, show display, write fileOf) (steps []func() error) {
	for j, x := range exposed {
		if x == nil {
			continue
		}
		clean := r.Outputs[j]
		name := folder + recipe.FolderName(clean.Name) + "/" + prefix
		steps = append(steps,
			write(name+"reconstruction.npy", func(w io.Writer) error { return imagefile.WriteNPY(w, x.Image, clean.Single) }),
			write(name+"reconstruction.png", func(w io.Writer) error { return show.writeImage(w, x.Image) }),
			write(name+"difference.png", func(w io.Writer) error { return show.writeDifference(w, x.Image, clean.Image) }))
	}
	return steps
}

// perturbationReach is the half width of the window of r, in root mean squares of what is
// shown: perturbations of equal norm have nearly equal windows.
const perturbationReach = 4

// writePerturbation writes the real part of r as an 8-bit colour PNG.
func writePerturbation(w io.Writer, r *array.Complex, what string) error {
	square := 0.0
	for _, z := range r.Data {
		square += real(z) * real(z)
	}
	reach := perturbationReach * math.Sqrt(square/float64(len(r.Data)))
	return writeDiverging(w, r.Shape, reach, "real part of the "+what, func(i int) float64 { return real(r.Data[i]) })
}

// writeDiverging writes values as an 8-bit colour PNG: blue negative, orange positive, zero
// nearly white. A window without width shows zeros.
func writeDiverging(w io.Writer, shape array.Shape, reach float64, shown string, value func(i int) float64) error {
	if !(reach > 0) {
		reach = 1
	}
	m := image.NewNRGBA(image.Rect(0, 0, shape.W, shape.H))
	for i := range shape.Len() {
		c := colormap.DivergingLight.At(0.5 + value(i)/(2*reach))
		copy(m.Pix[4*i:], []byte{c.R, c.G, c.B, c.A})
	}
	return imagefile.WritePNGRGBA(w, m, map[string]string{
		imagefile.WindowLow:  strconv.FormatFloat(-reach, 'g', -1, 64),
		imagefile.WindowHigh: strconv.FormatFloat(reach, 'g', -1, 64),
		"Shown":              shown,
	})
}

// writeDifference writes f(y + e) - f(y) as an 8-bit colour PNG, with the window of the
// residuals.
func (d display) writeDifference(w io.Writer, perturbed, clean *array.Complex) error {
	return writeDiverging(w, clean.Shape, residualShare*(d.hi-d.lo), "real part of the perturbed reconstruction - the clean one",
		func(i int) float64 { return real(perturbed.Data[i] - clean.Data[i]) })
}

// numbersOf are fields of a line.
func Numbers(list ...float64) []string {
	fields := make([]string, len(list))
	for i, x := range list {
		fields[i] = number(x)
	}
	return fields
}

// WriteTrajectory writes the steps of all restarts of a search; what is not known is empty.
func WriteTrajectory(w io.Writer, steps []stability.Step) error {
	rows := [][]string{trajectoryColumns}
	for _, s := range steps {
		row := []string{strconv.Itoa(s.Restart), strconv.Itoa(s.Step)}
		rows = append(rows, append(row, Numbers(s.Objective, s.Norm, s.Relative, s.Distance, s.Amplification, s.RelativeL2)...))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// ReadTrajectory reads what [WriteTrajectory] has written, at most limit steps.
func ReadTrajectory(r io.Reader, limit int) ([]stability.Step, error) {
	return readTable(r, "trajectory", "steps", trajectoryColumns, limit, parseStep)
}

func parseStep(row []string) (s stability.Step, err error) {
	if s.Restart, err = strconv.Atoi(row[0]); err != nil {
		return s, err
	}
	if s.Step, err = strconv.Atoi(row[1]); err != nil {
		return s, err
	}
	return s, parseNumbers(row[2:], &s.Objective, &s.Norm, &s.Relative, &s.Distance, &s.Amplification, &s.RelativeL2)
}

var trajectoryColumns = []string{"restart", "step", "objective", "norm", "relative_norm", "distance", "amplification", "relative_l2"}

// WriteCurve writes a noise curve.
func WriteCurve(w io.Writer, curve []stability.CurvePoint) error {
	rows := [][]string{curveColumns}
	for _, p := range curve {
		g, a := p.GaussianError, p.GaussianAmplification
		rows = append(rows, Numbers(p.Relative, p.Error, p.Amplification, g.Mean, g.Low, g.High, a.Mean, a.Low, a.High, p.Bound))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

var curveColumns = []string{
	"relative_norm", "relative_l2", "amplification", "gaussian_relative_l2", "gaussian_relative_l2_low", "gaussian_relative_l2_high",
	"gaussian_amplification", "gaussian_amplification_low", "gaussian_amplification_high", "bound",
}

// writeSingular writes the singular value, and what its vector does to the target at the norm
// of the attack; that is empty where it was not shown.
func writeSingular(w io.Writer, a *AttackOutput) error {
	s := a.Singular
	row := append(Numbers(s.Value), strconv.Itoa(s.Iterations))
	row = append(row, Numbers(s.Residual, s.Change)...)
	row = append(row, strconv.FormatBool(s.Converged))
	relative, amplification := math.NaN(), math.NaN()
	if l := a.Local(); l != nil && l.Exposed[a.Target] != nil {
		relative, amplification = l.Relative, l.Exposed[a.Target].Amplification
	}
	return csv.NewWriter(w).WriteAll([][]string{
		{"singular_value", "iterations", "residual", "change", "converged", "relative_norm", "amplification"},
		append(row, Numbers(relative, amplification)...),
	})
}

// WriteTransfer writes every reconstructor under every attack, beside Gaussian noise of
// equal norm.
func (r *Result) WriteTransfer(w io.Writer) error {
	rows := [][]string{{
		"attack", "found_for", "reconstructor", "relative_norm", "amplification", "relative_l2", "damage", "draws",
		"gaussian_amplification", "gaussian_amplification_low", "gaussian_amplification_high",
		"gaussian_relative_l2", "gaussian_relative_l2_low", "gaussian_relative_l2_high",
		"gaussian_ssim", "gaussian_ssim_low", "gaussian_ssim_high",
	}}
	for _, a := range r.Attacks {
		for j, out := range r.Outputs {
			c := r.Cell(a, j)
			row := append([]string{a.Name, r.Outputs[a.Target].Name, out.Name}, Numbers(a.Relative, c.Amplification, c.RelativeL2, c.Damage)...)
			if x := a.Exposed[j]; x != nil && x.Gaussian != nil {
				row = append(row, strconv.Itoa(x.Gaussian.Draws))
				for _, s := range []stability.Spread{x.Gaussian.Amplification, x.Gaussian.RelativeL2, x.Gaussian.SSIM} {
					row = append(row, Numbers(s.Mean, s.Low, s.High)...)
				}
			} else {
				row = append(row, make([]string, 10)...)
			}
			rows = append(rows, row)
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// WriteStability writes the points of accuracy against stability.
func (r *Result) WriteStability(w io.Writer) error {
	rows := [][]string{{"reconstructor", "relative_l2", "worst_amplification", "gaussian_amplification", "attacked_relative_l2", "relative_norm", "attack"}}
	for _, p := range r.AccuracyAgainstStability() {
		row := append([]string{p.Reconstructor}, Numbers(p.CleanError, p.Worst, p.Gaussian, p.Attacked, p.Relative)...)
		rows = append(rows, append(row, p.Attack))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// WriteVisibility writes the table "can you see it?".
func (r *Result) WriteVisibility(w io.Writer) error {
	rows := [][]string{{"contrast", "reconstructor", "share", "chance", "visible"}}
	for _, c := range r.Visibility {
		for j, d := range c.Recovered {
			row := append([]string{number(c.Contrast), r.Outputs[j].Name}, Numbers(d.Share, d.Chance)...)
			rows = append(rows, append(row, strconv.FormatBool(d.Visible)))
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}
