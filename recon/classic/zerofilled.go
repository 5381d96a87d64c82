package classic

import (
	"context"

	"firenet/recon/array"
	"firenet/recon/parallel"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
)

func init() {
	reconstruct.Register(reconstruct.Method{
		Name:   "zero-filled",
		Title:  "Zero-filled",
		Help:   "The adjoint U*y: frequencies that were not sampled are taken as zero.",
		Layers: func(parameter.Values) int { return 1 },
		Memory: func(s array.Shape, _ parameter.Values) int64 { return 3 * 16 * int64(s.Len()) },
		New: func(reconstruct.Setup) (reconstruct.Reconstructor, error) {
			return ZeroFilled{}, nil
		},
	})
}

// ZeroFilled is the adjoint of the measurement operator, x = U* P_Omega* y, the
// minimum-norm image that fits the samples. Double precision.
type ZeroFilled struct{}

// Reconstruct computes U* y. There are no layers to record.
func (ZeroFilled) Reconstruct(ctx context.Context, p reconstruct.Problem, _ reconstruct.Recorder) (reconstruct.Result, error) {
	workers := parallel.New(ctx, p.Threads)
	defer workers.Close()
	u, err := transform.New[complex128](p.Transform, p.Shape(), workers)
	if err != nil {
		return reconstruct.Result{}, err
	}
	image := array.NewComplex(p.Shape())
	u.Adjoint(image, p.Samples)
	if err := workers.Err(); err != nil {
		return reconstruct.Result{}, err
	}
	return reconstruct.Result{Image: image}, nil
}
