package session

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"firenet/recon/result"
	"firenet/recon/stability"
)

// Version is that of the file format. Version 1 is read too; see upgrade.go.
const Version = 2

// Limits of what is read.
const (
	maxText     = 4 << 20  // bytes of a text in the archive
	maxHistory  = 64 << 20 // bytes of a history
	maxLayers   = 1 << 20
	maxRuns     = 1000
	maxEntries  = 100_000
	maxElements = 1 << 28 // of all arrays together
	// maxSnapshots is how many steps of a search are kept, evenly over all that there are.
	maxSnapshots = 24
)

// ErrFormat is the kind of every error that says that a file is not a session, or that it
// is damaged.
var ErrFormat = errors.New("not a session that can be read")

func malformed(part, what string, args ...any) error {
	return fmt.Errorf("%w: %s: %s", ErrFormat, part, fmt.Sprintf(what, args...))
}

// sessionFile is session.toml.
type sessionFile struct {
	Format   int    `toml:"format"`
	Folder   string `toml:"folder" comment:"where it was saved: files that recipes name relatively are looked for there too"`
	File     string `toml:"file,omitempty"`
	Modified bool   `toml:"modified,omitempty"`
	Shown    int    `toml:"shown" comment:"number of the run that is shown, 0: none"`
	Runs     []int  `toml:"runs"`
}

// runFile is run.toml: what a run is beside its result. Arrays are named by their entries.
type runFile struct {
	Pinned   bool        `toml:"pinned"`
	State    string      `toml:"state"`
	Message  string      `toml:"message,omitempty"`
	Changes  []string    `toml:"changes"`
	Seconds  float64     `toml:"seconds"`
	Layers   int         `toml:"layers"`
	Started  bool        `toml:"started"`
	Spectrum string      `toml:"spectrum,omitempty"`
	Tracks   []trackFile `toml:"track,omitempty"`
}

type trackFile struct {
	Name          string  `toml:"name"`
	Method        string  `toml:"method"`
	Layer         int     `toml:"layer"`
	Block         int     `toml:"block"`
	Layers        int     `toml:"layers"`
	Blocks        int     `toml:"blocks"`
	PictureLayer  int     `toml:"picture_layer"`
	PictureLayers int     `toml:"picture_layers"`
	RelativeL2    float64 `toml:"relative_l2"`
	Image         string  `toml:"image,omitempty"`
	History       string  `toml:"history,omitempty"` // where it is not that of the result
}

func runFolder(number int) string { return "runs/" + strconv.Itoa(number) + "/" }

func historyName(track int) string { return fmt.Sprintf("history-%d.csv", track+1) }

func arrayName(number int) string { return "arrays/" + strconv.Itoa(number) + ".npy" }

func (r *Run) file() runFile {
	f := runFile{
		Pinned: r.Pinned, State: r.State, Message: r.Message, Changes: r.Changes,
		Seconds: r.Elapsed.Seconds(), Layers: r.Layers, Started: r.Start != nil,
	}
	for _, t := range r.Tracks {
		f.Tracks = append(f.Tracks, trackFile{
			Name: t.Name, Method: t.Method, Layer: t.Layer, Block: t.Block, Layers: t.Layers, Blocks: t.Blocks,
			PictureLayer: t.PictureLayer, PictureLayers: t.PictureLayers, RelativeL2: t.RelativeL2,
		})
	}
	return f
}

func (f runFile) run(number int) *Run {
	r := &Run{
		Number: number, Pinned: f.Pinned, State: f.State, Message: f.Message, Changes: f.Changes, Layers: f.Layers,
	}
	if s := f.Seconds * float64(time.Second); s >= 0 && s < math.MaxInt64 {
		r.Elapsed = time.Duration(math.Round(s))
	}
	for _, t := range f.Tracks {
		r.Tracks = append(r.Tracks, Track{
			Name: t.Name, Method: t.Method, Layer: t.Layer, Block: t.Block, Layers: t.Layers, Blocks: t.Blocks,
			PictureLayer: t.PictureLayer, PictureLayers: t.PictureLayers, RelativeL2: t.RelativeL2,
		})
	}
	return r
}

// result is what a run has computed, finished or not, as the encoding of results takes it:
// of long searches only some steps keep their perturbation.
func (r *Run) result() *result.Result {
	c := &result.Result{Reports: r.Reports, Timings: r.Timings}
	if s := r.Start; s != nil {
		c.Truth, c.Mask, c.Samples, c.ZeroFilled = s.Truth, s.Mask, s.Samples, s.ZeroFilled
	}
	for _, t := range r.Tracks {
		c.Outputs = append(c.Outputs, t.Output)
	}
	for _, a := range r.Attacks {
		if a != nil && len(a.Snapshots) > maxSnapshots {
			thin := *a
			thin.Snapshots = thinned(a.Snapshots)
			a = &thin
		}
		c.Attacks = append(c.Attacks, a)
	}
	return c
}

// thinned are maxSnapshots of a longer list, evenly spaced, with the last.
func thinned(list []stability.Snapshot) (kept []stability.Snapshot) {
	for k := range maxSnapshots {
		kept = append(kept, list[k*(len(list)-1)/(maxSnapshots-1)])
	}
	return kept
}
