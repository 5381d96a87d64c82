package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// stabilityFlags are the flags of "firenet stability".
type stabilityFlags struct {
	runFlags
	over, attack, reconstructor string
}

func newStabilityCommand(s streams) *cobra.Command {
	var flags stabilityFlags
	cmd := &cobra.Command{
		Use:   "stability recipe.toml --over key=value,value,... -o OUT",
		Short: "Draw the curve of accuracy against stability of one reconstructor",
		Long: `stability runs one attack of a recipe on one reconstructor again and again, with one value of
one of its keys after another, and leaves a line for each in OUT/stability.csv: the error
without a perturbation, the amplification of the worst one found, and that of Gaussian noise
of equal norm. FIRENET with 1 to 100 layers in a block is the curve that it was made for.

OUT appears whole or not at all. With --json the points go to standard output, and OUT may
be left out.`,
		Example: `  firenet stability worst-case.toml --over inner=1,2,5,10,20,50,100 -o curve
  firenet stability worst-case.toml --over lambda=1e-4,1e-3,1e-2 --reconstructor FIRENET --json`,
		Args: exactly(1, "one recipe"),
	}
	flags.addTo(cmd)
	flags.addOutput(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.over, "over", "", "`key=values` of the reconstructor, for example inner=1,2,5,10,20")
	f.StringVar(&flags.attack, "attack", "", "`name` of the attack (default: the first of the recipe)")
	f.StringVar(&flags.reconstructor, "reconstructor", "", "`name` of the reconstructor (default: the target of the attack)")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return flags.study(cmd.Context(), s, args[0])
	}
	return cmd
}

// request is what the flags ask for. Values are separated by commas outside brackets and
// quotes.
func (f *stabilityFlags) request() (experiment.StudyRequest, error) {
	q := experiment.StudyRequest{Attack: f.attack, Reconstructor: f.reconstructor}
	if f.over == "" {
		return q, errors.New("say which key takes which values, for example --over inner=1,2,5,10,20")
	}
	key, values, err := recipe.SplitAssignment(f.over)
	if err != nil {
		return q, fmt.Errorf("--over: %w", err)
	}
	q.Key = key
	depth, from := 0, 0
	for i, c := range values + "," {
		switch {
		case strings.ContainsRune("[{", c):
			depth++
		case strings.ContainsRune("]}", c):
			depth--
		case c == ',' && depth == 0:
			q.Values = append(q.Values, strings.TrimSpace(values[from:i]))
			from = i + 1
		}
	}
	return q, nil
}

func (f *stabilityFlags) study(ctx context.Context, s streams, file string) error {
	q, err := f.request()
	if err != nil {
		return err
	}
	r, err := f.prepare(ctx, s, file)
	if err != nil {
		return err
	}
	started := time.Now()
	bar := newProgress(s.err, f.quiet)
	options := experiment.Options{Threads: f.threads, Cache: experiment.NewCache(), Observer: bar.observer()}
	var timings []result.Timing
	last := started
	points, err := experiment.Study(ctx, r, q, options, func(p experiment.StudyPoint) {
		timings = append(timings, result.Timing{Part: q.Key + " = " + p.Value, Duration: time.Since(last)})
		last = time.Now()
		bar.clear()
		if !f.quiet {
			writePoint(s.err, q.Key, p, len(timings) == 1)
		}
	})
	bar.clear()
	if err != nil {
		return runError(err)
	}
	if f.out != "" {
		env := result.Environment{Version: buildVersion(), Commit: buildCommit(), Threads: f.threads, Started: started}
		if err := experiment.WriteStudy(ctx, f.out, f.force, r, q, points, env, timings); err != nil {
			return failure{fmt.Errorf("%s could not be written, nothing has changed there: %w", f.out, err)}
		}
	}
	if f.json {
		if err := writeStudyJSON(s.out, q, points); err != nil {
			return failure{err}
		}
	}
	return nil
}

// writePoint is a line for people, below a head line before the first.
func writePoint(w io.Writer, key string, p experiment.StudyPoint, first bool) {
	if first {
		fmt.Fprintf(w, "%12s%12s%14s%14s%16s\n", key, "rel. l2", "worst case", "Gaussian", "attacked l2")
	}
	fmt.Fprintf(w, "%12s%12.4g%14.4g%14.4g%16.4g\n", p.Value, p.CleanError, p.Worst, p.Gaussian.Mean, p.Attacked)
}

// jsonStudyPoint is a point of --json.
type jsonStudyPoint struct {
	Value      string      `json:"value"`
	RelativeL2 *float64    `json:"relative_l2"`
	Worst      *float64    `json:"worst_amplification"`
	Gaussian   *jsonSpread `json:"gaussian_amplification"`
	Attacked   *float64    `json:"attacked_relative_l2"`
	Norm       *float64    `json:"relative_norm"`
	Seconds    float64     `json:"seconds"`
}

func writeStudyJSON(w io.Writer, q experiment.StudyRequest, points []experiment.StudyPoint) error {
	study := struct {
		Key    string           `json:"key"`
		Points []jsonStudyPoint `json:"points"`
	}{Key: q.Key}
	for _, p := range points {
		study.Points = append(study.Points, jsonStudyPoint{
			p.Value, finite(p.CleanError), finite(p.Worst), newSpread(p.Gaussian), finite(p.Attacked), finite(p.Relative), p.Seconds,
		})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(study)
}
