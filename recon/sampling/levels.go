package sampling

import (
	"fmt"
	"math"
	"math/bits"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	add(Pattern{
		Name:           "levels",
		Title:          "Sampling in levels",
		Help:           "Random samples in dyadic levels, as many in each as the local sparsities of the wavelet coefficients ask for.",
		Exact:          true,
		UsesFraction:   true,
		UsesSparsities: true,
		Transforms:     both,
		Parameters: []parameter.Parameter{
			{
				Key: "wavelet", Name: "Wavelet", Kind: parameter.Choice, Choices: waveletNames(), Default: "db1",
				Help: "The wavelet whose vanishing moments decide how fast densities fall off between levels.",
			},
			{
				Key: "sparsities", Name: "Local sparsities", Symbol: "s", Kind: parameter.Numbers,
				Absent: "counted from the Shepp-Logan phantom at this size with threshold 0.5",
				Help:   "How many large wavelet coefficients there are in each level, coarsest first; only their ratios matter.",
			},
		},
		Draw: drawLevels,
	})
}

func waveletNames() []string {
	var names []string
	for k := 1; k <= largestVanishing; k++ {
		names = append(names, fmt.Sprintf("db%d", k))
	}
	for k := 2; k <= largestVanishing; k++ {
		names = append(names, fmt.Sprintf("sym%d", k))
	}
	return names
}

// BandSizes returns how many frequencies the r dyadic bands along a side of n hold,
// lowest first. The lowest k bands together hold ceil(n 2^(k-r)) frequencies: for
// n = 2^R these are the bands of [AAH21], 2^(R-r+k) with j0 = R - r, and for a side
// n = odd * 2^J with r <= J + 1 they end where the scales of a J-level wavelet transform
// do. It needs 2^r <= n.
func BandSizes(n, r int) []int {
	sizes := make([]int, r)
	below := 0
	for k := range sizes {
		edge := bandEdge(n, r, k+1)
		sizes[k] = edge - below
		below = edge
	}
	return sizes
}

// bandEdge is the number of frequencies in the lowest k of r bands.
func bandEdge(n, r, k int) int {
	parts := 1 << (r - k)
	return (n + parts - 1) / parts
}

// BandOfIndex returns the band, from 1, of every index along a side of n in the order that
// is seen. An edge e means frequencies -floor(e/2) .. ceil(e/2)-1 (Fourier), as the side
// itself does, or sequencies 0 .. e-1 (Walsh).
func BandOfIndex(n int, transform string, r int) []int {
	band := make([]int, n)
	for k := r; k >= 1; k-- {
		edge := bandEdge(n, r, k)
		first := 0
		if transform == Fourier {
			first = n/2 - edge/2
		}
		for i := first; i < first+edge; i++ {
			band[i] = k
		}
	}
	return band
}

// LevelSizes returns the number of frequencies of each level: entry [k1-1][k2-1] is the
// product of the sizes of row band k1 and column band k2.
func LevelSizes(s array.Shape, r int) [][]int {
	rows, cols := BandSizes(s.H, r), BandSizes(s.W, r)
	sizes := make([][]int, r)
	for k1 := range sizes {
		sizes[k1] = make([]int, r)
		for k2 := range sizes[k1] {
			sizes[k1][k2] = rows[k1] * cols[k2]
		}
	}
	return sizes
}

// LevelCounts returns how many of m samples each level receives:
//
//	min( round(C M(k1,k2)), level size )
//
// with the largest C for which these add up to at most m, found by bisection. Samples are
// left over when levels of equal density, such as (k1, k2) and (k2, k1), round up at the
// same C. They go to those levels, one each, in column-major order, so that every count
// is C M rounded up or down. Sparsities that do not fit the shape are a
// *[parameter.Error] of the key "sparsities".
func LevelCounts(s array.Shape, transform string, vanishingMoments int, sparsities []float64, m int) ([][]int, error) {
	if err := checkSparsities(sparsities, s); err != nil {
		return nil, err
	}
	if m < 0 || m > s.Len() {
		return nil, fmt.Errorf("sampling: %d samples of %d frequencies", m, s.Len())
	}
	densities := Densities(transform, vanishingMoments, sparsities)
	sizes := LevelSizes(s, len(sparsities))
	// Positive floats are ordered as their bits are, so 63 halvings find the largest C.
	lo, hi := uint64(0), math.Float64bits(math.Inf(1))
	for hi-lo > 1 {
		mid := lo + (hi-lo)/2
		if _, total := countsAt(math.Float64frombits(mid), densities, sizes); total <= m {
			lo = mid
		} else {
			hi = mid
		}
	}
	counts, total := countsAt(math.Float64frombits(lo), densities, sizes)
	next, _ := countsAt(math.Float64frombits(min(hi, math.Float64bits(math.MaxFloat64))), densities, sizes)
	left := giveOut(counts, next, m-total)
	for left > 0 { // only when densities underflow to 0
		left = giveOut(counts, oneMore(counts, sizes), left)
	}
	return counts, nil
}

