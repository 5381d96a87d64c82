package recipe

import (
	"errors"
	"reflect"
	"testing"

	"firenet/recon/parameter"
)

// A value is stored as its text would be, whatever the key, and refused as its text is.
func TestSetValueIsSet(t *testing.T) {
	r := Default()
	r.Attacks = []AttackSection{{Name: "worst", Values: parameter.Values{"target": TargetAll}}}
	r, err := r.Complete()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range r.Keys() {
		if k.Path == "format" {
			continue
		}
		for _, value := range []any{3, 0.25, 1e-9, -7, 2.5e300, "text", []float64{0.5, 1}} {
			want, wrong := r.Set(k.Path, parameter.Format(value))
			got, err := r.SetValue(k.Path, value)
			if (err == nil) != (wrong == nil) || !reflect.DeepEqual(got, want) {
				t.Errorf("%s = %v: got another recipe, or another error: %v, want %v", k.Path, value, err, wrong)
			}
			var said, would *FieldError
			if errors.As(err, &said) && errors.As(wrong, &would) && (said.Key != would.Key || said.Want != would.Want) {
				t.Errorf("%s = %v: refused as %v, its text as %v", k.Path, value, err, wrong)
			}
		}
	}
	if _, err := r.SetValue("reconstructor.nobody.inner", 5); err == nil {
		t.Error("a reconstructor that there is not is set")
	}
}
