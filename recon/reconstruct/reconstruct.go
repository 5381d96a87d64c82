package reconstruct

import (
	"context"
	"fmt"
	"io"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parameter"
)

// Problem is what a reconstructor is given: never the true image.
type Problem struct {
	measure.Model
	Samples *array.Complex // y, of the shape Model.Range, zero off the mask
	Start   *array.Complex // image to start from; nil: none. Direct methods ignore it.
	// Bound is what methods that take a bound on ||y|| or ||e|| from the data use in place of
	// the norm of Samples, so that it stays where it is while samples are perturbed; 0: the norm.
	Bound float64
	// Sigma is the standard deviation of the noise in the real part of a sample, and in the
	// imaginary part; 0: not known, or none.
	Sigma   float64
	Stop    Rule // asked after each layer; nil: all layers are computed
	Threads int  // goroutines for the loops; 0: one per processor
}

// For says what is wrong with a problem for a method that is set up for one coil and one shape.
func (p Problem) For(method string, shape array.Shape) error {
	if err := p.OneCoil(method); err != nil {
		return err
	}
	if p.Image() != shape || p.Samples.Shape != p.Range() {
		return fmt.Errorf("samples of %v and a mask of %v for a method set up for %v", p.Samples.Shape, p.Image(), shape)
	}
	return nil
}

// Rule ends a reconstruction early: true makes the layer's iterate the result. It is asked
// after the recorder has seen the layer, on the same goroutine, and may ask the layer for what
// a recorder may. Direct methods, and derivatives, whose depth is fixed, do not ask it.
type Rule func(Layer) bool

// Result is a reconstruction.
type Result struct {
	Image        *array.Complex // complex as computed, nothing clipped
	Coefficients *array.Complex // nested squares; nil where the method has none
	Dual         *array.Complex // last dual variable: samples in the order that is seen; nil where the method has none
	Single       bool           // computed in single precision: every number is a complex64
	Notes        []string       // what a reader of the result must know, a sentence each
	Stopped      int            // the layer after which [Problem.Stop] ended it; 0: all were computed
}

// Reconstructor turns samples into an image. Implementations are safe for concurrent
// use with different problems. When ctx is cancelled Reconstruct returns ctx.Err() within
// 100 ms and leaves no goroutine behind. r may be nil.
type Reconstructor interface {
	Reconstruct(ctx context.Context, p Problem, r Recorder) (Result, error)
}

// Recorder sees each layer, on the goroutine of the reconstructor. It may keep, draw or
// ignore it. A layer is only valid during the call.
type Recorder interface {
	Record(Layer)
	// Measures says whether Objective and Residual will be asked for. If not, a method
	// need not keep what they are computed from, and they are NaN.
	Measures() bool
}

// Layer is the state after one layer. Quantities are computed when they are asked for,
// so that a recorder costs what it uses.
type Layer interface {
	Index() int // 1 .. Total
	Total() int
	Block() int // 1 .. number of blocks; 1 for methods without restarts
	// Objective is the functional that the method minimises, at the layer's iterate.
	Objective() float64
	// Residual is ||A c - y||_2 at the layer's iterate.
	Residual() float64
	// Distance is ||iterate - x||_2 for an image x; it is fast when the same x is
	// asked for in each layer.
	Distance(x *array.Complex) float64
	// Image is the layer's iterate, newly allocated.
	Image() *array.Complex
}

// File is an open file of known size: Seek to its end tells it.
type File interface {
	io.ReadSeekCloser
	io.ReaderAt
}

// Setup is what a method may use to become a reconstructor for one shape.
type Setup struct {
	Model  measure.Model    // what will be measured
	Values parameter.Values // checked and completed by the method's Parameters

	// NoiseLevel is ||e|| / ||y|| of the noise that will be added; 0: none, or not known.
	NoiseLevel float64
	// Open opens a file that a value of kind parameter.Path names. stamp tells one state of the
	// file from another. Nil: there are no files.
	Open func(path string) (file File, stamp string, err error)

	// Truth is the true image, for parameters that say that they are an oracle. It is nil
	// when the samples were measured.
	Truth *array.Complex
	// Phantom draws the Shepp-Logan phantom at the shape of the image.
	Phantom func() *array.Complex
	// Remember keeps what is computed from Truth or Phantom under a key, so that a change of
	// another parameter does not compute it again. Nil: it is always computed.
	Remember func(key string, compute func() (any, error)) (any, error)
}

// Shape is the shape of the image.
func (s Setup) Shape() array.Shape { return s.Model.Image() }

// Method is a reconstructor in the registry.
type Method struct {
	Name       string // in recipes
	Title      string // in the window
	Help       string // one sentence
	Parameters []parameter.Parameter
	// Baseline marks the method that all others are held against; it needs no settings.
	Baseline bool
	// Depth is the key of the parameter that says how many layers a block has, where a
	// series of growing depths is worth a look; empty: there is none.
	Depth string
	// Layers is the number of layers that the values ask for, 1 for direct methods.
	Layers func(parameter.Values) int
	// Memory is how many bytes a reconstruction holds at its peak.
	Memory func(Setup) int64
	// LinearisationMemory is the same for a linearisation. Nil: the method has no derivative;
	// otherwise what New returns is [Differentiable].
	LinearisationMemory func(Setup) int64
	// Oracle says whether the values make use of the true image. Nil: never.
	Oracle func(parameter.Values) bool
	// New checks what depends on the shape. Errors of one parameter are *parameter.Error.
	New func(Setup) (Reconstructor, error)
}
