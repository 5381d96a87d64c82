// Package quality measures how far a reconstruction x^ is from the true image x: relative
// l2 error, NRMSE, PSNR, SSIM and HFEN.
//
// [Compare] gives all of them. A [Comparer] does the same for many reconstructions of one
// reference: it keeps what depends on the reference alone, reuses its memory and takes
// workers. The single measures are functions of their own, in norms.go, ssim.go and hfen.go,
// each with its formula, its source and what it gives where the formula has no value.
//
// Sums are taken in a fixed order: the number of workers does not change a bit.
//
// It depends on recon/array and recon/parallel. Start reading at [Compare].
package quality
