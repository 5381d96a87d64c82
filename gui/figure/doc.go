// Package figure draws figures for papers: panes as a grid with titles, metrics, colour
// bars, a magnified inset and a scale bar, at a width in millimetres.
//
// A [Figure] is laid out into a [Page], a list of texts, lines and pictures in points.
// Three writers turn the same page into a PNG, an SVG and a PDF, so that what the preview
// shows is what is written. In SVG and PDF, text is text and lines are lines; pictures are
// embedded without loss, pixel for pixel.
//
// gonum/plot's own PDF canvas writes text in code page 1252, which has no ℓ, λ or ‖; the
// writer of PDF here uses the library behind it directly. Figures have the light maps and
// white paper in both themes.
//
// It depends on gui/model, recon, and Fyne for its fonts only. Start reading at [Figure].
package figure
