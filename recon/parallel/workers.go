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
	ctx   context.Context
	count int
	start []chan struct{}
	done  sync.WaitGroup

	task Task
	n    int64
	next atomic.Int64

	mu    sync.Mutex
	fault any
}

// New starts count workers, the caller of Do being the first of them; 0 takes one per
// processor.
func New(ctx context.Context, count int) *Workers {
	if count <= 0 {
		count = runtime.GOMAXPROCS(0)
	}
	w := &Workers{ctx: ctx, count: count}
	for k := 1; k < count; k++ {
		c := make(chan struct{}, 1)
		w.start = append(w.start, c)
		go w.loop(k, c)
	}
	return w
}

// Count is the number of workers.
func (w *Workers) Count() int {
	if w == nil {
		return 1
	}
	return w.count
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
	w.task, w.n = t, int64(n)
	w.next.Store(0)
	// One index needs no help, and waking a worker costs more than a short loop.
	helpers := min(len(w.start), n-1)
	for k := range helpers {
		w.done.Add(1)
		w.start[k] <- struct{}{}
	}
	w.work(0)
	w.done.Wait()
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
	for _, c := range w.start {
		close(c)
	}
	w.start = nil
}

func (w *Workers) loop(worker int, start <-chan struct{}) {
	for range start {
		w.work(worker)
		w.done.Done()
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
			w.next.Store(w.n)
		}
	}()
	for {
		i := w.next.Add(1) - 1
		if i >= w.n || w.ctx.Err() != nil {
			return
		}
		w.task.Run(worker, int(i))
	}
}
