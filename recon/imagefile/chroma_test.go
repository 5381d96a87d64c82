package imagefile

import (
	"image"
	"math"
	"testing"
)

// TestChroma: interpolated chroma is that of the straight line between the two nearest
// samples, in both directions, within rounding; planes with as many samples as luma, or a
// quarter, are not touched.
func TestChroma(t *testing.T) {
	const h, w = 9, 14
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio440,
		image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		m := image.NewYCbCr(image.Rect(0, 0, w, h), ratio)
		stepR := map[bool]int{true: 2, false: 1}[ratio == image.YCbCrSubsampleRatio420 || ratio == image.YCbCrSubsampleRatio440]
		stepC := map[bool]int{true: 2, false: 1}[ratio == image.YCbCrSubsampleRatio420 || ratio == image.YCbCrSubsampleRatio422]
		rows := len(m.Cb) / m.CStride
		sample := func(i, j int) float64 { return float64((i*i*11 + j*j*7 + 3*i*j) % 256) }
		for i := range m.Cb {
			m.Cb[i] = byte(sample(i/m.CStride, i%m.CStride))
			m.Cr[i] = 255 - m.Cb[i]
		}
		// The line through sample centres, which lie at (i + 1/2)*step - 1/2.
		line := func(x, step, n int) (i, j int, f float64) {
			at := (float64(x)+0.5)/float64(step) - 0.5
			i = int(math.Floor(at))
			return min(max(i, 0), n-1), min(i+1, n-1), at - float64(i)
		}
		for name, round := range map[string]func(near, beside, above, corner int32, r, c int) int32{"jpeg": jpegRounding(m), "webp": webpRounding} {
			at := chroma(m, round)
			for r := range h {
				for c := range w {
					cb, cr := at(r, c)
					want := float64(m.Cb[m.COffset(c, r)])
					if stepR*stepC > 1 {
						r0, r1, fr := line(r, stepR, rows)
						c0, c1, fc := line(c, stepC, m.CStride)
						want = (1-fr)*((1-fc)*sample(r0, c0)+fc*sample(r0, c1)) + fr*((1-fc)*sample(r1, c0)+fc*sample(r1, c1))
					}
					if name == "webp" && stepR*stepC == 2 {
						continue // its rounding is for both directions only
					}
					if math.Abs(float64(cb)-want) > 0.75 || math.Abs(float64(cr)-(255-want)) > 0.75 {
						t.Fatalf("%v, %s, row %d, column %d: %d, want %v", ratio, name, r, c, cb, want)
					}
				}
			}
		}
	}
}
