// Command bench measures the program beside other programs that the machine has, in one
// run, and prints tables:
//
//	go run ./scripts/bench [-rounds 3] [-largest 2048] [docs/performance.md]
//
// The programs are in scripts/peers; what is missing is said with the command that installs
// it. With a file, the tables replace those between its markers.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	rounds := flag.Int("rounds", 3, "how often each program is run; the least seconds count")
	largest := flag.Int("largest", 2048, "the largest side beside the other programs")
	flag.Parse()
	if err := bench(*rounds, *largest, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(rounds, largest int, page string) error {
	folder := filepath.Join(".cache", "bench")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	programs, missing, err := build(folder)
	if err != nil {
		return err
	}
	var out strings.Builder
	fmt.Fprintf(&out, "Processor: %s with %s, %d threads.\n\n", processor(), registers(), threadCount())
	for _, m := range missing {
		fmt.Fprintf(&out, "Not measured: %s\n\n", m)
	}
	fmt.Print(out.String())
	for _, table := range []func() string{
		func() string { return layersTable(programs, rounds, largest) },
		func() string { return transformTable(programs, rounds, largest) },
		func() string { return growthTable(programs, rounds) },
		func() string { return shapesTable(programs, rounds) },
	} {
		text := table()
		fmt.Print(text)
		out.WriteString(text)
	}
	if page == "" {
		return nil
	}
	return replaceFigures(page, out.String())
}

const (
	beginFigures = "<!-- begin figures -->\n"
	endFigures   = "<!-- end figures -->"
)

// replaceFigures writes the tables between the markers of a page.
func replaceFigures(page, figures string) error {
	data, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	text := string(data)
	from, to := strings.Index(text, beginFigures), strings.Index(text, endFigures)
	if from < 0 || to < from {
		return fmt.Errorf("%s: has no markers %q and %q", page, strings.TrimSpace(beginFigures), endFigures)
	}
	text = text[:from+len(beginFigures)] + strings.TrimRight(figures, "\n") + "\n" + text[to:]
	return os.WriteFile(page, []byte(text), 0o644)
}
