package imagefile

import "image"

// chroma gives the two chroma samples at a pixel of planes that may have fewer columns or
// rows than luma. Halved planes are interpolated with the weights 3/4 and 1/4 of the two
// nearest samples in each direction, which is where the samples lie; the edge is repeated.
// Rounding is that of the decoders which most programs use, so that values agree with
// theirs to the bit. Quartered planes are repeated.
func chroma(m *image.YCbCr, rounding func(near, beside, above, corner int32, r, c int) int32) func(r, c int) (cb, cr int32) {
	wide := m.SubsampleRatio == image.YCbCrSubsampleRatio420 || m.SubsampleRatio == image.YCbCrSubsampleRatio422
	high := m.SubsampleRatio == image.YCbCrSubsampleRatio420 || m.SubsampleRatio == image.YCbCrSubsampleRatio440
	b := m.Bounds()
	rows, columns := (b.Dy()+1)/2, (b.Dx()+1)/2
	if !wide && !high {
		return func(r, c int) (cb, cr int32) {
			k := m.COffset(b.Min.X+c, b.Min.Y+r)
			return int32(m.Cb[k]), int32(m.Cr[k])
		}
	}
	return func(r, c int) (cb, cr int32) {
		near, beside := c, c
		if wide {
			near, beside = neighbours(c, columns)
		}
		row, other := r, r
		if high {
			row, other = neighbours(r, rows)
		}
		row, other = row*m.CStride, other*m.CStride
		at := func(p []byte) int32 {
			return rounding(int32(p[row+near]), int32(p[row+beside]), int32(p[other+near]), int32(p[other+beside]), r, c)
		}
		return at(m.Cb), at(m.Cr)
	}
}

// neighbours are the nearest of n samples to pixel i of about 2n, and the second nearest.
func neighbours(i, n int) (nearest, second int) {
	nearest = i / 2
	return nearest, min(max(nearest-1+i%2*2, 0), n-1)
}

// jpegRounding is libjpeg's: alternating, so that there is no bias.
func jpegRounding(m *image.YCbCr) func(near, beside, above, corner int32, r, c int) int32 {
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		return func(near, beside, _, _ int32, _, c int) int32 { return (3*near + beside + 1 + int32(c%2)) >> 2 }
	case image.YCbCrSubsampleRatio440:
		return func(near, _, above, _ int32, r, _ int) int32 { return (3*near + above + 1 + int32(r%2)) >> 2 }
	}
	return func(near, beside, above, corner int32, _, c int) int32 {
		return (3*(3*near+above) + 3*beside + corner + 8 - int32(c%2)) >> 4
	}
}

// webpRounding is libwebp's, in two steps.
func webpRounding(near, beside, above, corner int32, _, _ int) int32 {
	return ((near+3*(beside+above)+corner+8)>>3 + near) >> 1
}
