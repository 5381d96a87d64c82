package main

import (
	"fmt"
	"math"
	"strings"
)

// least is the least of several measurements, 0 where none succeeded.
type least float64

func (l *least) add(x float64) {
	if x > 0 && (*l == 0 || x < float64(*l)) {
		*l = least(x)
	}
}

func (l least) milliseconds() string {
	if l == 0 {
		return "-"
	}
	return fmt.Sprintf("%.4g", 1e3*float64(l))
}

// ratio is l / other.
func (l least) ratio(other least) string {
	if l == 0 || other == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", float64(l/other))
}

func sides(largest int) []int {
	var list []int
	for n := 256; n <= largest; n *= 2 {
		list = append(list, n)
	}
	return list
}

const unit = "s/25layers"

// layersTable is 25 layers beside the other programs, and with less than the processor has. Within a row the programs take turns,
// so that they meet the same machine.
func layersTable(p programs, rounds, largest int) string {
	var out strings.Builder
	out.WriteString("25 layers of FIRENET (5 blocks of 5), Fourier, Haar, without history, milliseconds; the\n" +
		"last three columns are ratios.\n\n" +
		"| N | threads | NumPy | C with FFTW | portable Go | AVX2 | program | float64 | program / C | program / NumPy | float64 / float32 |\n" +
		"|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, n := range sides(largest) {
		for _, threads := range []int{1, 2} {
			var numpy, c, portable, avx2, fast, double least
			at := fmt.Sprintf("N=%d/threads=%d", n, threads)
			for range rounds {
				c.add(p.lastWord("c", n, 25, threads, 5))
				fast.add(p.metric("layers", "BenchmarkLayers/float32/"+at, unit))
				double.add(p.metric("layers", "BenchmarkLayers/float64/"+at, unit))
			}
			avx2.add(p.metric("layers with AVX2", "BenchmarkLayers/float32/"+at, unit))
			numpy.add(p.lastWord("numpy", n, 25, threads, 2))
			portable.add(p.metric("portable layers", "BenchmarkLayers/float32/"+at, unit))
			fmt.Fprintf(&out, "| %d | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", n, threads,
				numpy.milliseconds(), c.milliseconds(), portable.milliseconds(), avx2.milliseconds(), fast.milliseconds(), double.milliseconds(),
				fast.ratio(c), fast.ratio(numpy), double.ratio(fast))
		}
	}
	out.WriteString("\n")
	return out.String()
}

// transformTable is the two-dimensional DFT beside FFTW's.
func transformTable(p programs, rounds, largest int) string {
	var out strings.Builder
	out.WriteString("Two-dimensional DFT, complex64, rows in, rows out, milliseconds. FFTW is planned with\n" +
		"FFTW_MEASURE, the better of in place and out of place.\n\n" +
		"| N | threads | FFTW | this program | ratio |\n|---|---|---|---|---|\n")
	for _, n := range sides(largest) {
		for _, threads := range []int{1, 2} {
			var fftw, own least
			for range rounds {
				fftw.add(p.lastWord("fftw", n, threads))
				own.add(p.metric("transforms", fmt.Sprintf("BenchmarkDFT/N=%d/threads=%d", n, threads), "s/transform"))
			}
			fmt.Fprintf(&out, "| %d | %d | %s | %s | %s |\n", n, threads, fftw.milliseconds(), own.milliseconds(), own.ratio(fftw))
		}
	}
	out.WriteString("\n")
	return out.String()
}

// growthTable is how the cost grows with the side.
func growthTable(p programs, rounds int) string {
	var out strings.Builder
	out.WriteString("Growth: nanoseconds of 25 layers, float32, one thread, divided by N² log2 N.\n\n" +
		"| N | 25 layers, seconds | ns / (N² log2 N) |\n|---|---|---|\n")
	for n := 128; n <= 4096; n *= 2 {
		var seconds least
		for range rounds {
			seconds.add(p.metric("layers", fmt.Sprintf("BenchmarkLayers/float32/N=%d/threads=1", n), unit))
		}
		fmt.Fprintf(&out, "| %d | %.4g | %.1f |\n", n, float64(seconds), 1e9*float64(seconds)/(float64(n*n)*math.Log2(float64(n))))
	}
	out.WriteString("\n")
	return out.String()
}

// shapesTable is 25 layers at sides with the factors 3 and 5, per pixel beside the power of
// two that is next in size.
func shapesTable(p programs, rounds int) string {
	var out strings.Builder
	out.WriteString("Sides with the factors 3 and 5: 25 layers, float32, and the time of a pixel and of log2 of the\n" +
		"pixels beside that of 512 x 512, measured in turns.\n\n" +
		"| shape | threads | milliseconds | of a pixel / of a pixel at 512 |\n|---|---|---|---|\n")
	for _, s := range [][2]int{{320, 320}, {384, 384}, {640, 320}, {480, 400}, {768, 768}} {
		for _, threads := range []int{1, 2} {
			var own, two least
			for range rounds {
				own.add(p.metric("layers", fmt.Sprintf("BenchmarkShapes/%dx%d/threads=%d", s[0], s[1], threads), unit))
				two.add(p.metric("layers", fmt.Sprintf("BenchmarkLayers/float32/N=512/threads=%d", threads), unit))
			}
			fmt.Fprintf(&out, "| %d x %d | %d | %s | %s |\n", s[0], s[1], threads, own.milliseconds(),
				own.perPixel(s[0]*s[1]).ratio(two.perPixel(512*512)))
		}
	}
	out.WriteString("\n")
	return out.String()
}

// perPixel is l by the pixels and their logarithm, which is what transforms cost.
func (l least) perPixel(pixels int) least {
	return l / least(float64(pixels)*math.Log2(float64(pixels)))
}
