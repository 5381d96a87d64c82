// Command docscheck runs the commands of the documentation and compares what they print.
//
//	go run ./scripts/docscheck -bin bin README.md docs/*.md
//
// Each page gets a temporary folder that holds a copy of assets only, in which its fenced blocks are handled from
// top to bottom:
//
//	```toml NAME    is written to the file NAME
//	```console      lines after "$ " are run by bash, one after another, and must succeed;
//	                lines below them are what they print ("..." stands for anything)
//	```sh           is run as a whole
//
// Blocks of other kinds are not touched. Folders of -bin come first in PATH.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	bin := flag.String("bin", "bin", "folder of the programs that the pages call")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := check(ctx, *bin, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "docscheck:", err)
		os.Exit(1)
	}
}

func check(ctx context.Context, bin string, pages []string) error {
	bin, err := filepath.Abs(bin)
	if err != nil {
		return err
	}
	for _, name := range pages {
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		n, err := checkPage(ctx, bin, string(source))
		if err != nil {
			return fmt.Errorf("%s:%w", name, err)
		}
		fmt.Printf("%s: %d commands\n", name, n)
	}
	return nil
}
