package gui

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"firenet/gui/figure"
	"firenet/gui/figureview"
	"firenet/gui/internal/goldentest"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/recon/imagefile"
)

// preview waits until the preview is that of what is chosen.
func (h *harness) preview() {
	h.t.Helper()
	h.until("preview", func() bool { return !h.figure.Busy && h.figure.Picture.Image != nil })
}

func TestTheFigureViewShowsWhatItWrites(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.showView("Figure")
	h.preview()
	if h.left.object.Visible() || h.side.object.Visible() || !h.figure.Cards.Visible() {
		t.Error("the choices do not stand in place of the experiment")
	}
	if len(h.figure.Drawn.Rows) != 2 || len(h.figure.Drawn.Rows[0]) != 3 || h.figure.Drawn.Rows[1][1].Title != "b – a" {
		t.Fatalf("rows %+v", h.figure.Drawn.Rows)
	}
	if !strings.HasPrefix(h.figure.Facts.Text, "183 × ") || !strings.Contains(h.figure.Facts.Text, "4323 × ") {
		t.Errorf("facts %q", h.figure.Facts.Text)
	}
	if o := h.figure.Options; o.Inset.Size != 16 || o.ScaleBar != 8 {
		t.Errorf("for 64 pixels: inset %d, scale bar %d", o.Inset.Size, o.ScaleBar)
	}
	// A window of the panes is that of the figure, in light colours in the dark theme too.
	h.group.SetWindow(model.ImageScale, model.Window{Lo: 0, Hi: 0.5})
	h.settings.change(func(s *Settings) { s.Theme = look.DarkMode })
	h.recolour()
	if c := h.figure.Drawn.Rows[0][0]; c.Window.Hi != 0.5 {
		t.Errorf("window %v", c.Window)
	}
	if c := h.figure.Drawn.Rows[1][1]; c.Map.Name() != "diverging-light" {
		t.Errorf("map %s", c.Map.Name())
	}
	h.preview()
	if r, g, b, _ := h.figure.Picture.Image.At(1, 1).RGBA(); r != 0xffff || g != 0xffff || b != 0xffff {
		t.Error("the paper is not white")
	}
	h.showView("Compare")
	if !h.left.object.Visible() || !h.side.object.Visible() {
		t.Error("the experiment does not come back")
	}
}

func TestChoicesChangeTheFigure(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.showView("Figure")
	v := h.figure.Choices
	v.Off["Zero-filled"] = true
	v.Residuals = false
	v.Draw()
	if len(v.Drawn.Rows) != 1 || len(v.Drawn.Rows[0]) != 2 {
		t.Errorf("rows %+v", v.Drawn.Rows)
	}
	v.Residuals, v.Columns, v.Caption = true, 1, false
	v.Draw()
	if len(v.Drawn.Rows) != 4 || v.Drawn.Caption != "" || v.Drawn.Rows[3][0].Title != "error of "+v.Drawn.Rows[2][0].Title {
		t.Errorf("%d rows in one column, %q", len(v.Drawn.Rows), v.Drawn.Rows[3][0].Title)
	}
	h.group.Pin(10, 20)
	if o := v.LayoutOptions(); o.Inset.Row != 10 || o.Inset.Col != 20 {
		t.Errorf("inset %+v", o.Inset)
	}
	for _, name := range v.PictureNames {
		v.Off[name] = true
	}
	v.Draw()
	if v.Picture.Image != nil || !v.ExportButton.Disabled() || !strings.Contains(v.Facts.Text, "at least one") {
		t.Errorf("a figure of nothing: %q", v.Facts.Text)
	}
	h.figure.Begin()
	if h.figure.Choices == v || len(h.figure.Drawn.Rows) != 2 {
		t.Error("Reset does not begin anew")
	}
	h.tips.Hide()
	test.Tap(h.figure.FormatButtons["pdf"])
	if h.figure.Format != "pdf" || strings.Contains(h.figure.Facts.Text, "px") {
		t.Errorf("format %s, %q", h.figure.Format, h.figure.Facts.Text)
	}
}

func TestFiguresAreWrittenInEachFormatWithTheirData(t *testing.T) {
	h := open(t, nil)
	h.done()
	c, _ := h.commands.ByID("export-figure")
	if c.KeyText() != "Ctrl+E" {
		t.Errorf("key %s", c.KeyText())
	}
	c.Run()
	if h.shown.Name() != "Figure" || h.win.Canvas().Overlays().Top() == nil {
		t.Fatal("Ctrl+E does not ask where to write the figure")
	}
	h.keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	v, dir := h.figure.Choices, t.TempDir()
	v.Options.DPI, v.WithArrays = 150, true
	v.Draw()
	for _, format := range figureview.Formats {
		v.Format = format
		path := filepath.Join(dir, "fig."+format)
		v.Write(path, v.Drawn)
		h.told("**fig." + format + "** and 3 arrays")
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		begin := map[string]string{"png": "\x89PNG", "svg": "<?xml", "pdf": "%PDF"}[format]
		if !strings.HasPrefix(string(b), begin) {
			t.Errorf("%s begins with %q", format, b[:8])
		}
		if format != "png" {
			continue
		}
		m, err := png.Decode(bytes.NewReader(b))
		if err != nil || m.Bounds().Dx() != 1081 { // 183 mm at 150 dpi
			t.Errorf("PNG of %v (%v)", m.Bounds(), err)
		}
		if !bytes.Contains(b, []byte("Window high\x001")) || !bytes.Contains(b, []byte("[sampling]")) {
			t.Error("window and recipe are not in the file")
		}
	}
	a, err := imagefile.ReadNPY(filepath.Join(dir, "fig-firenet.npy"), imagefile.Options{})
	if err != nil || !cmp.Equal(a.Array.Data, h.control.Track("FIRENET").Output.Image.Data) {
		t.Errorf("the data beside the figure differ from the result (%v)", err)
	}
	v.Write(filepath.Join(dir, "missing", "x.png"), v.Drawn)
	h.told("The folder does not exist")
	if o := figure.DefaultOptions(); o.Check() != nil {
		t.Error("the default options cannot be used")
	}
}

func TestFigureViewAndNoticeInBothThemes(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.showView("Figure")
	for _, mode := range []look.Mode{look.LightMode, look.DarkMode} {
		h.app.Settings().SetTheme(&look.Theme{Mode: mode})
		h.recolour()
		h.figure.Draw()
		h.preview()
		goldentest.Compare(t, "figure-"+mode.String(), h.win.Canvas().Capture())
	}
	h.showView("Compare")
	h.notice.ask("The last session was interrupted, 2 Jan 15:04.", answer{"Restore what was open", func() {}}, answer{"Discard", func() {}})
	for _, mode := range []look.Mode{look.LightMode, look.DarkMode} {
		h.app.Settings().SetTheme(&look.Theme{Mode: mode})
		h.recolour()
		goldentest.Compare(t, "notice-"+mode.String(), h.part(h.notice.object))
	}
}
