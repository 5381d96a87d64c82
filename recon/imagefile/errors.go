package imagefile

import (
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// What can be wrong with a file, for errors.Is. A file that cannot be opened gives the
// operating system's error, such as fs.ErrNotExist.
var (
	ErrFormat      = errors.New("malformed file")
	ErrUnsupported = errors.New("unsupported file or feature")
	ErrTooLarge    = errors.New("too large")
	ErrNotFinite   = errors.New("NaN or infinite value")
	ErrSlice       = errors.New("no such slice")
	ErrChanged     = errors.New("changed while it was read")
)

// Formats lists what [Read] reads, for messages and for a dialog.
const Formats = "PNG, JPEG, TIFF, BMP, GIF, WebP, NPY, BART .cfl/.hdr, NIfTI-1 (.nii, .nii.gz, .hdr/.img)"

// Error says what is wrong with which file, and what would do.
type Error struct {
	Path   string // as given by the caller
	What   string // "PNG: 30000 x 30000 pixels are too large"
	Remedy string // "reduce it to at most ..."; may be empty
	Kind   error  // one of the Err values
	Cause  error  // error of a library or of the operating system; may be nil
}

// Error is "path: what is wrong; what would do".
func (e *Error) Error() string {
	var b strings.Builder
	if e.Path != "" {
		b.WriteString(e.Path + ": ")
	}
	b.WriteString(e.What)
	if e.Remedy != "" {
		b.WriteString("; " + e.Remedy)
	}
	return b.String()
}

// Unwrap gives the kind and the cause to errors.Is and errors.As.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Cause}
}

// located returns err as an [Error] of the file path.
func located(path string, err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		if e.Path != "" {
			return err
		}
		c := *e
		c.Path = path
		return &c
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		return &Error{Path: path, What: p.Err.Error(), Kind: p.Err, Cause: err}
	}
	return &Error{Path: path, What: err.Error(), Kind: ErrFormat, Cause: err}
}

func malformed(remedy, what string, args ...any) error {
	return &Error{What: fmt.Sprintf(what, args...), Remedy: remedy, Kind: ErrFormat}
}

func unsupported(remedy, what string, args ...any) error {
	return &Error{What: fmt.Sprintf(what, args...), Remedy: remedy, Kind: ErrUnsupported}
}

func tooLarge(remedy, what string, args ...any) error {
	return &Error{What: fmt.Sprintf(what, args...), Remedy: remedy, Kind: ErrTooLarge}
}

const (
	damaged   = "the file is damaged: get a fresh copy"
	truncated = "the file is cut short: get a complete copy"
)

// decodeError makes a library's error readable: which format, what, what would do.
func decodeError(format string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	what, remedy := format+": "+strings.TrimPrefix(err.Error(), strings.ToLower(format)+": "), damaged
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), strings.HasSuffix(err.Error(), "EOF"):
		what, remedy = format+": unexpected end of file", truncated
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, zlib.ErrChecksum):
		what = format + ": wrong checksum"
	case isFlate(err):
		what = format + ": compressed data are damaged: " + err.Error()
	}
	return &Error{What: what, Remedy: remedy, Kind: ErrFormat, Cause: err}
}

func isFlate(err error) bool {
	var c flate.CorruptInputError
	return errors.As(err, &c)
}
