package weights_test

import (
	"math"
	"slices"
	"testing"

	"firenet/phantoms"
	"firenet/recon/array"
	"firenet/recon/weights"
)

// Strict counts on Shepp-Logan at 256, threshold 0.5 + 1e-9, from the reference data of
// the sampling levels.
func TestCountSparsitiesSheppLogan(t *testing.T) {
	x := phantoms.SheppLogan(array.Shape{H: 256, W: 256})
	got, err := weights.CountSparsities(x, "db1", 7)
	if err != nil {
		t.Fatal(err)
	}
	if want := []float64{15, 43, 81, 141, 228, 262, 172}; !slices.Equal(got, want) {
		t.Errorf("counts %v, want %v", got, want)
	}
}

func TestCountSparsitiesScales(t *testing.T) {
	x := phantoms.SheppLogan(array.Shape{H: 64, W: 64})
	want, err := weights.CountSparsities(x, "db2", 4)
	if err != nil {
		t.Fatal(err)
	}
	// Powers of two and a whole offset keep every rounding.
	y := x.Clone()
	for i, v := range y.Data {
		y.Data[i] = 256*v - 128
	}
	if got, _ := weights.CountSparsities(y, "db2", 4); !slices.Equal(got, want) {
		t.Errorf("a picture of another range counts %v, want %v", got, want)
	}
	constant := array.NewComplex(x.Shape)
	if got, err := weights.CountSparsities(constant, "db1", 3); err != nil || !slices.Equal(got, []float64{0, 0, 0}) {
		t.Errorf("a black picture counts %v, error %v", got, err)
	}
}

func TestSpread(t *testing.T) {
	s := array.Shape{H: 8, W: 16}
	joint, err := weights.Spread([]float64{1, 2}, s, 2)
	if err != nil {
		t.Fatal(err)
	}
	apart, err := weights.Spread([]float64{7, 1, 2}, s, 2)
	if err != nil {
		t.Fatal(err)
	}
	for r := range s.H {
		for c := range s.W {
			want, wantApart := 2.0, 2.0
			if r < 4 && c < 8 {
				want, wantApart = 1, 1
			}
			if r < 2 && c < 4 {
				wantApart = 7
			}
			if got := joint[r*s.W+c]; got != want {
				t.Errorf("J numbers: weight of (%d, %d) is %v, want %v", r, c, got, want)
			}
			if got := apart[r*s.W+c]; got != wantApart {
				t.Errorf("J+1 numbers: weight of (%d, %d) is %v, want %v", r, c, got, wantApart)
			}
		}
	}
	for _, n := range []int{0, 1, 4} {
		if _, err := weights.Spread(make([]float64, n), s, 2); err == nil {
			t.Errorf("%d numbers for 2 levels: no error", n)
		}
	}
}

func TestFromSparsitiesZero(t *testing.T) {
	w := weights.FromSparsities([]float64{4, 0, 12})
	if w[0] != 2 || !math.IsInf(w[1], 1) || w[2] != math.Sqrt(16.0/12) {
		t.Errorf("weights %v", w)
	}
}
