// Package figureview is the view of a figure for a paper, with the choices of what it
// consists of at the left. The figure itself is made by gui/figure.
//
// It depends on gui/view and what that gives, and on gui/figure. Start reading at [View].
package figureview
