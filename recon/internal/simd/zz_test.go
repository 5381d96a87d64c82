package simd

import (
	"fmt"
	"testing"
)

func BenchmarkZ(b *testing.B) {
	for _, k := range Sets[float32]()[:len(Sets[float32]())-1] {
		for _, n := range []int{64, 256, 512} {
			x := make([]Row[float32], n+16)
			s := make([]Row[float32], n+16)
			stage := make([]float32, n/4*6)
			pl := make([]Row[float32], n+16)
			for i := range stage {
				stage[i] = 0.5
			}
			in := inOrderZ()
			fl := make([]uint8, n)
			for _, c := range []struct {
				name string
				f    func()
			}{
				{"split4", func() { k.Radix4.Split(x[:n], x[:n], stage) }},
				{"merge4", func() { k.Radix4.Merge(x[:n], x[:n], stage) }},
				{"dft4", func() { k.Radix4.DFT(x[:n], x[:n]) }},
				{"dft8", func() { k.Radix8.DFT(x[:n], x[:n]) }},
				{"idft8", func() { k.Radix8.IDFT(x[:n], x[:n]) }},
				{"haarsplit", func() { k.HaarSplit(x[:n/2], x[n/2:n], x[n/2+1:n], n/4, 1, 2) }},
				{"haarmerge", func() { k.HaarMerge(x[:n/2], x[n/2:n], x[n/2+1:n], n/4, 1, 2) }},
				{"turn", func() {
					for i := 0; i < n; i += 16 {
						k.Turn(pl[i:], in, x[i:], in)
					}
				}},
				{"leave", func() { k.Primal.Leave(x[:n], s[:n], pl, 1, 0, 0, fl) }},
				{"both", func() { k.Primal.AddBoth(x[:n], s[:n], pl, 1, 0, 0, fl) }},
				{"sumrows", func() { k.SumRows(pl[:n/16], x[:n], 16, 1) }},
				{"scale", func() { k.Scale(Flat(x[:n]), Flat(x[:n]), 1) }},
			} {
				b.Run(fmt.Sprintf("%s/%s/%d", c.name, k.Name, n), func(b *testing.B) {
					v := float32(0)
					if c.name == "leave" || c.name == "both" || c.name == "scale" {
						v = 0.25
					}
					for i := range x {
						for j := range x[i] {
							x[i][j] = v
							s[i][j] = 0
							pl[i][j] = v
						}
					}
					for i := range fl {
						fl[i] = 3
					}
					for range b.N {
						c.f()
					}
					b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(n), "ns/row")
				})
			}
		}
	}
}
func inOrderZ() []int {
	v := make([]int, 16)
	for i := range v {
		v[i] = i
	}
	return v
}
