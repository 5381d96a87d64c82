package result_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// richResult has everything that a folder may hold: attacks of both domains on targets of both
// precisions, a detail, and reports.
func richResult(t testing.TB) *result.Result {
	t.Helper()
	r := smallRecipe(t, "image.insert=disc", "image.insert_size=0.2", "visibility.contrasts=[0.5, -0.1]")
	r.Attacks = []recipe.AttackSection{
		{Name: "worst", Values: parameter.Values{"target": "FIRENET", "steps": 2, "restarts": 2, "draws": 2, "singular": 2, "norms": []float64{0.01, 0.1}}},
		{Name: "e", Values: parameter.Values{"target": "all", "kind": "pgd", "domain": "measurement", "steps": 2, "reference": false}},
		{Name: "near", Values: parameter.Values{"target": "Zero-filled", "kind": "localised", "steps": 2, "draws": 2}},
	}
	computed := smallResult(t, r)
	computed.Reports = append(computed.Reports, report(computed.Truth))
	return computed
}

// report is an answer with all that one may have.
func report(picture *array.Complex) *result.Report {
	return &result.Report{
		Name: "Does it turn?", Kind: "equivariance", Title: "Turned pictures", Notes: []string{"Only by quarters."}, Seconds: 1.5,
		Tables: []result.Table{{
			Title: "Errors",
			Columns: []result.Column{
				{Key: "angle", Title: "Angle", Symbol: "φ", Unit: "°", Help: "of the picture", Numbers: []float64{0, 90, math.NaN(), math.Inf(1)}},
				{Key: "who", Texts: []string{"FIRENET", "a, \"b\"", "", "two\nlines"}},
				{Key: "good", Flags: []bool{true, false, true, true}, Share: true},
			},
			Cross: &result.Cross{Row: "angle", Column: "who", Value: "angle", Mark: "good"},
			Axes:  &result.Axes{X: "angle", Y: "angle", By: "who", Beside: "angle", LogX: true, LogY: true, Level: 0.5},
		}, {Name: "Alone", Columns: []result.Column{{Key: "x", Numbers: []float64{1, math.NaN(), 3}}}}, {Name: "empty", Columns: []result.Column{{Key: "x", Texts: []string{}}}}},
		Pictures: []result.Picture{{Name: "turned", Title: "Turned by 90°", Image: picture}, {Name: "error", Title: "Its error", Image: rounded(picture, true), Signed: true, Single: true}},
	}
}

// bitByBit compares results; files and folders of recipes are compared by the text.
var bitByBit = cmp.Options{
	cmp.Comparer(func(a, b recipe.Recipe) bool { return string(a.Encode()) == string(b.Encode()) }),
	cmp.Comparer(func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b }),
	cmp.Comparer(func(a, b complex128) bool {
		return math.Float64bits(real(a)) == math.Float64bits(real(b)) && math.Float64bits(imag(a)) == math.Float64bits(imag(b))
	}),
	cmpopts.EquateEmpty(),
}

// kept is what a folder keeps of a result: what it does not is named here.
func kept(r *result.Result) *result.Result {
	k := *r
	k.ZeroFilled = r.Outputs[0].Image // equal, as the method is there
	k.Outputs, k.Attacks, k.Reports = nil, nil, nil
	for _, out := range r.Outputs {
		o := *out
		o.Dual = nil
		k.Outputs = append(k.Outputs, &o)
	}
	for _, a := range r.Attacks {
		c := a.Copy()
		single := r.Outputs[a.Target].Single
		c.Seconds, c.Snapshots = 0, nil
		c.Image, c.Samples = rounded(a.Image, single), rounded(a.Samples, single)
		for i := range c.Curve {
			c.Curve[i].Samples = nil
		}
		if s := c.Singular; s != nil {
			s.Right, s.Left, s.Samples, s.Image = rounded(s.Right, single), nil, nil, nil
		}
		for _, x := range c.Exposed {
			if x.Gaussian != nil {
				g := *x.Gaussian
				g.Image = nil
				x.Gaussian = &g
			}
		}
		k.Attacks = append(k.Attacks, c)
	}
	for _, q := range r.Reports {
		c := q.Copy()
		c.Seconds = 0
		k.Reports = append(k.Reports, c)
	}
	return &k
}

// rounded are numbers in the precision of a file.
func rounded(a *array.Complex, single bool) *array.Complex {
	if a == nil || !single {
		return a
	}
	b := a.Clone()
	for i, z := range b.Data {
		b.Data[i] = complex128(complex64(z))
	}
	return b
}

