package result

import (
	"firenet/recon/detail"
	"firenet/recon/quality"
	"firenet/recon/stability"
)

// document is result.toml, a [Result] as plain data: its numbers and words, and references to
// its arrays and long tables, which are empty where there is none. Lists keep the order and
// the number of what they stand for; what is not there yet is absent.
type document struct {
	Format     int          `toml:"format"`
	Truth      string       `toml:"truth,omitempty"`
	Mask       string       `toml:"mask,omitempty"`
	Samples    string       `toml:"samples,omitempty"`
	ZeroFilled string       `toml:"zero_filled,omitempty"`
	Outputs    []outputPart `toml:"output,omitempty"`
	Attacks    []attackPart `toml:"attack,omitempty"`
	Reports    []reportPart `toml:"report,omitempty"`
}

// times is times.toml: seconds in the order of the document.
type times struct {
	Format  int       `toml:"format"`
	Outputs []float64 `toml:"output"`
	Attacks []float64 `toml:"attack"`
	Reports []float64 `toml:"report"`
	Parts   []timing  `toml:"part,omitempty"`
}

type timing struct {
	Name        string `toml:"name"`
	Nanoseconds int64  `toml:"nanoseconds"`
}

type outputPart struct {
	Absent              bool         `toml:"absent,omitempty"`
	Name                string       `toml:"name"`
	Method              string       `toml:"method"`
	Image               string       `toml:"image,omitempty"`
	Coefficients        string       `toml:"coefficients,omitempty"`
	Dual                string       `toml:"dual,omitempty"`
	History             string       `toml:"history,omitempty"`
	Points              int          `toml:"points,omitempty"` // of the history; this and other numbers of rows are 0 where they are not known
	Single              bool         `toml:"single"`
	Notes               []string     `toml:"notes,omitempty"`
	Layers              int          `toml:"layers"`
	Stopped             int          `toml:"stopped,omitempty"`
	Oracle              bool         `toml:"oracle"`
	WorseThanZeroFilled bool         `toml:"worse_than_zero_filled"`
	Detail              *detailPart  `toml:"detail,omitempty"`
	Metrics             *metricsPart `toml:"metrics,omitempty"`
}

// detailPart is a [detail.Recovered]. This and the types below that are converted from and to
// those of the engine have their fields: one that is added there does not compile here.
type detailPart struct {
	Contrast float64 `toml:"contrast"`
	Chance   float64 `toml:"chance"`
}

type metricsPart struct {
	RelativeL2 float64 `toml:"relative_l2"`
	NRMSE      float64 `toml:"nrmse"`
	PSNR       float64 `toml:"psnr"`
	SSIM       float64 `toml:"ssim"`
	HFEN       float64 `toml:"hfen"`
	DataRange  float64 `toml:"data_range"`
}

type attackPart struct {
	Absent        bool           `toml:"absent,omitempty"`
	Name          string         `toml:"name"`
	Target        int            `toml:"target"`
	Kind          string         `toml:"kind"`
	Domain        string         `toml:"domain"`
	Relative      float64        `toml:"relative"`
	RelativeImage float64        `toml:"relative_image"`
	Partial       bool           `toml:"partial,omitempty"`
	Image         string         `toml:"image,omitempty"`
	Samples       string         `toml:"samples,omitempty"`
	Last          stepPart       `toml:"last"`
	Trajectory    string         `toml:"trajectory,omitempty"`
	Steps         int            `toml:"steps,omitempty"`
	Ends          []float64      `toml:"ends"`
	Best          int            `toml:"best"`
	Gradients     int            `toml:"gradients"`
	Values        int            `toml:"values"`
	Reached       bool           `toml:"reached"`
	Within        *withinPart    `toml:"within,omitempty"`
	Kept          []int          `toml:"kept,omitempty"`
	Snapshots     string         `toml:"snapshots,omitempty"`
	Singular      *singularPart  `toml:"singular,omitempty"`
	Exposed       []exposurePart `toml:"exposed,omitempty"`
	Curve         []curvePart    `toml:"curve,omitempty"`
	CurveSamples  string         `toml:"curve_samples,omitempty"`
}

type stepPart struct {
	Restart       int     `toml:"restart"`
	Step          int     `toml:"step"`
	Objective     float64 `toml:"objective"`
	Norm          float64 `toml:"norm"`
	Relative      float64 `toml:"relative"`
	Distance      float64 `toml:"distance"`
	Amplification float64 `toml:"amplification"`
	RelativeL2    float64 `toml:"relative_l2"`
}

type withinPart struct {
	Distance      float64 `toml:"distance"`
	Relative      float64 `toml:"relative"`
	Amplification float64 `toml:"amplification"`
	Remaining     float64 `toml:"remaining"`
}

