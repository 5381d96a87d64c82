package transform

import (
	"strings"
	"testing"

	"firenet/recon/array"
)

// Sizes that will not do are refused with those that would.
func TestErrorsSayWhatWouldDo(t *testing.T) {
	for _, c := range []struct {
		name string
		make func() error
		says []string
	}{
		{"unknown operator", func() error { _, err := New[complex64]("hartley", array.Shape{H: 4, W: 4}, nil); return err }, []string{`"hartley"`, "fourier, walsh"}},
		{"empty image", func() error { _, err := New[complex64]("fourier", array.Shape{H: 0, W: 4}, nil); return err }, []string{"0 x 4", "at least 1"}},
		{"empty image", func() error { _, err := New[complex64]("walsh", array.Shape{H: 4, W: -1}, nil); return err }, []string{"4 x -1", "at least 1"}},
		{"walsh", func() error { _, err := NewWalsh[complex64](array.Shape{H: 100, W: 64}, nil); return err }, []string{"100 x 64", "powers of two", "64 x 64", "128 x 64"}},
		{"levels", func() error { _, err := NewWavelet[complex64](array.Shape{H: 100, W: 60}, "db2", 3, nil); return err }, []string{"divisible by 8", "96 x 56", "104 x 64", "100 x 60", "at most 2"}},
		{"levels of a small image", func() error { _, err := NewWavelet[complex64](array.Shape{H: 4, W: 4}, "db2", 3, nil); return err }, []string{"such as 8 x 8;", "at most 2"}},
		{"too many levels", func() error { _, err := NewWavelet[complex64](array.Shape{H: 4, W: 4}, "db2", 99, nil); return err }, []string{"99", "at most 2"}},
		{"negative levels", func() error { _, err := NewWavelet[complex64](array.Shape{H: 4, W: 4}, "db2", -1, nil); return err }, []string{"-1 levels", "0 or more"}},
		{"empty image", func() error { _, err := NewWavelet[complex64](array.Shape{}, "db2", 0, nil); return err }, []string{"0 x 0", "at least 1"}},
		{"wavelet", func() error { _, err := NewWavelet[complex64](array.Shape{H: 4, W: 4}, "coif1", 1, nil); return err }, []string{`"coif1"`, "db1, db2"}},
		{"nothing", func() error { _, err := Compose[complex64](); return err }, []string{"nothing to compose"}},
		{"shapes", func() error {
			a, b := NewMask[complex64](array.NewMask(array.Shape{H: 2, W: 3})), NewMask[complex64](array.NewMask(array.Shape{H: 3, W: 3}))
			_, err := Compose[complex64](a, b)
			return err
		}, []string{"2 x 3", "3 x 3"}},
	} {
		err := c.make()
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		for _, s := range c.says {
			if !strings.Contains(err.Error(), s) {
				t.Errorf("%s: %q does not say %q", c.name, err, s)
			}
		}
	}
}

func TestMaxLevels(t *testing.T) {
	for s, want := range map[array.Shape]int{
		{H: 256, W: 256}: 8, {H: 24, W: 16}: 3, {H: 7, W: 8}: 0, {H: 1, W: 1}: 0, {H: 0, W: 0}: 0, {H: 12, W: 1024}: 2,
	} {
		if got := MaxLevels(s); got != want {
			t.Errorf("%v: %d levels, want %d", s, got, want)
		}
	}
}
