package experiment

import (
	"context"
)

// unlessDone is the result of f, or the error of ctx as soon as ctx is done: f is then
// left alone and ends by itself. A panic in f comes back as an error.
func unlessDone[V any](ctx context.Context, f func() (V, error)) (V, error) {
	type result struct {
		value V
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() { done <- r }()
		defer Caught(&r.err)
		r.value, r.err = f()
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none V
		return none, ctx.Err()
	}
}
