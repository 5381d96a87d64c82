// Package result holds what a run has computed: arrays, curves, metrics and attacks, and
// the folder that they are left in.
//
// [Result.Write] leaves a folder whole or not at all. Nothing here computes an image; what
// is derived from images that are there, such as [Result.Transfer], is.
//
// It depends on recipe, imagefile, wholefile and the packages whose results it holds. Start
// reading at [Result].
package result
