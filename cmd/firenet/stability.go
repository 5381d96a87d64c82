package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"firenet/recon/experiment"
	"firenet/recon/parameter"
	"firenet/recon/result"
	"firenet/recon/stability"
	"firenet/recon/study"
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

// values are what the flags ask of study.Depths.
func (f *stabilityFlags) values() (parameter.Values, error) {
	if f.over == "" {
		return nil, errors.New("say which key takes which values, for example --over inner=1,2,5,10,20")
	}
	v := parameter.Values{"over": f.over}
	for key, value := range map[string]string{"attack": f.attack, "reconstructor": f.reconstructor} {
		if value != "" {
			v[key] = value
		}
	}
	return v, nil
}

func (f *stabilityFlags) study(ctx context.Context, s streams, file string) error {
	values, err := f.values()
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
	report, err := experiment.Ask(ctx, r, study.Depths, values, options, func(report *result.Report, done, _ int) {
		if report == nil {
			return
		}
		t := report.Tables[0]
		timings = append(timings, result.Timing{Part: t.Columns[0].Key + " = " + t.Columns[0].Texts[done-1], Duration: time.Since(last)})
		last = time.Now()
		bar.clear()
		if !f.quiet {
			writePoint(s.err, t, done-1)
		}
	})
	bar.clear()
	if err != nil {
		return runError(err)
	}
	table := report.Tables[0]
	if f.out != "" {
		env := result.Environment{Version: buildVersion(), Commit: buildCommit(), Threads: f.threads, Started: started}
		if err := result.WriteTable(ctx, f.out, f.force, r, env, timings, "stability.csv", table.WriteCSV); err != nil {
			return failure{fmt.Errorf("%s could not be written, nothing has changed there: %w", f.out, err)}
		}
	}
	if f.json {
		if err := writeStudyJSON(s.out, table); err != nil {
			return failure{err}
		}
	}
	return nil
}

// writePoint is a line for people, below a head line before the first.
func writePoint(w io.Writer, t result.Table, i int) {
	if i == 0 {
		fmt.Fprintf(w, "%12s%12s%14s%14s%16s\n", t.Columns[0].Key, "rel. l2", "worst case", "Gaussian", "attacked l2")
	}
	number := func(key string) float64 {
		c, _ := t.Column(key)
		return c.Numbers[i]
	}
	fmt.Fprintf(w, "%12s%12.4g%14.4g%14.4g%16.4g\n", t.Columns[0].Texts[i],
		number("relative_l2"), number("worst_amplification"), number("gaussian_amplification"), number("attacked_relative_l2"))
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

func writeStudyJSON(w io.Writer, t result.Table) error {
	written := struct {
		Key    string           `json:"key"`
		Points []jsonStudyPoint `json:"points"`
	}{Key: t.Columns[0].Key}
	for i, value := range t.Columns[0].Texts {
		number := func(key string) float64 {
			c, _ := t.Column(key)
			return c.Numbers[i]
		}
		gaussian := stability.Spread{Mean: number("gaussian_amplification"), Low: number("gaussian_amplification_low"), High: number("gaussian_amplification_high")}
		written.Points = append(written.Points, jsonStudyPoint{
			value, finite(number("relative_l2")), finite(number("worst_amplification")), newSpread(gaussian),
			finite(number("attacked_relative_l2")), finite(number("relative_norm")), number("seconds"),
		})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(written)
}
