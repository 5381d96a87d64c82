package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"firenet/gui/command"
	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
)

// measuredParameters are the fields of the dialog for measured data.
func measuredParameters() []parameter.Parameter {
	operator, _ := parameter.Find(recipe.SamplingParameters(), "operator")
	operator.Help = "What was measured: centred Fourier coefficients, or Walsh-Hadamard coefficients in sequency order."
	return []parameter.Parameter{
		{
			Key: "samples", Name: "Samples", Symbol: "y", Kind: parameter.Path, Absent: "choose a file",
			Help: "Complex array of the size of the image, zero where nothing was measured: NPY, CFL, NIfTI.",
		},
		{
			Key: "mask", Name: "Mask", Symbol: "Ω", Kind: parameter.Path, Absent: "where y is not zero",
			Help: "Array of 0 and 1 of the same size. Without one the mask is where the samples are not zero.",
		},
		operator,
	}
}

// measuredDialog asks for measured samples, their mask and the operator.
type measuredDialog struct {
	w      *Window
	values parameter.Values
	form   *form.Form
	open   *widget.Button
	note   *form.Message
	dialog *dialog.CustomDialog
}

// measuredCommands open measured data.
func (c *experimentColumn) measuredCommands() []command.Command {
	return []command.Command{{
		ID: "measured", Name: "Open measured data …", Sentence: "Samples and a mask from files, in place of simulated ones.",
		Menu: "File", Do: func() { c.openMeasured() },
	}}
}

// measuredItems choose between simulated and measured samples.
func (c *experimentColumn) measuredItems() []*fyne.MenuItem {
	simulate := fyne.NewMenuItem("Simulate", c.simulate)
	simulate.Checked = c.w.control.Recipe().Noise.File == ""
	measured := fyne.NewMenuItem("Open measured data …", func() { c.openMeasured() })
	measured.Checked = !simulate.Checked
	return []*fyne.MenuItem{simulate, measured}
}

// simulate goes back from measured samples to the default image and its sampling.
func (c *experimentColumn) simulate() {
	if c.w.control.Recipe().Noise.File == "" {
		return
	}
	err := c.w.control.Edit("noise.file", func(r recipe.Recipe) (recipe.Recipe, error) {
		d := recipe.Default()
		r.Noise = d.Noise
		if r.Image.File == "" && r.Image.Phantom == "" {
			r.Image = d.Image
		}
		if r.Sampling.Pattern == "file" {
			r.Sampling = d.Sampling
		}
		return r, nil
	})
	if err != nil {
		c.w.status.say(err)
	}
}

// openMeasured opens the dialog.
func (c *experimentColumn) openMeasured() *measuredDialog {
	r := c.w.control.Recipe()
	m := &measuredDialog{w: c.w, values: parameter.Values{"operator": r.Sampling.Operator}}
	if r.Noise.File != "" {
		m.values["samples"] = r.Noise.File
		if r.Sampling.File != "" && r.Sampling.File != r.Noise.File {
			m.values["mask"] = r.Sampling.File
		}
	}
	m.form = form.NewForm(form.Host{
		Tips: c.w.tips, Set: func(key string, value any) {
			m.values[key] = value
			m.show()
		},
		PickFile: func(picked func(string)) { c.w.dialogs.Pick(picked, nil) },
	})
	m.note = form.NewParagraph("The true image is not known then: there are no residuals and no errors. "+
		"Weights that would be counted in it are counted in the Shepp-Logan phantom. "+
		"Spectra are centred for Fourier, images are not: see “Transforms and orderings” in the manual.", form.Caption)
	m.open = widget.NewButton("Open", m.accept)
	m.open.Importance = widget.HighImportance
	body := container.New(form.Stack{Gap: look.Gap}, m.form, m.note)
	m.dialog = dialog.NewCustomWithoutButtons("Measured data", body, c.w.win)
	m.dialog.SetButtons([]fyne.CanvasObject{widget.NewButton("Cancel", m.dialog.Hide), m.open})
	m.show()
	c.w.overlays.showDialog(m.dialog)
	m.dialog.Resize(fyne.NewSize(440, 280))
	return m
}

// show draws the fields.
func (m *measuredDialog) show() {
	var list []form.Field
	for _, p := range measuredParameters() {
		f := form.Field{Key: p.Key, Parameter: p, Value: m.values[p.Key]}
		if p.Key == "operator" {
			f.Title = model.Capital
		}
		list = append(list, f)
	}
	m.form.SetFields(list, nil)
	if m.values["samples"] != nil {
		m.open.Enable()
	} else {
		m.open.Disable()
	}
}

// accept takes the data; what is wrong with the files is said at the fields of the cards.
func (m *measuredDialog) accept() {
	text := func(key string) string { s, _ := m.values[key].(string); return s }
	if text("samples") == "" {
		return
	}
	m.dialog.Hide()
	m.w.left.noise.all = true
	m.w.control.OpenMeasured(control.Measured{Samples: text("samples"), Mask: text("mask"), Operator: text("operator")})
}
