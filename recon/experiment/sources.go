package experiment

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/detail"
	"firenet/recon/imagefile"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/rng"
	"firenet/recon/sampling"
	"firenet/recon/transform"
	"firenet/recon/weights"
)

// lookUpImage draws or reads the truth, and reads the measured samples, which give the
// shape when there is no truth.
func (p *Plan) lookUpImage() error {
	if err := p.readMeasured(); err != nil {
		return err
	}
	image := p.recipe.Image
	if image.File == "" && image.Phantom == "" {
		p.shape, p.truthKey = p.measured.Shape, "no truth"
		return nil
	}
	if err := p.fitPhantom(); err != nil {
		return p.recipe.At("image", err)
	}
	p.truthKey, p.plainKey = p.keyOfImage(false), p.keyOfImage(true)
	t, err := remember(p.cache, "truth", p.truthKey, p.makeTruth)
	if err != nil {
		return p.recipe.At("image", err)
	}
	p.truth, p.shape = t.image, t.image.Shape
	if t.slices > 1 {
		p.recipe.Image.Slice = &t.slice
	}
	return nil
}

// fitPhantom gives a phantom the size of measured samples, unless another was asked for.
func (p *Plan) fitPhantom() error {
	image := &p.recipe.Image
	if p.measured == nil || image.Phantom == "" {
		return nil
	}
	s := p.measured.Shape
	if n := image.Size; p.recipe.Given("image.size") && n != s.H && n != s.W {
		return &parameter.Error{Key: "size", Found: parameter.Format(n), Want: fmt.Sprintf("the measured samples are %v", s)}
	}
	image.Size = min(s.H, s.W)
	return nil
}

// keyOfImage is what the truth depends on; plain leaves the detail out.
func (p *Plan) keyOfImage(plain bool) string {
	image := p.recipe.Image
	if plain {
		image.Values = image.Values.Clone()
		for _, d := range phantoms.InsertParameters() {
			delete(image.Values, d.Key)
		}
	}
	slice := "middle"
	if image.Slice != nil {
		slice = fmt.Sprint(*image.Slice)
	}
	key := fmt.Sprintf("%s %d %s %v seed %d", image.Phantom, image.Size, slice, image.Values, p.recipe.Seed)
	if image.File != "" {
		key += " " + p.stamp(image.File)
	}
	if p.measured != nil {
		key += " " + p.measured.Shape.String()
	}
	return key
}

// stamp names a state of a file: a file that changes is read again.
func (p *Plan) stamp(file string) string {
	path := p.path(file)
	info, err := os.Stat(path)
	if err != nil {
		return path
	}
	return fmt.Sprintf("%s %d %d", path, info.Size(), info.ModTime().UnixNano())
}

// truth is the true image, and which slice of its file it is.
type truth struct {
	image         *array.Complex
	slices, slice int
}

func (p *Plan) makeTruth() (truth, error) {
	t, err := p.plainTruth()
	if err != nil {
		return truth{}, err
	}
	t.image, err = phantoms.Insert(t.image, p.recipe.Image.Values)
	return t, err
}

// plainTruth is the image before a detail is added to it. It is kept by itself, so that
// moving the detail neither reads nor draws anything anew.
func (p *Plan) plainTruth() (truth, error) {
	return remember(p.cache, "plain truth", p.plainKey, func() (truth, error) {
		if p.recipe.Image.File != "" {
			return p.readTruth()
		}
		image, err := p.drawPhantom()
		return truth{image: image}, err
	})
}

// template is the detail that was added to the image, nil if there is none.
func (p *Plan) template() *detail.Template {
	if k := p.recipe.Image.Values.String("insert"); p.truth == nil || k == "" || k == "none" {
		return nil
	}
	t, _ := remember(p.cache, "detail", p.truthKey, func() (*detail.Template, error) {
		plain, err := p.plainTruth()
		if err != nil {
			return nil, err
		}
		if t, ok := detail.New(p.truth, plain.image); ok {
			return t, nil
		}
		return nil, nil
	})
	return t
}

func (p *Plan) readTruth() (truth, error) {
	image := p.recipe.Image
	fail := func(err error) error {
		return &parameter.Error{Key: "file", Found: parameter.Format(image.File), Want: err.Error()}
	}
	picture, err := imagefile.Read(p.path(image.File), imagefile.Options{Slice: image.Slice})
	if err != nil {
		return truth{}, fail(err)
	}
	t := truth{slices: picture.Slices, slice: picture.Slice}
	if image.Size > 0 {
		if picture, err = picture.Fit(image.Size); err != nil {
			return truth{}, fail(err)
		}
	}
	t.image = picture.Image
	if side := max(t.image.H, t.image.W); side > recipe.MaxSize {
		return truth{}, fail(fmt.Errorf("the image of %v is larger than %d; image.size = %d would do", t.image.Shape, recipe.MaxSize, recipe.MaxSize/2))
	}
	return t, nil
}

func (p *Plan) drawPhantom() (*array.Complex, error) {
	image := p.recipe.Image
	shape := array.Shape{H: image.Size, W: image.Size}
	if p.measured != nil {
		shape = p.measured.Shape
	}
	phantom, ok := phantoms.Lookup(image.Phantom)
	if !ok {
		return nil, &parameter.Error{Key: "phantom", Found: parameter.Format(image.Phantom), Want: "no such phantom"}
	}
	return phantom.Draw(shape, image.Values, rng.Stream(p.recipe.Seed, "phantom"))
}

// phantom is Shepp-Logan at the shape of the image.
func (p *Plan) phantom() *array.Complex {
	image, _ := remember(p.cache, "shepp-logan", p.shape.String(), func() (*array.Complex, error) {
		return phantoms.SheppLogan(p.shape), nil
	})
	return image
}