// giveOut raises counts towards wanted, in column-major order of levels, by at most left
// samples in all, and returns how many are still left.
func giveOut(counts, wanted [][]int, left int) int {
	for k2 := range counts {
		for k1 := range counts {
			n := min(left, wanted[k1][k2]-counts[k1][k2])
			counts[k1][k2] += n
			left -= n
		}
	}
	return left
}

// oneMore is one sample more in each level that is not full.
func oneMore(counts, sizes [][]int) [][]int {
	more := make([][]int, len(counts))
	for k1, row := range counts {
		more[k1] = make([]int, len(row))
		for k2, n := range row {
			more[k1][k2] = min(n+1, sizes[k1][k2])
		}
	}
	return more
}

// countsAt returns min(round(c M), size) of every level, and their sum.
func countsAt(c float64, densities [][]float64, sizes [][]int) (counts [][]int, total int) {
	counts = make([][]int, len(sizes))
	for k1, row := range sizes {
		counts[k1] = make([]int, len(row))
		for k2, size := range row {
			// The comparison comes before the conversion: c M may be infinite.
			n := int(min(math.Round(c*densities[k1][k2]), float64(size)))
			counts[k1][k2] = n
			total += n
		}
	}
	return counts, total
}

// checkSparsities says whether local sparsities are numbers that a shape can have.
func checkSparsities(s []float64, shape array.Shape) error {
	fail := func(format string, args ...any) error {
		return &parameter.Error{Key: "sparsities", Found: parameter.Format(s), Want: fmt.Sprintf(format, args...)}
	}
	most := bits.Len(uint(min(shape.H, shape.W))) - 1 // floor(log2): 2^r frequencies per side
	if len(s) == 0 {
		return fail("must have at least one number")
	}
	if len(s) > most {
		return fail("%d levels do not fit into %v, which has room for %d: must have at most %d numbers",
			len(s), shape, most, most)
	}
	largest := 0.0
	for _, x := range s {
		if !(x >= 0) || x > float64(shape.Len()) {
			return fail("must hold numbers from 0 to %d, the number of coefficients of %v", shape.Len(), shape)
		}
		largest = max(largest, x)
	}
	if largest == 0 {
		return fail("must have at least one number above 0")
	}
	return nil
}

// drawLevels draws "levels": within each level of [LevelCounts], uniformly without
// replacement. The densities are [Densities], from B. Adcock, V. Antun, A. C. Hansen,
// "Uniform recovery in infinite-dimensional compressed sensing and applications to
// structured binary sampling" [AAH21], used in [CAH22].
func drawLevels(r Request) (*array.Mask, error) {
	wavelet := r.Values.String("wavelet")
	vanishing, err := VanishingMoments(wavelet)
	if err != nil {
		return nil, err
	}
	counts, err := LevelCounts(r.Shape, r.Transform, vanishing, r.Sparsities, r.Count())
	if err != nil {
		return nil, err
	}
	rows := indicesOfBands(r.Shape.H, r.Transform, len(counts))
	cols := indicesOfBands(r.Shape.W, r.Transform, len(counts))
	mask := array.NewMask(r.Shape)
	var level []int
	for k2 := range counts {
		for k1 := range counts {
			level = level[:0]
			for _, i := range rows[k1] {
				for _, j := range cols[k2] {
					level = append(level, i*r.Shape.W+j)
				}
			}
			for _, i := range choose(level, counts[k1][k2], r.Rand) {
				mask.Data[i] = true
			}
		}
	}
	return mask, nil
}

// indicesOfBands lists the indices of each band along a side of n.
func indicesOfBands(n int, transform string, r int) [][]int {
	lists := make([][]int, r)
	for i, k := range BandOfIndex(n, transform, r) {
		lists[k-1] = append(lists[k-1], i)
	}
	return lists
}
