package experiment

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"firenet/recon/array"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
)

// blind is a reconstructor whose derivative nobody knows.
type blind struct{ reconstruct.Reconstructor }

func init() {
	reconstruct.Register(reconstruct.Method{
		Name: "blind-for-tests", Layers: func(parameter.Values) int { return 1 }, Memory: func(reconstruct.Setup) int64 { return 0 },
		New: func(reconstruct.Setup) (reconstruct.Reconstructor, error) {
			return nil, errors.New("only its name is needed")
		},
	})
}

// blinded makes reconstructor i one whose derivative nobody knows.
func blinded(r *run, i int) {
	entry := &r.planned[i]
	entry.method, _ = reconstruct.Lookup("blind-for-tests")
	entry.reconstructor = blind{entry.reconstructor}
	entry.section.Method, r.recipe.Reconstructors[i].Method = entry.method.Name, entry.method.Name
}

// started is a plan of zero-filled, a network that starts from it, and one that starts from
// the network, in double precision, with what a run prepares.
func started(t *testing.T) *run {
	t.Helper()
	const each = "method = \"firenet\"\nlevels = 3\nrestarts = 2\ninner = 3\nweights = \"phantom\"\nprecision = \"float64\"\n"
	r, err := recipe.Parse("test.toml", []byte("format = 1\nimage.size = 32\nnoise.level = 0.05\n[[reconstructor]]\nmethod = \"zero-filled\"\n"+
		"[[reconstructor]]\nname = \"First\"\nstart = \"zero-filled\"\n"+each+"[[reconstructor]]\nname = \"Second\"\nstart = \"First\"\n"+each+
		"[[attack]]\nname = \"worst\"\ntarget = \"Second\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPlan(t.Context(), r, Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	run := &run{Plan: p, options: Options{Threads: 1}, ctx: t.Context(), shared: NewCache()}
	if err := run.prepare(); err != nil {
		t.Fatal(err)
	}
	for i := range p.planned {
		if err := run.reconstruct(i); err != nil {
			t.Fatal(err)
		}
	}
	return run
}

// The derivative of a network that starts from a network that starts from the zero-filled
// image is that of all three together: against finite differences of the reconstructions,
// and <J a, b> = <a, J^T b> to 1e-10.
func TestDerivativeThroughStarts(t *testing.T) {
	r := started(t)
	random := rand.New(rand.NewPCG(3, 4))
	v := randomArray(random, r.shape)
	for i, on := range r.model.Mask.Data {
		if !on {
			v.Data[i] = 0
		}
	}
	v = plus(array.NewComplex(r.shape), v, 1/v.Norm())
	g := randomArray(random, r.shape)
	for i := 1; i <= 2; i++ {
		f, err := r.linearise(context.Background(), i)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if d := array.Distance(f.Value(), r.result.Outputs[i].Image) / f.Value().Norm(); d > 1e-10 {
			t.Errorf("%d: the value differs by %v from the reconstruction", i, d)
		}
		jv, jg := array.NewComplex(r.shape), array.NewComplex(r.shape)
		if err := errors.Join(f.JVP(jv, v, nil), f.VJP(jg, nil, g)); err != nil {
			t.Fatal(err)
		}
		left, right := inner(jv, g), inner(v, jg)
		if math.Abs(left-right) > 1e-10*jv.Norm()*g.Norm() {
			t.Errorf("%d: <Jv, g> = %v, <v, J^T g> = %v", i, left, right)
		}
		const h = 1e-6
		up, err := r.at(t.Context(), i, plus(r.result.Samples, v, h))
		if err != nil {
			t.Fatal(err)
		}
		down, err := r.at(t.Context(), i, plus(r.result.Samples, v, -h))
		if err != nil {
			t.Fatal(err)
		}
		difference := plus(up, down, -1)
		if d := array.Distance(plus(array.NewComplex(r.shape), difference, 1/(2*h)), jv) / jv.Norm(); d > 1e-6 {
			t.Errorf("%d: finite differences differ by %v", i, d)
		}
	}
}

// inner is Re <a, b>.
func inner(a, b *array.Complex) (sum float64) {
	for i, z := range a.Data {
		sum += real(z)*real(b.Data[i]) + imag(z)*imag(b.Data[i])
	}
	return sum
}

// A target without a derivative is refused by name, also when only what it starts from has
// none; a random perturbation needs none, and "all" are those that have one.
func TestTargetsWithoutDerivative(t *testing.T) {
	r := started(t)
	refused := func(target, kind, want string) {
		t.Helper()
		s := &recipe.AttackSection{Name: "x", Values: parameter.Values{"target": target, "kind": kind}}
		_, err := r.targets(s)
		var wrong *parameter.Error
		if !errors.As(err, &wrong) || wrong.Key != "target" || !strings.Contains(wrong.Want, want) {
			t.Errorf("%s: %v, want %s", target, err, want)
		}
	}
	accepted := func(target, kind string, want int) {
		t.Helper()
		s := &recipe.AttackSection{Name: "x", Values: parameter.Values{"target": target, "kind": kind}}
		if list, err := r.targets(s); err != nil || len(list) != want {
			t.Errorf("%s, %s: %v, %v", target, kind, list, err)
		}
	}
	accepted("all", "pgd", 3)
	blinded(r, 1)
	refused("First", "pgd", `First (method "blind-for-tests") has no derivative, without which it cannot be attacked; those that can be: "Zero-filled"`)
	refused("Second", "momentum", "Second starts from First, which has no derivative")
	accepted("First", "random", 1)
	accepted("all", "pgd", 1)
	blinded(r, 0)
	refused("all", "localised", "no reconstructor has a derivative")
	refused("First", "pgd", "nor has any other reconstructor")

	// Its random perturbation is found and measured without one.
	r.attacks[0].target, r.attacks[0].settings.Kind, r.attacks[0].settings.Rule, r.attacks[0].draws = 1, "random", "", 2
	r.planned[2].start.kind = startNone
	if err := r.attack(0); err != nil {
		t.Fatal(err)
	}
	a := r.result.Attacks[0]
	if x := a.Exposed[1]; !(x.Amplification > 0) || math.Abs(x.Amplification-a.Last.Amplification) > 1e-9*x.Amplification {
		t.Errorf("amplification %v, the search saw %v", x.Amplification, a.Last.Amplification)
	}
}
