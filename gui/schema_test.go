package gui

import (
	"slices"
	"strings"
	"testing"

	"firenet/gui/form"
	"firenet/phantoms"
	"firenet/recon/parameter"
	"firenet/recon/recipe"
	"firenet/recon/reconstruct"
	"firenet/recon/sampling"
)

// controls are the keys that have a control while everything is unfolded.
func (h *harness) controls() map[string]*form.Form {
	list := map[string]*form.Form{"image.phantom": nil, "image.size": nil, "sampling.operator": nil, "sampling.pattern": nil} // lists of their own
	for _, s := range h.left.steps() {
		for _, key := range s.form.Keys() {
			list[key] = s.form
		}
	}
	return list
}

func (h *harness) unfold() {
	for _, s := range h.left.steps() {
		s.all = true
	}
	h.left.show()
}

// Every key of every recipe that the registries admit has a control.
func TestEveryKeyHasAControl(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.control.SetLive(false)
	base := h.control.Recipe()
	check := func(what string, r recipe.Recipe) {
		h.catalogue.Selected = r.Reconstructors[len(r.Reconstructors)-1].Name
		if err := h.control.Replace("test", r); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		h.unfold()
		have := h.controls()
		for _, k := range r.Keys() {
			key := strings.ReplaceAll(k.Path, `"`, "")
			if strings.HasPrefix(key, "reconstructor.") && !strings.HasPrefix(key, "reconstructor."+h.catalogue.Selected+".") {
				continue // its parameters are shown when it is selected
			}
			if key == "image.slice" && r.Image.File == "" || key == "sampling.file" && r.Sampling.Pattern != "file" {
				continue // refused there by the recipe itself
			}
			pattern, _ := sampling.Lookup(r.Sampling.Pattern)
			if key == "sampling.fraction" && !pattern.UsesFraction {
				continue // the pattern does not read it
			}
			if _, ok := have[key]; !ok {
				t.Errorf("%s: %s has no control", what, key)
			}
			if tip := form.TipOf(k.Parameter); tip.Name == "" || tip.Sentence == "" || k.Kind == parameter.Real && tip.Detail == "" {
				t.Errorf("%s: the tip of %s is %+v", what, key, tip)
			}
		}
	}
	set := func(path, value string) recipe.Recipe {
		r, err := base.Set(path, value)
		if err == nil {
			r, err = r.Complete()
		}
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, n := range phantoms.Names() {
		check("phantom "+n, set("image.phantom", n))
	}
	for _, n := range sampling.Names() {
		if n == "file" {
			r := base.Clone()
			r.Sampling = recipe.SamplingSection{Operator: "fourier", Pattern: "file", Fraction: 0.15, File: "mask.npy", Values: parameter.Values{}}
			check("pattern file", r)
			continue
		}
		check("pattern "+n, set("sampling.pattern", n))
	}
	for _, n := range reconstruct.Names() {
		r := base.Clone()
		r.Reconstructors = []recipe.ReconstructorSection{{Name: "only", Method: n, Values: parameter.Values{}}}
		r, err := r.Complete()
		if err != nil {
			t.Fatal(err)
		}
		check("method "+n, r)
	}
	file := base.Clone()
	file.Image = recipe.ImageSection{File: "photo.png", Values: parameter.Values{}}
	check("a file", file)
}

// Each field says at itself what is wrong, and changes the recipe when it is right.
func TestEveryFieldComplainsAndIsRepaired(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.control.SetLive(false)
	h.left.set("image.insert", "text")
	h.unfold()
	for key, f := range h.controls() {
		if f == nil {
			continue
		}
		e, p := f.Entry(key), parameterOf(t, h.control.Recipe(), key)
		if p.Kind != parameter.Real && p.Kind != parameter.Integer && p.Kind != parameter.Numbers {
			continue
		}
		before := string(h.control.Recipe().Encode())
		was := e.Text()
		e.Commit("nonsense")
		if !strings.Contains(f.Message(key), "“nonsense”") || string(h.control.Recipe().Encode()) != before {
			t.Errorf("%s: message %q, or the recipe has changed", key, f.Message(key))
		}
		right := was
		if right == "" {
			right = map[bool]string{true: "4, 12, 40", false: "3"}[p.Kind == parameter.Numbers]
		}
		if key == "visibility.contrasts" && was == "" {
			right = "0.1, 0.2"
		}
		e.Commit(right)
		if f.Message(key) != "" {
			t.Errorf("%s: %q leaves the message %q", key, right, f.Message(key))
		}
	}
}

func parameterOf(t *testing.T, r recipe.Recipe, key string) parameter.Parameter {
	t.Helper()
	keys := r.Keys()
	i := slices.IndexFunc(keys, func(k recipe.Key) bool { return k.Path == key })
	if i < 0 {
		t.Fatalf("no key %s", key)
	}
	return keys[i].Parameter
}

func TestVariantsTakeTheirTables(t *testing.T) {
	h := open(t, nil)
	h.done()
	h.unfold()
	f := h.left.reconstructors.form
	key := "reconstructor.FIRENET.weights"
	for _, c := range []struct{ title, Named, want string }{
		{"given sparsities …", "4, 12, 40, 100, 300", "{sparsities = [4, 12, 40, 100, 300]}"},
		{"given values …", "1, 2, 3, 4, inf", "{values = [1, 2, 3, 4, inf]}"},
	} {
		h.rerun(func() {
			f.Select(key).SetSelected(c.title)
			f.Entry(key).Commit(c.Named)
		})
		if got := parameter.Format(h.control.Recipe().Reconstructors[1].Values["weights"]); got != c.want {
			t.Errorf("weights are %s, want %s", got, c.want)
		}
	}
	h.rerun(func() { f.Select(key).SetSelected("none") })
	h.rerun(func() { f.Select("reconstructor.FIRENET.start").SetSelected("Zero-filled") })
	if got := h.control.Recipe().Reconstructors[1].Values["start"]; got != "Zero-filled" {
		t.Errorf("start %v", got)
	}
}
