package experiment_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"testing"

	"firenet/recon/quality"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// table reads comma-separated values as rows by the names of their columns.
func table(t *testing.T, write func(io.Writer) error) (rows []map[string]string) {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for k, name := range lines[0] {
			row[name] = line[k]
		}
		rows = append(rows, row)
	}
	return rows
}

// holds says that a row has what the columns are named after, and no further column.
func holds(t *testing.T, what string, row map[string]string, want map[string]any) {
	t.Helper()
	if len(row) != len(want) {
		t.Errorf("%s: %d columns, want %d", what, len(row), len(want))
	}
	for name, value := range want {
		text, ok := row[name]
		switch value := value.(type) {
		case string:
			ok = ok && text == value
		case float64:
			x, err := strconv.ParseFloat(text, 64)
			ok = ok && err == nil && math.Abs(x-value) <= 1e-15
		}
		if !ok {
			t.Errorf("%s: column %s has %q, want %v", what, name, text, value)
		}
	}
}

// Every column of a table holds what its name says: all numbers of this made-up result are
// different, so that one in the place of another shows. Only the damage is computed: it is
// the difference of two errors, to their rounding.
func TestColumnsHoldWhatTheirNamesSay(t *testing.T) {
	metrics := func(x float64) *quality.Metrics {
		return &quality.Metrics{RelativeL2: x, NRMSE: x + 0.01, PSNR: x + 0.02, SSIM: x + 0.03, HFEN: x + 0.04}
	}
	spread := func(x float64) stability.Spread { return stability.Spread{Mean: x, Low: x + 0.001, High: x + 0.002} }
	attack := &result.AttackOutput{Name: "worst", Target: 1, Relative: 0.6}
	attack.Exposed = []*result.Exposure{
		{Metrics: metrics(3), Amplification: 31},
		{
			Metrics: metrics(4), Amplification: 41,
			Gaussian: &result.Gaussian{Draws: 7, Metrics: metrics(5), RelativeL2: spread(51), SSIM: spread(52), Amplification: spread(53)},
		},
	}
	r := &result.Result{
		Outputs: []*result.Output{{Name: "One", Metrics: metrics(1), Seconds: 0.5}, {Name: "Two", Metrics: metrics(2), Seconds: 0.25}},
		Attacks: []*result.AttackOutput{attack},
	}
	seen := result.NewVisibility()
	seen.AddShown(0.3, "One", 0.7, 0.1, true)
	seen.AddShown(0.3, "Two", 0.2, 0.05, false)

	rows := table(t, r.WriteMetrics)
	if len(rows) != 5 {
		t.Fatalf("%d rows of metrics", len(rows))
	}
	line := func(input, name string, x float64, seconds any) map[string]any {
		return map[string]any{
			"input": input, "reconstructor": name, "relative_l2": x, "nrmse": x + 0.01, "psnr": x + 0.02, "ssim": x + 0.03, "hfen": x + 0.04,
			"seconds": seconds,
		}
	}
	for i, want := range []map[string]any{
		line("clean", "One", 1, 0.5), line("clean", "Two", 2, 0.25), line("worst", "One", 3, ""), line("worst", "Two", 4, ""),
		line("worst (Gaussian of equal norm)", "Two", 5, ""),
	} {
		holds(t, "metrics", rows[i], want)
	}

	rows = table(t, r.WriteTransfer)
	if len(rows) != 2 {
		t.Fatalf("%d rows of transfer", len(rows))
	}
	holds(t, "transfer to One", rows[0], map[string]any{
		"attack": "worst", "found_for": "Two", "reconstructor": "One", "relative_norm": 0.6, "amplification": 31.0, "relative_l2": 3.0,
		"damage": 2.0, "draws": "", "gaussian_amplification": "", "gaussian_amplification_low": "", "gaussian_amplification_high": "",
		"gaussian_relative_l2": "", "gaussian_relative_l2_low": "", "gaussian_relative_l2_high": "",
		"gaussian_ssim": "", "gaussian_ssim_low": "", "gaussian_ssim_high": "",
	})
	holds(t, "transfer to Two", rows[1], map[string]any{
		"attack": "worst", "found_for": "Two", "reconstructor": "Two", "relative_norm": 0.6, "amplification": 41.0, "relative_l2": 4.0,
		"damage": 2.0, "draws": 7.0, "gaussian_amplification": 53.0, "gaussian_amplification_low": 53.001, "gaussian_amplification_high": 53.002,
		"gaussian_relative_l2": 51.0, "gaussian_relative_l2_low": 51.001, "gaussian_relative_l2_high": 51.002,
		"gaussian_ssim": 52.0, "gaussian_ssim_low": 52.001, "gaussian_ssim_high": 52.002,
	})

	rows = table(t, r.WriteStability)
	if len(rows) != 1 {
		t.Fatalf("%d rows of stability", len(rows))
	}
	holds(t, "stability", rows[0], map[string]any{
		"reconstructor": "Two", "relative_l2": 2.0, "worst_amplification": 41.0, "gaussian_amplification": 53.0,
		"attacked_relative_l2": 4.0, "relative_norm": 0.6, "attack": "worst",
	})

	rows = table(t, seen.Tables[0].WriteCSV)
	if len(rows) != 2 {
		t.Fatalf("%d rows of visibility", len(rows))
	}
	holds(t, "visibility", rows[0], map[string]any{"contrast": 0.3, "reconstructor": "One", "share": 0.7, "chance": 0.1, "visible": "true"})
	holds(t, "visibility", rows[1], map[string]any{"contrast": 0.3, "reconstructor": "Two", "share": 0.2, "chance": 0.05, "visible": "false"})

	rows = table(t, func(w io.Writer) error {
		return result.WriteCurve(w, []stability.CurvePoint{{
			Relative: 0.1, Error: 0.2, Amplification: 0.3, GaussianError: spread(4), GaussianAmplification: spread(5), Bound: 0.6,
		}})
	})
	holds(t, "curve", rows[0], map[string]any{
		"relative_norm": 0.1, "relative_l2": 0.2, "amplification": 0.3, "bound": 0.6,
		"gaussian_relative_l2": 4.0, "gaussian_relative_l2_low": 4.001, "gaussian_relative_l2_high": 4.002,
		"gaussian_amplification": 5.0, "gaussian_amplification_low": 5.001, "gaussian_amplification_high": 5.002,
	})

	rows = table(t, func(w io.Writer) error {
		return result.WriteTrajectory(w, []stability.Step{{
			Restart: 2, Step: 3, Objective: 0.1, Norm: 0.2, Relative: 0.3, Distance: 0.4, Amplification: 0.5, RelativeL2: 0.6,
		}})
	})
	holds(t, "trajectory", rows[0], map[string]any{
		"restart": 2.0, "step": 3.0, "objective": 0.1, "norm": 0.2, "relative_norm": 0.3, "distance": 0.4, "amplification": 0.5, "relative_l2": 0.6,
	})

	rows = table(t, func(w io.Writer) error {
		return result.WriteHistory(w, []result.HistoryPoint{{Layer: 7, Block: 2, RelativeL2: 0.1, Objective: 0.2, Residual: 0.3}})
	})
	holds(t, "history", rows[0], map[string]any{"layer": 7.0, "block": 2.0, "relative_l2": 0.1, "objective": 0.2, "residual": 0.3})
}
