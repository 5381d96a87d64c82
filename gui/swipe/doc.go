// Package swipe is the view of two pictures in one pane, with a divider between them.
//
// It depends on gui/view and what that gives. Start reading at [View].
package swipe
