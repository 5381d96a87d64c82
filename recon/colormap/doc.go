// Package colormap turns numbers in [0, 1] into colours: gray for images, diverging maps
// with an exact centre for residuals, inferno, magma and viridis for spectra, and a
// perceptually even cyclic map for phases.
//
// Every map is a lookup table of [Size] colours. Between its anchors a map is interpolated
// linearly in OKLab (B. Ottosson, "A perceptual color space for image processing", 2020).
//
// It depends on nothing else in the engine. Start reading at [Map].
package colormap
