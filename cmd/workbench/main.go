package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"firenet/assets/icon"
	"firenet/gui"
	"firenet/gui/control"
	"firenet/gui/look"
	"firenet/recon/recipe"
	"firenet/recon/session"
)

// appID is that of FyneApp.toml; preferences are kept under it.
const appID = "org.firenet.workbench"

// version is set by the linker: -ldflags "-X main.version=0.1.0".
var version = "devel"

// Exit codes, as those of firenet.
const (
	exitFailure = 1
	exitUsage   = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	c, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintln(stderr, "workbench:", err)
		return exitUsage
	case c.version:
		fmt.Fprintln(stdout, "workbench", version)
		return 0
	}
	options, err := c.options()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return exitUsage
	}
	display, err := checkDisplay(os.Getenv)
	if err != nil {
		fmt.Fprintf(stderr, "workbench: %v; `firenet run` does the same work without a display.\n", err)
		return exitFailure
	}
	if display != nil {
		defer func() { _ = display.Close() }()
	}
	return exitCode(show(c, options, stdout), stderr)
}

// exitCode says what went wrong, if something did.
func exitCode(err error, stderr io.Writer) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(stderr, "workbench:", err)
	return exitFailure
}

// show opens the window and returns when it is closed, with the error of a soak.
func show(c command, options gui.Options, stdout io.Writer) (err error) {
	if path, err := preferencesPath(); err == nil {
		options.Notice = securePreferences(path, time.Now())
	}
	ended := func() {}
	if cache, err := os.UserCacheDir(); err == nil {
		options.Autosaves = filepath.Join(cache, cacheName, "autosave")
		options.Samples = filepath.Join(cache, cacheName, "samples")
		options.Reports = filepath.Join(cache, cacheName, "reports")
		var crash string
		if crash, ended = watchCrashes(options.Reports); crash != "" && options.Notice == "" {
			options.Notice, options.Report = "The program crashed the last time; a report has been written.", crash
		}
	}
	defer func() { ended() }()
	a := app.NewWithID(appID)
	a.Preferences().SetInt(formatKey, preferencesFormat)
	a.SetIcon(fyne.NewStaticResource("firenet-workbench.png", icon.PNG))
	settings := gui.LoadSettings(a)
	if c.theme != "" {
		settings.Theme = c.mode
	}
	if c.threads > 0 {
		settings.Threads = c.threads
	}
	options.Rescale = rescaler(a.Settings().Scale())
	options.Rescale(settings.Scale)
	a.Settings().SetTheme(&look.Theme{Mode: settings.Theme})
	engine := control.NewExperiments(settings.Threads)
	options.Post, options.Engine, options.Threads, options.Version = fyne.Do, engine, engine.SetThreads, version
	w := gui.New(a, options)
	w.Show()
	defer func() {
		// On the window's own goroutine there is no going on.
		if value := recover(); value != nil {
			err = errors.New(w.Emergency(value, debug.Stack()))
		}
	}()
	soaked := make(chan error, 1)
	if c.soak.Actions > 0 || c.soak.For > 0 || c.delays > 0 {
		soaked <- errors.New("the window was closed before the end")
		go func() {
			err := c.measure(w, stdout)
			<-soaked
			soaked <- err
			fyne.Do(w.Fyne().Close)
		}()
	} else {
		soaked <- nil
	}
	returned := make(chan struct{})
	leave := sync.OnceFunc(func() {
		leaveAnyway(returned, patience, func() {
			w.Close()
			ended()
			os.Exit(exitCode(<-soaked, os.Stderr))
		})
	})
	w.Fyne().SetOnClosed(func() { go leave() })
	go onSignal(returned, leave)
	a.Run()
	close(returned)
	w.Close() // not deferred: after a panic the autosave must stay
	return <-soaked
}

// measure does what developers ask for, beside the window.
func (c command) measure(w *gui.Window, stdout io.Writer) error {
	if c.delays > 0 {
		return w.Delays(c.delays, fyne.DoAndWait, stdout)
	}
	return w.Soak(c.soak, fyne.DoAndWait, stdout)
}

// cacheName is the program's folder in that of the user's caches.
const cacheName = "firenet-workbench"

// scaleVariable is where Fyne's driver looks for the scale that the user wants.
const scaleVariable = "FYNE_SCALE"

