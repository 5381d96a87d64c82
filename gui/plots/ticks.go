package plots

import "math"

// logTicks are ticks of a logarithmic axis: 1, 2, 5 in each power of ten where there is
// room for them, else powers of ten, else every second, third, ... of these.
func logTicks(lo, hi float64, most int) []float64 {
	first, last := int(math.Floor(math.Log10(lo))), int(math.Ceil(math.Log10(hi)))
	for every := 0; ; every++ {
		var ticks []float64
		for e := first; e <= last; e++ {
			for _, m := range []float64{1, 2, 5} {
				v := m * math.Pow(10, float64(e))
				if v < lo*(1-1e-9) || v > hi*(1+1e-9) || every > 0 && (m > 1 || e%every != 0) {
					continue
				}
				ticks = append(ticks, v)
			}
		}
		if len(ticks) <= most {
			return ticks
		}
	}
}

// Ticks are at most so many multiples of 1, 2, 2.5 or 5 times a power of ten in [lo, hi].
func Ticks(lo, hi float64, most int) []float64 {
	if !(hi > lo) || most < 1 {
		return nil
	}
	power := math.Pow(10, math.Floor(math.Log10((hi-lo)/float64(most))))
	for {
		for _, m := range []float64{1, 2, 2.5, 5} {
			step := m * power
			n := math.Ceil(lo/step - 1e-9)
			if count := math.Floor(hi/step+1e-9) - n; count < float64(most) {
				var ticks []float64
				for ; n <= hi/step+1e-9; n++ {
					ticks = append(ticks, n*step+0) // +0 takes the sign off a zero
				}
				return ticks
			}
		}
		power *= 10
	}
}

// pixelTicks are ticks of an axis of pixels or layers: whole numbers, and quarters of a
// side that is a power of two.
func pixelTicks(n int) []float64 {
	if n >= 16 && n&(n-1) == 0 {
		q := float64(n) / 4
		return []float64{0, q, 2 * q, 3 * q, 4 * q}
	}
	ticks := Ticks(0, float64(n), 6)
	var whole []float64
	for _, v := range ticks {
		if v == math.Trunc(v) {
			whole = append(whole, v)
		}
	}
	return whole
}
