// Package stability is the view of one attack: what the search has found for one
// reconstructor, shown to all, beside Gaussian noise of equal norm, with numbers and plots at
// the right. Which attack is shown is known to gui/catalogue, since other views show its
// perturbation too.
//
// It depends on gui/view and what that gives, and on gui/plots. Start reading at [View].
package stability
