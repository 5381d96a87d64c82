package parallel_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"firenet/recon/parallel"
)

func TestDoRunsEachIndexOnce(t *testing.T) {
	for _, count := range []int{1, 2, 3, 8} {
		w := parallel.New(context.Background(), count)
		for _, n := range []int{0, 1, 2, 7, 1000} {
			runs := make([]atomic.Int32, n)
			var outside atomic.Bool
			w.Do(parallel.Func(func(worker, i int) {
				runs[i].Add(1)
				if worker < 0 || worker >= w.Count() {
					outside.Store(true)
				}
			}), n)
			for i := range runs {
				if k := runs[i].Load(); k != 1 {
					t.Errorf("%d workers, %d indices: index %d ran %d times", count, n, i, k)
				}
			}
			if outside.Load() {
				t.Errorf("%d workers: a worker's number is out of range", count)
			}
		}
		w.Close()
	}
}

// Helpers that look for work, that sleep, and that are on their way between the two, with
// more workers than processors and with fewer.
func TestLoopsAfterRests(t *testing.T) {
	for _, count := range []int{2, 5} {
		w := parallel.New(context.Background(), count)
		for k := range 300 {
			n := 2 + k%7
			runs := make([]atomic.Int32, n)
			w.Do(parallel.Func(func(_, i int) { runs[i].Add(1) }), n)
			for i := range runs {
				if r := runs[i].Load(); r != 1 {
					t.Fatalf("%d workers, loop %d: index %d ran %d times", count, k, i, r)
				}
			}
			if k%3 == 0 {
				time.Sleep(time.Duration(k) * time.Microsecond)
			}
		}
		w.Close()
	}
}

func TestNilWorkers(t *testing.T) {
	var w *parallel.Workers
	sum := 0
	w.Do(parallel.Func(func(_, i int) { sum += i }), 5)
	if sum != 10 || w.Count() != 1 || w.Err() != nil {
		t.Errorf("sum %d, count %d, error %v", sum, w.Count(), w.Err())
	}
	w.Close()
}

func TestCancelEndsALoop(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	w := parallel.New(ctx, 2)
	defer w.Close()
	var ran, late atomic.Int32
	var cancelled atomic.Bool
	w.Do(parallel.Func(func(_, i int) {
		if cancelled.Load() {
			late.Add(1)
		}
		if ran.Add(1) == 10 {
			cancel()
			cancelled.Store(true)
		}
	}), 1_000_000)
	// The other worker may have been about to begin an index.
	if n := late.Load(); n > 1 {
		t.Errorf("%d indices began after a cancel", n)
	}
	if w.Err() == nil {
		t.Error("no error after the cancel")
	}
}

func TestPanicComesBack(t *testing.T) {
	w := parallel.New(context.Background(), 3)
	defer w.Close()
	func() {
		defer func() {
			if r := recover(); r != "boom" {
				t.Errorf("recovered %v", r)
			}
		}()
		w.Do(parallel.Func(func(_, i int) {
			if i == 5 {
				panic("boom")
			}
		}), 100)
		t.Error("the panic was swallowed")
	}()
	var ran atomic.Int32
	w.Do(parallel.Func(func(_, _ int) { ran.Add(1) }), 10)
	if ran.Load() != 10 {
		t.Errorf("after a panic %d of 10 indices ran", ran.Load())
	}
}

// The bubble ends when all goroutines in it have.
func TestCloseLeavesNoGoroutine(t *testing.T) {
	synctest.Test(t, func(*testing.T) {
		for range 20 {
			w := parallel.New(context.Background(), 5)
			w.Do(parallel.Func(func(_, _ int) {}), 100)
			w.Close()
		}
	})
}

type adder struct{ sums [64]int }

func (a *adder) Run(_, i int) { a.sums[i] += i }

func TestDoDoesNotAllocate(t *testing.T) {
	w := parallel.New(context.Background(), 2)
	defer w.Close()
	task := &adder{}
	if n := testing.AllocsPerRun(100, func() { w.Do(task, len(task.sums)) }); n != 0 {
		t.Errorf("%v allocations per loop", n)
	}
}
