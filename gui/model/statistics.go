package model

import (
	"math"
	"strconv"
)

// Histogram counts the values in bins of equal width between lo and hi. Values outside are
// left out, hi itself belongs to the last bin.
func (p *Picture) Histogram(lo, hi float64, bins int) []int {
	counts := make([]int, bins)
	if !(hi > lo) {
		return counts
	}
	scale := float64(bins) / (hi - lo)
	for _, x := range p.values.data {
		v := float64(x)
		if v >= lo && v <= hi {
			counts[min(int((v-lo)*scale), bins-1)]++
		}
	}
	return counts
}

// Percentiles are the values below which the fractions a and b of all pixels lie, exact to
// 1/65536 of the range.
func (p *Picture) Percentiles(a, b float64) (lo, hi float64) {
	if !(p.max > p.min) {
		return p.min, p.max
	}
	counts := p.Histogram(p.min, p.max, 1<<16)
	total := 0
	for _, c := range counts {
		total += c
	}
	at := func(fraction float64) float64 {
		wanted, sum := fraction*float64(total), 0
		for i, c := range counts {
			sum += c
			if float64(sum) >= wanted && c > 0 {
				return p.min + (p.max-p.min)*(float64(i)+0.5)/float64(len(counts))
			}
		}
		return p.max
	}
	return at(a), at(b)
}

// nice is v rounded up to 1, 2, 3 or 5 times a power of ten.
func nice(v float64) float64 {
	if !(v > 0) || math.IsInf(v, 1) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 3, 5} {
		if v <= m*power*(1+1e-9) {
			// The decimal itself, without the rounding of the product.
			r, _ := strconv.ParseFloat(strconv.FormatFloat(m*power, 'g', 1, 64), 64)
			return r
		}
	}
	return 10 * power
}
