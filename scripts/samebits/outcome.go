package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// experiment is one call of the program.
type experiment struct {
	name string
	args []string
	// recipe is read from standard input when it is not empty.
	recipe string
}

// outcome is what a call left: files by their names in the folder of results, with what may
// differ by nature taken out, and what it printed.
type outcome struct {
	program string
	who     string
	files   map[string][]byte
}

// outcome runs the experiment in a temporary folder. A program that refuses a recipe has an
// outcome too; only one that cannot be run has an error.
func (x experiment) outcome(ctx context.Context, program, who string, threads int) (outcome, error) {
	dir, err := os.MkdirTemp("", "samebits")
	if err != nil {
		return outcome{}, err
	}
	defer os.RemoveAll(dir)
	args := slices.Clone(x.args)
	if args[0] != "new" {
		args = append(args, "-o", "out", "--json", "--quiet", "--threads", strconv.Itoa(threads))
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(x.recipe)
	var printed, complained bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &complained
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && (!errors.As(err, &exit) || ctx.Err() != nil) {
		return outcome{}, errors.Join(err, ctx.Err())
	}
	o := outcome{program, who, map[string][]byte{
		"(exit code)":       []byte(strconv.Itoa(cmd.ProcessState.ExitCode())),
		"(standard output)": withoutSeconds(printed.Bytes()),
		"(standard error)":  complained.Bytes(),
	}}
	root := filepath.Join(dir, "out")
	err = filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, file)
		o.files[filepath.ToSlash(name)] = stripped(filepath.ToSlash(name), data)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) { // it was refused, or prints only
		err = nil
	}
	return o, err
}

// stripped takes out of a file what may differ by nature.
func stripped(name string, data []byte) []byte {
	switch name {
	case "environment.toml":
		return withoutLines(data, "version", "commit", "go", "threads", "started", "seconds")
	case "metrics.csv", "stability.csv":
		return withoutColumn(data, "seconds")
	}
	return data
}

// withoutLines empties the values of keys, so that lines keep their numbers.
func withoutLines(data []byte, keys ...string) []byte {
	lines := bytes.Split(data, []byte("\n"))
	for i, line := range lines {
		key, _, ok := bytes.Cut(line, []byte(" = "))
		if ok && slices.Contains(keys, string(key)) {
			lines[i] = append(slices.Clone(key), " = "...)
		}
	}
	return bytes.Join(lines, []byte("\n"))
}

// withoutColumn empties the last column when that is its name. It must be the last: then the
// rest of the line need not be understood, and stays as it is to the byte.
func withoutColumn(data []byte, name string) []byte {
	lines := bytes.Split(data, []byte("\n"))
	if !bytes.HasSuffix(lines[0], []byte(","+name)) {
		return data
	}
	for i, line := range lines[1:] {
		if at := bytes.LastIndexByte(line, ','); at >= 0 {
			lines[i+1] = line[:at+1]
		}
	}
	return bytes.Join(lines, []byte("\n"))
}

// withoutSeconds takes the key "seconds" out of metrics in JSON, wherever it is. What is not
// JSON stays as it is.
func withoutSeconds(data []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber() // as they are written
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return data
	}
	prune(tree)
	out, err := json.MarshalIndent(tree, "", " ")
	if err != nil {
		return data
	}
	return out
}

func prune(tree any) {
	switch t := tree.(type) {
	case map[string]any:
		delete(t, "seconds")
		for _, v := range t {
			prune(v)
		}
	case []any:
		for _, v := range t {
			prune(v)
		}
	}
}

// differences says how many files were compared, and which are not the same. Names of the
// pattern except are left out.
func (o outcome) differences(other outcome, except string) (compared int, found []string) {
	names := map[string]bool{}
	for name := range o.files {
		names[name] = true
	}
	for name := range other.files {
		names[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if left, _ := path.Match(except, name); left {
			continue
		}
		a, inFirst := o.files[name]
		b, inOther := other.files[name]
		switch {
		case !inFirst:
			found = append(found, name+" is new")
		case !inOther:
			found = append(found, name+" is missing")
		default:
			compared++
			if !bytes.Equal(a, b) {
				found = append(found, name+": "+firstDifference(a, b))
			}
		}
	}
	return compared, found
}

// firstDifference is the first line of a text that differs, or the first byte of other files.
func firstDifference(a, b []byte) string {
	if bytes.IndexByte(a, 0) >= 0 || bytes.IndexByte(b, 0) >= 0 {
		at := 0
		for at < min(len(a), len(b)) && a[at] == b[at] {
			at++
		}
		return fmt.Sprintf("%d and %d bytes, the first other one at %d", len(a), len(b), at)
	}
	before, after := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	i := 0
	for i < min(len(before), len(after)) && before[i] == after[i] {
		i++
	}
	line := func(lines []string) string {
		if i >= len(lines) {
			return "the end"
		}
		return strconv.Quote(lines[i])
	}
	return fmt.Sprintf("line %d: %s instead of %s", i+1, line(after), line(before))
}

// sizeOf is image.size of a recipe, or what stands for it where there is none.
func sizeOf(file string) (int, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	var r struct {
		Image struct{ Size *int }
	}
	if err := toml.Unmarshal(data, &r); err != nil {
		return 0, fmt.Errorf("%s: %w", file, err)
	}
	if r.Image.Size == nil {
		return 256, nil
	}
	return *r.Image.Size, nil
}
