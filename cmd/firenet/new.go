package main

import (
	"github.com/spf13/cobra"

	"firenet/recon/recipe"
)

func newNewCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:     "new",
		Short:   "Print the default recipe, commented",
		Example: "  firenet new > recipe.toml",
		Args:    exactly(0, "nothing"),
		RunE: func(*cobra.Command, []string) error {
			text, err := recipe.Default().Commented()
			if err != nil {
				return failure{err}
			}
			if _, err := s.out.Write(text); err != nil {
				return failure{err}
			}
			return nil
		},
	}
}
