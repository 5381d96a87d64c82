package classic

import (
	"context"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parallel"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
	"firenet/recon/transform"
)

func init() {
	reconstruct.Register(reconstruct.Method{
		Name:     "zero-filled",
		Title:    "Zero-filled",
		Help:     "The adjoint U*y: frequencies that were not sampled are taken as zero.",
		Baseline: true,
		Layers:   func(parameter.Values) int { return 1 },
		Memory:   inImages(4), LinearisationMemory: inImages(4),
		New: func(reconstruct.Setup) (reconstruct.Reconstructor, error) {
			return ZeroFilled{}, nil
		},
	})
}

// ZeroFilled is the adjoint of the measurement operator, x = A* y. With one coil it is
// U* P_Omega* y, the minimum-norm image that fits the samples; with several it combines them
// by their maps. Double precision.
type ZeroFilled struct{}

// Reconstruct computes A* y. There are no layers to record.
func (ZeroFilled) Reconstruct(ctx context.Context, p reconstruct.Problem, _ reconstruct.Recorder) (reconstruct.Result, error) {
	workers := parallel.New(ctx, p.Threads)
	defer workers.Close()
	a, err := measure.New[complex128](p.Model, workers)
	if err != nil {
		return reconstruct.Result{}, err
	}
	image := array.NewComplex(p.Image())
	a.Adjoint(image, p.Samples)
	if err := workers.Err(); err != nil {
		return reconstruct.Result{}, err
	}
	return reconstruct.Result{Image: image}, nil
}

// Lipschitz is a bound on the norm of the map: ||A|| is at most 1.
func (ZeroFilled) Lipschitz() float64 { return 1 }

// Linearise keeps nothing: the map is linear, and its derivative is the map itself.
func (ZeroFilled) Linearise(ctx context.Context, p reconstruct.Problem) (reconstruct.Linearisation, error) {
	workers := parallel.New(ctx, p.Threads)
	a, err := measure.New[complex128](p.Model, workers)
	if err != nil {
		workers.Close()
		return nil, err
	}
	l := &zeroFilledMap{workers: workers, a: a, value: array.NewComplex(p.Image())}
	if err := l.Move(p.Samples, nil); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// zeroFilledMap is A* with its adjoint A.
type zeroFilledMap struct {
	workers *parallel.Workers
	a       transform.Operator[complex128]
	value   *array.Complex
}

func (l *zeroFilledMap) Value() *array.Complex { return l.value }

func (l *zeroFilledMap) Move(samples, _ *array.Complex) error { return l.JVP(l.value, samples, nil) }

func (l *zeroFilledMap) JVP(dst, samples, _ *array.Complex) error {
	l.a.Adjoint(dst, samples)
	return l.workers.Err()
}

func (l *zeroFilledMap) VJP(samples, start, cotangent *array.Complex) error {
	l.a.Forward(samples, cotangent)
	if start != nil {
		clear(start.Data)
	}
	return l.workers.Err()
}

func (l *zeroFilledMap) Close() { l.workers.Close() }
