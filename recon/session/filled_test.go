package session

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firenet/recon/array"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// notKept are fields, as Type.Field, that a session deliberately does not keep, each with the
// reason. There are none.
var notKept = map[string]string{}

// notInRun are fields of a result that a run keeps elsewhere.
var notInRun = map[string]string{
	"Recipe": "is Start.Recipe, written as completed.toml",
}

// TestASessionKeepsEveryField: every field that there is has a value of its own, and all come
// back. A field that is new and not encoded fails here.
func TestASessionKeepsEveryField(t *testing.T) {
	s := filledSession()
	b := encode(t, s, "/")
	back, err := Decode(bytes.NewReader(b), int64(len(b)), "/")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(s, back, same); d != "" {
		t.Errorf("what was written and what was read differ:\n%s", d)
	}
	if again := encode(t, back, "/"); !bytes.Equal(b, again) {
		t.Error("a session written again has other bytes")
	}
	computed := reflect.ValueOf(s.Runs[0].result()).Elem()
	for i := range computed.NumField() {
		name := computed.Type().Field(i).Name
		if empty := computed.Field(i).IsZero(); empty != (notInRun[name] != "") {
			t.Errorf("Result.%s: a run gives it to the encoding: %v", name, !empty)
		}
	}
}

// filledSession has two of everything.
func filledSession() *Session {
	s := &Session{}
	(&filler{}).fill(reflect.ValueOf(s).Elem(), "Session")
	return s
}

// filler gives every value that it finds another content than all before.
type filler struct{ count int }

func (f *filler) next() int { f.count++; return f.count }

func (f *filler) fill(v reflect.Value, name string) {
	if f.special(v, name) {
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(f.next()))
	case reflect.Uint8:
		v.SetUint(uint64(f.next()%26 + 'a'))
	case reflect.Float64:
		v.SetFloat(float64(f.next()) / 7)
	case reflect.String:
		v.SetString(fmt.Sprintf("word %d, \"%s\"", f.next(), name))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), name)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			f.fill(v.Index(i), name)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if path := v.Type().Name() + "." + field.Name; notKept[path] == "" {
				f.fill(v.Field(i), path)
			}
		}
	default:
		panic(fmt.Sprintf("%s is of a kind, %v, that the test does not know: teach it", name, v.Kind()))
	}
}

// filledShape is that of all images, filledMask their mask.
var filledShape = array.Shape{H: 3, W: 4}

func filledMask() *array.Mask {
	m := array.NewMask(filledShape)
	for i := range m.Data {
		m.Data[i] = i%3 == 1
	}
	return m
}

// special fills what must fit to other things, or has no fields that are seen.
func (f *filler) special(v reflect.Value, name string) bool {
	switch into := v.Addr().Interface().(type) {
	case *recipe.Recipe:
		*into = recipe.Default()
		into.Title, into.Dir = fmt.Sprintf("recipe %d", f.next()), "/"
	case *array.Complex:
		*into = *array.NewComplex(filledShape)
		for i := range into.Data {
			into.Data[i] = complex(float64(f.next())/7, float64(f.next())/7)
		}
	case *array.Mask:
		*into = *filledMask()
	case *[]complex64: // as many as there are sampled frequencies
		for range filledMask().Count() {
			*into = append(*into, complex(float32(f.next())/7, float32(f.next())/7))
		}
	case *time.Duration:
		*into = time.Duration(f.next()) * 1234567 * time.Nanosecond
	case *[]result.Column: // one of each kind; the other lists of a column stay empty
		for _, list := range []string{"Texts", "Numbers", "Flags"} {
			c := reflect.New(reflect.TypeFor[result.Column]()).Elem()
			f.fill(c, name)
			for _, other := range []string{"Texts", "Numbers", "Flags"} {
				if other != list {
					c.FieldByName(other).SetZero()
				}
			}
			*into = append(*into, c.Interface().(result.Column))
		}
	default:
		if name != "AttackOutput.Target" {
			return false
		}
		v.SetInt(1) // of two reconstructors
	}
	return true
}
