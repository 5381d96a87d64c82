package experiment

import (
	"context"
	"errors"
	"fmt"
	"time"

	"firenet/recon/array"
	"firenet/recon/measure"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/study"
)

// plannedQuestion is one question of the recipe, ready to be asked.
type plannedQuestion struct {
	name   string
	title  string
	study  study.Study
	values parameter.Values
}

// lookUpQuestions checks the questions against recipe and image.
func (p *Plan) lookUpQuestions() error {
	var all []error
	for _, q := range study.Of(p.recipe) {
		all = append(all, p.lookUpQuestion(q.Section, q.Name, q.Kind, q.Values))
	}
	return errors.Join(all...)
}

func (p *Plan) lookUpQuestion(where, name, kind string, values parameter.Values) error {
	s, ok := study.Lookup(kind)
	if !ok {
		return p.recipe.At(where, fmt.Errorf("no question %q", kind))
	}
	if s.Check != nil {
		if err := s.Check(p.recipe, values, p.shape); err != nil {
			return p.recipe.At(where, err)
		}
	}
	p.questions = append(p.questions, plannedQuestion{name: name, title: s.Title, study: s, values: values})
	return nil
}

// Questions are the names of the questions, in the order of [result.Result.Reports].
func (p *Plan) Questions() []string {
	names := make([]string, len(p.questions))
	for i, q := range p.questions {
		names[i] = q.name
	}
	return names
}

// ask answers question i. Of one that is cancelled the observer has seen the report so far.
func (r *run) ask(i int) error {
	q := r.questions[i]
	watch := r.options.Observer
	begin := time.Now()
	tell := func(report *result.Report, done, all int) {
		if report != nil && watch.Answered != nil {
			watch.Answered(i, q.finish(report, true, begin))
		}
		if watch.Asked != nil {
			watch.Asked(i, q.name, done, all)
		}
	}
	tell(nil, 0, 0)
	report, err := q.study.Run(r.ctx, subjects{r}, q.values, tell)
	if err != nil {
		var wrong *parameter.Error
		if errors.As(err, &wrong) {
			err = r.recipe.At("question."+q.name, err)
		}
		return err
	}
	report = q.finish(report, false, begin)
	r.time(q.name, begin)
	r.result.Reports[i] = report
	if watch.Answered != nil {
		watch.Answered(i, report)
	}
	return nil
}

// finish gives a report its names.
func (q plannedQuestion) finish(report *result.Report, partial bool, begin time.Time) *result.Report {
	c := report.Copy()
	c.Name, c.Kind, c.Title, c.Partial = q.name, q.study.Name, q.title, partial
	c.Seconds = time.Since(begin).Seconds()
	return c
}

// Ask answers one question about the reconstructors of a recipe, without the rest of a run. The
// questions of the recipe itself are not asked. tell is told as that of study.Study.Run is, and
// may be nil. When ctx is cancelled the report so far is returned with ctx.Err(); wrong values
// are a *[recipe.FieldError].
func Ask(ctx context.Context, rec recipe.Recipe, kind string, values parameter.Values, o Options, tell study.Tell) (report *result.Report, err error) {
	defer Caught(&err)
	s, ok := study.Lookup(kind)
	if !ok {
		return nil, fmt.Errorf("no question %q", kind)
	}
	if values, err = parameter.Complete(s.Parameters, values); err != nil {
		return nil, rec.At("", err)
	}
	rec.Visibility, rec.Questions = recipe.VisibilitySection{}, nil
	p, err := NewPlan(ctx, rec, o)
	if err != nil {
		return nil, err
	}
	if err := p.lookUpQuestion("", kind, kind, values); err != nil {
		return nil, err
	}
	q := p.questions[len(p.questions)-1]
	r := &run{Plan: p, options: o, ctx: ctx, shared: NewCache()}
	r.options.Observer = Observer{}
	if err := r.prepare(); err != nil {
		return nil, err
	}
	begin := time.Now()
	named := func(report *result.Report, done, all int) {
		if report != nil {
			report = q.finish(report, true, begin)
		}
		if tell != nil {
			tell(report, done, all)
		}
	}
	report, err = q.study.Run(ctx, subjects{r}, q.values, named)
	if report != nil {
		report = q.finish(report, err != nil, begin)
	}
	return report, err
}

// subjects are the reconstructors of a run as questions see them.
type subjects struct{ *run }

func (s subjects) Recipe() recipe.Recipe   { return s.run.recipe }
func (s subjects) Threads() int            { return s.options.threads() }
func (s subjects) Model() measure.Model    { return s.model }
func (s subjects) Samples() *array.Complex { return s.result.Samples }
func (s subjects) Truth() *array.Complex   { return s.truth }

// Names are those of the reconstructors.
func (s subjects) Names() []string {
	names := make([]string, len(s.planned))
	for j, p := range s.planned {
		names[j] = p.section.Name
	}
	return names
}

// Plain is the truth without the detail.
func (s subjects) Plain() (*array.Complex, error) {
	plain, err := s.plainTruth()
	return plain.image, err
}

// SamplesOf are y + A (x' - x).
func (s subjects) SamplesOf(_ context.Context, image *array.Complex) (*array.Complex, error) {
	return s.samplesOf(image)
}

// Value is the reconstruction of the run, computed when it is not there yet.
func (s subjects) Value(_ context.Context, j int) (*array.Complex, error) {
	for k := range j + 1 { // it may start from an earlier one
		if s.result.Outputs[k] == nil {
			if err := s.reconstruct(k); err != nil {
				return nil, err
			}
		}
	}
	return s.result.Outputs[j].Image, nil
}

// At is reconstructor j on other samples.
func (s subjects) At(ctx context.Context, j int, samples *array.Complex) (*array.Complex, error) {
	return s.at(ctx, j, samples)
}

// On makes a plan and a run of another measurement. Nothing of it is kept in the cache.
func (s subjects) On(m measure.Model, samples, truth *array.Complex, move func(*array.Complex) *array.Complex) (study.Subjects, error) {
	p := *s.Plan
	p.cache, p.model, p.shape, p.truth, p.measured = nil, m, m.Image(), truth, samples
	p.planned = make([]planned, len(s.planned))
	for j, entry := range s.planned {
		made, err := entry.method.New(p.setup(entry.section))
		if err != nil {
			return nil, p.recipe.At("reconstructor."+entry.section.Name, err)
		}
		entry.reconstructor = made
		if entry.start.image != nil {
			entry.start.image = move(entry.start.image)
		}
		p.planned[j] = entry
	}
	r := &run{Plan: &p, options: s.options, ctx: s.ctx, shared: NewCache()}
	r.options.Observer = Observer{}
	if err := r.prepare(); err != nil {
		return nil, err
	}
	r.sigma = s.sigma
	return subjects{r}, nil
}

// Run computes a recipe with the options of this run, and its cache.
func (s subjects) Run(ctx context.Context, r recipe.Recipe) (*result.Result, error) {
	o := Options{Threads: s.options.Threads, Cache: s.cache}
	p, err := NewPlan(ctx, r, o)
	if err != nil {
		return nil, err
	}
	return Run(ctx, p, o)
}

// Remember keeps what depends on a reconstructor's output.
func (s subjects) Remember(j int, step, key string, compute func() (any, error)) (any, error) {
	return remember(s.cache, step+" of "+s.planned[j].section.Name, s.planned[j].key+"|"+key, compute)
}
