package recipe

import "firenet/recon/parameter"

// NoiseSection says what is added to the samples, or which samples take their place.
type NoiseSection struct {
	Level float64 // ||e|| / ||y||; 0: none
	File  string  // measured samples
}

// NoiseParameters describes the keys of [noise].
func NoiseParameters() []parameter.Parameter {
	return []parameter.Parameter{
		{
			Key: "level", Name: "Level", Symbol: "‖e‖/‖y‖", Kind: parameter.Real, Min: 0, Max: 1, Scale: parameter.Log, From: 1e-4, To: 1, Default: 0.0,
			Help: "Complex Gaussian noise on the samples, relative to them.",
		},
		{
			Key: "file", Name: "Measured data", Kind: parameter.Path, Absent: "samples are simulated",
			Help: "Measured samples to use instead, complex, zero off the mask.",
		},
	}
}

func (s *NoiseSection) fixed() []parameter.Parameter             { return NoiseParameters() }
func (s *NoiseSection) described() ([]parameter.Parameter, bool) { return nil, true }

func (s *NoiseSection) whose() string             { return "" }
func (s *NoiseSection) values() *parameter.Values { return nil }

func (s *NoiseSection) get(key string) any {
	if key == "file" {
		return optional(s.File)
	}
	return s.Level
}

func (s *NoiseSection) put(key string, value any) {
	if key == "file" {
		s.File = value.(string)
		return
	}
	s.Level = value.(float64)
}

// check leaves what noise and image mean together to the image.
func (s *NoiseSection) check(*Recipe, string, *problems) {}

// follow takes away a phantom of which nobody has said that it is what was measured.
func (s *NoiseSection) follow(r *Recipe, key string) {
	if key == "file" && !r.Given("image.phantom") && !r.Given("image.size") && r.Image.File == "" {
		r.Image = ImageSection{Values: parameter.Values{}}
	}
}
