package simd

import "math/bits"

// Selection marks lanes in rows of a panel: those of sampled frequencies.
type Selection struct {
	mask []uint16 // a bit per lane
	size int      // lanes that are marked
}

// Slack is how many numbers behind the last packed one may be read and written over.
const Slack = Lanes

// Select returns a selection with a mask for each row.
func Select(mask []uint16) *Selection {
	s := &Selection{mask: mask}
	for _, m := range mask {
		s.size += bits.OnesCount16(m)
	}
	return s
}

// Size is how many lanes are marked.
func (s *Selection) Size() int { return s.size }

// Numbers is how many numbers they hold when they are packed.
func (s *Selection) Numbers() int { return 2 * s.size }

// Each calls visit for every marked lane: its real part, packed, is number re, its imaginary
// part number im.
func (s *Selection) Each(visit func(row, lane, re, im int)) {
	at := 0
	for row, mask := range s.mask {
		count := bits.OnesCount16(mask)
		for i := range count {
			visit(row, bits.TrailingZeros16(mask), at+i, at+count+i)
			mask &= mask - 1
		}
		at += 2 * count
	}
}
