package gui

import (
	"path/filepath"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"firenet/gui/attacks"
	"firenet/gui/catalogue"
	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/export"
	"firenet/gui/files"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/view"
	"firenet/gui/viewer"
	"firenet/recon/recipe"
	"firenet/recon/session"
)

// Options are what a window is made with.
type Options struct {
	Recipe recipe.Recipe
	Path   string // of the recipe's or session's file, if it has one
	Image  string // a picture to open in place of the recipe's
	// Session is opened in place of the recipe.
	Session *session.Session
	// Autosaves is the folder in which what is open is kept for after a crash; empty: it
	// is not.
	Autosaves string
	Engine    control.Engine
	// Post runs a function on the goroutine of the window: fyne.Do in the program.
	Post func(func())
	// After runs a function on that goroutine after a time; nil: by a timer and Post.
	After func(time.Duration, func()) (stop func())
	Now   func() time.Time // nil: the clock

	Version string
	// Reports is the folder for reports of internal errors; empty: there are none.
	Reports string
	// Notice is something that happened before the window was there, to be said first.
	Notice string
	Report string // of a crash, that Notice speaks of
	// Samples is the folder into which pictures that are part of the program are written
	// before they are opened; empty: that of temporary files.
	Samples string
	// Threads sets the number of goroutines of the engine; nil: the setting has no effect.
	Threads func(int)
	// Rescale sets the size of texts and controls in per cent, which counts from the next
	// change of the theme; nil: the setting has no effect.
	Rescale func(int)
}

// Window is the window of the workbench.
type Window struct {
	options  Options
	settings *settingsDialog

	app     fyne.App
	win     fyne.Window
	control *control.Controller
	group   *model.Group
	tips    *form.Tips
	now     func() time.Time

	zones   *zones
	root    *fyne.Container
	toolbar *toolbar
	left    *experimentColumn
	side    *side
	status  *statusBar
	strip   *runStrip

	commands command.Table
	keys     *command.Keyboard
	views    []view.View
	shown    view.View       // one of them
	centre   *fyne.Container // holds the view

	catalogue *catalogue.Catalogue
	attacks   *attacks.Editor
	meter     *control.Meter
	blink     *viewer.Blinker // while B is held
	after     func(time.Duration, func()) (stop func())
	overlays  *overlays
	dialogs   *files.Dialogs
	exports   *export.Exports
	panes     *paneActions
	recent    files.Recent
	help      *help
	edits     *edits
	copies    *copies

	work     sync.WaitGroup // goroutines that read and write files
	closed   bool
	autosave *autosave
	reported *control.Fault // the last programming error that was said
	holding  *session.Hold  // of the session that is open
	heldPath string
	notice   *notice
	followed *model.Picture // whose window the linked panes have
	drawn    func()         // told when a change is drawn, for measurements; may be nil
}

// New builds the window and starts the first run. Show shows it.
func New(app fyne.App, o Options) *Window {
	w := &Window{
		options: o, settings: &settingsDialog{Settings: LoadSettings(app), app: app, threads: o.Threads, rescale: o.Rescale},
		app: app, group: model.NewGroup(), now: o.Now,
	}
	files.KeepLocal()
	pictures := catalogue.NewGallery(o.Post, w.picturesMade)
	pictures.Guard = w.guard
	w.meter = control.NewMeter(o.Post)
	if w.now == nil {
		w.now = time.Now
	}
	w.after = o.After
	if w.after == nil {
		w.after = func(d time.Duration, f func()) func() {
			t := time.AfterFunc(d, func() { o.Post(f) })
			return func() { t.Stop() }
		}
	}
	w.tips = form.NewTips(w.after)
	w.blink = &viewer.Blinker{After: w.after}
	w.control = control.New(o.Recipe, control.Options{
		Engine: o.Engine, Post: o.Post, Now: o.Now, Changed: w.changed,
	})
	w.catalogue = catalogue.New(w.control, pictures)
	w.control.Path = o.Path
	w.control.Live = w.settings.Live
	// The first run computes while the window is being built.
	switch {
	case o.Session != nil:
	case o.Image != "":
		w.control.OpenImage(o.Image)
	default:
		w.control.Run()
	}
	w.build()
	if o.Path != "" || o.Image != "" {
		w.strip.turn(stripRuns)
	}
	if o.Session != nil {
		w.restore(o.Session, o.Path)
	}
	w.openAutosave()
	w.begin()
	return w
}

