package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"firenet/recon/parameter"
	"firenet/recon/recipe"
)

// recipeFlags are the flags of commands that read a recipe.
type recipeFlags struct{ assignments []string }

func (f *recipeFlags) addTo(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.assignments, "set", nil,
		"change one `key=value` of the recipe, for example sampling.fraction=0.2; may be given again")
	cmd.ValidArgsFunction = completeRecipe
	_ = cmd.RegisterFlagCompletionFunc("set", completeAssignment) // fails only for a flag that does not exist
}

// read reads the recipe, from standard input if the file is called "-", and changes it as
// the flags say.
func (f *recipeFlags) read(ctx context.Context, s streams, file string) (recipe.Recipe, error) {
	r, err := interruptible(ctx, func() (recipe.Recipe, error) { return readRecipe(s, file) })
	if err != nil {
		return r, err
	}
	for _, a := range f.assignments {
		path, value, err := recipe.SplitAssignment(a)
		if err == nil {
			r, err = r.Set(path, value)
		}
		if err != nil {
			return r, fmt.Errorf("--set: %w", err)
		}
	}
	return r, nil
}

func readRecipe(s streams, file string) (recipe.Recipe, error) {
	if file == "-" {
		return recipe.Read("standard input", "", s.in)
	}
	return recipe.ReadFile(file)
}

// completeRecipe completes names of recipe files.
func completeRecipe(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return []string{"toml"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeAssignment completes the keys of the recipe on the command line, or of the
// default recipe where there is none yet, and the values that are words.
func completeAssignment(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	r := recipe.Default()
	if len(args) > 0 && args[0] != "-" {
		if given, err := recipe.ReadFile(args[0]); err == nil {
			r = given
		}
	}
	var list []string
	for _, k := range r.Keys() {
		if rest, ok := strings.CutPrefix(typed, k.Path+"="); ok {
			for _, v := range words(k) {
				if strings.HasPrefix(v, rest) {
					list = append(list, k.Path+"="+v)
				}
			}
			return list, cobra.ShellCompDirectiveNoFileComp
		}
		if strings.HasPrefix(k.Path, typed) {
			list = append(list, k.Path+"=\t"+k.Help)
		}
	}
	return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// words are the values of a key that can be listed.
func words(k recipe.Key) []string {
	if k.Kind == parameter.Switch {
		return []string{"true", "false"}
	}
	return k.Choices
}
