package classic

import (
	"context"
	"math"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parallel"
	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
)

func init() {
	reconstruct.Register(reconstruct.Method{
		Name:                "tikhonov",
		Title:               "Tikhonov",
		Help:                "Regularised least squares in closed form: a linear method, smoother than zero-filling where samples are noisy.",
		Layers:              func(parameter.Values) int { return 1 },
		Memory:              inImages(5),
		LinearisationMemory: inImages(5),
		Parameters: []parameter.Parameter{
			{
				Key: "alpha", Name: "Smoothness", Symbol: "α", Kind: parameter.Real, Default: 0.03,
				Min: 0, Max: math.Inf(1), From: 1e-4, To: 10, Scale: parameter.Log,
				Help: "Weight of the penalty against the squared misfit of the samples. 0 is zero-filling.",
			},
			{
				Key: "penalty", Name: "Penalty", Kind: parameter.Choice, Default: "gradient",
				Choices: []string{"gradient", "image"},
				Help:    "What is made small: differences of neighbours, which damps high frequencies, or the image itself.",
			},
		},
		New: func(s reconstruct.Setup) (reconstruct.Reconstructor, error) {
			return &Tikhonov{Alpha: s.Values.Float("alpha"), Gradient: s.Values.String("penalty") == "gradient"}, nil
		},
	})
}

// Tikhonov is regularised least squares, the minimiser of
//
//	1/2 ||P U x - y||_2^2 + alpha/2 sum_k omega_k^2 |(U x)_k|^2,
//
// which is U* ( y_k / (1 + alpha omega_k^2) ), with 0 where nothing was sampled. omega_k is 1, so
// that the penalty is alpha/2 ||x||^2, or with Gradient the l2 norm of the periodic differences
// D u_k of the basis function u_k. For Fourier that is alpha/2 ||D x||^2, since the u_k are the
// eigenvectors of D* D; for Walsh only the diagonal of D* D counts.
//
// It is linear, with the singular values 1/(1 + alpha omega_k^2). Double precision.
type Tikhonov struct {
	Alpha    float64
	Gradient bool
}

// Reconstruct computes the closed form. There are no layers to record.
func (t *Tikhonov) Reconstruct(ctx context.Context, p reconstruct.Problem, _ reconstruct.Recorder) (reconstruct.Result, error) {
	l, err := t.Linearise(ctx, p)
	if err != nil {
		return reconstruct.Result{}, err
	}
	defer l.Close()
	return reconstruct.Result{Image: l.Value()}, nil
}

// Linearise keeps the gains: the map is linear, and its derivative is the map itself.
func (t *Tikhonov) Linearise(ctx context.Context, p reconstruct.Problem) (reconstruct.Linearisation, error) {
	workers := parallel.New(ctx, p.Threads)
	m, err := newMeasurement(p, workers)
	if err != nil {
		workers.Close()
		return nil, err
	}
	l := &tikhonov{measurement: m, value: m.new(), gains: t.gains(p.Model)}
	if err := l.Move(p.Samples, nil); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// gains are 1/(1 + alpha omega^2) where it is sampled and 0 elsewhere.
func (t *Tikhonov) gains(m measure.Model) []float64 {
	s := m.Image()
	rows, columns := roughness(m.Transform, s.H), roughness(m.Transform, s.W)
	gains := make([]float64, s.Len())
	for i := range m.Sampled() {
		omega2 := 1.0
		if t.Gradient {
			omega2 = rows[i/s.W] + columns[i%s.W]
		}
		gains[i] = 1 / (1 + t.Alpha*omega2)
	}
	return gains
}

// roughness is ||D u_k||^2 for the 1-D basis functions u_k of n numbers, in the order that
// is seen: 4 sin^2(pi f/n) for the frequency f, and 4/n for each change of sign of a Walsh
// function, where an odd number of changes has one more around the end.
func roughness(name string, n int) []float64 {
	list := make([]float64, n)
	for k := range list {
		if name == "walsh" {
			list[k] = 4 * float64(k+k%2) / float64(n)
			continue
		}
		s := math.Sin(math.Pi * float64(k-n/2) / float64(n))
		list[k] = 4 * s * s
	}
	return list
}

// tikhonov is the linear map.
type tikhonov struct {
	*measurement
	value *array.Complex
	gains []float64
}

func (l *tikhonov) Value() *array.Complex { return l.value }

func (l *tikhonov) Move(samples, _ *array.Complex) error { return l.JVP(l.value, samples, nil) }

func (l *tikhonov) JVP(dst, samples, _ *array.Complex) error {
	l.weigh(l.spectrum, samples)
	l.u.Adjoint(dst, l.spectrum)
	return l.workers.Err()
}

func (l *tikhonov) VJP(samples, start, cotangent *array.Complex) error {
	l.u.Forward(l.spectrum, cotangent)
	l.weigh(samples, l.spectrum)
	if start != nil {
		l.clear(start)
	}
	return l.workers.Err()
}

// weigh multiplies by the gains.
func (l *tikhonov) weigh(dst, src *array.Complex) {
	l.loop(func(lo, hi int) {
		for i := lo; i < hi; i++ {
			dst.Data[i] = times(l.gains[i], src.Data[i])
		}
	})
}

func (l *tikhonov) Close() { l.workers.Close() }