// rescaler returns a function that scales by per cent of the scale that the environment,
// or else the settings of the toolkit, ask for. At 100 % it leaves the environment alone.
func rescaler(toolkit float32) func(percent int) {
	set, wasSet := os.LookupEnv(scaleVariable)
	base, err := strconv.ParseFloat(set, 64)
	if err != nil || base <= 0 {
		base = 1
		if toolkit > 0 && set != "auto" {
			base = float64(toolkit)
		}
	}
	return func(percent int) {
		switch {
		case percent != 100:
			_ = os.Setenv(scaleVariable, strconv.FormatFloat(base*float64(percent)/100, 'g', 4, 64))
		case wasSet:
			_ = os.Setenv(scaleVariable, set)
		default:
			_ = os.Unsetenv(scaleVariable)
		}
	}
}

// command is what the command line says.
type command struct {
	file    string
	theme   string
	mode    look.Mode
	set     assignments
	threads int
	soak    gui.SoakPlan
	delays  int
	version bool
}

// assignments collects --set key=value.
type assignments []string

func (a *assignments) String() string     { return strings.Join(*a, " ") }
func (a *assignments) Set(s string) error { *a = append(*a, s); return nil }

// parse reads the command line; flags may stand before and after the file.
func parse(args []string, stderr io.Writer) (c command, err error) {
	f := flag.NewFlagSet("workbench", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.Usage = func() {
		fmt.Fprint(stderr, "Usage: workbench [flags] [session | recipe.toml | picture]\n\n"+
			"Opens the window on a session, a recipe, or a picture (PNG, JPEG, TIFF, BMP, GIF, WebP, NPY,\n"+
			"CFL, NIfTI); without a file on the default experiment.\n\nFlags:\n")
		f.PrintDefaults()
	}
	f.StringVar(&c.theme, "theme", "", "light, dark or system (default: as chosen last)")
	f.Var(&c.set, "set", "change a key of the recipe, `key=value`; may be repeated")
	f.IntVar(&c.threads, "threads", 0, "goroutines for the computation (default: one per processor)")
	f.IntVar(&c.soak.Actions, "soak", 0, "for developers: do `n` random actions, print memory and goroutines, and close")
	f.DurationVar(&c.soak.For, "soak-for", 0, "the same for a `time`, such as 30m, with pauses as a user makes")
	f.Uint64Var(&c.soak.Seed, "seed", 1, "of the random actions of --soak and --soak-for")
	f.IntVar(&c.delays, "delays", 0, "for developers: drag the slider of lambda `n` times, print how long the results take to the screen, and close")
	f.BoolVar(&c.version, "version", false, "print the version and exit")
	for {
		if err := f.Parse(args); err != nil {
			return c, err
		}
		if f.NArg() == 0 {
			break
		}
		if c.file != "" {
			return c, fmt.Errorf("one file at most: %s and %s were given", c.file, f.Arg(0))
		}
		c.file, args = f.Arg(0), f.Args()[1:]
	}
	if c.threads < 0 {
		return c, fmt.Errorf("threads = %d: must be 0 or more", c.threads)
	}
	c.mode, err = look.ParseMode(c.theme)
	return c, err
}

// options reads the recipe and applies --set.
func (c command) options() (gui.Options, error) {
	o := gui.Options{Recipe: recipe.Default()}
	switch {
	case c.file == "":
	case strings.EqualFold(filepath.Ext(c.file), session.Extension):
		if len(c.set) > 0 {
			return o, fmt.Errorf("workbench: --set changes a recipe; %s is a session, which is shown as it was", c.file)
		}
		s, err := gui.ReadSession(c.file)
		if err != nil {
			return o, fmt.Errorf("workbench: %w", err)
		}
		o.Session, o.Path, o.Recipe = s, c.file, s.Recipe
		return o, nil
	case strings.EqualFold(filepath.Ext(c.file), ".toml"):
		r, err := gui.ReadRecipe(c.file)
		if err != nil {
			return o, err
		}
		o.Recipe, o.Path = r, c.file
	default:
		if _, err := os.Stat(c.file); err != nil {
			return o, fmt.Errorf("workbench: %w", err)
		}
		o.Image = c.file
	}
	for _, s := range c.set {
		key, value, err := recipe.SplitAssignment(s)
		if err != nil {
			return o, err
		}
		if o.Recipe, err = o.Recipe.Set(key, value); err != nil {
			return o, err
		}
	}
	complete, err := o.Recipe.Complete()
	if err != nil {
		return o, err
	}
	o.Recipe = complete
	return o, nil
}
