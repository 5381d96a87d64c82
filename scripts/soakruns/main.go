// Command soakruns runs one small experiment after another in one process, as the headless
// program runs one, with other seeds, sizes, samplings and masks, and looks at the memory:
//
//	go run ./scripts/soakruns -for 30m
//
// It fails when the process holds more at the end than 10 % and 16 MB above what it held
// when a tenth of the time had passed, or when goroutines are left.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"firenet/recon/experiment"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

func main() {
	length := flag.Duration("for", 30*time.Minute, "how long")
	threads := flag.Int("threads", 1, "goroutines for the computation")
	flag.Parse()
	if err := soak(*length, *threads); err != nil {
		fmt.Fprintln(os.Stderr, "soakruns:", err)
		os.Exit(1)
	}
}

func soak(length time.Duration, threads int) error {
	dir, err := os.MkdirTemp("", "soakruns")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	began, goroutines := time.Now(), runtime.NumGoroutine()
	var early int64
	runs := 0
	for next := began; time.Since(began) < length; runs++ {
		if err := runOnce(runs, dir, threads); err != nil {
			return fmt.Errorf("run %d: %w", runs, err)
		}
		if early == 0 && time.Since(began) > length/10 {
			early = resident()
			fmt.Printf("after a tenth of the time: %d runs, %.1f MB\n", runs+1, float64(early)/1e6)
		}
		if time.Now().After(next) {
			fmt.Printf("%4.0f s  %5d runs  %6.1f MB  %d goroutines\n", time.Since(began).Seconds(), runs+1, float64(resident())/1e6, runtime.NumGoroutine())
			next = next.Add(length / 15)
		}
	}
	last := resident()
	fmt.Printf("%d runs in %v: %.1f MB after a tenth of the time, %.1f MB at the end\n", runs, time.Since(began).Round(time.Second), float64(early)/1e6, float64(last)/1e6)
	if limit := early + early/10 + 16<<20; last > limit {
		return fmt.Errorf("memory grows: more than %.1f MB at the end", float64(limit)/1e6)
	}
	if n := runtime.NumGoroutine(); n > goroutines {
		return fmt.Errorf("%d goroutines are left, %d were there before", n, goroutines)
	}
	return nil
}

// runOnce does what "firenet run -o OUT --force" does.
func runOnce(k int, dir string, threads int) error {
	r := recipe.Default()
	for key, value := range map[string]string{
		"seed":              strconv.Itoa(k),
		"image.size":        strconv.Itoa([]int{64, 128, 256}[k%3]),
		"sampling.operator": []string{"fourier", "walsh"}[k%2],
		"noise.level":       []string{"0", "0.02"}[k/2%2],
	} {
		var err error
		if r, err = r.Set(key, value); err != nil {
			return err
		}
	}
	ctx := context.Background()
	options := experiment.Options{Threads: threads}
	p, err := experiment.NewPlan(ctx, r, options)
	if err != nil {
		return err
	}
	computed, err := experiment.Run(ctx, p, options)
	if err != nil {
		return err
	}
	return computed.Write(ctx, dir+"/out", true, result.Environment{Version: "soak", Threads: threads, Started: time.Now()})
}

// resident is what the process holds of the machine's memory, or where the system does not
// say it, what Go has taken from the system.
func resident() int64 {
	if b, err := os.ReadFile("/proc/self/statm"); err == nil {
		if f := strings.Fields(string(b)); len(f) > 1 {
			if pages, err := strconv.ParseInt(f[1], 10, 64); err == nil {
				return pages * int64(os.Getpagesize())
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}