func write(t testing.TB, r *result.Result) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	must(t, r.Write(t.Context(), dir, false, result.Environment{}))
	return dir
}

// TestAFolderIsRead: what was written is read, field by field, and leaves the same folder
// again, but for pictures of what a folder does not keep, or not in that precision.
func TestAFolderIsRead(t *testing.T) {
	r := richResult(t)
	dir := write(t, r)
	back, err := result.Read(t.Context(), dir)
	must(t, err)
	if d := cmp.Diff(kept(r), back, bitByBit); d != "" {
		t.Errorf("written and read (-want +got):\n%s", d)
	}
	again, files := tree(t, write(t, back)), tree(t, dir)
	for _, varies := range []string{"environment.toml", "worst/perturbation.png", "worst/singular.png"} {
		delete(files, varies)
		delete(again, varies)
	}
	sameTree(t, again, files)
}

// TestSharedArraysStayShared: what two parts of a result hold is one array after it was read.
func TestSharedArraysStayShared(t *testing.T) {
	back, err := result.Read(t.Context(), write(t, smallResult(t, smallRecipe(t))))
	must(t, err)
	if back.ZeroFilled == nil || back.ZeroFilled != back.Outputs[0].Image {
		t.Error("the zero-filled image is not that of the method")
	}
}

// TestAFolderOfTheVersionBefore has no result.toml: what the other files say is there.
func TestAFolderOfTheVersionBefore(t *testing.T) {
	r := richResult(t)
	r.Reports = nil
	dir := write(t, r)
	must(t, os.Remove(filepath.Join(dir, result.DocumentName)))
	back, err := result.Read(t.Context(), dir)
	must(t, err)
	want := kept(r)
	for _, out := range want.Outputs {
		out.Notes, out.Detail = nil, nil
	}
	for _, a := range want.Attacks {
		a.Ends, a.Gradients, a.Values, a.Reached, a.Within = nil, 0, 0, false, nil
	}
	singular := want.Attacks[0].Singular
	for j, x := range singular.Exposed {
		if j != want.Attacks[0].Target {
			x.Amplification = math.NaN()
		}
	}
	// The perturbation may have been rounded: so is what is computed from it.
	for i, a := range back.Attacks {
		if was := want.Attacks[i]; math.Abs(a.RelativeImage-was.RelativeImage) < 1e-6*was.RelativeImage {
			a.RelativeImage = was.RelativeImage
		}
	}
	if d := cmp.Diff(want, back, bitByBit); d != "" {
		t.Errorf("written and read (-want +got):\n%s", d)
	}
}

// TestWithoutTruth: measured samples are read too.
func TestWithoutTruthAFolderIsRead(t *testing.T) {
	for _, document := range []bool{true, false} {
		r := smallResult(t, smallRecipe(t))
		r.Truth = nil
		for _, out := range r.Outputs {
			out.Metrics, out.Notes, out.WorseThanZeroFilled = nil, nil, false
		}
		dir := write(t, r)
		if !document {
			must(t, os.Remove(filepath.Join(dir, result.DocumentName)))
		}
		back, err := result.Read(t.Context(), dir)
		must(t, err)
		if d := cmp.Diff(kept(r), back, bitByBit); d != "" {
			t.Errorf("with result.toml %v (-want +got):\n%s", document, d)
		}
	}
}

// isRead says whether Read looks at a file.
func isRead(name string) bool {
	switch base := filepath.Base(name); {
	case strings.HasSuffix(name, "/"), strings.HasSuffix(name, ".png"), base == "transfer.csv", base == "stability.csv",
		base == "curve.csv", base == "singular.csv":
		return false
	}
	return true
}

