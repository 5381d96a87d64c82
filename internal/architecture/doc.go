// Package architecture checks which package of the program may import which: the engine
// knows nothing of the window, the rooms of the engine form layers, and every package is
// named by the thing in it. The table of rooms in docs/architecture.md is the one that
// the test enforces; a test compares the two.
//
// It depends on nothing else in the program. Start reading at [Rooms], then [Check].
package architecture
