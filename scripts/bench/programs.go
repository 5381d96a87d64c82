package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/cpu"
)

// programs are commands by name; those that the machine does not have are not there.
type programs map[string][]string

const install = "sudo apt-get install gcc libfftw3-dev python3-numpy python3-scipy"

// build makes what can be made, and says what is missing.
func build(folder string) (p programs, missing []string, err error) {
	p = programs{}
	for name, pkg := range map[string][]string{
		"layers": {"./recon/firenet"}, "transforms": {"./recon/transform"},
		"portable layers": {"-tags", "purego", "./recon/firenet"},
	} {
		binary, _ := filepath.Abs(filepath.Join(folder, strings.ReplaceAll(name, " ", "-")+".test"))
		if err := run("go", append([]string{"test", "-c", "-o", binary}, pkg...)...); err != nil {
			return nil, nil, err
		}
		p[name] = []string{binary}
	}
	p["layers with AVX2"] = append([]string{"env", "GODEBUG=cpu.avx512f=off"}, p["layers"]...)
	for name, source := range map[string]string{"c": "fftw.c", "fftw": "fft2d.c"} {
		binary := filepath.Join(folder, strings.TrimSuffix(source, ".c"))
		err := run("cc", "-O3", "-march=native", "-ffast-math", "-fopenmp", filepath.Join("scripts", "peers", source),
			"-o", binary, "-lfftw3f_omp", "-lfftw3f", "-lm")
		if err == nil {
			p[name] = []string{binary}
		} else if name == "c" {
			missing = append(missing, "C with FFTW, which cc cannot build here; `"+install+"`")
		}
	}
	python := ""
	for _, candidate := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(candidate, "-c", "import numpy, scipy.fft").Run() == nil {
			python = candidate
			break
		}
	}
	if python == "" {
		missing = append(missing, "NumPy and SciPy, which python3 does not find; `"+install+"`")
	} else {
		p["numpy"] = []string{python, filepath.Join("scripts", "peers", "numpy_firenet.py")}
	}
	return p, missing, nil
}

func run(name string, args ...string) error {
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}

// lastWord runs a program and returns the number that is its last word; 0: it failed.
func (p programs) lastWord(name string, args ...any) float64 {
	command, ok := p[name]
	if !ok {
		return 0
	}
	cmd := exec.Command(command[0], command[1:]...)
	for _, a := range args {
		cmd.Args = append(cmd.Args, fmt.Sprint(a))
	}
	// What is set for other programs' linear algebra slows NumPy down on some machines.
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "OPENBLAS_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	out, err := cmd.Output()
	words := strings.Fields(string(out))
	if err != nil || len(words) == 0 {
		fmt.Fprintf(os.Stderr, "bench: %s: %v\n", name, err)
		return 0
	}
	x, _ := strconv.ParseFloat(words[len(words)-1], 64)
	return x
}

// metric runs one benchmark and returns what it reports in a unit; 0: it failed.
func (p programs) metric(name, benchmark, unit string) float64 {
	command := p[name]
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Args = append(cmd.Args, "-test.run", "^$", "-test.bench", "^"+strings.ReplaceAll(benchmark, "/", "$/^")+"$", "-test.benchtime", benchTime(benchmark))
	out, err := cmd.Output()
	if err != nil {
		fmt.Fprintf(os.Stderr, "bench: %s %s: %v\n", name, benchmark, err)
		return 0
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		for i, w := range words {
			if w == unit && i > 0 {
				x, _ := strconv.ParseFloat(words[i-1], 64)
				return x
			}
		}
	}
	return 0
}

// benchTime is how long a benchmark runs: where one run takes long, five times, as the other
// programs do.
func benchTime(benchmark string) string {
	for _, n := range []string{"1024", "2048", "4096"} {
		if strings.Contains(benchmark, "N="+n) {
			return "5x"
		}
	}
	return "0.3s"
}

func threadCount() int { return runtime.NumCPU() }

// registers says which kernels the program takes here.
func registers() string {
	switch {
	case cpu.X86.HasAVX512F:
		return "AVX-512"
	case cpu.X86.HasAVX2:
		return "AVX2"
	}
	return "no AVX2"
}

// processor is the name of the processor as the benchmarks of Go print it.
func processor() string {
	data, err := os.ReadFile("/proc/cpuinfo")
	if err == nil {
		for line := range strings.Lines(string(data)) {
			if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
				return strings.TrimSpace(value)
			}
		}
	}
	return runtime.GOOS + "/" + runtime.GOARCH
}
