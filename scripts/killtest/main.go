// Command killtest kills programs with SIGKILL while they write, and looks at what is left:
//
//	go run ./scripts/killtest -kills 200 -bin bin/firenet
//
// Half of the programs save one session over and over, each time with other contents; the
// file must hold what was saved last, or what was being saved, whole. The other half are
// "firenet run --force" over the results of another seed; the folder must hold every file
// of one of the two runs, byte for byte. Some are killed at any time of the run, most while
// the folder is being written. After the next one that is not killed nothing may be left
// beside.
//
//	bash scripts/with-display.sh go run ./scripts/killtest -kills 25 -window bin/workbench
//
// kills the real window instead, half of the times at any moment while it is edited and
// runs, half while it keeps what is open; each time it is started again and must offer what
// was kept last, and bring it back byte for byte. Start reading at run.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"time"
)

func main() {
	kills := flag.Int("kills", 200, "programs to kill")
	bin := flag.String("bin", "bin/firenet", "the headless program")
	window := flag.String("window", "", "kill this program with a window instead")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "of the moments")
	child := flag.String("child", "", "for the test itself: save this session until killed")
	flag.Parse()
	var err error
	switch {
	case *child != "":
		err = saveForEver(*child, os.Stdout)
	case *window != "":
		err = inFolder(*seed, func(dir string, random *rand.Rand) (string, error) {
			return killWindows(dir, *window, *kills, random)
		})
	default:
		err = run(*kills, *bin, *seed)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "killtest:", err)
		os.Exit(1)
	}
}

func run(kills int, bin string, seed uint64) error {
	err := inFolder(seed, func(dir string, random *rand.Rand) (string, error) {
		return killSavers(dir, kills/2, random)
	})
	if err != nil {
		return fmt.Errorf("sessions: %w", err)
	}
	err = inFolder(seed, func(dir string, random *rand.Rand) (string, error) {
		return killRuns(dir, bin, kills-kills/2, random)
	})
	if err != nil {
		return fmt.Errorf("results: %w", err)
	}
	return nil
}

// inFolder does a test in a folder of its own, with moments of the seed, and says how it
// went.
func inFolder(seed uint64, test func(dir string, random *rand.Rand) (string, error)) error {
	dir, err := os.MkdirTemp("", "killtest")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("seed %d\n", seed)
	said, err := test(dir, rand.New(rand.NewPCG(seed, 1)))
	if err != nil {
		return err
	}
	fmt.Println(said)
	return nil
}
