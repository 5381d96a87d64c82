package result

import (
	"runtime"
	"time"
)

// Environment says what a run was computed with: everything that may differ between two
// runs of the same recipe.
type Environment struct {
	Version string // of the program
	Commit  string // empty if it is not known
	Threads int    // 0: one per processor
	Started time.Time
}

// environmentFile is the content of environment.toml.
type environmentFile struct {
	Version    string        `toml:"version"`
	Commit     string        `toml:"commit"`
	Go         string        `toml:"go"`
	System     string        `toml:"system"`
	Processor  string        `toml:"processor"`
	Processors int           `toml:"processors"`
	Threads    int           `toml:"threads"`
	Started    time.Time     `toml:"started"`
	Seconds    float64       `toml:"seconds" comment:"of all parts together"`
	Parts      []partSeconds `toml:"part"`
}

type partSeconds struct {
	Name    string  `toml:"name"`
	Seconds float64 `toml:"seconds"`
}

// threads is the number that a run takes.
func (e Environment) threads() int {
	if e.Threads > 0 {
		return e.Threads
	}
	return runtime.GOMAXPROCS(0)
}

func (e Environment) file(timings []Timing) environmentFile {
	f := environmentFile{
		Version: e.Version, Commit: e.Commit, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH,
		Processor: processor(), Processors: runtime.NumCPU(),
		Threads: e.threads(), Started: e.Started.Truncate(time.Second),
		Parts: []partSeconds{},
	}
	for _, t := range timings {
		s := t.Duration.Seconds()
		f.Seconds += s
		f.Parts = append(f.Parts, partSeconds{t.Part, s})
	}
	return f
}
