package gui

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"github.com/google/go-cmp/cmp"

	"firenet/gui/control"
	"firenet/gui/export"
	"firenet/gui/files"
	"firenet/gui/model"
	"firenet/recon/array"
	"firenet/recon/imagefile"
	"firenet/recon/recipe"
	"firenet/recon/session"
)

// cannotRun is an engine that must not be asked to compute.
type cannotRun struct {
	*control.Experiments
	t *testing.T
}

func (c cannotRun) Plan(context.Context, recipe.Recipe) (control.Job, error) {
	c.t.Error("a session was opened and something was planned")
	return nil, os.ErrInvalid
}

// told waits until the status bar says something.
func (h *harness) told(what string) {
	h.t.Helper()
	h.until("status: "+what, func() bool { return strings.Contains(h.status.runText, what) })
}

func TestASessionComesBackWithoutComputing(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.rerun(func() { h.left.set("noise.level", 0.05) })
	if err := h.control.Pin(1, true); err != nil {
		t.Fatal(err)
	}
	h.compare.ChoosePane(h.compare.Slots[0], model.Show(model.ShowMask, ""))
	h.group.SetWindow(model.ImageScale, model.Window{Lo: 0.1, Hi: 0.6})
	path := filepath.Join(t.TempDir(), "mine.firenet")
	h.write(path)
	h.told("Saved")
	if h.control.Modified() || h.control.Path != path || h.toolbar.state.Text != "saved" {
		t.Errorf("after saving: modified %v, path %s, %q", h.control.Modified(), h.control.Path, h.toolbar.state.Text)
	}
	s, err := ReadSession(path)
	if err != nil {
		t.Fatal(err)
	}
	again := open(t, func(o *Options) {
		o.Session, o.Path = s, path
		o.Engine = cannotRun{control.NewExperiments(1), t}
	})
	if again.control.Status().State != control.Done || len(again.control.Runs()) != 2 || !again.control.Runs()[0].Pinned {
		t.Fatalf("state %v, %d runs", again.control.Status().State, len(again.control.Runs()))
	}
	for i := range h.compare.Slots {
		a, b := h.compare.Slots[i].Pane, again.compare.Slots[i].Pane
		if a.Name() != b.Name() || b.Picture() == nil {
			t.Fatalf("pane %d: %q and %q", i, a.Name(), b.Name())
		}
		for k := range a.Picture().Len() {
			if x, y := a.Picture().Value(k/64, k%64), b.Picture().Value(k/64, k%64); x != y {
				t.Fatalf("pane %d, pixel %d: %g and %g", i, k, x, y)
			}
		}
	}
	if w := again.group.Window(model.ImageScale); w != (model.Window{Lo: 0.1, Hi: 0.6}) {
		t.Errorf("window %v", w)
	}
	if again.control.Modified() || again.control.Recipe().Noise.Level != 0.05 {
		t.Error("the recipe is another one, or shown as edited")
	}
	again.control.ShowRun(1)
	if again.control.Recipe().Noise.Level == 0.05 || again.control.Track("FIRENET").Output == nil {
		t.Error("the first run is not there")
	}
}

