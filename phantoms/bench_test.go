package phantoms

import (
	"testing"

	"firenet/recon/array"
)

func BenchmarkDraw(b *testing.B) {
	s := array.Shape{H: 512, W: 512}
	for _, name := range Names() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				draw(b, name, s, nil)
			}
		})
	}
}
