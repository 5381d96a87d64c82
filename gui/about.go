package gui

import (
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"firenet/assets/icon"
	"firenet/gui/form"
	"firenet/gui/look"
)

// BibTeX is the entry of the paper that the program implements, as in CITATION.cff.
const BibTeX = `@article{colbrook2022difficulty,
  author  = {Colbrook, Matthew J. and Antun, Vegard and Hansen, Anders C.},
  title   = {The difficulty of computing stable and accurate neural networks:
             On the barriers of deep learning and {Smale's} 18th problem},
  journal = {Proceedings of the National Academy of Sciences},
  volume  = {119},
  number  = {12},
  pages   = {e2107151119},
  year    = {2022},
  doi     = {10.1073/pnas.2107151119},
}
`

// licence is the licence of the program, as in LICENSE.
const licence = "BSD-3-Clause"

// showAbout says what the program is, and how it is cited.
func (h *help) showAbout() {
	picture := canvas.NewImageFromResource(fyne.NewStaticResource("icon.png", icon.PNG))
	picture.SetMinSize(fyne.NewSize(64, 64))
	picture.FillMode = canvas.ImageFillContain
	heading := form.Style{Role: theme.ColorNameForeground, Size: look.HeadingSize, Bold: true}
	texts := container.New(
		form.Stack{Gap: 2},
		form.NewText("FIRENET Workbench "+h.version, heading),
		form.NewParagraph("Image reconstruction from subsampled Fourier or Walsh measurements. An independent implementation of the paper below, not the authors' own.", form.Body),
		form.NewText("Licence "+licence, form.Caption),
		form.Gap(8),
		form.NewText("If you use it in your work, please cite", form.Strong),
		form.NewParagraph("M. J. Colbrook, V. Antun, A. C. Hansen: The difficulty of computing stable and accurate neural networks: On the barriers of deep learning and Smale's 18th problem. PNAS 119 (12), e2107151119, 2022.", form.Body),
		widget.NewHyperlink("doi.org/10.1073/pnas.2107151119", &url.URL{Scheme: "https", Host: "doi.org", Path: "/10.1073/pnas.2107151119"}),
	)
	var copied *form.Button
	copied = form.NewSmallButton("Copy as BibTeX", look.Copy, form.Tip{Name: "Copy as BibTeX"}, h.tips, func() {
		h.app.Clipboard().SetContent(BibTeX)
		copied.SetText("Copied")
	})
	buttons := container.New(layout.NewHBoxLayout(), copied)
	body := container.NewBorder(nil, buttons, container.NewVBox(picture), nil, texts)
	d := dialog.NewCustom("About", "Close", body, h.win)
	h.overlays.showDialog(d)
	d.Resize(fyne.NewSize(520, 340))
}
