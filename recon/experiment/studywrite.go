package experiment

import (
	"context"
	"encoding/csv"
	"io"

	"firenet/recon/recipe"
	"firenet/recon/result"
)

// WriteStudy leaves a study in the folder dir, whole or not at all, as [result.Result.Write] does:
//
//	recipe.toml       completed, as it was before a value was put in
//	environment.toml  what it was computed with, and how long each point took
//	stability.csv     a line for each value
func WriteStudy(ctx context.Context, dir string, force bool, r recipe.Recipe, q StudyRequest, points []StudyPoint, env result.Environment, timings []result.Timing) error {
	return result.WriteTable(ctx, dir, force, r, env, timings, "stability.csv", func(w io.Writer) error { return writeStudy(w, q, points) })
}

func writeStudy(w io.Writer, q StudyRequest, points []StudyPoint) error {
	rows := [][]string{{
		q.Key, "relative_l2", "worst_amplification", "gaussian_amplification", "gaussian_amplification_low", "gaussian_amplification_high",
		"attacked_relative_l2", "relative_norm", "seconds",
	}}
	for _, p := range points {
		g := p.Gaussian
		rows = append(rows, append([]string{p.Value}, result.Numbers(p.CleanError, p.Worst, g.Mean, g.Low, g.High, p.Attacked, p.Relative, p.Seconds)...))
	}
	return csv.NewWriter(w).WriteAll(rows)
}
