// Package result holds what a run has computed: arrays, curves, metrics and attacks, and
// the folder that they are left in.
//
// [Result.Write] leaves a folder whole or not at all. Nothing here computes an image; what
// is derived from images that are there, such as [Result.Transfer], is.
//
// [Encode] and [Decode] are the one encoding of a result, for a folder ([Result.Write],
// [Read]) and for a session: result.toml with all numbers and words (document.go), and arrays and
// long tables that it names. A container is a [Sink] to write to and a [Source] to read from. Whoever
// adds a field to a result adds it to document.go, encode.go and decode.go; a test of
// recon/session fills every field and says which is missing.
//
// It depends on recipe, imagefile, wholefile and the packages whose results it holds. Start
// reading at [Result].
package result
