package gui

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/command"
	"firenet/gui/files"
	"firenet/gui/form"
	"firenet/gui/look"
)

// Settings are what the user chooses once for all experiments. The toolkit's preferences
// keep them.
type Settings struct {
	Theme    look.Mode
	Scale    int    // per cent of the size of texts and controls
	Threads  int    // of the computation; 0: one per processor
	Live     bool   // whether a window begins in live mode
	Autosave bool   // whether the session is kept now and then, for after a crash
	Folder   string // in which file dialogs begin; empty: the last one
}

// The names under which the preferences keep them.
const (
	themeKey    = "theme"
	scaleKey    = "scale"
	threadsKey  = "threads"
	liveKey     = "live"
	autosaveKey = "autosave"
	folderKey   = "folder"
)

// scales are the sizes to choose from, in per cent.
var scales = []int{80, 90, 100, 110, 120, 130, 150, 170, 200}

// LoadSettings reads what was chosen last. What cannot be read has its default.
func LoadSettings(app fyne.App) Settings {
	p := app.Preferences()
	s := Settings{
		Scale: p.IntWithFallback(scaleKey, 100), Threads: max(0, p.Int(threadsKey)),
		Live: p.BoolWithFallback(liveKey, true), Autosave: p.BoolWithFallback(autosaveKey, true),
		Folder: p.String(folderKey),
	}
	s.Theme, _ = look.ParseMode(p.String(themeKey))
	if !slices.Contains(scales, s.Scale) {
		s.Scale = 100
	}
	return s
}

// keep writes them down.
func (s Settings) keep(app fyne.App) {
	p := app.Preferences()
	p.SetString(themeKey, s.Theme.String())
	p.SetInt(scaleKey, s.Scale)
	p.SetInt(threadsKey, s.Threads)
	p.SetBool(liveKey, s.Live)
	p.SetBool(autosaveKey, s.Autosave)
	p.SetString(folderKey, s.Folder)
}

// settingsDialog shows the settings and applies what is chosen.
type settingsDialog struct {
	Settings
	app              fyne.App
	threads, rescale func(int) // of the options of the window; nil: the setting has no effect

	win      fyne.Window
	tips     *form.Tips
	dialogs  *files.Dialogs
	overlays *overlays
}

func (d *settingsDialog) commands() []command.Command {
	return []command.Command{{
		ID: "settings", Name: "Settings", Sentence: "Theme, size, threads, live mode, autosave, folder.", Menu: "Edit",
		Keys: []command.Key{command.Ctrl(fyne.KeyComma)}, Do: d.show,
	}}
}

// change changes a setting, keeps it, and applies it at once.
func (d *settingsDialog) change(change func(*Settings)) {
	before := d.Settings
	change(&d.Settings)
	s := d.Settings
	s.keep(d.app)
	if s.Threads != before.Threads && d.threads != nil {
		d.threads(s.Threads)
	}
	if s.Scale != before.Scale && d.rescale != nil {
		d.rescale(s.Scale)
	}
	if s.Folder != before.Folder && s.Folder != "" {
		d.dialogs.Folder = s.Folder
	}
	if s.Theme != before.Theme || s.Scale != before.Scale {
		// The driver takes theme and scale anew.
		d.app.Settings().SetTheme(&look.Theme{Mode: s.Theme})
	}
}

// show opens the settings below their button, beside the pictures.
func (d *settingsDialog) show() {
	rows := container.New(layout.NewFormLayout())
	add := func(name string, control fyne.CanvasObject) {
		rows.Add(form.NewText(name, form.Body))
		rows.Add(control)
	}
	modes := []look.Mode{look.System, look.LightMode, look.DarkMode}
	add("Theme", form.ChooseTitle([]string{"As the system", "Light", "Dark"}, slices.Index(modes, d.Theme), func(i int) {
		d.change(func(s *Settings) { s.Theme = modes[i] })
	}))
	add("Texts and controls", form.ChooseTitle(percents(scales), slices.Index(scales, d.Scale), func(i int) {
		d.change(func(s *Settings) { s.Scale = scales[i] })
	}))
	threads, titles := threadChoices(d.Threads)
	add("Threads", form.ChooseTitle(titles, slices.Index(threads, d.Threads), func(i int) {
		d.change(func(s *Settings) { s.Threads = threads[i] })
	}))
	live := form.NewCheck("Live mode at the start", func(on bool) { d.change(func(s *Settings) { s.Live = on }) })
	live.Checked = d.Live
	autosave := form.NewCheck("Keep the session for after a crash", func(on bool) { d.change(func(s *Settings) { s.Autosave = on }) })
	autosave.Checked = d.Autosave
	add("Begin with", live)
	add("Autosave", autosave)
	add("Folder", d.folder())
	p := widget.NewPopUp(container.NewPadded(container.NewVBox(container.NewHBox(form.Spacer(1), form.NewText("Settings", form.Strong)), rows)), d.win.Canvas())
	d.overlays.opened(p.Hide, p.Visible)
	size := p.MinSize()
	p.ShowAtPosition(fyne.NewPos(d.win.Canvas().Size().Width-size.Width-8, toolbarHeight+2))
}

