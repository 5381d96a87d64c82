package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// asProgram makes the test binary behave as the program, signals and all.
const asProgram = "FIRENET_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) == "1" {
		main()
	}
	os.Exit(m.Run())
}

// program is a command line of the program in a process of its own.
func program(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// answer is what a command line gives.
type answer struct {
	code     int
	out, err string
}

// firenet runs a command line in this process.
func firenet(t *testing.T, input string, args ...string) answer {
	t.Helper()
	return firenetWith(t.Context(), input, args...)
}

func firenetWith(ctx context.Context, input string, args ...string) answer {
	var out, err bytes.Buffer
	code := execute(ctx, args, streams{in: strings.NewReader(input), out: &out, err: &err})
	return answer{code, out.String(), err.String()}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// inFolder makes a folder with a small recipe, and goes there.
func inFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	must(t, os.WriteFile("small.toml", []byte(smallRecipe), 0o600))
	return dir
}

const smallRecipe = `format = 1
[image]
size = 32
[[reconstructor]]
method = "zero-filled"
[[reconstructor]]
name = "FIRENET"
inner = 2
`

// left lists what is in a folder besides the recipe.
func left(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".toml" {
			names = append(names, e.Name())
		}
	}
	return names
}

// TestExitCodes of the program in a process of its own.
func TestExitCodes(t *testing.T) {
	dir := inFolder(t)
	for _, c := range []struct {
		code int
		want string // part of standard error
		args string
	}{
		{0, "", "version"},
		{0, "", "help"},
		{0, "", "new"},
		{0, "", "check small.toml"},
		{0, "Results: out", "run small.toml -o out"},
		{2, "not empty", "run small.toml -o out"},
		{0, "Results: out", "run small.toml -o out --force"},
		{2, "small.toml", "run small.toml -o small.toml"},
		{2, "Usage:", ""},
		{2, "unknown command", "rnu small.toml"},
		{2, "unknown flag: --thread", "run small.toml -o a --thread 2"},
		{2, "-o OUT", "run small.toml"},
		{2, "one recipe", "run"},
		{2, "one recipe", "run small.toml small.toml -o a"},
		{2, "--threads -1", "run small.toml -o a --threads -1"},
		{2, "missing.toml", "run missing.toml -o a"},
		{2, "sampling.fraction = 1.5: must be a number in (0, 1]", "run small.toml -o a --set sampling.fraction=1.5"},
		{2, "key=value", "run small.toml -o a --set sampling.fraction"},
		{2, "none.png", "run small.toml -o a --set image.file=none.png"},
		{2, "sigma", "run small.toml -o a --set reconstructor.FIRENET.tau=2"},
		{2, "none.toml", "check none.toml"},
		{2, "nothing", "new small.toml"},
	} {
		var stderr bytes.Buffer
		cmd := program(t, dir, strings.Fields(c.args)...)
		cmd.Stderr = &stderr
		_ = cmd.Run() // the code says it
		if code := cmd.ProcessState.ExitCode(); code != c.code || !strings.Contains(stderr.String(), c.want) {
			t.Errorf("firenet %s: exit code %d, want %d; standard error %q, want %q", c.args, code, c.code, stderr.String(), c.want)
		}
	}
	if names := left(t, dir); len(names) != 1 || names[0] != "out" {
		t.Errorf("left behind: %v", names)
	}
}
