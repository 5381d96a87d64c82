package gui

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

// What a soak allows its end to have more than its begin. What the process holds counts the
// textures of a graphics driver that computes, beside what Go does not give back.
const (
	soakBytes      = 8 << 20 // of the heap in use
	soakResident   = 32 << 20
	soakGoroutines = 0
)

// usage is what the program holds.
type usage struct {
	bytes      int64 // of the heap in use
	resident   int64 // of the machine's memory; 0 where the system does not say it
	goroutines int
}

func (u usage) String() string {
	text := fmt.Sprintf("%.1f MB of heap, %d goroutines", float64(u.bytes)/(1<<20), u.goroutines)
	if u.resident > 0 {
		text += fmt.Sprintf(", %.0f MB resident", float64(u.resident)/(1<<20))
	}
	return text
}

func measure() usage {
	runtime.GC()
	debug.FreeOSMemory() // after finalizers have let go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return usage{int64(m.HeapAlloc), resident(), runtime.NumGoroutine()}
}

// resident is what the process holds of the machine's memory; 0: the system does not say.
func resident() int64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	if f := strings.Fields(string(b)); len(f) > 1 {
		if pages, err := strconv.ParseInt(f[1], 10, 64); err == nil {
			return pages * int64(os.Getpagesize())
		}
	}
	return 0
}

// endThirds are the means of the first and of the last third of samples; of the
// goroutines the most of each.
func endThirds(samples []usage) (first, last usage) {
	n := max(1, len(samples)/3)
	mean := func(list []usage) (u usage) {
		for _, v := range list {
			u.bytes += v.bytes / int64(n)
			u.resident += v.resident / int64(n)
		}
		return u
	}
	a, b := samples[:n], samples[len(samples)-n:]
	first, last = mean(a), mean(b)
	for i := range n {
		first.goroutines = max(first.goroutines, a[i].goroutines)
		last.goroutines = max(last.goroutines, b[i].goroutines)
	}
	return first, last
}

// judge says whether the end has more than the begin, by more than is allowed.
func judge(first, last usage) error {
	if last.bytes > first.bytes+soakBytes || last.resident > first.resident+soakResident || last.goroutines > first.goroutines+soakGoroutines {
		return fmt.Errorf("it grows: at first %v, at the end %v; tolerance %d MB of heap, %d MB resident, %d goroutines",
			first, last, soakBytes>>20, soakResident>>20, soakGoroutines)
	}
	return nil
}
