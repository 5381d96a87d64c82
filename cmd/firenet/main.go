// Command firenet runs experiments without a window: recipe in, results out.
//
//	firenet new > recipe.toml
//	firenet run recipe.toml -o out --set reconstructor.FIRENET.inner=20
//
// Each command has a file of its own; what they have in common is in command.go. It
// depends on recon/experiment and builds without cgo.
package main

import "os"

func main() {
	ignoreFileLimit()
	ctx, stop := untilInterrupted()
	code := execute(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}
