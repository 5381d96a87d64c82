package session_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

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

// What is said of the session itself comes back, so that an autosave continues where the
// window was.
func TestASessionKeepsItsFileAndItsRuns(t *testing.T) {
	r, err := recipe.Default().Complete()
	if err != nil {
		t.Fatal(err)
	}
	s := &session.Session{Recipe: r, File: "/somewhere/work.toml", Modified: true, Shown: 9, Layout: []byte("{}")}
	for _, number := range []int{4, 9} {
		s.Runs = append(s.Runs, &session.Run{
			Number: number, Recipe: r, State: "Failed", Message: "no memory", Layers: 10 * number, Pinned: number == 9,
			Changes: []string{"p 20"}, Elapsed: 1500 * time.Millisecond,
		})
	}
	var b bytes.Buffer
	if _, err := session.Encode(&b, t.TempDir(), s); err != nil {
		t.Fatal(err)
	}
	back, err := session.Decode(bytes.NewReader(b.Bytes()), int64(b.Len()), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if back.File != s.File || !back.Modified || back.Shown != 9 || string(back.Layout) != "{}" || len(back.Runs) != 2 {
		t.Errorf("file %q, modified %v, shown %d, layout %q, %d runs", back.File, back.Modified, back.Shown, back.Layout, len(back.Runs))
	}
	for i, run := range back.Runs {
		want := s.Runs[i]
		if run.Number != want.Number || run.State != want.State || run.Message != want.Message || run.Layers != want.Layers ||
			run.Pinned != want.Pinned || !slices.Equal(run.Changes, want.Changes) || run.Elapsed != want.Elapsed {
			t.Errorf("run %+v, want %+v", run, want)
		}
	}
}

// Runs that share what they started from take its room once: four arrays and a picture for
// each of two runs, 16 bytes a pixel.
func TestSharedArraysTakeRoomOnce(t *testing.T) {
	shape := array.Shape{H: 4, W: 6}
	start := &session.Start{
		Truth: array.NewComplex(shape), Samples: array.NewComplex(shape), Spectrum: array.NewComplex(shape), ZeroFilled: array.NewComplex(shape),
	}
	s := &session.Session{Shown: 2}
	for number := 1; number <= 2; number++ {
		s.Runs = append(s.Runs, &session.Run{Number: number, Start: start, Tracks: []session.Track{{Image: array.NewComplex(shape)}}})
	}
	const room = 6 * 4 * 6 * 16
	if n := len(s.Within(room).Runs); n != 2 {
		t.Errorf("in the room of six arrays there are %d runs, want both", n)
	}
	if n := len(s.Within(room - 1).Runs); n != 1 {
		t.Errorf("in less room than that of six arrays there are %d runs, want that which is shown", n)
	}
}
