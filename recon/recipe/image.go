package recipe

import (
	"fmt"
	"math"

	"firenet/phantoms"
	"firenet/recon/parameter"
)

// ImageSection says where the true image comes from. Exactly one of Phantom and File is
// set; neither is, when Noise.File gives measured samples and no truth is known.
type ImageSection struct {
	Phantom string
	File    string
	Size    int  // side of a phantom; shorter side of a file; 0: keep the file's
	Slice   *int // of stacks and volumes; nil: the middle one
	// Values are the phantom's own parameters and those of an inserted detail
	// (phantoms.Insert), by recipe key.
	Values parameter.Values
}

// The sides that an image may have.
const (
	MinSize = 16
	MaxSize = 4096
)

// ImageParameters describes the fixed keys of [image]. A phantom adds its own, and every
// image those of an inserted detail.
func ImageParameters() []parameter.Parameter {
	return []parameter.Parameter{
		{
			Key: "phantom", Name: "Phantom", Kind: parameter.Choice, Choices: phantoms.Names(), Default: "shepp-logan",
			Help: "Analytic test image; not together with file.",
		},
		{
			Key: "file", Name: "File", Kind: parameter.Path, Absent: "the phantom",
			Help: "Picture or array to use instead of a phantom; relative to the recipe.",
		},
		{
			Key: "size", Name: "Size", Symbol: "N", Unit: "pixels", Kind: parameter.Integer, Min: MinSize, Max: MaxSize, Default: 256,
			Absent: "256 for a phantom, the file's own size for a file",
			Help:   "Side of a phantom; a file is resampled so that its shorter side has it, then cropped to the centre.",
		},
		{
			Key: "slice", Name: "Slice", Kind: parameter.Integer, Min: 0, Max: math.Inf(1), Absent: "the middle one",
			Help: "Which image of a stack, volume or multi-page file, counted from 0.",
		},
	}
}

func (s *ImageSection) fixed() []parameter.Parameter { return ImageParameters() }
func (s *ImageSection) values() *parameter.Values    { return &s.Values }

func (s *ImageSection) described() ([]parameter.Parameter, bool) {
	switch {
	case s.Phantom == "" && s.File == "":
		return nil, true // measured samples without a truth
	case s.Phantom == "":
		return phantoms.InsertParameters(), true
	}
	p, ok := phantoms.Lookup(s.Phantom)
	return append(p.Parameters[:len(p.Parameters):len(p.Parameters)], phantoms.InsertParameters()...), ok
}

func (s *ImageSection) whose() string {
	switch {
	case s.Phantom == "" && s.File == "":
		return "measured samples, no image"
	case s.Phantom == "":
		return "a file"
	}
	return fmt.Sprintf("phantom %q", s.Phantom)
}

func (s *ImageSection) get(key string) any {
	switch key {
	case "phantom":
		return optional(s.Phantom)
	case "file":
		return optional(s.File)
	case "size":
		if s.Size != 0 {
			return s.Size
		}
	case "slice":
		if s.Slice != nil {
			return *s.Slice
		}
	}
	return nil
}

func (s *ImageSection) put(key string, value any) {
	switch key {
	case "phantom":
		s.Phantom = value.(string)
	case "file":
		s.File = value.(string)
	case "size":
		s.Size = value.(int)
	case "slice":
		i := value.(int)
		s.Slice = &i
	}
}

// takesDefaults says whether the default phantom is meant: not of measured samples, which may
// have no truth, unless a size is given.
func (s *ImageSection) takesDefaults(document map[string]any) bool {
	image, _ := document["image"].(map[string]any)
	noise, _ := document["noise"].(map[string]any)
	measured, _ := noise["file"].(string)
	asked := image["phantom"] != nil || image["size"] != nil
	return image["file"] == nil && (asked || measured == "")
}

// detach copies what a pointer shares.
func (s *ImageSection) detach() {
	if s.Slice != nil {
		slice := *s.Slice
		s.Slice = &slice
	}
}

// follow keeps phantom and file from standing together.
func (s *ImageSection) follow(r *Recipe, key string) {
	switch key {
	case "file":
		s.Phantom = ""
		if !r.Given("image.size") {
			s.Size = 0
		}
	case "phantom":
		s.File, s.Slice = "", nil
		if s.Size == 0 {
			s.Size = defaultOf(s, "size").(int)
		}
	}
	dropUnknown(s)
}

func (s *ImageSection) check(r *Recipe, section string, p *problems) {
	if p.in(section) || p.in("noise") {
		return // it would only repeat an error in other words
	}
	switch {
	case s.Phantom != "" && s.File != "":
		r.complain(p, section, "file", s.File, "give either phantom or file, not both")
	case s.Phantom == "" && s.File == "" && r.Noise.File == "":
		r.complain(p, section, "phantom", nil, "missing; give a phantom or a file")
	case s.Phantom == "" && s.File == "" && s.Size != 0:
		r.complain(p, section, "size", s.Size, "there is no image: the size is that of the measured samples in noise.file")
	case s.Phantom != "" && s.Size == 0:
		r.complain(p, section, "size", nil, fmt.Sprintf("missing; a phantom needs a size in [%d, %d]", MinSize, MaxSize))
	}
	if s.Slice != nil && s.File == "" {
		r.complain(p, section, "slice", *s.Slice, "there is no file of which to take a slice")
	}
	if r.Noise.File != "" && r.Noise.Level > 0 {
		r.complain(p, "noise", "level", r.Noise.Level, "give either level or file, not both: measured samples have their own noise")
	}
}
