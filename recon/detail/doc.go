// Package detail says how much of a detail that was added to an image a reconstruction
// recovers: its contrast there, and how far chance reaches.
//
// It depends on array. Start reading at [New].
package detail
