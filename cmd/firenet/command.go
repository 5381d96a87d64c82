package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"firenet/recon/experiment"
	"firenet/recon/recipe"
)

// Exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitBadInput    = 2
	exitInterrupted = 130
)

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// failure is an error that is not the fault of what the user has given.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// reported is an error that has been shown already.
type reported struct{ error }

// execute runs one command line and returns its exit code.
func execute(ctx context.Context, args []string, s streams) (code int) {
	defer func() {
		if fault := recover(); fault != nil {
			fmt.Fprintf(s.err, "firenet: internal error: %v\n%s", fault, debug.Stack())
			code = exitFailed
		}
	}()
	root := newRoot(s)
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	return exitCode(root.ExecuteContext(ctx), s.err)
}

// interruptible is the result of f, or the error of ctx as soon as ctx is done: reading
// from a terminal or a network disk cannot be called off. f is then left alone; the program
// ends.
func interruptible[V any](ctx context.Context, f func() (V, error)) (V, error) {
	type result struct {
		value V
		err   error
		fault any
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			r.fault = recover()
			done <- r
		}()
		r.value, r.err = f()
	}()
	select {
	case r := <-done:
		if r.fault != nil {
			panic(r.fault)
		}
		return r.value, r.err
	case <-ctx.Done():
		var none V
		return none, ctx.Err()
	}
}

// exitCode says what went wrong, and returns the code for it. Errors that are neither an
// interruption nor a failure are of usage or input.
func exitCode(err error, out io.Writer) int {
	var failed failure
	var shown reported
	var field *recipe.FieldError
	var fault *experiment.Fault
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(out, "firenet: interrupted; nothing was written")
		return exitInterrupted
	case errors.As(err, &fault):
		fmt.Fprintf(out, "firenet: %v\n%s", err, fault.Stack)
		return exitFailed
	case errors.As(err, &failed):
		fmt.Fprintln(out, "firenet:", err)
		return exitFailed
	case errors.As(err, &shown):
	case errors.As(err, &field) && field.File != "":
		fmt.Fprintln(out, err) // each line begins with file and line, as editors like it
	default:
		fmt.Fprintln(out, "firenet:", err)
	}
	return exitBadInput
}

func newRoot(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "firenet",
		Short: "Simulate subsampled measurements and reconstruct with FIRENET, without a window",
		Long: `firenet runs experiments without a window: it simulates subsampled Fourier or Walsh
measurements of an image, reconstructs with FIRENET and other methods, looks for worst-case
perturbations, and leaves images, metrics and histories in a folder.

Exit codes: 0 done, 2 bad usage or bad input, 130 interrupted, 1 anything else.`,
		Example: `  firenet new > recipe.toml
  firenet run recipe.toml -o out
  firenet run recipe.toml -o out-20 --set reconstructor.FIRENET.inner=20 --set image.size=512`,
		Version:       buildVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprint(s.err, cmd.UsageString())
			return errors.New("which command?")
		},
	}
	root.SetVersionTemplate("{{.Name}} {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w (see %s --help)", err, cmd.CommandPath())
	})
	root.AddCommand(newRunCommand(s), newNewCommand(s), newCheckCommand(s), newStabilityCommand(s), newVersionCommand(s), newManCommand(s))
	return root
}

// exactly is cobra's ExactArgs with a message that says what is missing.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return fmt.Errorf("%s takes %s, not %d arguments (see %[1]s --help)", cmd.CommandPath(), what, len(args))
		}
		return nil
	}
}
