package recipe

import (
	"fmt"
	"slices"
	"strings"

	"firenet/recon/parameter"
	"firenet/recon/question"
)

// QuestionSection is one [[question]] about the reconstructors.
type QuestionSection struct {
	Name   string
	Kind   string
	Values parameter.Values // the kind's parameters, by recipe key
}

// outputFiles are the names, without endings, of files in an output folder. The answer to a
// question is a file beside them.
var outputFiles = []string{
	"recipe", "environment", "result", "times", "metrics", "image", "mask", "measurements", "transfer", "stability", "visibility",
	"maps", "reference", "lab", // names that are fixed for what comes next
}

// QuestionParameters describes the fixed keys of [[question]]. A kind adds its own.
func QuestionParameters() []parameter.Parameter {
	return []parameter.Parameter{
		{
			Key: "name", Name: "Name", Kind: parameter.Text, Absent: "the title of the kind, numbered where it is taken",
			Help: "Unique; its lower-case form names the files of the answer.",
		},
		{
			Key: "kind", Name: "Kind", Kind: parameter.Choice, Choices: question.Names(), Absent: "must be given",
			Help: "What is asked.",
		},
	}
}

func (s *QuestionSection) fixed() []parameter.Parameter { return QuestionParameters() }
func (s *QuestionSection) values() *parameter.Values    { return &s.Values }
func (s *QuestionSection) whose() string                { return fmt.Sprintf("question %q", s.Kind) }

func (s *QuestionSection) described() ([]parameter.Parameter, bool) {
	k, ok := question.Lookup(s.Kind)
	return k.Parameters, ok
}

func (s *QuestionSection) get(key string) any {
	if key == "name" {
		return s.Name
	}
	return optional(s.Kind)
}

func (s *QuestionSection) put(key string, value any) {
	if key == "name" {
		s.Name = value.(string)
		return
	}
	s.Kind = value.(string)
}

func (s *QuestionSection) title() string {
	if k, ok := question.Lookup(s.Kind); ok {
		return k.Title
	}
	return "Question"
}

// check looks for the kind, and for the sections that parameters name.
func (s *QuestionSection) check(r *Recipe, section string, p *problems) {
	if s.Kind == "" && !p.in(section+".kind") {
		kind, _ := parameter.Find(s.fixed(), "kind")
		r.complain(p, section, "kind", nil, "missing; "+kind.Range())
	}
	described, _ := s.described()
	for _, d := range described {
		name, refers := reference(d, s.Values)
		if names := r.namesOf(d.Refers); refers && !slices.Contains(names, name) {
			r.complain(p, section, d.Key, name, "must be the name of "+article(d.Refers)+Listed(names))
		}
	}
}

// article is a word with "a" or "an" before it.
func article(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}
