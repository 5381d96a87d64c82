// Package canceltest makes contexts that are cancelled when they are looked at for the n-th
// time, and counts the looks that follow. A test says with it how much is computed after a
// cancel, on any machine: a clock would say how busy the machine is. It is for tests only.
package canceltest

import (
	"context"
	"sync/atomic"
)

// Context is a context that ends itself. Contexts derived from it end with it, but looks at
// them are not counted.
type Context struct {
	context.Context
	cancel context.CancelFunc
	at     int64
	looks  atomic.Int64
}

// Never is a context that is never cancelled and counts all looks.
func Never() *Context { return At(-1) }

// At is a context that is cancelled at look n, which is the first that sees it cancelled.
func At(n int64) *Context {
	ctx, cancel := context.WithCancel(context.Background())
	return &Context{Context: ctx, cancel: cancel, at: n}
}

// Err is a look.
func (c *Context) Err() error {
	if n := c.looks.Add(1); c.at > 0 && n >= c.at {
		c.cancel()
	}
	return c.Context.Err()
}

// Looks is the number of looks so far.
func (c *Context) Looks() int64 { return c.looks.Load() }

// After is the number of looks that saw the context cancelled, but the first.
func (c *Context) After() int64 { return max(0, c.Looks()-c.at) }