// TestDamagedFolders damages every file in turn: errors name it, and nothing panics.
func TestDamagedFolders(t *testing.T) {
	r := richResult(t)
	dir := write(t, r)
	damages := map[string]func([]byte) []byte{
		"cut":     func(b []byte) []byte { return b[:len(b)/2] },
		"empty":   func([]byte) []byte { return nil },
		"garbled": func(b []byte) []byte { return []byte(strings.Repeat("\x93\xff=[\n\"", 40)) },
		"gone":    nil,
	}
	for name, content := range tree(t, dir) {
		if strings.HasSuffix(name, "/") {
			continue
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		for what, damage := range damages {
			if strings.HasSuffix(name, ".png") && what != "gone" {
				continue // pictures are not looked at
			}
			must(t, os.RemoveAll(path))
			if damage != nil {
				must(t, os.WriteFile(path, damage([]byte(content)), 0o600))
			}
			back, err := result.Read(t.Context(), dir)
			switch {
			case name == result.DocumentName && what == "gone": // a folder of the version before
			case name == "recipe.toml" && what == "cut": // may be a whole one by accident
			case isRead(name) && (!errors.Is(err, result.ErrUnreadable) || back != nil):
				t.Errorf("%s %s: %v", name, what, err)
			case isRead(name) && !strings.Contains(err.Error(), filepath.Base(name)):
				t.Errorf("%s %s: the error does not name the file: %v", name, what, err)
			case !isRead(name) && err != nil:
				t.Errorf("%s %s, which is not needed: %v", name, what, err)
			}
		}
		must(t, os.WriteFile(path, []byte(content), 0o600))
	}
	must(t, os.Remove(filepath.Join(dir, result.DocumentName)))
	for _, name := range []string{"transfer.csv", "visibility.csv", "worst/curve.csv", "worst/singular.csv", "worst/trajectory.csv", "mask.npy"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		content, err := os.ReadFile(path)
		must(t, err)
		for what, damage := range damages {
			if damage == nil {
				continue
			}
			must(t, os.WriteFile(path, damage(content), 0o600))
			if _, err := result.Read(t.Context(), dir); !errors.Is(err, result.ErrUnreadable) && what != "cut" {
				t.Errorf("version before: %s %s: %v", name, what, err)
			}
		}
		must(t, os.WriteFile(path, content, 0o600))
	}
}

// TestDocumentsThatLead astray: names out of the folder, numbers that do not fit, a newer
// version.
func TestDocumentsThatLeadAstray(t *testing.T) {
	dir := write(t, richResult(t))
	path := filepath.Join(dir, result.DocumentName)
	b, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "..", "secret.npy"), b, 0o600))
	for old, changed := range map[string]string{
		"format = 1\n":                    "format = 2\n",
		"truth = 'image.npy'":             "truth = '../secret.npy'",
		"mask = 'mask.npy'":               "mask = 'image.npy'",
		"samples = 'measurements.npy'":    "samples = '/etc/passwd'",
		"target = 1":                      "target = 7",
		"kind = 'numbers'":                "kind = 'pictures'",
		"history = 'firenet/history.csv'": "history = 'worst/trajectory.csv'",
		"[[report]]\n":                    "[[report]]\nnew = 1\n",
	} {
		text := strings.Replace(string(b), old, changed, 1)
		if text == string(b) {
			t.Fatalf("%q is not there", old)
		}
		must(t, os.WriteFile(path, []byte(text), 0o600))
		back, err := result.Read(t.Context(), dir)
		if !errors.Is(err, result.ErrUnreadable) || back != nil {
			t.Errorf("%s: %v", changed, err)
		}
		if strings.HasPrefix(old, "format") && !strings.Contains(fmt.Sprint(err), "newer program") {
			t.Errorf("no remedy in %v", err)
		}
	}
}

// TestLinksAreNotFollowedOut of the folder.
func TestLinksAreNotFollowedOut(t *testing.T) {
	dir := write(t, smallResult(t, smallRecipe(t)))
	out := filepath.Join(t.TempDir(), "image.npy")
	inside := filepath.Join(dir, "image.npy")
	must(t, os.Rename(inside, out))
	if err := os.Symlink(out, inside); err != nil {
		t.Skip("no links here:", err)
	}
	if _, err := result.Read(t.Context(), dir); !errors.Is(err, result.ErrUnreadable) {
		t.Errorf("a link out of the folder: %v", err)
	}
	must(t, os.Remove(inside))
	must(t, os.Mkdir(inside, 0o755))
	if _, err := result.Read(t.Context(), dir); !errors.Is(err, result.ErrUnreadable) {
		t.Errorf("a folder in place of a file: %v", err)
	}
}

func TestReadingIsCalledOff(t *testing.T) {
	dir := write(t, smallResult(t, smallRecipe(t)))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := result.Read(ctx, dir); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	for _, none := range []string{filepath.Join(dir, "nowhere"), filepath.Join(dir, "image.npy"), filepath.Join(dir, "firenet"), ""} {
		if _, err := result.Read(t.Context(), none); !errors.Is(err, result.ErrUnreadable) {
			t.Errorf("%q: %v", none, err)
		}
	}
}
