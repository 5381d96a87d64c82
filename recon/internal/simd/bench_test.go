package simd

import (
	"fmt"
	"slices"
	"testing"
	"unsafe"

	"firenet/recon/array"
)

// BenchmarkKernels runs each kernel on data that stay in the second cache, in assembly where
// the processor has it and in portable Go; bytes are those of the complex numbers that a
// kernel goes through.
func BenchmarkKernels(b *testing.B) {
	for _, k := range Sets[float32]() {
		benchmarkKernels(b, k)
	}
	for _, k := range Sets[float64]()[:max(1, len(Sets[float64]())-1)] {
		benchmarkKernels(b, k)
	}
}

func benchmarkKernels[F array.Real](b *testing.B, k *Kernels[F]) {
	const n = 240 // rows: divisible by 2, 3, 4, 5, 8, 16
	x, y, z, w := make([]Row[F], n), make([]Row[F], n), make([]Row[F], n), make([]Row[F], n)
	for r := range x {
		for j := range x[r] {
			x[r][j], y[r][j] = F(r%7+j%5), F(r%3+j%11)
		}
	}
	mask := make([]uint16, n)
	for r := range mask {
		mask[r] = uint16(r * 0x1357 & 0x5555)
	}
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	s, packed := Select(mask), make([]F, 2*n*Lanes+Slack)
	filled := slices.Repeat([]uint8{FilledX | FilledSum}, n)
	flatX, flatY, flatZ := Flat(x), Flat(y), Flat(z)
	stage := func(radix int) []F { return make([]F, n/radix*(2*radix-2)) }
	three, four := stage(3), stage(4)
	five, eight := stage(5), stage(8)
	taps := []F{0.1, 0.2, 0.3, 0.4, 0.4, 0.3, 0.2, 0.1}
	in := make([]int, n+len(taps))
	for i := range in {
		in[i] = i % n
	}
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"Radix3.Split", func() { k.Radix3.Split(y, x, three) }},
		{"Radix3.Merge", func() { k.Radix3.Merge(y, x, three) }},
		{"Radix3.DFT", func() { k.Radix3.DFT(y, x) }},
		{"Radix4.Split", func() { k.Radix4.Split(y, x, four) }},
		{"Radix4.Merge", func() { k.Radix4.Merge(y, x, four) }},
		{"Radix4.DFT", func() { k.Radix4.DFT(y, x) }},
		{"Radix5.Split", func() { k.Radix5.Split(y, x, five) }},
		{"Radix5.Merge", func() { k.Radix5.Merge(y, x, five) }},
		{"Radix5.DFT", func() { k.Radix5.DFT(y, x) }},
		{"Radix2.DFT", func() { k.Radix2.DFT(y, x) }},
		{"Radix8.Split", func() { k.Radix8.Split(y, x, eight) }},
		{"Radix8.Merge", func() { k.Radix8.Merge(y, x, eight) }},
		{"Radix8.DFT", func() { k.Radix8.DFT(y, x) }},
		{"Radix8.IDFT", func() { k.Radix8.IDFT(y, x) }},
		{"Walsh4", func() { k.Walsh4(y, x) }},
		{"Walsh8", func() { k.Walsh8(y, x) }},
		{"Hadamard4", func() { k.Hadamard4(z) }},
		{"FilterPair", func() { k.FilterPair(y, all, x, in, taps, taps) }},
		{"Turn", func() {
			for r := 0; r+Lanes <= n; r += Lanes {
				k.Turn(y, all[r:r+Lanes], x, all[r:r+Lanes])
			}
		}},
		{"TileJoin", func() {
			for r := 0; r+Lanes <= n; r += Lanes {
				k.TileJoin(y[r:], x[r:], x[r:])
			}
		}},
		{"Gather", func() {
			for r := 0; r+Lanes <= n; r += Lanes {
				k.Gather(y, all[r:r+Lanes], flatX[r*2*Lanes:], 2*Lanes, false)
			}
		}},
		{"Interleave", func() { k.Interleave(flatY, 2*Lanes, x, all, false, 0.5) }},
		{"HaarSplit", func() { k.HaarSplit(x[:n/2], y[:n/2], z, n/4, 1, 1) }},
		{"HaarMerge", func() { k.HaarMerge(x[:n/2], y[:n/2], z, n/4, 1, 1) }},
		{"Shrink", func() { k.Shrink(z, z, y, x, 1, 0.5, 0.1) }},
		{"Primal.Add", func() { k.Primal.Add(z, y, x, 1, 0.5, 0.1, filled) }},
		{"Pack", func() { k.Pack(packed, x, s) }},
		{"Unpack", func() { k.Unpack(y, packed, s) }},
		{"Ascend", func() { k.Ascend(flatZ, flatZ, flatX, flatY, 0.5, 0.1) }},
		{"Track", func() { k.Track(flatZ, flatY, flatX, 0.5, 0.1) }},
		{"Tangent", func() { k.Tangent(z, y, w, x, 1, 0.5, 0.1) }},
		{"Cotangent", func() { k.Cotangent(z, y, w, x, 1, 0.5, 0.1) }},
		{"Blend", func() { k.Blend(flatZ, flatX, 0.5, 0.1) }},
		{"Dot", func() { k.Dot(flatX, flatY) }},
		{"Scale", func() { k.Scale(flatZ, flatX, 0.5) }},
		{"SumPairs", func() { k.SumPairs(z[:n/16], x, 8, 0.5) }},
		{"Moduli", func() { k.Moduli(x) }},
		{"Distance", func() { k.Distance(flatX, flatY, 0.5) }},
	} {
		if k.Radix8.Split == nil && (c.name == "Radix8.Split" || c.name == "Radix8.Merge") {
			continue
		}
		b.Run(fmt.Sprintf("%s/%s/float%d", c.name, k.Name, 8*unsafe.Sizeof(F(0))), func(b *testing.B) {
			clear(z)
			b.SetBytes(int64(n * int(unsafe.Sizeof(x[0]))))
			for b.Loop() {
				c.run()
			}
		})
	}
}
