package pages

import (
	"slices"
	"testing"
)

// Large and small arrays, of elements that fit a page and of those that do not: as long as
// asked for, zero although the memory has been used before, and no longer than that.
func TestMake(t *testing.T) {
	for _, n := range []int{0, 1, 1000, huge/8 - 1, huge / 8, huge + 3} {
		made(t, n, 7.5)
	}
	for _, n := range []int{3, huge / 24} {
		made(t, n, [3]float64{1, 2, 3})
	}
}

func made[T comparable](t *testing.T, n int, used T) {
	t.Helper()
	var zero T
	for range 3 {
		x := Make[T](n)
		if len(x) != n || cap(x) != n {
			t.Fatalf("%d elements: length %d, capacity %d", n, len(x), cap(x))
		}
		if slices.ContainsFunc(x, func(v T) bool { return v != zero }) {
			t.Fatalf("%d elements: not all are zero", n)
		}
		for i := range x {
			x[i] = used
		}
	}
}
