package recipe

import (
	"reflect"
	"testing"

	"firenet/recon/parameter"
)

// Every key that can be set is read back by Get.
func TestGetReadsWhatSetWrites(t *testing.T) {
	r := Default()
	for path, value := range map[string]any{
		"title": "a name", "seed": uint64(7), "image.size": 64, "sampling.fraction": 0.25, "noise.level": 0.1,
		"sampling.sparsities": []float64{4, 12, 40}, "image.insert": "disc", "reconstructor.FIRENET.inner": 20,
		"reconstructor.firenet.weights": parameter.Table{Key: "values", Numbers: []float64{1, 2}},
	} {
		next, err := r.Set(path, parameter.Format(value))
		if err != nil {
			t.Fatal(err)
		}
		if got := next.Get(path); !reflect.DeepEqual(got, value) {
			t.Errorf("%s: got %v, set %v", path, got, value)
		}
	}
	for _, k := range r.Keys() {
		if k.Default != nil && r.Get(k.Path) == nil && k.Key != "phantom" {
			t.Errorf("%s has the default %v, and Get says that it is absent", k.Path, k.Default)
		}
	}
	for _, path := range []string{"", "image", "no.such", "reconstructor.none.inner", "image.phantom.deep"} {
		if got := r.Get(path); got != nil {
			t.Errorf("%q: got %v", path, got)
		}
	}
}
