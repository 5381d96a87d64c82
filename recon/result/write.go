package result

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/pelletier/go-toml/v2"

	"firenet/recon/quality"
	"firenet/recon/recipe"
)

// Write leaves the results of a finished run in the folder dir:
//
//	recipe.toml       completed; running it again gives the same files
//	environment.toml  what it was computed with, and how long each part took
//	metrics.csv       one line per reconstructor
//	image.npy         the truth; float64 if it is real
//	mask.npy          bool
//	measurements.npy  y, complex128
//	NAME/             for each reconstructor: reconstruction.npy, coefficients.npy,
//	                  history.csv, reconstruction.png, residual.png
//	ATTACK/           for each attack: perturbation.npy, trajectory.csv, and what was asked
//	                  for of perturbation.png and measurements.npy, curve.csv, singular.csv,
//	                  singular.npy, singular.png
//	ATTACK/NAME/      each reconstructor under it: reconstruction.npy, reconstruction.png,
//	                  difference.png; the same under the singular vector as singular-...
//	transfer.csv      with attacks: every reconstructor under every attack
//	stability.csv     with attacks: accuracy against stability
//	visibility.csv    if it was asked: can you see it?
//	QUESTION.csv      for each question; its further tables as QUESTION/TABLE.csv
//	QUESTION/         pictures of its answer: PICTURE.npy, PICTURE.png
//	result.toml       what the other files do not say, and which of them holds which array:
//	                  what [Read] begins with
//
// Without a truth there is no image.npy and no residual.png, and metrics are empty fields;
// methods without coefficients or layers leave those files out. Names of files in
// recipe.toml are rewritten to be relative to dir.
//
// dir appears whole or not at all: it is written beside and renamed. What [CheckFolder]
// refuses is refused here too. When ctx is cancelled, nothing is left behind.
func (r *Result) Write(ctx context.Context, dir string, force bool, env Environment) error {
	return r.writeWith(ctx, dir, force, env, createFile)
}

var errUnfinished = errors.New("result: a run that has not finished cannot be written")

func (r *Result) writeWith(ctx context.Context, dir string, force bool, env Environment, open func(string) (file, error)) error {
	for _, out := range r.Outputs {
		if out == nil {
			return errUnfinished
		}
	}
	for _, a := range r.Attacks {
		if a == nil || a.Partial || slices.Contains(a.Exposed, nil) {
			return errUnfinished
		}
	}
	for _, q := range r.Reports {
		if q == nil || q.Partial {
			return errUnfinished
		}
	}
	if err := CheckFolder(r.Recipe, dir, force); err != nil {
		return err
	}
	path, err := resolve(dir)
	if err != nil {
		return err
	}
	moved, err := r.Recipe.Relocate(path)
	if err != nil {
		return err
	}
	return writeFolder(ctx, dir, open, func(f *folder) error {
		return r.fill(f, moved, env)
	})
}

// WriteTable leaves one table in the folder dir, whole or not at all, as [Result.Write] does,
// beside recipe.toml (the recipe, completed) and environment.toml.
func WriteTable(ctx context.Context, dir string, force bool, r recipe.Recipe, env Environment, timings []Timing, name string, table func(io.Writer) error) error {
	complete, err := r.Complete()
	if err != nil {
		return err
	}
	if err := CheckFolder(complete, dir, force); err != nil {
		return err
	}
	path, err := resolve(dir)
	if err != nil {
		return err
	}
	if complete, err = complete.Relocate(path); err != nil {
		return err
	}
	return writeFolder(ctx, dir, createFile, func(f *folder) error {
		if err := f.write("recipe.toml", func(w io.Writer) error { return writeAll(w, complete.Encode()) }); err != nil {
			return err
		}
		err := f.write("environment.toml", func(w io.Writer) error { return toml.NewEncoder(w).Encode(env.file(timings)) })
		if err != nil {
			return err
		}
		return f.write(name, table)
	})
}

