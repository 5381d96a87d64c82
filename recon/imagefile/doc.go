// Package imagefile reads and writes the files that hold images, masks and measured data:
// PNG, JPEG, TIFF, BMP, GIF, WebP, NPY, BART's .cfl/.hdr and NIfTI-1.
//
// [Read] decides by content, not by the name, and gives gray intensities: integer pictures
// mapped to [0, 1] by their full range, everything else as it stands in the file. How a
// format's samples become a picture is said in the documentation of [Picture].
// A file is never trusted: sizes are compared with the file's real length and with
// [Options].Limit before memory is taken, and whatever is wrong is an [Error].
//
// Decoding is left to the standard library and golang.org/x/image where they do it; TIFF's
// pages and numeric samples, NPY, .cfl and NIfTI are read here. The package depends on
// recon/array alone. Start reading at [Read], then samples.go, then one file a format.
package imagefile
