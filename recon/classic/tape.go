package classic

import (
	"context"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/reconstruct"
)

// keptImages bounds the memory of the states that a linearisation keeps.
const keptImages = 24

// tape is the derivative of an unrolled iteration. Reverse mode needs the states before
// all stages, last first. Keeping a few and computing the others again from them is
// optimal by the binomial rule of A. Griewank and A. Walther, "Algorithm 799: revolve",
// ACM Trans. Math. Software 26 (1), 2000: with c kept states and the start, K stages run
// again at most t times each, where t is the least with C(c+1+t, t) >= K.
type tape struct {
	*begun
	value  *array.Complex
	ds, dm images // tangents or cotangents of s and m
	gy     *array.Complex

	kept  []images // memory of kept states
	marks []int    // stages that the kept states stand before, ascending
}

// linearise runs the iteration and keeps what its derivative needs.
func linearise(ctx context.Context, v solver, p reconstruct.Problem) (reconstruct.Linearisation, error) {
	workers := parallel.New(ctx, p.Threads)
	t, err := newTape(v, p, workers)
	if err == nil {
		err = t.run(t.stage)
	}
	if err != nil {
		workers.Close()
		return nil, err
	}
	return t, nil
}

func newTape(v solver, p reconstruct.Problem, w *parallel.Workers) (*tape, error) {
	p.Samples = p.Samples.Clone()
	if p.Start != nil {
		p.Start = p.Start.Clone()
	}
	b, err := begin(v, p, w)
	if err != nil {
		return nil, err
	}
	t := &tape{
		begun: b, value: b.new(), gy: b.new(),
		ds: b.images(len(b.s)), dm: b.images(len(b.m)),
	}
	for range min(keptImages/len(b.s), b.stages()-1) {
		t.kept = append(t.kept, b.images(len(b.s)))
	}
	return t, nil
}

// run takes the state from the start through all stages, keeping states on the way, and
// leaves the value.
func (t *tape) run(stage func(k int)) error {
	t.marks = t.marks[:0]
	t.begin(t.s, t.start)
	next := t.split(0, t.stages())
	for k := range t.stages() {
		if k == next {
			t.keep(k)
			next = t.split(k, t.stages())
		}
		stage(k)
		if err := t.workers.Err(); err != nil {
			return err
		}
	}
	t.image(t.value, t.s)
	return t.workers.Err()
}

// Value is the reconstruction.
func (t *tape) Value() *array.Complex { return t.value }

// Move runs the iteration on other samples.
func (t *tape) Move(samples, start *array.Complex) error {
	t.copy(t.y, samples)
	if start != nil {
		if t.start == nil {
			t.start = t.new()
		}
		t.copy(t.start, start)
	}
	return t.run(t.stage)
}

// JVP runs values and tangents side by side.
func (t *tape) JVP(dst, samples, start *array.Complex) error {
	t.begin(t.ds, start)
	err := t.run(func(k int) {
		t.enter(k, t.m, t.s, t.y)
		t.enter(k, t.dm, t.ds, samples)
		t.bend(k, t.m, t.dm)
		t.act(k, t.m)
		t.leave(k, t.s, t.m, t.y)
		t.leave(k, t.ds, t.dm, samples)
	})
	if err != nil {
		return err
	}
	t.image(dst, t.ds)
	return t.workers.Err()
}

// VJP goes through the stages backwards.
func (t *tape) VJP(samples, start, cotangent *array.Complex) error {
	t.clear(t.gy)
	t.imageAdjoint(t.ds, cotangent)
	for k := t.stages() - 1; k >= 0; k-- {
		if err := t.reach(k); err != nil {
			return err
		}
		t.enter(k, t.m, t.s, t.y)
		t.leaveAdjoint(k, t.ds, t.dm, t.gy)
		t.bend(k, t.m, t.dm)
		t.enterAdjoint(k, t.dm, t.ds, t.gy)
	}
	if start != nil {
		t.beginAdjoint(start, t.ds)
	}
	t.copy(samples, t.gy)
	return t.workers.Err()
}

// Close ends the goroutines.
func (t *tape) Close() { t.workers.Close() }

// reach brings the state to where stage k begins, from the last one that is kept before it,
// and keeps states on the way for the stages that are still to come.
func (t *tape) reach(k int) error {
	for len(t.marks) > 0 && t.marks[len(t.marks)-1] > k {
		t.marks = t.marks[:len(t.marks)-1]
	}
	at := 0
	if n := len(t.marks); n > 0 {
		at = t.marks[n-1]
		for i, kept := range t.kept[n-1] {
			t.copy(t.s[i], kept)
		}
	} else {
		t.begin(t.s, t.start)
	}
	next := t.split(at, k+1)
	for ; at < k; at++ {
		if at == next {
			t.keep(at)
			next = t.split(at, k+1)
		}
		t.stage(at)
		if err := t.workers.Err(); err != nil {
			return err
		}
	}
	return t.workers.Err()
}

// keep keeps the state before stage k.
func (t *tape) keep(k int) {
	for i, s := range t.s {
		t.copy(t.kept[len(t.marks)][i], s)
	}
	t.marks = append(t.marks, k)
}

// split is the stage to keep next on the way from a kept state before stage lo to the last
// stage before end; end if there is none.
func (t *tape) split(lo, end int) int {
	return lo + ahead(end-lo, len(t.kept)-len(t.marks))
}

// ahead is how many of n stages to go before a state is kept, with room for free states
// beside that before the first of the stages; n if none is to be kept. [Griewank and Walther]
func ahead(n, free int) int {
	if n <= 2 || free == 0 {
		return n
	}
	t := 1
	for choose(free+1+t, t) < n {
		t++
	}
	// The stages from the kept state on are gone through with one state less, the others
	// with one run less.
	return min(choose(free+t, t-1), n-choose(free+t-1, t-1))
}

// choose is n over k, at most 2^30.
func choose(n, k int) int {
	c := 1
	for i := 1; i <= k; i++ {
		if c = c * (n - k + i) / i; c > 1<<30 {
			return 1 << 30
		}
	}
	return c
}
