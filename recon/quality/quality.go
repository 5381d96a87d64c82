package quality

// Metrics compares a reconstruction x^ with the reference x. Definitions: METHOD notes in
// docs, and the functions of this package. Complex images are compared as complex for the
// l2 measures and PSNR, by modulus for SSIM and HFEN.
type Metrics struct {
	RelativeL2 float64 // ||x^ - x|| / ||x||
	NRMSE      float64 // root mean square error / (max - min of |x|)
	PSNR       float64 // dB; +Inf for equal images
	SSIM       float64
	HFEN       float64
	DataRange  float64 // used by PSNR and SSIM: 1 for references in [0, 1], else max - min of |x|
}
