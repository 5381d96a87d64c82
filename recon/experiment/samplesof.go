package experiment

import (
	"errors"

	"firenet/recon/array"
	"firenet/recon/parallel"
)

// samplesOf are y + P U (x' - x), the samples that another image would have given with the
// same noise.
func (r *run) samplesOf(image *array.Complex) (*array.Complex, error) {
	if r.truth == nil {
		return nil, errNoTruth
	}
	workers := parallel.New(r.ctx, r.options.threads())
	defer workers.Close()
	y, err := r.model.Of(plus(image, r.truth, -1), workers)
	if err != nil {
		return nil, err
	}
	for i, z := range r.result.Samples.Data {
		y.Data[i] += z
	}
	return y, nil
}

// errNoTruth is the error of a question that needs the true image and does not say so before.
var errNoTruth = errors.New("the samples of another image need a true one, to begin with")