type singularPart struct {
	Value      float64 `toml:"value"`
	Right      string  `toml:"right,omitempty"`
	Left       string  `toml:"left,omitempty"`
	Iterations int     `toml:"iterations"`
	Residual   float64 `toml:"residual"`
	Change     float64 `toml:"change"`
	Converged  bool    `toml:"converged"`
	// Its vector as a perturbation, and each reconstructor under it.
	Samples string         `toml:"samples,omitempty"`
	Image   string         `toml:"image,omitempty"`
	Exposed []exposurePart `toml:"exposed,omitempty"`
}

// exposurePart is one reconstructor under an attack; absent: it was not shown it.
type exposurePart struct {
	Absent        bool          `toml:"absent,omitempty"`
	Image         string        `toml:"image,omitempty"`
	Amplification float64       `toml:"amplification"`
	Metrics       *metricsPart  `toml:"metrics,omitempty"`
	Gaussian      *gaussianPart `toml:"gaussian,omitempty"`
}

type gaussianPart struct {
	Draws         int          `toml:"draws"`
	Image         string       `toml:"image,omitempty"`
	Metrics       *metricsPart `toml:"metrics,omitempty"`
	RelativeL2    spreadPart   `toml:"relative_l2"`
	SSIM          spreadPart   `toml:"ssim"`
	Amplification spreadPart   `toml:"amplification"`
}

type spreadPart struct {
	Mean float64 `toml:"mean"`
	Low  float64 `toml:"low"`
	High float64 `toml:"high"`
}

type curvePart struct {
	Relative              float64    `toml:"relative"`
	Error                 float64    `toml:"error"`
	Amplification         float64    `toml:"amplification"`
	GaussianError         spreadPart `toml:"gaussian_error"`
	GaussianAmplification spreadPart `toml:"gaussian_amplification"`
	Bound                 float64    `toml:"bound"`
	Row                   int        `toml:"row,omitempty"`
}

// reportPart is a [Report].
type reportPart struct {
	Absent   bool          `toml:"absent,omitempty"`
	Name     string        `toml:"name"`
	Kind     string        `toml:"kind"`
	Title    string        `toml:"title"`
	Notes    []string      `toml:"notes,omitempty"`
	Partial  bool          `toml:"partial,omitempty"`
	Tables   []tablePart   `toml:"table,omitempty"`
	Pictures []picturePart `toml:"picture,omitempty"`
}

type tablePart struct {
	Name    string       `toml:"name,omitempty"`
	Title   string       `toml:"title"`
	File    string       `toml:"file,omitempty"`
	Rows    int          `toml:"rows"`
	Columns []columnPart `toml:"column,omitempty"`
	Cross   *crossPart   `toml:"cross,omitempty"`
	Axes    *axesPart    `toml:"axes,omitempty"`
}

type columnPart struct {
	Key    string `toml:"key"`
	Kind   string `toml:"kind"`
	Title  string `toml:"title"`
	Symbol string `toml:"symbol,omitempty"`
	Unit   string `toml:"unit,omitempty"`
	Help   string `toml:"help,omitempty"`
	Share  bool   `toml:"share,omitempty"`
}

type crossPart struct {
	Row    string `toml:"row"`
	Column string `toml:"column"`
	Value  string `toml:"value"`
	Mark   string `toml:"mark,omitempty"`
}

type axesPart struct {
	X      string  `toml:"x"`
	Y      string  `toml:"y"`
	By     string  `toml:"by,omitempty"`
	Beside string  `toml:"beside,omitempty"`
	LogX   bool    `toml:"log_x,omitempty"`
	LogY   bool    `toml:"log_y,omitempty"`
	Level  float64 `toml:"level,omitempty"`
}

type picturePart struct {
	Name   string `toml:"name"`
	Title  string `toml:"title"`
	Image  string `toml:"image"`
	Signed bool   `toml:"signed,omitempty"`
	Single bool   `toml:"single,omitempty"`
}

// part is a copy of what a pointer holds in another type with the same fields.
func part[T, S any](of *S, as func(S) T) *T {
	if of == nil {
		return nil
	}
	v := as(*of)
	return &v
}

func metricsTo(m quality.Metrics) metricsPart   { return metricsPart(m) }
func metricsFrom(m metricsPart) quality.Metrics { return quality.Metrics(m) }
func detailTo(d detail.Recovered) detailPart    { return detailPart(d) }
func detailFrom(d detailPart) detail.Recovered  { return detail.Recovered(d) }
func withinTo(w stability.Within) withinPart    { return withinPart(w) }
func withinFrom(w withinPart) stability.Within  { return stability.Within(w) }
func crossTo(c Cross) crossPart                 { return crossPart(c) }
func crossFrom(c crossPart) Cross               { return Cross(c) }
func axesTo(a Axes) axesPart                    { return axesPart(a) }
func axesFrom(a axesPart) Axes                  { return Axes(a) }
