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
	images := func(n int64) func(array.Shape, parameter.Values) int64 {
		return func(s array.Shape, _ parameter.Values) int64 { return n * 16 * int64(s.Len()) }
	}
	reconstruct.Register(reconstruct.Method{
		Name:     "zero-filled",
		Title:    "Zero-filled",
		Help:     "The adjoint U*y: frequencies that were not sampled are taken as zero.",
		Baseline: true,
		Layers:   func(parameter.Values) int { return 1 },
		Memory:   images(3), LinearisationMemory: images(4),
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

// Lipschitz is the norm of the map: U being unitary, it is 1.
func (ZeroFilled) Lipschitz() float64 { return 1 }

// Linearise keeps nothing: the map is linear, and its derivative is the map itself.
func (ZeroFilled) Linearise(ctx context.Context, p reconstruct.Problem) (reconstruct.Linearisation, error) {
	workers := parallel.New(ctx, p.Threads)
	u, err := transform.New[complex128](p.Transform, p.Shape(), workers)
	if err != nil {
		workers.Close()
		return nil, err
	}
	l := &zeroFilledMap{
		workers: workers, u: u, mask: transform.NewMask[complex128](p.Mask),
		value: array.NewComplex(p.Shape()), sampled: array.NewComplex(p.Shape()),
	}
	if err := l.Move(p.Samples, nil); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// zeroFilledMap is U* P_Omega* with its adjoint P_Omega U.
type zeroFilledMap struct {
	workers        *parallel.Workers
	u, mask        transform.Operator[complex128]
	value, sampled *array.Complex
}

func (l *zeroFilledMap) Value() *array.Complex { return l.value }

func (l *zeroFilledMap) Move(samples, _ *array.Complex) error { return l.JVP(l.value, samples, nil) }

func (l *zeroFilledMap) JVP(dst, samples, _ *array.Complex) error {
	l.mask.Forward(l.sampled, samples)
	l.u.Adjoint(dst, l.sampled)
	return l.workers.Err()
}

func (l *zeroFilledMap) VJP(samples, start, cotangent *array.Complex) error {
	l.u.Forward(l.sampled, cotangent)
	l.mask.Adjoint(samples, l.sampled)
	if start != nil {
		clear(start.Data)
	}
	return l.workers.Err()
}

func (l *zeroFilledMap) Close() { l.workers.Close() }