// build puts the window together.
func (w *Window) build() {
	w.win = w.app.NewWindow("FIRENET Workbench")
	w.win.SetPadded(false)
	w.keys = command.NewKeyboard(w.win.Canvas())
	w.win.SetMaster()
	w.panes = &paneActions{control: w.control, group: w.group, pictured: w.pictured, compared: w.compared}
	w.overlays = &overlays{canvas: w.win.Canvas()}
	w.dialogs = w.newDialogs()
	w.settings.win, w.settings.tips, w.settings.dialogs, w.settings.overlays = w.win, w.tips, w.dialogs, w.overlays
	w.help = &help{
		app: w.app, win: w.win, tips: w.tips, overlays: w.overlays, version: w.options.Version,
		table: func() command.Table { return w.commands },
	}
	w.recent = files.Recent{Preferences: w.app.Preferences(), Open: w.OpenPath}
	w.centre = container.NewStack()
	w.status = newStatusBar(w)
	w.edits = &edits{control: w.control, canvas: w.win.Canvas()}
	w.copies = &copies{app: w.app, control: w.control, stem: w.stem, tell: w.status.tell}
	w.left = newExperimentColumn(w)
	w.side = newSide(w)
	w.attacks = &attacks.Editor{
		Control: w.control, Catalogue: w.catalogue, Group: w.group, Say: w.status.say,
		Changed: func() { w.left.show(); w.shown.Show() }, Show: func() { w.showCarded(attacks.Section) }, Rename: w.left.renameAttack, RenameQuestion: w.left.renameQuestion,
	}
	w.exports = &export.Exports{
		Control: w.control, Catalogue: w.catalogue, Group: w.group, Dialogs: w.dialogs, Stem: w.stem,
		Data:  func() (export.Data, string, bool) { return dataOf(w.shown, w.views) },
		Views: func() []*fyne.MenuItem { return exportsOf(w.views) }, SaveProfile: w.side.saveProfile,
		Background: w.background, Tell: w.status.tell, Failed: w.failed,
	}
	w.views = w.allViews()
	w.notice = newNotice(w)
	z := &zones{
		left: w.left.object, rail: w.left.newRail(), panes: container.NewBorder(w.notice.object, nil, nil, nil, w.centre),
		right: w.side.object, status: w.status.object, leftSize: leftWidth, rightSize: rightWidth, besideSize: besideWidth,
		moved: func(below bool) { w.side.arrange(below) },
	}
	for i := range z.lines {
		z.lines[i] = canvas.NewRectangle(theme.Color(theme.ColorNameSeparator))
	}
	z.leftEdge = newEdge(func(by float32) { w.widen(by, 0) })
	z.rightEdge = newEdge(func(by float32) { w.widen(0, -by) })
	w.strip = newRunStrip(w)
	z.strip = w.strip.object
	w.zones = z
	w.commands = w.allCommands()
	w.toolbar = newToolbar(w)
	z.toolbar = w.toolbar.object
	w.root = container.New(z, z.objects()...)
	w.win.SetContent(container.NewStack(w.root, w.tips.Layer))
	w.win.Resize(w.recall())
	w.win.SetCloseIntercept(w.quit)
	w.win.SetOnDropped(w.dropped)
	w.keys.Bind(w.commands)
	w.group.Listen(w.viewChanged)
	w.app.Settings().AddListener(func(fyne.Settings) { w.recolour() })
	w.recolour()
	w.showView(w.views[0].Name())
	w.changed(^control.Change(0))
}

// Show shows the window.
func (w *Window) Show() { w.win.Show() }

// Fyne is the window of the toolkit.
func (w *Window) Fyne() fyne.Window { return w.win }

// Close cancels what is under way and returns when no goroutine of the window is left.
func (w *Window) Close() {
	w.tips.Hide()
	w.closed = true
	w.control.Close()
	w.catalogue.Pictures.Close()
	w.meter.Close()
	w.work.Wait()
	w.autosave.close()
	w.holding.Release()
}

// quit closes the window, and with it the program.
func (w *Window) quit() {
	w.remember()
	w.win.Close()
}

// widen makes the columns wider, within their limits.
func (w *Window) widen(left, right float32) {
	w.zones.leftSize = min(leftMax, max(leftMin, w.zones.leftSize+left))
	size, least := &w.zones.rightSize, float32(rightMin)
	if w.zones.beside {
		size, least = &w.zones.besideSize, besideWidth
	}
	*size = min(rightMax, max(least, *size+right))
	w.root.Refresh()
}

