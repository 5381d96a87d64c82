package transform

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"
	"unsafe"

	"firenet/recon/array"
	"firenet/recon/parallel"
)

// BenchmarkDFT reports the least seconds of the DFT on complex64.
func BenchmarkDFT(b *testing.B) {
	for _, n := range []int{256, 512, 1024, 2048} {
		for _, threads := range []int{1, 2} {
			b.Run(fmt.Sprintf("N=%d/threads=%d", n, threads), func(b *testing.B) {
				workers := parallel.New(context.Background(), threads)
				defer workers.Close()
				s := array.Shape{H: n, W: n}
				f, err := NewFourier[complex64](s, workers)
				if err != nil {
					b.Fatal(err)
				}
				src, dst := array.New[complex64](s), array.New[complex64](s)
				for i := range src.Data {
					src.Data[i] = complex(float32(i%7), float32(i%11))
				}
				least := math.Inf(1)
				b.SetBytes(int64(8 * s.Len()))
				for b.Loop() {
					begin := time.Now()
					f.Own().Forward(dst, src)
					least = min(least, time.Since(begin).Seconds())
				}
				b.ReportMetric(least, "s/transform")
			})
		}
	}
}

// Both precisions of the transforms of the measurement model, forward, on one thread.
func BenchmarkForward(b *testing.B) {
	for _, n := range []int{256, 512, 1024} {
		s := array.Shape{H: n, W: n}
		benchmark[complex64](b, "complex64", s, false)
		benchmark[complex128](b, "complex128", s, false)
	}
}

func BenchmarkAdjoint(b *testing.B) {
	for _, n := range []int{256, 512, 1024} {
		s := array.Shape{H: n, W: n}
		benchmark[complex64](b, "complex64", s, true)
		benchmark[complex128](b, "complex128", s, true)
	}
}

func benchmark[T array.Scalar](b *testing.B, precision string, s array.Shape, adjoint bool) {
	f, err := NewFourier[T](s, nil)
	if err != nil {
		b.Fatal(err)
	}
	w, err := NewWalsh[T](s, nil)
	if err != nil {
		b.Fatal(err)
	}
	haar, err := NewWavelet[T](s, "db1", MaxLevels(s)-1, nil)
	if err != nil {
		b.Fatal(err)
	}
	db4, err := NewWavelet[T](s, "db4", MaxLevels(s)-1, nil)
	if err != nil {
		b.Fatal(err)
	}
	src, dst := array.New[T](s), array.New[T](s)
	for i := range src.Data {
		src.Data[i] = T(complex(float64(i%7)-3, float64(i%11)-5))
	}
	for _, c := range []struct {
		name string
		op   Operator[T]
	}{{"Fourier", f.Own()}, {"Walsh", w.Own()}, {"Haar", haar}, {"db4", db4}} {
		b.Run(fmt.Sprintf("%s/%d/%s", c.name, s.H, precision), func(b *testing.B) {
			b.SetBytes(int64(s.Len()) * int64(unsafe.Sizeof(src.Data[0])))
			for b.Loop() {
				if adjoint {
					c.op.Adjoint(dst, src)
				} else {
					c.op.Forward(dst, src)
				}
			}
		})
	}
}
