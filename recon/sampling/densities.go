package sampling

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// largestVanishing is the largest number of vanishing moments for which q is tabulated.
const largestVanishing = 10

// smoothness holds q(K), K = 1..10: the Fourier transform of the Daubechies scaling
// function with K vanishing moments decays as |xi|^-(1+q) [AAH21]. A symlet has the same
// modulus, and so the same q. To its three decimals it is K - 1 - log2(P_K(3/4))/2 with
// Daubechies' polynomial P_K(y) = sum_{n<K} binomial(K-1+n, n) y^n.
var smoothness = [largestVanishing]float64{
	0, 0.339, 0.636, 0.913, 1.177, 1.432, 1.682, 1.927, 2.168, 2.406,
}

// VanishingMoments returns K of the Daubechies wavelet dbK, K = 1..10, or the symlet symK,
// K = 2..10.
func VanishingMoments(wavelet string) (int, error) {
	if slices.Contains(waveletNames(), wavelet) {
		return strconv.Atoi(strings.TrimLeft(wavelet, "dbsym"))
	}
	return 0, fmt.Errorf("wavelet %q: must be one of db1 .. db10, sym2 .. sym10", wavelet)
}

// Densities returns the relative sampling densities M(k1, k2) of the levels that belong to
// local sparsities s_1 .. s_r, coarsest first, for a wavelet with K vanishing moments
// [AAH21]. Entry [k1-1][k2-1] belongs to row band k1 and column band k2; the table is
// symmetric and not normalised. Fourier, with q = q(K) and k1 <= k2:
//
//	M(k1,k2) =   sum_{l<=k1}    s_l 2^( -(2q+1)(k1-l) - (2q+1)(k2-l) )
//	           + sum_{k1<l<=k2} s_l 2^( -(l-k1)       - (2q+1)(k2-l) )
//	           + sum_{l>k2}     s_l 2^( -(l-k1)       - (2K+1)(l-k2) )
//
// after which the first row and the first column are doubled, the corner twice. Walsh,
// whatever the wavelet:
//
//	M(k1,k2) = sum_l s_l 2^( -|l-k1| - |l-k2| )      k1, k2 > 1
//	M(1,k2)  = 4 sum_l s_l 2^( -l - |l-k2| ),  M(1,1) = 16 sum_l s_l 2^(-2l)
//
// A transform or K outside these is a programming error and panics.
func Densities(transform string, vanishingMoments int, sparsities []float64) [][]float64 {
	r := len(sparsities)
	entry := walshDensity
	switch transform {
	case Walsh:
	case Fourier:
		if vanishingMoments < 1 || vanishingMoments > largestVanishing {
			panic(fmt.Sprintf("sampling: densities for %d vanishing moments", vanishingMoments))
		}
		entry = func(k1, k2 int, s []float64) float64 { return fourierDensity(k1, k2, vanishingMoments, s) }
	default:
		panic(fmt.Sprintf("sampling: densities for transform %q", transform))
	}
	table := make([][]float64, r)
	for i := range table {
		table[i] = make([]float64, r)
	}
	for k1 := 1; k1 <= r; k1++ {
		for k2 := k1; k2 <= r; k2++ {
			d := entry(k1, k2, sparsities)
			table[k1-1][k2-1], table[k2-1][k1-1] = d, d
		}
	}
	return table
}

// fourierDensity is M(k1, k2), k1 <= k2, for K vanishing moments.
func fourierDensity(k1, k2, vanishing int, s []float64) float64 {
	below := 2*smoothness[vanishing-1] + 1 // decay towards frequencies above the wavelet's
	above := float64(2*vanishing + 1)      // and towards those below it
	sum := 0.0
	for i, sl := range s {
		l := i + 1
		toK1, toK2 := float64(l-k1), float64(l-k2)
		switch {
		case l <= k1:
			sum += sl * math.Exp2(below*toK1+below*toK2)
		case l <= k2:
			sum += sl * math.Exp2(-toK1+below*toK2)
		default:
			sum += sl * math.Exp2(-toK1-above*toK2)
		}
	}
	if k1 == 1 {
		sum *= 2
	}
	if k2 == 1 {
		sum *= 2
	}
	return sum
}

// walshDensity is M(k1, k2), k1 <= k2.
func walshDensity(k1, k2 int, s []float64) float64 {
	sum := 0.0
	for i, sl := range s {
		l := i + 1
		sum += sl * walshDecay(l, k1) * walshDecay(l, k2)
	}
	return sum
}

// walshDecay is the factor of one axis: 2^-|l-k|, and 4 2^-l in the first band, which
// holds two dyadic bands of sequencies.
func walshDecay(l, k int) float64 {
	if k == 1 {
		return 4 * math.Exp2(-float64(l))
	}
	return math.Exp2(-math.Abs(float64(l - k)))
}
