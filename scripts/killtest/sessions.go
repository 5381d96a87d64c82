package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"firenet/recon/array"
	"firenet/recon/recipe"
	"firenet/recon/session"
)

// numbered is a session that has the number k in every place.
func numbered(k int) *session.Session {
	shape := array.Shape{H: 256, W: 256 + 32*(k%5)} // of other sizes each time
	filled := func() *array.Complex {
		a := array.New[complex128](shape)
		for i := range a.Data {
			a.Data[i] = complex(float64(k), 0)
		}
		return a
	}
	r := recipe.Default()
	r.Title = strconv.Itoa(k)
	return &session.Session{Recipe: r, Shown: 1, Runs: []*session.Run{{
		Number: 1, State: "Done", Recipe: r,
		Start: &session.Start{Recipe: r, Truth: filled(), Mask: array.NewMask(shape), Samples: filled(), Spectrum: filled()},
	}}}
}

// numberOf is the number of a session, if it is the same in every place.
func numberOf(path string) (int, error) {
	s, err := session.Read(path)
	if err != nil {
		return 0, err
	}
	k, err := strconv.Atoi(s.Recipe.Title)
	if err != nil {
		return 0, err
	}
	for _, a := range []*array.Complex{s.Runs[0].Start.Truth, s.Runs[0].Start.Samples, s.Runs[0].Start.Spectrum} {
		for _, z := range a.Data {
			if z != complex(float64(k), 0) {
				return 0, fmt.Errorf("session %d holds %v", k, z)
			}
		}
	}
	return k, nil
}

// saveForEver saves one session after another and says which is safe.
func saveForEver(path string, out io.Writer) error {
	k := 0
	if _, err := os.Stat(path); err == nil {
		if k, err = numberOf(path); err != nil {
			return err
		}
	}
	for {
		k++
		if _, err := session.Write(path, numbered(k)); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, k); err != nil {
			return err
		}
	}
}

// killSavers kills programs that save. The number that is left is the last that was said,
// or the next one.
func killSavers(dir string, kills int, random *rand.Rand) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "kept.firenet")
	between, scraps := 0, 0
	for i := range kills {
		said, err := killSaver(self, path, random)
		if err != nil {
			return "", err
		}
		k, err := numberOf(path)
		if errors.Is(err, fs.ErrNotExist) && said == 0 {
			continue // killed before the first save of all had ended
		}
		if err != nil {
			return "", fmt.Errorf("kill %d: %w", i+1, err)
		}
		if said != 0 && k != said && k != said+1 {
			return "", fmt.Errorf("kill %d: %d was saved, %d is there", i+1, said, k)
		}
		if k == said+1 {
			between++
		}
		if n := len(besides(path)); n > 1 {
			return "", fmt.Errorf("kill %d: %d files are left beside; those of earlier kills should be gone", i+1, n)
		} else if n == 1 {
			scraps++
		}
	}
	if _, err := session.Write(path, numbered(0)); err != nil {
		return "", err
	}
	if left := besides(path); len(left) > 0 {
		return "", fmt.Errorf("after a save that was not killed there is left: %v", left)
	}
	return fmt.Sprintf("sessions: %d kills, each time whole and the last or the next one; %d in the midst of writing, %d just after the new one was in place; nothing left beside after the next save", kills, scraps, between), nil
}

// killSaver lets a program save for a while, kills it, and returns what it has said last.
func killSaver(self, path string, random *rand.Rand) (said int, err error) {
	cmd := exec.Command(self, "-child", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	lines := bufio.NewScanner(out)
	lines.Scan() // it has begun
	first := lines.Text()
	time.AfterFunc(time.Duration(random.Int64N(int64(250*time.Millisecond))), func() { _ = cmd.Process.Kill() })
	for last := first; ; last = lines.Text() {
		if n, err := strconv.Atoi(strings.TrimSpace(last)); err == nil {
			said = n
		}
		if !lines.Scan() {
			break
		}
	}
	_ = cmd.Wait() // killed, as it should be
	if cmd.ProcessState.Success() || said == 0 {
		return said, fmt.Errorf("the program ended by itself: %v", cmd.ProcessState)
	}
	return said, nil
}

// entries are the files in a session.
func entries(data []byte) (results, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	all := results{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		all[f.Name], err = io.ReadAll(r)
		_ = r.Close()
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