func TestASessionIsOpenedFromItsFileAndABrokenOneSaysSo(t *testing.T) {
	h := open(t, nil)
	h.done()
	path := filepath.Join(t.TempDir(), "mine.firenet")
	h.write(path)
	h.told("Saved")
	h.rerun(func() { h.left.set("noise.level", 0.4) })
	h.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	h.told("Opened")
	if h.control.Recipe().Noise.Level == 0.4 {
		t.Error("the recipe of the session is not shown")
	}
	if err := os.WriteFile(path, []byte("PK nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.OpenPath(path)
	h.told("Failed")
	if h.control.Track("FIRENET").Output == nil {
		t.Error("a broken file has taken away what was there")
	}
	h.write(filepath.Join(t.TempDir(), "missing", "x.firenet"))
	h.told("choose another one")
}

// TestARunUnderWayIsRunAgain: a session that is kept meanwhile shows no run, nor does the one
// that is kept right after it was brought back into another window.
func TestARunUnderWayIsRunAgain(t *testing.T) {
	h := open(t, nil)
	h.done()
	if err := h.control.Set("reconstructor.firenet.inner", 20000); err != nil {
		t.Fatal(err)
	}
	h.until("running", func() bool { return h.control.Status().State == control.Running })
	s := h.session()
	if s.Shown != 0 || len(s.Runs) != 1 {
		t.Fatalf("run %d of %d is shown", s.Shown, len(s.Runs))
	}
	other := open(t, nil)
	other.done()
	other.restore(s, "")
	if again := other.session(); again.Shown != 0 || len(again.Runs) != 1 {
		t.Errorf("run %d of %d is shown", again.Shown, len(again.Runs))
	}
	other.until("running", func() bool { return other.control.Status().State == control.Running })
	if got := other.control.Shown(); got.Number != 2 {
		t.Errorf("run %d is shown", got.Number)
	}
}

// autosaving opens a window that keeps what is open in dir.
func autosaving(t *testing.T, dir string) *harness {
	return open(t, func(o *Options) { o.Autosaves = dir })
}

func TestWhatAKilledProgramHadOpenIsOffered(t *testing.T) {
	dir := t.TempDir()
	h := autosaving(t, dir)
	h.done()
	h.rerun(func() { h.left.set("noise.level", 0.07) })
	h.autosave.save()
	h.until("autosave", func() bool { return !h.autosave.busy })
	saved := autosaved(t, dir)
	if len(saved) != 1 {
		t.Fatalf("autosaves %v", saved)
	}
	before, _ := os.Stat(saved[0])
	h.autosave.save() // nothing has changed
	if h.autosave.busy {
		t.Error("what has not changed is written again")
	}
	// A second program, while the first one runs.
	other := autosaving(t, dir)
	other.done()
	if len(other.notice.answers) != 0 || other.win.Canvas().Overlays().Top() != nil {
		t.Fatal("what a running program has open is offered")
	}
	other.Close()
	kill(t, h.autosave, dir)
	again := autosaving(t, dir)
	again.done()
	if len(again.notice.answers) != 2 || !again.notice.object.Visible() {
		t.Fatal("nothing is offered")
	}
	if again.win.Canvas().Overlays().Top() != nil {
		t.Error("a message box covers the pictures")
	}
	again.notice.answers[0].Tapped(nil)
	again.told("Restored")
	if again.control.Recipe().Noise.Level != 0.07 || len(again.control.Runs()) != 2 || again.notice.object.Visible() {
		t.Errorf("noise %g, %d runs", again.control.Recipe().Noise.Level, len(again.control.Runs()))
	}
	if !again.control.Modified() || again.control.Path != "" {
		t.Errorf("what was not saved is shown as saved, path %q", again.control.Path)
	}
	again.until("own autosave", func() bool { return !again.autosave.busy && again.autosave.restored == nil })
	if now := autosaved(t, dir); len(now) != 1 || now[0] == saved[0] {
		t.Errorf("autosaves %v, want that of the new program alone (before: %v %v)", now, saved, before.Size())
	}
	again.Close()
	if now := autosaved(t, dir); len(now) != 0 {
		t.Errorf("a program that ends by itself leaves %v", now)
	}
}

func TestWhatChangesWhileAnAutosaveIsWrittenIsKeptAfterIt(t *testing.T) {
	dir := t.TempDir()
	h := autosaving(t, dir)
	h.done()
	h.autosave.save()
	err := h.control.Edit("title", func(r recipe.Recipe) (recipe.Recipe, error) { return r.Set("title", "Second") })
	if err != nil || !h.autosave.busy {
		t.Fatal(err, h.autosave.busy)
	}
	h.autosave.save()
	h.until("autosave", func() bool { return !h.autosave.busy })
	saved := autosaved(t, dir)
	if len(saved) != 1 {
		t.Fatalf("autosaves %v", saved)
	}
	if s, err := session.Read(saved[0]); err != nil || s.Recipe.Title != "Second" {
		t.Errorf("title %q (%v)", s.Recipe.Title, err)
	}
}

func TestWhatWasRestoredIsNotOfferedAgainAfterAQuickEnd(t *testing.T) {
	dir := t.TempDir()
	h := autosaving(t, dir)
	h.done()
	h.autosave.save()
	h.until("autosave", func() bool { return !h.autosave.busy })
	kill(t, h.autosave, dir)
	again := autosaving(t, dir)
	again.done()
	again.notice.answers[0].Tapped(nil)
	again.told("Restored")
	again.Close() // while the next autosave is being written
	if now := autosaved(t, dir); len(now) != 0 {
		t.Errorf("%v are left", now)
	}
}

func TestAnAutosaveIsDiscardedOnlyWhenAsked(t *testing.T) {
	dir := t.TempDir()
	h := autosaving(t, dir)
	h.done()
	h.autosave.save()
	h.until("autosave", func() bool { return !h.autosave.busy })
	kill(t, h.autosave, dir)
	again := autosaving(t, dir)
	again.done()
	again.Close() // without an answer
	third := autosaving(t, dir)
	third.done()
	if len(third.notice.answers) != 2 {
		t.Fatal("without an answer the autosave is gone")
	}
	third.notice.answers[1].Tapped(nil)
	if len(autosaved(t, dir)) != 0 || third.notice.object.Visible() {
		t.Error("Discard does not remove it")
	}
}

func TestAutosaveFollowsTheSettingAndTheClock(t *testing.T) {
	dir := t.TempDir()
	h := autosaving(t, dir)
	h.done()
	h.settings.change(func(s *Settings) { s.Autosave = false })
	h.autosave.save()
	if h.autosave.busy {
		t.Error("saved although the setting is off")
	}
	h.settings.change(func(s *Settings) { s.Autosave = true })
	if !h.autosave.pending {
		t.Fatal("after a run no autosave is due")
	}
	for _, f := range h.timers {
		f()
	}
	h.until("autosave", func() bool { return !h.autosave.busy })
	if len(autosaved(t, dir)) != 1 || h.autosave.pending {
		t.Error("when its time has come nothing is saved")
	}
}

// kill lets go of an autosave as the system does for a program that was killed: the files
// stay, the lock does not.
func kill(t *testing.T, a *autosave, dir string) {
	t.Helper()
	kept := map[string][]byte{}
	for _, f := range append(autosaved(t, dir), strings.TrimSuffix(autosaved(t, dir)[0], session.Extension)+".lock") {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		kept[f] = b
	}
	a.close()
	for f, b := range kept {
		if err := os.WriteFile(f, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// autosaved are the autosaves in a folder.
func autosaved(t *testing.T, dir string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "*"+session.Extension))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestRecentFilesAndSamples(t *testing.T) {
	h := open(t, func(o *Options) { o.Samples = filepath.Join(t.TempDir(), "samples") })
	h.done()
	dir := t.TempDir()
	var paths []string
	for i := range files.MaxRecent + 2 {
		path := filepath.Join(dir, string(rune('a'+i))+".toml")
		h.write(path)
		paths = append(paths, path)
	}
	h.write(paths[5])
	items := h.recent.Items()
	if len(items) != files.MaxRecent || items[0].Label != "f.toml  in "+filepath.Base(dir) {
		t.Fatalf("%d recent files, the first is %q", len(items), items[0].Label)
	}
	if err := os.Remove(paths[11]); err != nil {
		t.Fatal(err)
	}
	if items = h.recent.Items(); len(items) != files.MaxRecent-1 {
		t.Errorf("%d recent files after one is gone", len(items))
	}
	h.rerun(func() { items[2].Action() })
	if h.control.Path != paths[9] { // 5, 10, 9
		t.Errorf("the third recent file is %s, want %s", h.control.Path, paths[9])
	}
	samples := h.samples().Items()
	titles := map[string]*fyne.MenuItem{}
	for _, s := range samples {
		titles[s.Label] = s
	}
	h.rerun(func() { titles["Photograph of a camera"].Action() })
	if h.title() != "camera.png" || !strings.HasPrefix(h.control.Recipe().Image.File, h.options.Samples) {
		t.Errorf("the photograph is opened as %q from %q", h.title(), h.control.Recipe().Image.File)
	}
	h.rerun(func() { titles["Shepp-Logan"].Action() })
	if h.control.Recipe().Image.Phantom != "shepp-logan" || h.control.Recipe().Image.Size != 256 {
		t.Errorf("image %+v", h.control.Recipe().Image)
	}
}

func TestCopyAsRecipeIsTheRecipe(t *testing.T) {
	h := open(t, nil)
	h.done()
	c, _ := h.commands.ByID("copy-recipe")
	c.Run()
	r, err := recipe.Parse("", []byte(h.app.Clipboard().Content()))
	if err != nil || !bytes.Equal(r.Encode(), h.control.Recipe().Encode()) {
		t.Errorf("the clipboard holds another recipe (%v)", err)
	}
	if c.KeyText() != "Ctrl+Shift+C" {
		t.Errorf("key %s", c.KeyText())
	}
}

func TestQuoted(t *testing.T) {
	for s, want := range map[string]string{
		"first-look": "first-look", "a b": "'a b'", "it's": `'it'\''s'`, "$HOME": "'$HOME'", "": "''", "-rf": "'./-rf'", "größe": "'größe'",
	} {
		if got := quoted(s); got != want {
			t.Errorf("quoted(%q) = %s, want %s", s, got, want)
		}
	}
}

// TestCopyAsCommandGivesTheSameBits runs the command in a shell with the program without a
// window and compares its arrays with those in the window.
func TestCopyAsCommandGivesTheSameBits(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell of POSIX on this machine")
	}
	goCommand, err := exec.LookPath("go")
	if err != nil {
		t.Skip("there is no Go command to build the program with")
	}
	bin, work := t.TempDir(), t.TempDir()
	if out, err := exec.Command(goCommand, "build", "-o", bin, "firenet/cmd/firenet").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	mask := filepath.Join(work, "it's a $mask.npy")
	h := open(t, func(o *Options) { o.Recipe.Title = `"$HOME" 'and' \ more` })
	h.done()
	m := h.control.Data().Mask
	var b bytes.Buffer
	if err := imagefile.WriteNPYMask(&b, m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(mask, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h.rerun(func() {
		_ = h.control.Edit("sampling", func(r recipe.Recipe) (recipe.Recipe, error) {
			r, err := r.Set("sampling.pattern", "file")
			if err != nil {
				return r, err
			}
			r.Dir = work
			return r.Set("sampling.file", "it's a $mask.npy")
		})
	})
	c, _ := h.commands.ByID("copy-command")
	c.Run()
	command := exec.Command(shell, "-c", h.app.Clipboard().Content())
	command.Dir = t.TempDir()
	command.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, h.app.Clipboard().Content())
	}
	found, err := filepath.Glob(filepath.Join(command.Dir, "*-results"))
	if err != nil || len(found) != 1 {
		t.Fatalf("the command leaves %v (%v)", found, err)
	}
	compare := func(name string, want *array.Complex) {
		t.Helper()
		a, err := imagefile.ReadNPY(filepath.Join(found[0], name), imagefile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !cmp.Equal(a.Array.Data, want.Data) {
			t.Errorf("%s has other bits", name)
		}
	}
	compare("measurements.npy", h.control.Data().Samples)
	compare("firenet/reconstruction.npy", h.control.Track("FIRENET").Output.Image)
	compare("firenet/coefficients.npy", h.control.Track("FIRENET").Output.Coefficients)
	compare("zero-filled/reconstruction.npy", h.control.Track("Zero-filled").Output.Image)
}

func TestEveryExportWritesWhatIsShown(t *testing.T) {
	h := open(t, nil)
	h.done()
	dir := t.TempDir()
	h.compare.Current = 2
	data, name, ok := h.exports.Data()
	if !ok || name != "FIRENET" {
		t.Fatalf("the focused pane has %q", name)
	}
	image := h.control.Track("FIRENET").Output.Image
	path := filepath.Join(dir, "x.npy")
	h.exports.Write(path, data.NPY)
	h.told("x.npy")
	if a, err := imagefile.ReadNPY(path, imagefile.Options{}); err != nil || !cmp.Equal(a.Array.Data, image.Data) {
		t.Errorf("the NPY differs from what was computed (%v)", err)
	}
	h.exports.WriteCFL(filepath.Join(dir, "x.cfl"), data.Array)
	h.told("x.cfl")
	if a, err := imagefile.Read(filepath.Join(dir, "x.cfl"), imagefile.Options{}); err != nil || !cmp.Equal(a.Image.Data, image.Data) {
		t.Errorf("the CFL differs from what was computed in single precision (%v)", err)
	}
	h.compare.Current = 3 // residual
	data, name, ok = h.exports.Data()
	if !ok || name != "Residual" {
		t.Fatalf("the focused pane has %q", name)
	}
	for i, z := range data.Array.Data {
		if z != image.Data[i]-h.control.Data().Truth.Data[i] {
			t.Fatal("the residual is not reconstruction minus truth")
		}
	}
	h.exports.Write(filepath.Join(dir, "r.tif"), data.TIFF)
	h.told("r.tif")
	tif, err := imagefile.Read(filepath.Join(dir, "r.tif"), imagefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, z := range tif.Image.Data {
		if real(z) != data.Shown.Value(i/64, i%64) {
			t.Fatal("the TIFF is not what is shown")
		}
	}
	h.compare.ChoosePane(h.compare.Slots[3], model.Show(model.ShowMask, ""))
	data, _, ok = h.exports.Data()
	var b bytes.Buffer
	if err := data.NPY(&b); !ok || err != nil || !bytes.Contains(b.Bytes(), []byte("|b1")) {
		t.Errorf("the mask is not written as bool (%v)", err)
	}
	b.Reset()
	if err := export.WriteCurves(&b, h.control.Tracks()); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(b.String(), "\n"); lines != 26 || !strings.HasPrefix(b.String(), "reconstructor,layer,block,relative_l2") {
		t.Errorf("%d lines of curves, want a head and 25 layers:\n%s", lines, b.String())
	}
	b.Reset()
	if err := export.WriteMetrics(&b, h.control.Tracks()); err != nil || strings.Count(b.String(), "\n") != 3 {
		t.Errorf("metrics (%v):\n%s", err, b.String())
	}
	h.exports.Write(filepath.Join(dir, "missing", "x.csv"), func(io.Writer) error { return nil })
	h.told("The folder does not exist")
	if left := len(autosaved(t, dir)); left != 0 {
		t.Errorf("%d files are left", left)
	}
}

func TestASaveDialogLeavesAFileAloneUntilItIsWritten(t *testing.T) {
	h := open(t, nil)
	h.done()
	path := filepath.Join(t.TempDir(), "old.toml")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := storage.Writer(storage.NewFileURI(path))
	if err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "old" {
		t.Errorf("the toolkit's writer leaves %q of a file that it has only named", b)
	}
	// The extension is added; what has that name is asked about first.
	taken := strings.TrimSuffix(path, ".toml")
	written := ""
	h.dialogs.Take(taken, ".toml", func(p string) { written = p })
	if written != "" || len(h.notice.answers) != 2 {
		t.Fatal("a file is replaced without asking")
	}
	h.notice.answers[0].Tapped(nil)
	if written != path {
		t.Errorf("written to %q", written)
	}
	if h.app.Preferences().String(files.LastFolderKey) != filepath.Dir(path) {
		t.Error("the folder is not remembered")
	}
	h.dialogs.Take(path, ".toml", func(p string) { written = p + "!" })
	if written != path+"!" {
		t.Error("the dialog has asked already")
	}
}
