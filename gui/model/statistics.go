package model

import (
	"math"
	"strconv"
)

// fineBins is the number of bins in which the values of a picture are counted once.
const fineBins = 1 << 16

// Histogram counts the values in bins of equal width between lo and hi. Values outside are
// left out, hi itself belongs to the last bin.
//
// If a bin is much wider than a 65536th of the picture's range (64 times, in a large picture
// 4 times), the counts are gathered from fine ones that are kept: a value within that
// distance of the border of two bins may be counted in the other.
func (p *Picture) Histogram(lo, hi float64, bins int) []int {
	fine := (p.max - p.min) / fineBins
	least := 64.0
	if p.Len() > large {
		least = 4 // going through all values takes longer than a frame
	}
	if !(hi > lo) || !(fine > 0) || (hi-lo)/float64(bins) < least*fine {
		return p.count(lo, hi, bins)
	}
	counts := make([]int, bins)
	scale := float64(bins) / (hi - lo)
	for i, n := range p.counts() {
		if n == 0 {
			continue
		}
		// The ends of the range are values that occur, and often are many.
		v := p.min + (float64(i)+0.5)*fine
		if i == 0 {
			v = p.min
		} else if i == fineBins-1 {
			v = p.max
		}
		if v >= lo && v <= hi {
			counts[min(int((v-lo)*scale), bins-1)] += n
		}
	}
	return counts
}

// count goes through all values.
func (p *Picture) count(lo, hi float64, bins int) []int {
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
	counts := p.counts()
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
