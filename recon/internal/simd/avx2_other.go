//go:build !amd64 || purego

package simd

import "firenet/recon/array"

// accelerated returns nil: there is no assembly for this build.
func accelerated[F array.Real]() []*Kernels[F] { return nil }
