// Package control stands between the window and the engine. It holds the recipe, plans
// and runs it on goroutines of its own, and keeps what the window shows: the state, the
// convergence points, the last pictures.
//
// An edit makes a new recipe, cancels the run under way and starts another; it never
// queues. What a run reports is collected beside it and handed over in one piece through
// an injected Post, so that no widget is touched by a worker: every point of a curve
// arrives, of the pictures the newest.
//
// It depends on recon/experiment and knows no toolkit. Start reading at [Controller].
package control
