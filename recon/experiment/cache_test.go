package experiment

import (
	"strconv"
	"testing"
)

// What is used stays, however many plans there are; what is not goes in the end.
func TestTheCacheForgetsWhatIsNotUsed(t *testing.T) {
	c := NewCache()
	c.begin()
	c.put("mask", "of another size", 0)
	c.put("mask", "a", 1)
	c.put("attack of long ago", "a", 2)
	for i := range keptForPlans {
		c.begin()
		if _, ok := c.get("mask", "a"); !ok {
			t.Fatalf("the mask is gone after %d plans", i+1)
		}
		if _, ok := c.steps["attack of long ago"]; !ok {
			t.Fatalf("the attack is gone after %d plans", i+1)
		}
		c.put("attack "+strconv.Itoa(i), "a", i)
	}
	c.begin()
	if _, ok := c.get("attack of long ago", "a"); ok {
		t.Error("an attack that nothing asks for stays for ever")
	}
	for range 3 * keptForPlans {
		c.begin()
		c.get("mask", "a")
	}
	if len(c.steps) != 1 || len(c.steps["mask"]) != 1 {
		t.Errorf("%v is kept, want the mask that is used alone", c.steps)
	}
}
