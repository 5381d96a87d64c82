package sampling

import (
	"math"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	add(Pattern{
		Name:         "poisson-disc",
		Title:        "Poisson disc",
		Help:         "Random samples that keep a distance from each other, which grows with the frequency, and a fully sampled centre.",
		Exact:        true,
		UsesFraction: true,
		Transforms:   both,
		Parameters: []parameter.Parameter{
			{
				Key: "slope", Name: "Growth of the distance", Symbol: "b", Kind: parameter.Real,
				Min: 0, Max: 100, Default: 4.0,
				Help: "The distance between samples grows as 1 + b |k|; 0 is the same distance everywhere.",
			},
			centreParameter("a tenth of the samples is in the centre"),
		},
		Draw: drawPoissonDisc,
	})
}

// drawPoissonDisc draws "poisson-disc": all frequencies with |k| <= centre and, outside,
// a random set in which any two samples k, l are at least
//
//	min( rho(k), rho(l) ),   rho(k) = rho0 (1 + b |k|)
//
// pixels apart. Frequencies are visited in one random order and taken when they keep their
// distance to those taken before (dart throwing); rho0 is the largest, to 0.2 %, for which
// there is room for the m samples, and the draw stops at the m-th, so that the number and
// every distance are exact. The density is about 1/rho(k)^2, in steps where rho is small:
// distances on the grid are 1, sqrt 2, 2, sqrt 5, ..., and with rho <= 1 every frequency is
// taken.
//
// Poisson-disc sampling: R. L. Cook, "Stochastic sampling in computer graphics", ACM Trans.
// Graph. 5 (1986); R. Bridson, "Fast Poisson disk sampling in arbitrary dimensions",
// SIGGRAPH Sketches (2007); with a distance that varies, for imaging: N. Dwork et al., "Fast
// variable density Poisson-disc sample generation with directional variation for compressed
// sensing in MRI", Magn. Reson. Imaging 77 (2021). Throwing at all grid points in place of
// Bridson's annuli, and reaching m by rho0, are this program's way.
func drawPoissonDisc(r Request) (*array.Mask, error) {
	mask := array.NewMask(r.Shape)
	distance := r.distances()
	inside, err := fillCentre(mask, r, distance, 0.1)
	if err != nil {
		return nil, err
	}
	d := newDarts(r, mask, distance)
	d.fill(mask, r.Count()-inside)
	if err := r.err(); err != nil {
		return nil, err
	}
	return mask, nil
}

// darts throws at the frequencies outside the centre.
type darts struct {
	array.Shape
	order   []int     // outside the centre, random
	factor  []float32 // (1 + b |k|)^2
	blocked []bool
	taken   []int
	err     func() error // not nil once the draw is to end
}

func newDarts(r Request, mask *array.Mask, distance []float64) *darts {
	d := &darts{
		Shape: r.Shape, order: unsampled(mask), err: r.err,
		factor: make([]float32, len(distance)), blocked: make([]bool, len(distance)),
	}
	r.Rand.Shuffle(len(d.order), func(a, b int) { d.order[a], d.order[b] = d.order[b], d.order[a] })
	slope := r.Values.Float("slope")
	for i, k := range distance {
		f := 1 + slope*k
		d.factor[i] = float32(f * f)
	}
	return d
}

// fill adds n samples with the largest rho0, to 0.2 %, that has room for them.
func (d *darts) fill(mask *array.Mask, n int) {
	if n == 0 {
		return
	}
	lo, hi := d.bracket(n)
	for hi > lo*1.002 && d.err() == nil {
		if mid := math.Sqrt(lo * hi); d.throw(mid, n) {
			lo = mid
		} else {
			hi = mid
		}
	}
	d.throw(lo, n)
	for _, i := range d.taken {
		mask.Data[i] = true
	}
}

// bracket returns a rho0 that has room for n samples and one that has not; both are the
// same when every rho0 has.
func (d *darts) bracket(n int) (lo, hi float64) {
	const (
		packing = 0.7 // discs of radius rho/2 cover about pi/4 of this when darts find no more room
		widen   = 1.15
	)
	density, largest := 0.0, float32(1)
	for _, i := range d.order {
		density += 1 / float64(d.factor[i])
		largest = max(largest, d.factor[i])
	}
	// With no rho above 1 every pixel is free: there is room for all.
	roomForAll := 1 / math.Sqrt(float64(largest)) * (1 - 1e-6)
	all := float64(max(d.H, d.W)) * math.Sqrt2 // with every rho above, one sample is all
	guess := max(roomForAll, math.Sqrt(packing*density/float64(n)))
	if d.throw(guess, n) {
		lo, hi = guess, guess*widen
		for d.throw(hi, n) {
			if lo > all || d.err() != nil {
				return lo, lo
			}
			lo, hi = hi, hi*widen
		}
		return lo, hi
	}
	lo, hi = guess/widen, guess
	for lo > roomForAll && !d.throw(lo, n) && d.err() == nil {
		lo, hi = lo/widen, lo
	}
	return max(lo, roomForAll), hi
}

// between is the number of darts after which a draw looks whether it is to end.
const between = 1 << 14

// throw takes up to n frequencies in order, each at its distance from those before, and
// says whether there were n.
func (d *darts) throw(rho0 float64, n int) bool {
	clear(d.blocked)
	d.taken = d.taken[:0]
	for k, i := range d.order {
		if len(d.taken) == n || k%between == 0 && d.err() != nil {
			break
		}
		if !d.blocked[i] {
			d.taken = append(d.taken, i)
			d.block(i, float32(rho0*rho0))
		}
	}
	return len(d.taken) == n
}

// block marks the frequencies that are closer to i than both their own rho and that of i.
func (d *darts) block(i int, scale float32) {
	own := scale * d.factor[i]
	reach := int(math.Sqrt(float64(own)))
	row, col := i/d.W, i%d.W
	for y := max(0, row-reach); y <= min(d.H-1, row+reach); y++ {
		dy := y - row
		for x := max(0, col-reach); x <= min(d.W-1, col+reach); x++ {
			dx := x - col
			apart := float32(dx*dx + dy*dy)
			j := y*d.W + x
			if apart < own && apart < scale*d.factor[j] {
				d.blocked[j] = true
			}
		}
	}
}
