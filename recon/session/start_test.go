package session_test

import (
	"bytes"
	"slices"
	"testing"

	"firenet/recon/array"
	"firenet/recon/recipe"
	"firenet/recon/result"
	"firenet/recon/session"
)

// A run keeps each of its arrays by its name: no two are equal here, so that one in the place
// of another shows. They are compared with what was put in, bit by bit.
func TestEveryArrayOfARunComesBackAsItself(t *testing.T) {
	shape := array.Shape{H: 4, W: 6}
	next := 0.0
	fill := func() *array.Complex {
		next++
		a := array.NewComplex(shape)
		for i := range a.Data {
			a.Data[i] = complex(next, float64(i)/3)
		}
		return a
	}
	mask := array.NewMask(shape)
	mask.Data[5] = true
	r, err := recipe.Default().Complete()
	if err != nil {
		t.Fatal(err)
	}
	start := &session.Start{Recipe: r, Truth: fill(), Mask: mask, Samples: fill(), Spectrum: fill(), ZeroFilled: fill()}
	track := session.Track{Name: "FIRENET", Method: "firenet", Layer: 3, Layers: 25, Image: fill()}
	track.Output = &result.Output{Name: "FIRENET", Method: "firenet"}
	track.Output.Image, track.Output.Coefficients, track.Output.Dual = track.Image, fill(), fill()
	other := session.Track{Name: "Zero-filled", Method: "zero-filled", Layer: 1, Layers: 1, Image: fill()}
	run := &session.Run{Number: 2, Recipe: r, State: "Done", Start: start, Tracks: []session.Track{track, other}}

	var b bytes.Buffer
	if _, err := session.Encode(&b, t.TempDir(), &session.Session{Recipe: r, Runs: []*session.Run{run}}); err != nil {
		t.Fatal(err)
	}
	read, err := session.Decode(bytes.NewReader(b.Bytes()), int64(b.Len()), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	back := read.Runs[0]
	if !slices.Equal(back.Start.Mask.Data, mask.Data) {
		t.Error("another mask")
	}
	for name, pair := range map[string][2]*array.Complex{
		"truth":        {start.Truth, back.Start.Truth},
		"samples":      {start.Samples, back.Start.Samples},
		"spectrum":     {start.Spectrum, back.Start.Spectrum},
		"zero-filled":  {start.ZeroFilled, back.Start.ZeroFilled},
		"image":        {track.Image, back.Tracks[0].Image},
		"coefficients": {track.Output.Coefficients, back.Tracks[0].Output.Coefficients},
		"dual":         {track.Output.Dual, back.Tracks[0].Output.Dual},
		"second image": {other.Image, back.Tracks[1].Image},
	} {
		if pair[1] == nil || pair[1].Shape != shape || !slices.Equal(pair[0].Data, pair[1].Data) {
			t.Errorf("%s: another array came back", name)
		}
	}
}