// folder shows the one in which file dialogs begin, and chooses it.
func (d *settingsDialog) folder() fyne.CanvasObject {
	const width = 150
	words := func() string {
		if d.Folder == "" {
			return "the last one"
		}
		return filepath.Base(d.Folder)
	}
	name := form.NewText(form.Fit(words(), form.Body, width), form.Symbol)
	set := func(path string) {
		d.change(func(s *Settings) { s.Folder = path })
		name.Text = form.Fit(words(), form.Body, width)
		name.Refresh()
	}
	pick := form.NewSmallButton("Choose …", nil, form.Tip{Name: "Where file dialogs begin"}, d.tips, func() {
		box := dialog.NewFolderOpen(func(l fyne.ListableURI, err error) {
			if err == nil && l != nil {
				set(l.Path())
			}
		}, d.win)
		d.dialogs.Show(box)
	})
	last := form.NewSmallButton("", look.Cross, form.Tip{Name: "The folder used last"}, d.tips, func() { set("") })
	return container.New(&form.Line{Left: []fyne.CanvasObject{name}, Right: []fyne.CanvasObject{pick, last}, Gap: 4}, name, pick, last)
}

func percents(list []int) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = fmt.Sprintf("%d %%", v)
	}
	return out
}

// threadChoices are one per processor, powers of two, and the present number.
func threadChoices(present int) (threads []int, titles []string) {
	all := runtime.NumCPU()
	for n := 1; n <= max(all, 2); n *= 2 {
		threads = append(threads, n)
	}
	if present > 0 && !slices.Contains(threads, present) {
		threads = append(threads, present)
		slices.Sort(threads)
	}
	threads = append([]int{0}, threads...)
	for _, n := range threads {
		title := fmt.Sprint(n)
		if n == 0 {
			title = fmt.Sprintf("one per processor (%d)", all)
		}
		titles = append(titles, title)
	}
	return threads, titles
}

// The names under which the preferences keep the shape of the window.
const (
	widthKey  = "window.width"
	heightKey = "window.height"
	leftKey   = "window.left"
	rightKey  = "window.right"
	foldedKey = "window.folded"
)

// remember keeps size and columns of the window for the next start.
func (w *Window) remember() {
	p, size := w.app.Preferences(), w.root.Size()
	if size.Width >= minWidth && size.Height >= minHeight {
		p.SetFloat(widthKey, float64(size.Width))
		p.SetFloat(heightKey, float64(size.Height))
	}
	p.SetFloat(leftKey, float64(w.zones.leftSize))
	p.SetFloat(rightKey, float64(w.zones.rightSize))
	var folded []string
	for name, on := range map[string]bool{"left": w.zones.hideLeft, "right": w.zones.hideRight, "strip": w.zones.stripChosen && !w.zones.stripShown} {
		if on {
			folded = append(folded, name)
		}
	}
	slices.Sort(folded)
	p.SetString(foldedKey, strings.Join(folded, " "))
}

// recall gives the window the shape that it had last, and returns its size.
func (w *Window) recall() fyne.Size {
	p, z := w.app.Preferences(), w.zones
	z.leftSize = clamp(p.FloatWithFallback(leftKey, leftWidth), leftMin, leftMax)
	z.rightSize = clamp(p.FloatWithFallback(rightKey, rightWidth), rightMin, rightMax)
	folded := strings.Fields(p.String(foldedKey))
	z.hideLeft, z.hideRight = slices.Contains(folded, "left"), slices.Contains(folded, "right")
	z.stripChosen = slices.Contains(folded, "strip")
	return fyne.NewSize(
		clamp(p.FloatWithFallback(widthKey, 1280), minWidth, 16000),
		clamp(p.FloatWithFallback(heightKey, 800), minHeight, 16000),
	)
}

func clamp(x float64, low, high float32) float32 { return min(high, max(low, float32(x))) }
