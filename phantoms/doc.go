// Package phantoms holds the analytic test images, and the details that can be inserted into
// any image.
//
// A phantom is a formula, not a raster: it is evaluated at the asked shape. The shorter side
// spans [-1, 1], x to the right and y upwards, with the origin at the centre of the image, so
// that shapes keep their proportions in images that are not square. The two Shepp-Logan
// phantoms are sampled at points, in MATLAB's convention; all others are averages over pixels
// (antialiased), to first order in the pixel side at curved edges, where the smallest shapes are larger than a pixel.
//
// Phantoms register themselves. The package depends on recon/array, recon/parallel,
// recon/parameter and recon/registry. Start reading at [Phantom], then [SheppLogan].
package phantoms
