package experiment

import (
	"context"
	"encoding/csv"
	"io"

	"github.com/pelletier/go-toml/v2"
)

// WriteStudy leaves a study in the folder dir, whole or not at all, as [Result.Write] does:
//
//	recipe.toml       completed, as it was before a value was put in
//	environment.toml  what it was computed with, and how long each point took
//	stability.csv     a line for each value
func WriteStudy(ctx context.Context, dir string, force bool, r Recipe, q StudyRequest, points []StudyPoint, env Environment, timings []Timing) error {
	complete, err := r.Complete()
	if err != nil {
		return err
	}
	if err := complete.CheckFolder(dir, force); err != nil {
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
		return f.write("stability.csv", func(w io.Writer) error { return writeStudy(w, q, points) })
	})
}

func writeStudy(w io.Writer, q StudyRequest, points []StudyPoint) error {
	rows := [][]string{{
		q.Key, "relative_l2", "worst_amplification", "gaussian_amplification", "gaussian_amplification_low", "gaussian_amplification_high",
		"attacked_relative_l2", "relative_norm", "seconds",
	}}
	for _, p := range points {
		g := p.Gaussian
		rows = append(rows, append([]string{p.Value}, numbersOf(p.CleanError, p.Worst, g.Mean, g.Low, g.High, p.Attacked, p.Relative, p.Seconds)...))
	}
	return csv.NewWriter(w).WriteAll(rows)
}