// fill writes all files of the folder.
func (r *Result) fill(f *folder, moved recipe.Recipe, env Environment) error {
	write := func(name string, content func(io.Writer) error) func() error {
		return func() error { return f.write(name, content) }
	}
	steps := []func() error{
		write("recipe.toml", func(w io.Writer) error { return writeAll(w, moved.Encode()) }),
		write("environment.toml", func(w io.Writer) error { return toml.NewEncoder(w).Encode(env.file(r.Timings)) }),
		func() error { return Encode(newFolderSink(f), r) },
	}
	for _, step := range append(steps, r.views(write)...) {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// views are the files for people and other programs, made from what the encoding holds.
func (r *Result) views(write fileOf) []func() error {
	steps := []func() error{write("metrics.csv", r.WriteMetrics)}
	show := r.newDisplay()
	for _, out := range r.Outputs {
		name := recipe.FolderName(out.Name) + "/"
		steps = append(steps, write(name+"reconstruction.png", func(w io.Writer) error { return show.writeImage(w, out.Image) }))
		if r.Truth != nil {
			steps = append(steps, write(name+"residual.png", func(w io.Writer) error { return show.writeResidual(w, out.Image) }))
		}
	}
	for _, a := range r.Attacks {
		steps = append(steps, r.attackViews(a, show, write)...)
	}
	if len(r.Attacks) > 0 {
		steps = append(steps, write("transfer.csv", r.WriteTransfer), write("stability.csv", r.WriteStability))
	}
	for _, q := range r.Reports {
		for _, p := range q.Pictures {
			steps = append(steps, write(q.pictureName(p)+".png", func(w io.Writer) error { return show.writePicture(w, p) }))
		}
	}
	return steps
}

func writeAll(w io.Writer, b []byte) error {
	_, err := w.Write(b)
	return err
}

// Clean is the input of a reconstruction that no attack has changed, in metrics.csv.
const Clean = "clean"

// Chance is the input of a reconstruction under Gaussian noise of the norm of an attack, in
// metrics.csv.
func Chance(attack string) string { return attack + " (Gaussian of equal norm)" }

// SingularVector is the input of a reconstruction under the singular vector at the norm of an
// attack, in metrics.csv.
func SingularVector(attack string) string { return attack + " (singular vector of equal norm)" }

// MetricsLine is one line of metrics.csv.
type MetricsLine struct {
	Input         string // [Clean], the name of an attack, its [Chance] or its [SingularVector]
	Reconstructor int
	Metrics       *quality.Metrics // nil without a truth
	Seconds       float64          // NaN: not measured by itself
}

// MetricsLines are the lines of metrics.csv: every reconstructor without a perturbation,
// then under each attack, under the first of the Gaussian draws of its norm, and under the
// singular vector at its norm.
func (r *Result) MetricsLines() []MetricsLine {
	var lines []MetricsLine
	for j, out := range r.Outputs {
		lines = append(lines, MetricsLine{Clean, j, out.Metrics, out.Seconds})
	}
	for _, a := range r.Attacks {
		for j, x := range a.Exposed {
			lines = append(lines, MetricsLine{a.Name, j, x.Metrics, math.NaN()})
		}
		for j, x := range a.Exposed {
			if x.Gaussian != nil {
				lines = append(lines, MetricsLine{Chance(a.Name), j, x.Gaussian.Metrics, math.NaN()})
			}
		}
		if l := a.Local(); l != nil {
			for j, x := range l.Exposed {
				if x != nil {
					lines = append(lines, MetricsLine{SingularVector(a.Name), j, x.Metrics, math.NaN()})
				}
			}
		}
	}
	return lines
}

var metricsColumns = []string{"input", "reconstructor", "relative_l2", "nrmse", "psnr", "ssim", "hfen", "seconds"}

// WriteMetrics writes [Result.MetricsLines] as comma-separated values; what is not known is
// empty.
func (r *Result) WriteMetrics(w io.Writer) error {
	rows := [][]string{metricsColumns}
	for _, l := range r.MetricsLines() {
		row := []string{l.Input, r.Outputs[l.Reconstructor].Name, "", "", "", "", "", number(l.Seconds)}
		if m := l.Metrics; m != nil {
			copy(row[2:], Numbers(m.RelativeL2, m.NRMSE, m.PSNR, m.SSIM, m.HFEN))
		}
		rows = append(rows, row)
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// number is the shortest text that reads back as x: equal runs leave equal files. What is
// not known is an empty field.
func number(x float64) string {
	switch {
	case math.IsNaN(x):
		return ""
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
