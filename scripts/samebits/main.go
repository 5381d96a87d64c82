// Command samebits runs the same experiments with two builds of the headless program and
// compares all that they leave, bit for bit:
//
//	go run ./scripts/samebits [flags] OLD NEW [FOLDER or RECIPE...]
//
// Without folders: assets/recipes, assets/demos, and the variants of variants.go, which
// reach patterns, phantoms, methods and kinds of attack that no recipe has. Each runs with
// each number of threads in both programs; what the old one leaves with the first of them
// is what the others are held against. It ends with 1 when the new program differs; where
// the old one differs from itself with more threads, that is said and nothing more.
//
// What may differ by nature is left out, and nothing else:
//
//   - environment.toml: the lines of version, commit, go, threads, started and seconds;
//   - metrics.csv and stability.csv: the column seconds;
//   - the metrics on standard output: every "seconds".
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	var c comparison
	flag.IntVar(&c.largest, "size", 0, "leave out recipes with a larger image.size (0: none)")
	threads := flag.String("threads", "1,2", "numbers of threads")
	flag.StringVar(&c.except, "except", "", "leave out files of this `pattern`, which are known to differ, as */history.csv")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: samebits [flags] OLD NEW [FOLDER or RECIPE...]")
		flag.PrintDefaults()
	}
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := c.set(*threads, flag.Args())
	if err == nil {
		err = c.run(ctx, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "samebits:", err)
		os.Exit(1)
	}
}

// comparison is what is run, and what has been found.
type comparison struct {
	old, new string // programs
	threads  []int
	largest  int    // image.size; 0: any
	except   string // pattern of names, empty: none
	runs     []experiment
	left     int // recipes that are too large

	files, differences int
	own                int // differences of the old program from itself
}

func (c *comparison) set(threads string, args []string) error {
	if len(args) < 2 {
		return errors.New("name the old program and the new one")
	}
	for _, t := range strings.Split(threads, ",") {
		n, err := strconv.Atoi(t)
		if err != nil || n < 1 {
			return fmt.Errorf("-threads %s: must be whole numbers of at least 1, with commas between", threads)
		}
		c.threads = append(c.threads, n)
	}
	_, err := path.Match(c.except, "")
	if err != nil {
		return fmt.Errorf("-except %s: %w", c.except, err)
	}
	if c.old, err = filepath.Abs(args[0]); err != nil {
		return err
	}
	if c.new, err = filepath.Abs(args[1]); err != nil {
		return err
	}
	places := args[2:]
	if len(places) == 0 {
		places = []string{"assets/recipes", "assets/demos"}
		c.runs = variants()
	}
	for _, place := range places {
		if err := c.add(place); err != nil {
			return err
		}
	}
	if len(c.runs) == 0 {
		return fmt.Errorf("no recipe in %s", strings.Join(places, ", "))
	}
	return nil
}

// add takes a recipe, or all of a folder.
func (c *comparison) add(place string) error {
	files := []string{place}
	if info, err := os.Stat(place); err != nil {
		return err
	} else if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(place, "*.toml")); err != nil {
			return err
		}
	}
	for _, file := range files {
		size, err := sizeOf(file)
		if err != nil {
			return err
		}
		if c.largest > 0 && size > c.largest {
			c.left++
			continue
		}
		whole, err := filepath.Abs(file)
		if err != nil {
			return err
		}
		c.runs = append(c.runs, experiment{name: file, args: []string{"run", whole}})
	}
	return nil
}

func (c *comparison) run(ctx context.Context, w io.Writer) error {
	began := time.Now()
	for _, x := range c.runs {
		if err := c.compare(ctx, w, x); err != nil {
			return fmt.Errorf("%s: %w", x.name, err)
		}
	}
	fmt.Fprintf(w, "%d recipes and variants with threads %v, %d files compared in %v", len(c.runs), c.threads, c.files, time.Since(began).Round(time.Second))
	if c.left > 0 {
		fmt.Fprintf(w, "; %d larger than %d left out", c.left, c.largest)
	}
	if c.except != "" {
		fmt.Fprintf(w, "; %s left out", c.except)
	}
	fmt.Fprintln(w)
	if c.own > 0 {
		fmt.Fprintf(w, "%d differences of the old program from itself\n", c.own)
	}
	if c.differences > 0 {
		return fmt.Errorf("%d differences", c.differences)
	}
	fmt.Fprintln(w, "The bits are the same.")
	return nil
}

// compare runs one experiment in both programs, at the same time, with each number of threads.
func (c *comparison) compare(ctx context.Context, w io.Writer, x experiment) error {
	var first outcome
	for k, threads := range c.threads {
		old, renewed, err := c.both(ctx, x, threads)
		if err != nil {
			return err
		}
		others := []outcome{old, renewed}
		if k == 0 {
			first, others = old, others[1:]
		}
		for _, o := range others {
			n, differences := first.differences(o, c.except)
			c.files += n
			if o.program == c.old {
				c.own += len(differences)
			} else {
				c.differences += len(differences)
			}
			for _, d := range differences {
				fmt.Fprintf(w, "%s: %s, not as %s: %s\n", x.name, o.who, first.who, d)
			}
		}
	}
	return nil
}

func (c *comparison) both(ctx context.Context, x experiment, threads int) (old, renewed outcome, err error) {
	failed := make(chan error, 1)
	go func() {
		var err error
		old, err = x.outcome(ctx, c.old, fmt.Sprintf("old with threads %d", threads), threads)
		failed <- err
	}()
	renewed, err = x.outcome(ctx, c.new, fmt.Sprintf("new with threads %d", threads), threads)
	return old, renewed, errors.Join(err, <-failed)
}
