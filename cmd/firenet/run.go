package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// runFlags are the flags of "firenet run".
type runFlags struct {
	recipeFlags
	out     string
	threads int
	quiet   bool
	json    bool
	force   bool
}

func newRunCommand(s streams) *cobra.Command {
	var flags runFlags
	cmd := &cobra.Command{
		Use:   "run recipe.toml -o OUT",
		Short: "Run a recipe and leave the results in a folder",
		Long: `run computes everything that a recipe asks for and leaves it in the folder OUT, which
appears whole or not at all. "-" reads the recipe from standard input. Results do not
depend on the number of threads.

Progress goes to standard error, and only to a terminal. With --json the metrics go to
standard output, and OUT may be left out: then nothing is written.`,
		Example: `  firenet run recipe.toml -o out
  firenet run recipe.toml -o out --force --set sampling.fraction=0.2 --set reconstructor.FIRENET.inner=20
  firenet run recipe.toml --json --quiet`,
		Args: exactly(1, "one recipe"),
	}
	flags.addTo(cmd)
	flags.addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return flags.run(cmd.Context(), s, args[0])
	}
	return cmd
}

func (f *runFlags) addOutput(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "output", "o", "", "`folder` for the results")
	flags.IntVar(&f.threads, "threads", 0, "goroutines for the computation (0: one per processor)")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "no progress and no summary")
	flags.BoolVar(&f.json, "json", false, "print the metrics to standard output")
	flags.BoolVar(&f.force, "force", false, "replace OUT if it exists and is not empty")
	_ = cmd.MarkFlagDirname("output") // fails only for a flag that does not exist
}

// prepare checks the flags, reads the recipe, and sees that the results can be written.
func (f *runFlags) prepare(ctx context.Context, s streams, file string) (recipe.Recipe, error) {
	if f.out == "" && !f.json {
		return recipe.Recipe{}, errors.New("name a folder for the results with -o OUT, or print the metrics only with --json")
	}
	if f.threads < 0 {
		return recipe.Recipe{}, fmt.Errorf("--threads %d: must be a whole number of at least 0", f.threads)
	}
	r, err := f.read(ctx, s, file)
	if err == nil && f.out != "" {
		err = result.CheckFolder(r, f.out, f.force)
	}
	return r, err
}

func (f *runFlags) run(ctx context.Context, s streams, file string) error {
	started := time.Now()
	r, err := f.prepare(ctx, s, file)
	if err != nil {
		return err
	}
	options := experiment.Options{Threads: f.threads}
	bar := newProgress(s.err, f.quiet)
	options.Observer = bar.observer()
	p, err := plan(ctx, r, options)
	if err != nil {
		return err
	}
	limitMemory(p)
	computed, err := experiment.Run(ctx, p, options)
	bar.clear()
	if err != nil {
		return runError(err)
	}
	if f.out != "" {
		env := result.Environment{Version: buildVersion(), Commit: buildCommit(), Threads: f.threads, Started: started}
		if err := computed.Write(ctx, f.out, f.force, env); err != nil {
			return failure{fmt.Errorf("%s could not be written, nothing has changed there: %w", f.out, err)}
		}
	}
	if f.json {
		if err := writeJSON(s.out, computed, f.out); err != nil {
			return failure{err}
		}
	}
	if !f.quiet {
		writeSummary(s.err, computed, f.out)
	}
	return nil
}

// runError is an error of a run: bad input where it has a key, as the start of an attack
// that only the samples show to be too large.
func runError(err error) error {
	var field *recipe.FieldError
	if errors.As(err, &field) {
		return err
	}
	return failure{err}
}

// limitMemory has what is no longer needed collected before a run takes much more than it
// holds: for the largest images that is the difference of a machine's memory.
func limitMemory(p *experiment.Plan) { debug.SetMemoryLimit(max(256<<20, p.Memory())) }
