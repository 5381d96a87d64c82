package architecture

import "strings"

// Room is a folder of the program with everything below it, and what it may import of
// the program beside itself.
type Room struct {
	Folder string
	May    []string // folders, each with everything below it
	Tests  []string // what its tests may import in addition, beside forTests
	Holds  string   // one line for the reader
}

// Rooms are the folders of the program, engine first, each after those it may import. The
// deepest folder that holds a package is its room.
var Rooms = []Room{
	{Folder: "recon/array", Holds: "shapes, complex arrays and masks in row-major order, sums in a fixed order"},
	{Folder: "recon/parallel", Holds: "loops on a fixed set of goroutines, cancelled through a context"},
	{Folder: "recon/parameter", Holds: "descriptions of knobs as data, and their checks"},
	{Folder: "recon/registry", Holds: "lists of named things, filled at start"},
	{Folder: "recon/rng", Holds: "one seed, one random stream per name"},
	{Folder: "recon/wholefile", Holds: "files that appear whole or not at all"},
	{Folder: "internal/npytest", May: words("recon/array"), Holds: "reads the reference arrays of tests; imported by tests only"},
	{Folder: "internal/canceltest", Holds: "contexts that count what is done after their cancel; imported by tests only"},
	{Folder: "internal/operatortest", May: words("recon/array recon/parallel"), Holds: "one set of tests for every linear operator; imported by tests only"},
	{Folder: "recon/internal/pages", Holds: "large arrays, on huge pages where the system has them"},
	{Folder: "recon/internal/simd", May: words("recon/array"), Holds: "the innermost loops, in portable Go, AVX2 and AVX-512"},
	{Folder: "recon/internal/panel", May: words("recon/array recon/parallel recon/internal/pages recon/internal/simd"), Holds: "transforms along both axes of an array, sixteen lines at a time"},
	{Folder: "recon/internal/kernel", May: words("recon/array recon/parallel recon/internal/simd recon/internal/panel"), Holds: "Fourier, Walsh and wavelet transforms of sixteen lines"},
	{
		Folder: "recon/transform", May: words("recon/array recon/parallel recon/internal/simd recon/internal/panel recon/internal/kernel"),
		Holds: "the Operator; Fourier, Walsh, wavelets, masks, compositions; fast layouts inside",
	},
	{
		Folder: "recon/measure", May: words("recon/array recon/parallel recon/transform"),
		Holds: "what a measurement is, as data: transform, mask, coils; the operator of it",
	},
	{
		Folder: "recon/sampling", May: words("recon/array recon/measure recon/parameter recon/registry"),
		Holds: "registry of sampling patterns; noise on samples",
	},
	{
		Folder: "recon/reconstruct", May: words("recon/array recon/measure recon/parameter recon/registry"),
		Holds: "Problem, Reconstructor, Recorder, Rule, Result; registry of methods",
	},
	{
		Folder: "recon/weights", May: words("recon/reconstruct recon/transform recon/array recon/parameter"), Tests: words("phantoms"),
		Holds: "weights of wavelet levels from local sparsities, given or counted in an image",
	},
	{
		Folder: "recon/firenet",
		May:    words("recon/weights recon/reconstruct recon/measure recon/transform recon/array recon/parallel recon/parameter recon/internal/pages recon/internal/simd recon/internal/panel recon/internal/kernel"),
		Tests:  words("recon/sampling phantoms"),
		Holds:  "the network, twice (as in the paper, and fast)",
	},
	{
		Folder: "recon/classic",
		May:    words("recon/weights recon/reconstruct recon/measure recon/transform recon/array recon/parallel recon/parameter recon/rng"),
		Tests:  words("recon/sampling phantoms"),
		Holds:  "reconstruction methods other than FIRENET, one file each",
	},
	{
		Folder: "recon/quality", May: words("recon/array recon/parallel"),
		Holds: "relative l2, NRMSE, PSNR, SSIM, HFEN",
	},
	{
		Folder: "recon/stability",
		May:    words("recon/reconstruct recon/measure recon/transform recon/array recon/parallel recon/parameter recon/rng"),
		Tests:  words("recon/classic recon/firenet recon/weights recon/sampling phantoms"),
		Holds:  "attacks on reconstructions, Jacobians, noise curves",
	},
	{Folder: "recon/question", May: words("recon/parameter recon/registry"), Holds: "what a recipe may ask of its reconstructors, as data"},
	{Folder: "recon/detail", May: words("recon/array"), Holds: "how much of an added detail a reconstruction recovers"},
	{
		Folder: "recon/imagefile", May: words("recon/array recon/wholefile"),
		Holds: "image and array files, one file a format; reading decides by content",
	},
	{Folder: "recon/colormap", Holds: "gray, diverging, spectral and cyclic colour maps"},
	{
		Folder: "phantoms", May: words("recon/array recon/parallel recon/parameter recon/registry"),
		Holds: "registry of analytic images; inserted details",
	},
	{
		Folder: "recon/recipe", May: words("recon/parameter recon/question recon/reconstruct recon/sampling recon/stability recon/classic recon/firenet phantoms"),
		Holds: "an experiment as plain data, its text, its checks",
	},
	{
		Folder: "recon/result",
		May:    words("recon/recipe recon/array recon/colormap recon/detail recon/imagefile recon/quality recon/reconstruct recon/stability recon/wholefile"),
		Tests:  words("recon/experiment recon/parameter"),
		Holds:  "what a run has computed, and the folder that it leaves",
	},
	{
		Folder: "recon/study",
		May: words("recon/question recon/recipe recon/result recon/array recon/detail recon/measure recon/parallel recon/parameter " +
			"recon/reconstruct recon/registry recon/stability recon/transform phantoms"),
		Holds: "questions about reconstructors, one file each, and their registry",
	},
	{
		Folder: "recon/experiment",
		May: words("recon/recipe recon/result recon/study recon/array recon/classic recon/detail recon/weights recon/imagefile recon/measure recon/parallel recon/parameter " +
			"recon/quality recon/reconstruct recon/rng recon/sampling recon/stability recon/transform phantoms"),
		Holds: "Plan, Run, the cache of steps",
	},
	{
		Folder: "recon/session", May: words("recon"),
		Holds: "what is open in a window, kept in one file; autosaves",
	},
	{
		Folder: "gui/model", May: words("recon/array recon/colormap recon/quality recon/parameter recon/recipe recon/result recon/stability"),
		Holds: "what the window shows: pictures, intensity window, zoom, read-out; no toolkit",
	},
	{
		Folder: "gui/control", May: words("recon gui/model"),
		Holds: "the recipe, its runs, and their news for the window; no toolkit",
	},
	{Folder: "gui/look", Holds: "palette, theme and icons (Fyne)"},
	{
		Folder: "gui/figure", May: words("recon phantoms gui/model"), Tests: words("gui/internal/goldentest"),
		Holds: "figures for papers as PNG, SVG and PDF (fonts of Fyne)",
	},
	{Folder: "gui/internal/goldentest", Holds: "compares captures with kept pictures; imported by tests only"},
	{Folder: "gui/form", May: words("recon/parameter gui/look gui/model"), Holds: "fields, cards, buttons, lists, tips, and what lays them out (Fyne)"},
	{
		Folder: "gui/plots", May: words("recon/colormap recon/result recon/stability gui/look gui/model"), Tests: words("gui/internal/goldentest"),
		Holds: "plots, live and as files (Fyne)",
	},
	{
		Folder: "gui/viewer", May: words("recon/array gui/form gui/look gui/model gui/plots"), Tests: words("gui/internal/goldentest"),
		Holds: "panes, their bars and histograms (Fyne)",
	},
	{Folder: "gui/command", May: words("gui/form"), Holds: "what the user can do: commands, their keys and their table (Fyne)"},
	{
		Folder: "gui/catalogue", May: words("recon gui/control gui/model"),
		Holds: "what there is to show, by names, colours, pictures and numbers; no toolkit",
	},
	{
		Folder: "gui/files", May: words("recon/recipe recon/wholefile phantoms assets gui/control"),
		Holds: "dialogs for files, those that were open, samples to begin with (Fyne)",
	},
	{
		Folder: "gui/attacks", May: words("recon gui/catalogue gui/command gui/control gui/model"),
		Holds: "edits of the attacks of a recipe, by buttons and menus (Fyne)",
	},
	{
		Folder: "gui/export", May: words("recon gui/catalogue gui/command gui/control gui/figure gui/files gui/model gui/plots"),
		Holds: "what is written to files from a window: data, tables, plots",
	},
	{
		Folder: "gui/view", May: words("gui/attacks gui/catalogue gui/command gui/control gui/export gui/form gui/look gui/model gui/plots gui/viewer"),
		Holds: "what a view of the window is, and what it is given (Fyne)",
	},
	{
		Folder: "gui/compare", May: words("recon gui/catalogue gui/command gui/control gui/export gui/look gui/model gui/view gui/viewer"),
		Holds: "the view of pictures side by side (Fyne)",
	},
	{
		Folder: "gui/swipe", May: words("gui/catalogue gui/command gui/form gui/look gui/model gui/view gui/viewer"),
		Holds: "the view of two pictures with a divider (Fyne)",
	},
	{
		Folder: "gui/stability", May: words("recon gui/catalogue gui/command gui/control gui/export gui/form gui/look gui/model gui/plots gui/view gui/viewer"),
		Holds: "the view of an attack beside noise (Fyne)",
	},
	{
		Folder: "gui/figureview", May: words("recon gui/catalogue gui/command gui/control gui/export gui/figure gui/form gui/look gui/model gui/view"),
		Holds: "the view of a figure for a paper (Fyne)",
	},
	{Folder: "gui", May: words("recon phantoms assets docs"), Holds: "the window around the views (Fyne)"},
	{Folder: "docs", Holds: "the manual and its pictures, for the window's Help"},
	{Folder: "assets", Holds: "the icon, pictures, and recipes to start from"},
	{Folder: "cmd/firenet", May: words("recon"), Holds: "the headless program"},
	{Folder: "cmd/workbench", May: words("recon gui assets"), Holds: "the program with the window"},
	{Folder: "internal/architecture", Holds: "this table and its test"},
	{Folder: "scripts", May: words("recon phantoms internal/architecture"), Holds: "building, checking and documenting the program"},
}

