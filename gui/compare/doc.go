// Package compare is the view of pictures side by side: panes in a grid, each with a menu
// of what it shows.
//
// It depends on gui/view and what that gives. Start reading at [View].
package compare