// lookUpMask draws the pattern or reads its file.
func (p *Plan) lookUpMask(ctx context.Context) error {
	section := &p.recipe.Sampling
	if section.Pattern == "file" {
		mask, err := p.readMask()
		if err != nil {
			return p.recipe.At("sampling", &parameter.Error{
				Key: "file", Found: parameter.Format(section.File), Want: err.Error(),
			})
		}
		p.model = measure.Model{Transform: section.Operator, Mask: mask}
		p.samplesKey = p.keyOfSamples(p.stamp(section.File))
		return nil
	}
	pattern, ok := sampling.Lookup(section.Pattern)
	if !ok {
		return p.recipe.At("sampling", &parameter.Error{
			Key: "pattern", Found: parameter.Format(section.Pattern), Want: "no such pattern",
		})
	}
	if pattern.UsesSparsities && !section.Values.Has("sparsities") {
		counted, err := p.countSparsities()
		if err != nil {
			return p.recipe.At("sampling", err)
		}
		section.Values["sparsities"] = counted
	}
	key := fmt.Sprintf("%v %s %s %v %v seed %d", p.shape, section.Operator, section.Pattern, section.Fraction, section.Values, p.recipe.Seed)
	mask, err := remember(p.cache, "mask", key, func() (*array.Mask, error) {
		return pattern.Draw(sampling.Request{
			Context: ctx,
			Shape:   p.shape, Transform: section.Operator, Fraction: section.Fraction, Values: section.Values,
			Rand: rng.Stream(p.recipe.Seed, "mask"), Sparsities: section.Values.Numbers("sparsities"),
		})
	})
	if err != nil {
		return p.recipe.At("sampling", err)
	}
	p.model = measure.Model{Transform: section.Operator, Mask: mask}
	p.samplesKey = p.keyOfSamples(key)
	return nil
}

// keyOfSamples is what the samples depend on, given what the mask depends on.
func (p *Plan) keyOfSamples(mask string) string {
	noise := p.recipe.Noise
	if noise.File != "" {
		return mask + " measured " + p.stamp(noise.File)
	}
	return fmt.Sprintf("%s %s %s noise %v seed %d", p.truthKey, p.recipe.Sampling.Operator, mask, noise.Level, p.recipe.Seed)
}

// countSparsities counts the local sparsities of Shepp-Logan, as the published code does
// for its sampling in levels.
func (p *Plan) countSparsities() ([]float64, error) {
	wavelet := p.recipe.Sampling.Values.String("wavelet")
	levels := transform.DefaultLevels(p.shape)
	if levels < 1 {
		return nil, p.noLevels()
	}
	return remember(p.cache, "sparsities", fmt.Sprint(p.shape, wavelet, levels), func() ([]float64, error) {
		return weights.CountSparsities(p.phantom(), wavelet, levels)
	})
}

// readArray reads an array as it is stored: of .npy files nothing is scaled. Other formats
// are read as pictures.
func readArray(path string) (*array.Complex, error) {
	if strings.EqualFold(filepath.Ext(path), ".npy") {
		file, err := imagefile.ReadNPY(path, imagefile.Options{})
		if err != nil {
			return nil, err
		}
		return file.Array, nil
	}
	picture, err := imagefile.Read(path, imagefile.Options{})
	if err != nil {
		return nil, err
	}
	return picture.Image, nil
}

// readMask reads the mask. The file of the measured samples stands for the frequencies at
// which they are not zero.
func (p *Plan) readMask() (*array.Mask, error) {
	if p.measured != nil && p.path(p.recipe.Sampling.File) == p.path(p.recipe.Noise.File) {
		return nonZero(p.measured)
	}
	file, err := readArray(p.path(p.recipe.Sampling.File))
	if err != nil {
		return nil, err
	}
	return sampling.FromArray(file, p.shape)
}

func nonZero(samples *array.Complex) (*array.Mask, error) {
	mask := array.NewMask(samples.Shape)
	for i, y := range samples.Data {
		mask.Data[i] = y != 0
	}
	if mask.Count() == 0 {
		return nil, errors.New("all samples are zero: nothing was measured")
	}
	return mask, nil
}

func (p *Plan) readStart(file string) (*array.Complex, error) {
	image, err := readArray(p.path(file))
	if err != nil {
		return nil, err
	}
	if image.Shape != p.shape {
		return nil, fmt.Errorf("the array is %v, the image %v", image.Shape, p.shape)
	}
	return image, nil
}

// readMeasured reads the samples of [noise] file, if there is one.
func (p *Plan) readMeasured() error {
	file := p.recipe.Noise.File
	if file == "" {
		return nil
	}
	samples, err := readArray(p.path(file))
	if err != nil {
		return p.recipe.At("noise", &parameter.Error{Key: "file", Found: parameter.Format(file), Want: err.Error()})
	}
	p.measured = samples
	return nil
}

// checkMeasured holds measured samples against image and mask.
func (p *Plan) checkMeasured() error {
	if p.measured == nil {
		return nil
	}
	fail := func(format string, args ...any) error {
		return p.recipe.At("noise", &parameter.Error{
			Key: "file", Found: parameter.Format(p.recipe.Noise.File), Want: fmt.Sprintf(format, args...),
		})
	}
	if p.measured.Shape != p.shape {
		return fail("the samples are %v, the image %v", p.measured.Shape, p.shape)
	}
	if _, outside := p.model.NonZero(p.measured); outside > 0 {
		return fail("%d samples off the mask are not zero; give the mask they were measured with (sampling.pattern = \"file\"), centred for Fourier", outside)
	}
	return nil
}
