package experiment

import (
	"slices"
	"sync"
)

// keptPerStep is how many results of one step a cache holds: the present one, and the
// one before, to which a user most often returns.
const keptPerStep = 2

// keptForPlans is after how many plans that made no use of it a result is forgotten: one of
// another image, or of a reconstructor or an attack that is no longer there.
const keptForPlans = 32

// Cache keeps the results of a run's steps for the next run, so that a step whose inputs
// did not change is not computed again: dragging lambda does not draw the mask anew. What
// it holds is shared and never written. A nil *Cache keeps nothing. It is safe for
// concurrent use.
type Cache struct {
	mu    sync.Mutex
	steps map[string][]kept
	plan  int // counts plans
}

type kept struct {
	key   string
	value any
	used  int // the plan that made use of it last
}

// NewCache returns an empty cache.
func NewCache() *Cache { return &Cache{steps: map[string][]kept{}} }

// begin notes that there is another plan, and forgets what has not been used for long.
func (c *Cache) begin() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.plan++
	for step, list := range c.steps {
		list = slices.DeleteFunc(list, func(k kept) bool { return c.plan-k.used > keptForPlans })
		if c.steps[step] = list; len(list) == 0 {
			delete(c.steps, step)
		}
	}
}

func (c *Cache) get(step, key string) (any, bool) {
	if c == nil {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, k := range c.steps[step] {
		if k.key == key {
			c.steps[step][i].used = c.plan
			return k.value, true
		}
	}
	return nil, false
}

func (c *Cache) put(step, key string, value any) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	list := append([]kept{{key, value, c.plan}}, c.steps[step]...)
	c.steps[step] = slices.Delete(list, min(len(list), keptPerStep), len(list))
}

// remember returns the kept value of a step or computes and keeps it.
func remember[V any](c *Cache, step, key string, compute func() (V, error)) (V, error) {
	if v, ok := c.get(step, key); ok {
		return v.(V), nil
	}
	v, err := compute()
	if err == nil {
		c.put(step, key, v)
	}
	return v, err
}