// fold hides or shows a column.
func (w *Window) fold(hide *bool) {
	*hide = !*hide
	w.root.Refresh()
}

// foldStrip hides or shows the strip, whatever the height of the window would do.
func (w *Window) foldStrip() {
	if w.zones.beside {
		w.zones.besideStrip = !w.zones.besideStrip
	} else {
		w.zones.stripChosen, w.zones.stripShown = true, !w.zones.strip.Visible()
	}
	w.root.Refresh()
}

// changed draws what the controller says has changed.
func (w *Window) changed(what control.Change) {
	if w.root == nil {
		return // still being built: everything is drawn at its end
	}
	if what&(control.RecipeChanged|control.ErrorsChanged) != 0 {
		w.catalogue.Choose()
		w.left.show()
		w.toolbar.show()
		w.side.showRecipe()
		w.hold()
	}
	if what&control.StatusChanged != 0 {
		w.toolbar.show()
		w.status.show()
		w.strip.progress()
		if w.control.Status().State == control.Done {
			w.autosave.soon()
		}
		if st := w.control.Status(); st.State == control.Failed {
			w.faultIn(st.Err)
		}
	}
	if what&control.DataChanged != 0 {
		w.followData()
		w.left.showThumbnails()
		w.left.show()
	}
	if what&(control.DataChanged|control.OutputsChanged|control.RecipeChanged) != 0 {
		w.side.metrics.show()
		w.side.measureRegion()
		w.left.showResult()
	}
	if what&(control.DataChanged|control.TracksChanged|control.RecipeChanged) != 0 {
		w.catalogue.Choose()
		w.left.showTracks()
		w.shown.Show()
		w.side.showTracks()
		w.status.showReadOut()
	}
	if what&control.AttacksChanged != 0 {
		w.left.showAttack()
		w.shown.Show()
		w.status.showReadOut()
	}
	if what&control.RunsChanged != 0 {
		w.toolbar.show()
		w.strip.show()
	}
	if what&(control.DataChanged|control.TracksChanged|control.RecipeChanged|control.RunsChanged|control.AttacksChanged) != 0 {
		w.catalogue.Prune()
	}
	if w.drawn != nil {
		w.drawn()
	}
}

// picturesMade draws what waited for a picture that is now prepared.
func (w *Window) picturesMade() {
	w.followData()
	w.left.showThumbnails()
	w.left.show()
	w.left.showResult()
	w.shown.Show()
	w.side.showTracks()
	w.status.showReadOut()
	w.strip.show()
}

// followData takes the windows of images and residuals from the data that are open, once
// their picture is prepared.
func (w *Window) followData() {
	d := w.control.Data()
	if d == nil {
		return
	}
	from := d.Truth
	if from == nil {
		from = d.ZeroFilled
	}
	if p := w.catalogue.Picture(model.Image, from); p != nil && p != w.followed {
		w.followed = p
		w.group.FollowData(model.DataWindow(p))
	}
}

// recolour gives what is drawn by the window itself the colours of the theme.
func (w *Window) recolour() {
	p := look.Current()
	for _, l := range w.zones.lines {
		l.FillColor = p.Separator
		l.Refresh()
	}
	w.toolbar.ground.FillColor = p.Panel
	w.status.ground.FillColor = p.Panel
	w.notice.show()
	for _, v := range w.views {
		v.Recolour()
	}
	w.side.ground.FillColor = p.Panel
	w.toolbar.show()
	w.status.show()
	w.left.recolour()
	w.side.recolour()
	w.strip.show()
	w.help.recolour()
	w.root.Refresh()
}

// selectReconstructor shows a reconstructor's parameters and pictures.
func (w *Window) selectReconstructor(name string) {
	w.catalogue.Selected = name
	w.left.show()
	w.left.showTracks()
	w.left.showResult()
	w.compared().Show()
	w.side.showTracks()
}

// title is the experiment's name on the tool bar.
func (w *Window) title() string {
	switch {
	case w.control.Recipe().Title != "":
		return w.control.Recipe().Title
	case w.control.Recipe().Image.File != "":
		return filepath.Base(w.control.Recipe().Image.File)
	case w.control.Path != "":
		return filepath.Base(w.control.Path)
	}
	return "First look"
}
