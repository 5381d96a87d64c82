package result

import (
	"errors"
	"fmt"
	"io"

	"firenet/recon/array"
)

// Sink is a container that a result is written to, a folder or a session. What it takes is
// found again in the [Source] of the same container by the reference that it returns.
type Sink interface {
	// Text keeps a text. Its name is where a folder has it; nested names have a slash.
	Text(name string, content func(io.Writer) error) (ref string, err error)
	// Array keeps an array. One without a name has no file in a folder: a folder returns
	// an empty reference, unless the same array is there under another name.
	Array(name string, a *array.Complex, form Form) (ref string, err error)
	Mask(name string, m *array.Mask) (ref string, err error)
}

// Source is a container that a result is read from. Its errors name the part that is wrong.
// Nothing is allocated that the size of the container does not warrant. An array that is
// asked for twice is the same one.
type Source interface {
	Text(ref string, limit int64) ([]byte, error) // at most limit bytes
	Array(ref string) (*array.Complex, error)
	Mask(ref string) (*array.Mask, error)
}

// Form is how many bytes of its numbers a folder has of an array. A container that keeps
// every bit chooses by itself.
type Form int

// The forms.
const (
	Double Form = iota // complex128
	Single             // complex64
	Real               // float64 if no number has an imaginary part, otherwise complex128
)

// The two texts that name all others.
const (
	// DocumentName is that of what a result is: equal runs leave equal documents.
	DocumentName = "result.toml"
	// TimesName is that of how long it took.
	TimesName = "times.toml"
)

// documentFormat is the version of both.
const documentFormat = 1

// Limits of what is read, and hence of what is written.
const (
	maxDocument = 4 << 20  // bytes of a document
	maxReport   = 16 << 20 // bytes of a table of a report
	maxSeries   = 64 << 20 // bytes of a history or a trajectory
	maxRows     = 1 << 20
	maxAttacks  = 64 * 64
)

// errMalformed is the kind of what is wrong with what a container holds.
var errMalformed = errors.New("damaged")

func malformed(part, what string, args ...any) error {
	return fmt.Errorf("%s: %w: %s", part, errMalformed, fmt.Sprintf(what, args...))
}
