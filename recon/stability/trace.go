package stability

import (
	"firenet/recon/array"
	"firenet/recon/measure"
)

// traceBytes bounds the snapshots of one restart. Two are held at a time, that under way
// and the best: 64 MB.
const traceBytes = 32 << 20

// trace keeps points of a restart, thinned out by halves when it is full, and always the
// last one.
type trace struct {
	sampled   []int32
	most      int
	every     int // of the points that come in, one in so many is kept
	seen      int
	snapshots []Snapshot
	loose     bool // the last snapshot is only there until the next point
}

func newTrace(m measure.Model) trace {
	t := trace{sampled: make([]int32, 0, m.Count()), every: 1}
	for i := range m.Sampled() {
		t.sampled = append(t.sampled, int32(i))
	}
	t.most = max(4, traceBytes/(8*len(t.sampled)))
	return t
}

func (t *trace) add(step int, z *array.Complex) {
	if t.loose {
		t.snapshots = t.snapshots[:len(t.snapshots)-1]
	}
	if len(t.snapshots) == t.most {
		half := t.snapshots[:0]
		for i := 0; i < t.most; i += 2 {
			half = append(half, t.snapshots[i])
		}
		clear(t.snapshots[len(half):])
		t.snapshots = half
		t.every *= 2
	}
	t.loose = t.seen%t.every != 0
	t.seen++
	packed := make([]complex64, len(t.sampled))
	for k, i := range t.sampled {
		packed[k] = complex64(z.Data[i])
	}
	t.snapshots = append(t.snapshots, Snapshot{Step: step, Samples: packed})
}
