// Package parallel runs the loops of the engine on a fixed set of goroutines.
//
// A loop is a [Task]: independent indices, each of which writes its own part of the
// output. Which worker takes which index is not fixed, what an index computes is, so
// results do not depend on the number of workers. Handing out a task allocates nothing,
// and a cancelled context ends every loop at the next index.
package parallel

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Task is a loop body. Run computes index i; worker (0 <= worker < Workers.Count()) says
// whose scratch memory it may use. Different indices run at the same time.
type Task interface{ Run(worker, i int) }

// Func makes a function a [Task].
type Func func(worker, i int)

// Run calls f.
func (f Func) Run(worker, i int) { f(worker, i) }

// Workers is a set of goroutines bound to a context. It is used by one goroutine at a
// time; Close must be called when it is no longer needed. A nil *Workers is one worker
// without a context: loops run on the caller.
type Workers struct {
	ctx     context.Context
	helpers []helper
	shares  []share // of each worker
	free    bool    // there is a processor for each worker: waiting need not begin with sleep

	task Task

	mu    sync.Mutex
	fault any
}

// share is the indices of a loop that belong to one worker: the same ones whenever a loop
// has as many, so that a worker meets again what is in its caches. Who is through with its
// own goes on with those of the others.
type share struct {
	next atomic.Int64
	end  int64
	_    [48]byte // a cache line for each
}

// New starts count workers, the caller of Do being the first of them; 0 takes one per
// processor.
func New(ctx context.Context, count int) *Workers {
	processors := runtime.GOMAXPROCS(0)
	if count <= 0 {
		count = processors
	}
	w := &Workers{ctx: ctx, helpers: make([]helper, count-1), shares: make([]share, count), free: count <= processors}
	for k := range w.helpers {
		w.helpers[k].begin()
		go w.help(k+1, &w.helpers[k])
	}
	return w
}

// Count is the number of workers.
func (w *Workers) Count() int {
	if w == nil {
		return 1
	}
	return len(w.shares)
}

// Err is the context's error: not nil means that loops were cut short and that what they
// should have written is not to be used.
func (w *Workers) Err() error {
	if w == nil {
		return nil
	}
	return w.ctx.Err()
}

// Do runs t for every index below n and returns when all have ended. After the context is
// cancelled the remaining indices are left out. A panic in a task is raised again here.
func (w *Workers) Do(t Task, n int) {
	if w == nil {
		for i := range n {
			t.Run(0, i)
		}
		return
	}
	w.task = t
	for k := range w.shares {
		w.shares[k].next.Store(int64(k * n / len(w.shares)))
		w.shares[k].end = int64((k + 1) * n / len(w.shares))
	}
	// One index needs no help.
	helpers := w.helpers[:max(0, min(len(w.helpers), n-1))]
	for k := range helpers {
		helpers[k].offer()
	}
	w.work(0)
	for k := range helpers {
		helpers[k].finish(w.free)
	}
	w.task = nil
	if w.fault != nil {
		fault := w.fault
		w.fault = nil
		panic(fault)
	}
}

// Close ends the goroutines. The Workers must not be used afterwards.
func (w *Workers) Close() {
	if w == nil {
		return
	}
	for k := range w.helpers {
		w.helpers[k].end()
	}
	w.helpers = nil
}

// help is the life of a helper.
func (w *Workers) help(worker int, h *helper) {
	for h.await(w.free) {
		w.work(worker)
		h.done()
	}
}

func (w *Workers) work(worker int) {
	defer func() {
		if r := recover(); r != nil {
			w.mu.Lock()
			if w.fault == nil {
				w.fault = r
			}
			w.mu.Unlock()
			for k := range w.shares {
				w.shares[k].next.Store(w.shares[k].end)
			}
		}
	}()
	for k := range w.shares {
		s := &w.shares[(worker+k)%len(w.shares)]
		for {
			i := s.next.Add(1) - 1
			if i >= s.end {
				break
			}
			if w.ctx.Err() != nil {
				return
			}
			w.task.Run(worker, int(i))
		}
	}
}
