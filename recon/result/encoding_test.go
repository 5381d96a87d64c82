package result_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firenet/recon/array"
	"firenet/recon/result"
)

// memory is a container that keeps everything, arrays as they are.
type memory struct {
	texts  map[string][]byte
	arrays map[string]*array.Complex
	mask   *array.Mask
}

func newMemory() *memory { return &memory{map[string][]byte{}, map[string]*array.Complex{}, nil} }

func (m *memory) Text(name string, content func(io.Writer) error) (string, error) {
	var b bytes.Buffer
	err := content(&b)
	for ; m.texts[name] != nil; name += "+" {
	}
	m.texts[name] = b.Bytes()
	return name, err
}

func (m *memory) Array(name string, a *array.Complex, _ result.Form) (string, error) {
	ref := name
	for ; ref == "" || m.arrays[ref] != nil; ref += "+" {
	}
	m.arrays[ref] = a
	return ref, nil
}

func (m *memory) Mask(name string, mask *array.Mask) (string, error) {
	m.mask = mask
	return name, nil
}

// source is the same container as it is read.
type source struct{ *memory }

var errMissing = errors.New("missing")

func (s source) Text(ref string, limit int64) ([]byte, error) {
	if b, ok := s.texts[ref]; ok && int64(len(b)) <= limit {
		return b, nil
	}
	return nil, errMissing
}

func (s source) Array(ref string) (*array.Complex, error) {
	if a := s.arrays[ref]; a != nil {
		return a, nil
	}
	return nil, errMissing
}

func (s source) Mask(ref string) (*array.Mask, error) {
	if s.mask == nil {
		return nil, errMissing
	}
	return s.mask, nil
}

// TestTheEncodingKeepsUnfinishedRuns: what is not there yet is not there when it is read, and
// the rest keeps its place.
func TestTheEncodingKeepsUnfinishedRuns(t *testing.T) {
	r := richResult(t)
	r.Outputs = append(r.Outputs, nil)
	r.Attacks[0].Partial, r.Attacks[1] = true, nil
	for _, a := range []*result.AttackOutput{r.Attacks[0], r.Attacks[2], r.Attacks[3]} {
		a.Exposed = append(a.Exposed, nil)
	}
	r.Attacks[0].Singular.Exposed = append(r.Attacks[0].Singular.Exposed, nil)
	r.Reports = append([]*result.Report{nil}, r.Reports...)
	m := newMemory()
	must(t, result.Encode(m, r))
	back, err := result.Decode(source{m})
	must(t, err)
	back.Recipe = r.Recipe
	if d := cmp.Diff(r, back, bitByBit); d != "" {
		t.Errorf("written and read (-want +got):\n%s", d)
	}
}

// TestTablesThatWouldNotReadBack are errors when they are written.
func TestTablesThatWouldNotReadBack(t *testing.T) {
	for what, c := range map[string][]result.Column{
		"no key":          {{Numbers: []float64{1}}},
		"other lengths":   {{Key: "a", Numbers: []float64{1}}, {Key: "b", Flags: []bool{true, false}}},
		"carriage return": {{Key: "a", Texts: []string{"one\r\ntwo"}}},
	} {
		r := &result.Result{Reports: []*result.Report{{Name: "q", Tables: []result.Table{{Columns: c}}}}}
		if err := result.Encode(newMemory(), r); err == nil {
			t.Errorf("%s: written", what)
		}
	}
}

// FuzzDecode: whatever the documents say, Decode returns a result that can be encoded again and
// is the same then, or an error, and never panics.
func FuzzDecode(f *testing.F) {
	m := newMemory()
	must(f, result.Encode(m, richResult(f)))
	f.Add(m.texts[result.DocumentName], m.texts[result.TimesName], m.texts["does-it-turn-.csv"])
	f.Add([]byte("format = 1\n"), []byte("format = 1\n"), []byte{})
	f.Fuzz(func(t *testing.T, document, times, table []byte) {
		s := source{&memory{map[string][]byte{}, m.arrays, m.mask}}
		for name, b := range m.texts {
			s.texts[name] = b
		}
		s.texts[result.DocumentName], s.texts[result.TimesName], s.texts["does-it-turn-.csv"] = document, times, table
		r, err := result.Decode(s)
		if err != nil {
			return
		}
		again := newMemory()
		if err := result.Encode(again, r); err != nil {
			t.Fatalf("a result that was read cannot be written: %v", err)
		}
		back, err := result.Decode(source{again})
		if err != nil {
			t.Fatalf("a result that was written cannot be read: %v", err)
		}
		if d := cmp.Diff(r, back, bitByBit); d != "" {
			t.Fatalf("read, and read again:\n%s", d)
		}
	})
}