// What every test may import, and what only tests may import.
var (
	forTests  = words("recon/rng internal/npytest internal/canceltest internal/operatortest")
	onlyTests = words("internal/npytest internal/canceltest gui/internal/goldentest")
)

// The folders that may import packages whose path begins with the given one, and those
// among them that may not. What is not named here may be imported anywhere.
var toolkits = []struct {
	path         string
	folders, not []string
}{
	// Only one package links the graphics driver: all others build without cgo and test
	// with Fyne's software renderer, without a display.
	{path: "fyne.io/fyne/v2/app", folders: words("cmd/workbench")},
	{path: "fyne.io/fyne/v2", folders: words("gui cmd/workbench"), not: words("gui/model gui/control gui/catalogue")},
	{path: "github.com/go-gl"},
	{path: "github.com/spf13/cobra", folders: words("cmd/firenet")},
	// The program opens no connection; scripts/network-test.sh watches it.
	{path: "net/http"},
}

// Package names that say nothing about what is in a package.
var empty = words("util utils helper helpers common misc shared base")

func words(s string) []string { return strings.Fields(s) }

// within says whether path is folder or below it.
func within(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}

func withinAny(path string, folders []string) bool {
	for _, f := range folders {
		if within(path, f) {
			return true
		}
	}
	return false
}

// roomOf is the deepest room that holds the folder.
func roomOf(folder string) (Room, bool) {
	var found Room
	for _, r := range Rooms {
		if within(folder, r.Folder) && len(r.Folder) > len(found.Folder) {
			found = r
		}
	}
	return found, found.Folder != ""
}
