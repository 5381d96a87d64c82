package sampling

import (
	"math"
	"math/rand/v2"
	"slices"

	"firenet/recon/array"
)

// leastWeight is the smallest weight, relative to the largest, that densities are computed
// with: a density that underflows still lets every frequency be reached when the fraction
// asks for all of them.
const leastWeight = 1e-200

// inclusion turns weights w >= 0, not all zero, into probabilities min(1, C w) that add up
// to m, 0 <= m <= len(w). This is what "density proportional to w" means for a mask, in
// which no frequency can be measured twice.
func inclusion(w []float64, m int) []float64 {
	top := slices.Max(w)
	p := make([]float64, len(w))
	for i := range w {
		p[i] = max(w[i]/top, leastWeight)
	}
	weight := slices.Clone(p)
	// The frequencies with C w >= 1 are not known beforehand. Taking those of the present
	// C out raises C, so the set only grows, and is complete when it stops.
	sure := 0
	for {
		sum := 0.0
		for i, q := range p {
			if q < 1 || sure == 0 {
				sum += weight[i]
			}
		}
		c := float64(m-sure) / sum
		grown := 0
		for i, q := range p {
			if q >= 1 && sure > 0 {
				continue
			}
			p[i] = min(1, c*weight[i])
			if p[i] >= 1 {
				grown++
			}
		}
		sure += grown
		if grown == 0 || sure >= m {
			return p
		}
	}
}

// selectExactly marks m of the indices 0 .. len(p)-1, each with probability p[i]; the
// p[i] add up to m. It is the pivotal method on a random order [Deville & Tille,
// "Unequal probability sampling without replacement through a splitting method",
// Biometrika 85 (1998)]: two candidates fight, one leaves with probability 0 or 1 and the
// other keeps what is left of the sum. It takes O(n), and both the size and every
// probability are exact, which independent draws and draws by random keys are not.
func selectExactly(p []float64, m int, r *rand.Rand, mark func(i int)) {
	order := make([]int, 0, len(p))
	for i, q := range p {
		switch {
		case q >= 1 && m > 0:
			mark(i)
			m--
		case q > 0 && q < 1:
			order = append(order, i)
		}
	}
	r.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })

	standing, left := -1, 0.0
	for _, i := range order {
		if m == 0 {
			return
		}
		if standing < 0 {
			standing, left = i, p[i]
			continue
		}
		u, sum := r.Float64(), left+p[i]
		if sum < 1 {
			if u*sum < p[i] {
				standing = i
			}
			left = sum
			continue
		}
		winner, other := i, standing
		if u*(2-sum) < 1-p[i] {
			winner, other = standing, i
		}
		mark(winner)
		m--
		standing, left = other, sum-1
	}
	// The sum is m up to rounding: the last candidate's probability is 0 or 1.
	if m > 0 && standing >= 0 {
		mark(standing)
	}
}

// drawWeighted returns a mask of m samples whose density is proportional to w.
func drawWeighted(s array.Shape, w []float64, m int, r *rand.Rand) *array.Mask {
	mask := array.NewMask(s)
	selectExactly(inclusion(w, m), m, r, func(i int) { mask.Data[i] = true })
	return mask
}

// choose moves a uniform choice of m of the elements to the front of list, by the first m
// steps of a Fisher-Yates shuffle, and returns them.
func choose(list []int, m int, r *rand.Rand) []int {
	for i := range m {
		j := i + r.IntN(len(list)-i)
		list[i], list[j] = list[j], list[i]
	}
	return list[:m]
}

// unsampled lists the frequencies that mask lacks, row-major.
func unsampled(mask *array.Mask) []int {
	var list []int
	for i, on := range mask.Data {
		if !on {
			list = append(list, i)
		}
	}
	return list
}

// powerOf is max(1, d)^-a.
func powerOf(d, a float64) float64 { return math.Pow(max(1, d), -a) }
