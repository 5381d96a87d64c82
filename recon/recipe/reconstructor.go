package recipe

import (
	"fmt"
	"slices"

	"firenet/recon/parameter"
	"firenet/recon/reconstruct"
)

// ReconstructorSection is one [[reconstructor]].
type ReconstructorSection struct {
	Name   string
	Method string
	Values parameter.Values // the method's parameters, by recipe key
}

// ReconstructorParameters describes the fixed keys of [[reconstructor]]. A method adds
// its own.
func ReconstructorParameters() []parameter.Parameter {
	return []parameter.Parameter{
		{
			Key: "name", Name: "Name", Kind: parameter.Text, Absent: "the title of the method, numbered where it is taken",
			Help: "Unique; the folder of the results is its lower-case form.",
		},
		{
			Key: "method", Name: "Method", Kind: parameter.Choice, Choices: reconstruct.Names(), Default: "firenet",
			Help: "How the image is reconstructed.",
		},
	}
}

func (s *ReconstructorSection) fixed() []parameter.Parameter { return ReconstructorParameters() }
func (s *ReconstructorSection) values() *parameter.Values    { return &s.Values }

func (s *ReconstructorSection) whose() string { return fmt.Sprintf("method %q", s.Method) }

func (s *ReconstructorSection) described() ([]parameter.Parameter, bool) {
	m, ok := reconstruct.Lookup(s.Method)
	return m.Parameters, ok
}

func (s *ReconstructorSection) get(key string) any {
	if key == "name" {
		return s.Name
	}
	return s.Method
}

func (s *ReconstructorSection) put(key string, value any) {
	if key == "name" {
		s.Name = value.(string)
		return
	}
	s.Method = value.(string)
}

// title is the title of a reconstructor's method, or its name if it is not known.
func (s *ReconstructorSection) title() string {
	if m, ok := reconstruct.Lookup(s.Method); ok && m.Title != "" {
		return m.Title
	}
	return s.Method
}

// defaultReconstructors are those of a recipe that names none.
func defaultReconstructors(r *Recipe) {
	r.Reconstructors = []ReconstructorSection{
		{Method: "zero-filled", Values: parameter.Values{}},
		{Method: "firenet", Values: parameter.Values{}},
	}
}

// check looks for the names that parameters like "start" of FIRENET may hold: those of other
// reconstructors, which must come earlier.
func (s *ReconstructorSection) check(r *Recipe, section string, p *problems) {
	var earlier []string
	for i := range r.Reconstructors {
		if &r.Reconstructors[i] == s {
			break
		}
		earlier = append(earlier, r.Reconstructors[i].Name)
	}
	described, _ := s.described()
	for _, d := range described {
		if name, refers := reference(d, s.Values); refers && !slices.Contains(earlier, name) {
			r.complain(p, section, d.Key, name, d.Range()+" of an earlier reconstructor"+Listed(earlier))
		}
	}
}
