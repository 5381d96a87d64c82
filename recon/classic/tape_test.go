package classic

import "testing"

// walk counts the stages that going backwards through n stages runs again, by the rule of
// [ahead], and the most states that are kept.
func walk(n, free int) (again, kept int) {
	if n <= 1 {
		return 0, 0
	}
	to := ahead(n, free)
	if to == n { // nothing is kept: to each stage from the first
		return n * (n - 1) / 2, 0
	}
	again, kept = walk(n-to, free-1)
	left, inside := walk(to, free)
	return to + again + left, max(kept+1, inside)
}

// The rule is optimal: with s states, the first among them, reversing n stages runs
// t n - C(s+t, t-1) of them again, t the least number with C(s+t, t) >= n (Griewank and
// Walther 2000, Theorem 6.1, without the run that makes the value).
func TestFewestStagesAreRunAgain(t *testing.T) {
	for n := 1; n <= 400; n++ {
		for free := range 12 {
			s := free + 1
			times := 1
			for choose(s+times, s) < n {
				times++
			}
			if n == 1 {
				times = 0
			}
			want := times*n - choose(s+times, times-1)
			if times == 0 {
				want = 0
			}
			again, kept := walk(n, free)
			if again != want || kept > free {
				t.Fatalf("%d stages, room for %d: %d again and %d kept, want %d", n, free, again, kept, want)
			}
		}
	}
}

func TestChoose(t *testing.T) {
	for _, c := range []struct{ n, k, want int }{{5, 2, 10}, {5, 0, 1}, {20, 10, 184756}, {100, 50, 1 << 30}} {
		if got := choose(c.n, c.k); got != c.want {
			t.Errorf("%d over %d is %d", c.n, c.k, got)
		}
	}
}
