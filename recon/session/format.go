package session

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"firenet/recon/result"
)

// Version is that of the file format.
const Version = 1

// Limits of what is read.
const (
	maxText     = 4 << 20  // bytes of a text in the archive
	maxHistory  = 64 << 20 // bytes of a history
	maxLayers   = 1 << 20
	maxRuns     = 1000
	maxEntries  = 100_000
	maxElements = 1 << 28 // of all arrays together
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

// runFile is run.toml. Arrays are named by their numbers, 0 for none.
type runFile struct {
	Pinned     bool        `toml:"pinned"`
	State      string      `toml:"state"`
	Message    string      `toml:"message,omitempty"`
	Changes    []string    `toml:"changes"`
	Seconds    float64     `toml:"seconds"`
	Layers     int         `toml:"layers"`
	Started    bool        `toml:"started"`
	Truth      int         `toml:"truth"`
	Mask       int         `toml:"mask"`
	Samples    int         `toml:"samples"`
	Spectrum   int         `toml:"spectrum"`
	ZeroFilled int         `toml:"zero_filled"`
	Tracks     []trackFile `toml:"track"`
}

type trackFile struct {
	Name          string      `toml:"name"`
	Method        string      `toml:"method"`
	Layer         int         `toml:"layer"`
	Block         int         `toml:"block"`
	Layers        int         `toml:"layers"`
	Blocks        int         `toml:"blocks"`
	PictureLayer  int         `toml:"picture_layer"`
	PictureLayers int         `toml:"picture_layers"`
	RelativeL2    float64     `toml:"relative_l2"`
	Image         int         `toml:"image"`
	Output        *outputFile `toml:"output,omitempty"`
}

type outputFile struct {
	Coefficients        int          `toml:"coefficients"`
	Dual                int          `toml:"dual"`
	Single              bool         `toml:"single"`
	Notes               []string     `toml:"notes"`
	Oracle              bool         `toml:"oracle"`
	WorseThanZeroFilled bool         `toml:"worse_than_zero_filled"`
	Seconds             float64      `toml:"seconds"`
	Metrics             *metricsFile `toml:"metrics,omitempty"`
}

type metricsFile struct {
	RelativeL2 float64 `toml:"relative_l2"`
	NRMSE      float64 `toml:"nrmse"`
	PSNR       float64 `toml:"psnr"`
	SSIM       float64 `toml:"ssim"`
	HFEN       float64 `toml:"hfen"`
	DataRange  float64 `toml:"data_range"`
}

func runFolder(number int) string { return "runs/" + strconv.Itoa(number) + "/" }

func historyName(number, track int) string {
	return fmt.Sprintf("%shistory-%d.csv", runFolder(number), track+1)
}

func arrayName(number int) string { return "arrays/" + strconv.Itoa(number) + ".npy" }

func (r *Run) file() runFile {
	f := runFile{
		Pinned: r.Pinned, State: r.State, Message: r.Message, Changes: r.Changes,
		Seconds: r.Elapsed.Seconds(), Layers: r.Layers, Started: r.Start != nil,
	}
	for _, t := range r.Tracks {
		track := trackFile{
			Name: t.Name, Method: t.Method, Layer: t.Layer, Block: t.Block, Layers: t.Layers, Blocks: t.Blocks,
			PictureLayer: t.PictureLayer, PictureLayers: t.PictureLayers, RelativeL2: t.RelativeL2,
		}
		if t.Output != nil {
			track.Output = newOutputFile(t.Output)
		}
		f.Tracks = append(f.Tracks, track)
	}
	return f
}

func newOutputFile(out *result.Output) *outputFile {
	f := &outputFile{
		Single: out.Single, Notes: out.Notes, Oracle: out.Oracle,
		WorseThanZeroFilled: out.WorseThanZeroFilled, Seconds: out.Seconds,
	}
	f.Metrics = newMetricsFile(out.Metrics)
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
		track := Track{
			Name: t.Name, Method: t.Method, Layer: t.Layer, Block: t.Block, Layers: t.Layers, Blocks: t.Blocks,
			PictureLayer: t.PictureLayer, PictureLayers: t.PictureLayers, RelativeL2: t.RelativeL2,
		}
		if t.Output != nil {
			track.Output = t.Output.output(t)
		}
		r.Tracks = append(r.Tracks, track)
	}
	return r
}

func (f *outputFile) output(t trackFile) *result.Output {
	out := &result.Output{
		Name: t.Name, Method: t.Method, Layers: t.Layers, Oracle: f.Oracle,
		WorseThanZeroFilled: f.WorseThanZeroFilled, Seconds: f.Seconds,
	}
	out.Single, out.Notes = f.Single, f.Notes
	out.Metrics = f.Metrics.metrics()
	return out
}
