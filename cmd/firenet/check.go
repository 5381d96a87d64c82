package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"firenet/recon/experiment"
	"firenet/recon/recipe"
)

func newCheckCommand(s streams) *cobra.Command {
	var flags recipeFlags
	cmd := &cobra.Command{
		Use:   "check recipe.toml",
		Short: "Say what is wrong with a recipe, without running it",
		Long: `check reads a recipe and the files that it names, and looks up everything that it asks
for. It prints what a run would do, or every error with its line. "-" reads the recipe
from standard input.`,
		Example: "  firenet check recipe.toml --set image.size=1024",
		Args:    exactly(1, "one recipe"),
	}
	flags.addTo(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		r, err := flags.read(cmd.Context(), s, args[0])
		if err != nil {
			return err
		}
		p, err := plan(cmd.Context(), r, experiment.Options{})
		if err != nil {
			return err
		}
		text := facts(p)
		if len(p.Attacks()) > 0 {
			took, err := p.Estimate(cmd.Context(), experiment.Options{})
			if err != nil {
				return failure{err}
			}
			text += fmt.Sprintf("\n%s of at most %s; the run takes about %s on this machine", names(p.Attacks()), count(p.AttackSteps(), "step"), duration(took))
		}
		fmt.Fprintf(s.out, "%s: ok\n%s\n", args[0], text)
		return nil
	}
	return cmd
}

// plan looks everything up. What is wrong with the recipe or its files has a key; any other
// error is not the fault of what the user has given.
func plan(ctx context.Context, r recipe.Recipe, o experiment.Options) (*experiment.Plan, error) {
	p, err := experiment.NewPlan(ctx, r, o)
	var field *recipe.FieldError
	if err != nil && !errors.As(err, &field) {
		return nil, failure{err}
	}
	return p, err
}

// facts is one line on what a run of the plan does.
func facts(p *experiment.Plan) string {
	all := p.Shape().Len()
	return fmt.Sprintf("%v pixels, %d of %d samples (%.3g %%), %s, %s, about %s of memory",
		p.Shape(), p.Samples(), all, 100*float64(p.Samples())/float64(all),
		count(len(p.Recipe().Reconstructors), "reconstructor"), count(p.Layers(), "layer"), megabytes(p.Memory()))
}

// names is "attack A" or "attacks A, B".
func names(attacks []string) string {
	if len(attacks) == 1 {
		return "attack " + attacks[0]
	}
	return "attacks " + strings.Join(attacks, ", ")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// megabytes is a size in MB, or in GB from one on.
func megabytes(n int64) string {
	if n < 1e9 {
		return fmt.Sprintf("%d MB", max(1, (n+5e5)/1e6))
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
