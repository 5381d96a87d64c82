package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the linker: -ldflags "-X main.version=0.1.0", and so is commit where
// the work tree is not to be asked.
var version, commit string

func newVersionCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print version, commit and system",
		Args:  exactly(0, "nothing"),
		RunE: func(*cobra.Command, []string) error {
			from := buildCommit()
			if from == "" {
				from = "unknown"
			}
			_, err := fmt.Fprintf(s.out, "firenet %s (commit %s, %s, %s/%s)\n",
				buildVersion(), from, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			if err != nil {
				return failure{err}
			}
			return nil
		},
	}
}

// buildVersion is what the linker was told, else the version of the module where the
// build knows one, else "devel".
func buildVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}

// buildCommit is the commit that the program was built from, with "+" for a changed work
// tree; empty if it is not known.
func buildCommit() string {
	if commit != "" {
		return commit
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	revision, changed := "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				changed = "+"
			}
		}
	}
	if revision == "" {
		return ""
	}
	return revision + changed
}
