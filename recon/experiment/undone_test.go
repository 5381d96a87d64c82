package experiment

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
)

// What cannot be cut short is not waited for: it ends after its caller has gone on.
func TestUnlessDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		v, err := unlessDone(ctx, func() (int, error) { return 7, nil })
		if v != 7 || err != nil {
			t.Errorf("%v, %v", v, err)
		}
		_, err = unlessDone(ctx, func() (int, error) { panic("boom") })
		if err == nil || !strings.Contains(err.Error(), "internal error: boom") {
			t.Errorf("a panic became %v", err)
		}
		goOn, ended := make(chan struct{}), false
		v, err = unlessDone(ctx, func() (int, error) {
			cancel()
			<-goOn
			ended = true
			return 7, nil
		})
		if v != 0 || !errors.Is(err, context.Canceled) {
			t.Errorf("%v, %v", v, err)
		}
		close(goOn)
		synctest.Wait()
		if !ended {
			t.Error("what was left alone has not ended")
		}
	})
}
