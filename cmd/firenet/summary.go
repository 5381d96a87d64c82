package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"firenet/recon/result"
)

// writeSummary is a table of the metrics, for people.
func writeSummary(w io.Writer, r *result.Result, folder string) {
	width := 0
	for _, out := range r.Outputs {
		width = max(width, utf8.RuneCountInString(out.Name))
	}
	fmt.Fprintf(w, "%*s%10s%10s%8s%8s%10s%10s\n", width, "", "rel. l2", "NRMSE", "PSNR", "SSIM", "HFEN", "seconds")
	for _, out := range r.Outputs {
		fmt.Fprintf(w, "%-*s", width, out.Name)
		if m := out.Metrics; m != nil {
			fmt.Fprintf(w, "%10.4g%10.4g%8.2f%8.4f%10.4g", m.RelativeL2, m.NRMSE, m.PSNR, m.SSIM, m.HFEN)
		} else {
			fmt.Fprintf(w, "%10s%10s%8s%8s%10s", "-", "-", "-", "-", "-")
		}
		fmt.Fprintf(w, "%10.3g%s\n", out.Seconds, marks(out))
	}
	writeNotes(w, r.Outputs)
	writeAttacks(w, r)
	for _, answer := range r.Reports {
		for _, t := range answer.Tables {
			fmt.Fprintf(w, "%s: %d rows in %s.csv (--json prints them)\n", answer.Title, t.Rows(), answer.FileName(t))
		}
	}
	if folder != "" {
		fmt.Fprintln(w, "Results:", folder)
	}
}

// writeNotes says each note once, with the names of those that it is about.
func writeNotes(w io.Writer, outputs []*result.Output) {
	var notes []string
	names := map[string][]string{}
	for _, out := range outputs {
		for _, note := range out.Notes {
			if names[note] == nil {
				notes = append(notes, note)
			}
			names[note] = append(names[note], out.Name)
		}
	}
	for _, note := range notes {
		fmt.Fprintf(w, "%s: %s\n", strings.Join(names[note], "; "), note)
	}
}

// marks are what a reader must know before comparing the numbers of a line.
func marks(out *result.Output) string {
	s := ""
	if out.Oracle {
		s += "  oracle"
	}
	if out.WorseThanZeroFilled {
		s += "  worse than zero-filled"
	}
	return s
}

// jsonRun is what --json prints.
type jsonRun struct {
	Title   string     `json:"title"`
	Seed    uint64     `json:"seed"`
	Height  int        `json:"height"`
	Width   int        `json:"width"`
	Samples int        `json:"samples"`
	Folder  string     `json:"folder,omitempty"`
	Metrics []jsonLine `json:"metrics"`

	Attacks    []jsonAttack   `json:"attacks,omitempty"`
	Stability  []jsonPoint    `json:"stability,omitempty"`
	Visibility []jsonContrast `json:"visibility,omitempty"`
	Questions  []jsonReport   `json:"questions,omitempty"`
}

// jsonLine is a line of metrics.csv, and what a reader must know besides. Without a truth
// the metrics are null, as is an infinite PSNR.
type jsonLine struct {
	Input         string   `json:"input"`
	Reconstructor string   `json:"reconstructor"`
	Method        string   `json:"method"`
	RelativeL2    *float64 `json:"relative_l2"`
	NRMSE         *float64 `json:"nrmse"`
	PSNR          *float64 `json:"psnr"`
	SSIM          *float64 `json:"ssim"`
	HFEN          *float64 `json:"hfen"`
	Seconds       *float64 `json:"seconds"`
	Oracle        bool     `json:"oracle"`
	Worse         bool     `json:"worse_than_zero_filled"`
	Notes         []string `json:"notes,omitempty"`
}

func writeJSON(w io.Writer, r *result.Result, folder string) error {
	run := jsonRun{
		Title: r.Recipe.Title, Seed: r.Recipe.Seed, Height: r.Mask.H, Width: r.Mask.W,
		Samples: r.Mask.Count(), Folder: folder, Metrics: []jsonLine{},
	}
	for _, l := range r.MetricsLines() {
		out := r.Outputs[l.Reconstructor]
		line := jsonLine{Input: l.Input, Reconstructor: out.Name, Method: out.Method, Seconds: finite(l.Seconds), Oracle: out.Oracle}
		if l.Input == result.Clean {
			line.Worse, line.Notes = out.WorseThanZeroFilled, out.Notes
		}
		if m := l.Metrics; m != nil {
			line.RelativeL2, line.NRMSE, line.PSNR = finite(m.RelativeL2), finite(m.NRMSE), finite(m.PSNR)
			line.SSIM, line.HFEN = finite(m.SSIM), finite(m.HFEN)
		}
		run.Metrics = append(run.Metrics, line)
	}
	run.Attacks, run.Stability, run.Visibility = jsonAttacks(r), jsonStability(r), jsonVisibility(r)
	run.Questions = jsonReports(r.Reports)
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(run)
}

// finite is nil for numbers that JSON does not have.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
