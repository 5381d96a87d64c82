package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// recipeText is a small experiment whose results differ from seed to seed and take some time to
// write.
const recipeText = `format = 1
image = {phantom = "shepp-logan", size = 256}
noise = {level = 0.02}
reconstructor = [{method = "zero-filled"}, {method = "firenet", restarts = 2}]
`

// results are the files of a folder by name.
type results map[string][]byte

// read reads all files of a folder but the one that has times in it.
func read(dir string) (results, error) {
	all := results{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == "environment.toml" {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		all[name], err = os.ReadFile(path)
		return err
	})
	all["metrics.csv"] = withoutTimes(all["metrics.csv"])
	return all, err
}

// withoutTimes is a table without its last column, that of the seconds.
func withoutTimes(table []byte) []byte {
	var out []byte
	for line := range bytes.Lines(table) {
		out = append(out, line[:max(0, bytes.LastIndexByte(line, ','))]...)
		out = append(out, '\n')
	}
	return out
}

// differs is the name of a file that is missing, too many or another one; "" if none is.
func (r results) differs(from results) string {
	for name := range r {
		if _, ok := from[name]; !ok {
			return name
		}
	}
	for name, b := range from {
		if got, ok := r[name]; !ok || !bytes.Equal(got, b) {
			return name
		}
	}
	return ""
}

// killRuns kills runs that replace the results of the other seed.
func killRuns(dir, bin string, kills int, random *rand.Rand) (string, error) {
	file, out := filepath.Join(dir, "recipe.toml"), filepath.Join(dir, "out")
	if err := os.WriteFile(file, []byte(recipeText), 0o600); err != nil {
		return "", err
	}
	command := func(seed int) *exec.Cmd {
		cmd := exec.Command(bin, "run", file, "-o", out, "--force", "--quiet", "--set", fmt.Sprintf("seed=%d", seed))
		cmd.Stderr = os.Stderr
		return cmd
	}
	var whole [2]results
	var took, writing time.Duration
	for seed := range whole {
		began := time.Now()
		ended, err := start(command(seed))
		if err != nil {
			return "", err
		}
		waitForFolder(out, nil, ended, time.Minute)
		begun := time.Now()
		if err := <-ended; err != nil {
			return "", err
		}
		took, writing = time.Since(began), time.Since(begun)
		if whole[seed], err = read(out); err != nil {
			return "", err
		}
	}
	if whole[0].differs(whole[1]) == "" {
		return "", fmt.Errorf("both seeds give the same")
	}
	present, replaced, scraps := 1, 0, 0
	for i := range kills {
		next := 1 - present
		if err := killRun(command(next), out, took, writing, i%4 == 0, random); err != nil {
			return "", err
		}
		got, err := read(out)
		if err != nil {
			return "", fmt.Errorf("kill %d: %w", i+1, err)
		}
		switch before, after := got.differs(whole[present]), got.differs(whole[next]); {
		case after == "":
			present, replaced = next, replaced+1
		case before != "":
			return "", fmt.Errorf("kill %d: neither the old nor the new results: %s is another one than before, %s than it should be", i+1, before, after)
		}
		if n := len(besides(out)); n > 0 {
			scraps++
		}
	}
	if err := command(1 - present).Run(); err != nil {
		return "", err
	}
	if left := besides(out); len(left) > 0 {
		return "", fmt.Errorf("after a run that was not killed there is left: %v", left)
	}
	return fmt.Sprintf("results: %d kills, each time all files of the old or of the new run; %d in the midst of writing, %d after the new ones were in place; nothing left beside after the next run", kills, scraps, replaced), nil
}

// killRun kills a run at any time, or at any time from when it begins to write until it
// should have ended.
func killRun(cmd *exec.Cmd, out string, took, writing time.Duration, anyTime bool, random *rand.Rand) error {
	before := besides(out)
	ended, err := start(cmd)
	if err != nil {
		return err
	}
	if !anyTime {
		waitForFolder(out, before, ended, 20*took)
		took = writing * 5 / 4
	}
	time.Sleep(time.Duration(random.Int64N(int64(took))))
	_ = cmd.Process.Kill() // it may have ended
	<-ended
	return nil
}

func start(cmd *exec.Cmd) (ended chan error, err error) {
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	ended = make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	return ended, nil
}

// waitForFolder returns when a folder is being written that was not there before, or the run
// has ended.
func waitForFolder(out string, before []string, ended chan error, most time.Duration) {
	for began := time.Now(); time.Since(began) < most && len(ended) == 0; time.Sleep(time.Millisecond) {
		for _, name := range besides(out) {
			if !slices.Contains(before, name) {
				return
			}
		}
	}
}

// besides lists what lies hidden beside a file or folder and is named after it.
func besides(path string) []string {
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".*"))
	return left
}
