package quality_test

import (
	"math"
	"testing"

	"firenet/recon/array"
	"firenet/recon/quality"
)

// What is compared, real parts or moduli, is decided by the reference alone: an image that is
// its negative has the same moduli. Of a reference of moduli it is alike in structure, SSIM 1
// and HFEN 0, however its own values lie; of one with values below 0 it is off by twice the
// reference, HFEN 2. The l2 error is 2 for both. 1e-12 is rounding.
func TestTheReferenceDecidesWhatIsCompared(t *testing.T) {
	s := array.Shape{H: 24, W: 20}
	positive, signed := array.NewComplex(s), array.NewComplex(s)
	for i := range positive.Data {
		x := math.Sin(float64(i*i)) / 2
		positive.Data[i], signed.Data[i] = complex(x+0.5, 0), complex(x, 0)
	}
	for name, c := range map[string]struct {
		x     *array.Complex
		hfen  float64
		alike bool
	}{
		"reference above 0":             {positive, 0, true},
		"reference with values below 0": {signed, 2, false},
	} {
		negative := c.x.Clone()
		for i, z := range negative.Data {
			negative.Data[i] = -z
		}
		m, err := quality.Compare(c.x, negative)
		if err != nil {
			t.Fatal(err)
		}
		if !(math.Abs(m.RelativeL2-2) < 1e-12) || !(math.Abs(m.HFEN-c.hfen) < 1e-12) {
			t.Errorf("%s: relative l2 %v, HFEN %v, want 2 and %v", name, m.RelativeL2, m.HFEN, c.hfen)
		}
		if alike := math.Abs(m.SSIM-1) < 1e-12; alike != c.alike {
			t.Errorf("%s: SSIM %v", name, m.SSIM)
		}
	}
}
