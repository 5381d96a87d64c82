package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"firenet/recon/wholefile"
)

// preferencesPath is where the toolkit keeps what the user has chosen.
func preferencesPath() (string, error) {
	if runtime.GOOS == "darwin" {
		home, err := os.UserHomeDir()
		return filepath.Join(home, "Library", "Preferences", "fyne", appID, "preferences.json"), err
	}
	dir, err := os.UserConfigDir()
	return filepath.Join(dir, "fyne", appID, "preferences.json"), err
}

// preferencesFormat grows when older programs would misread what a newer one has kept.
const (
	preferencesFormat = 1
	formatKey         = "format"
)

// securePreferences looks at the preferences before the toolkit does, which would panic on
// some and write over the others. What cannot be read, or is of a newer program, is put
// aside; of the last start at which they could be read there is a copy. It returns what is
// to be said about it, empty if nothing is.
func securePreferences(path string, now time.Time) string {
	good := path + ".last"
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	if err == nil {
		err = readablePreferences(b)
	}
	var newer *newerError
	switch {
	case err == nil:
		_ = keep(good, b) // a convenience: without it nothing is lost yet
		return ""
	case errors.As(err, &newer):
		aside, err := putAside(path, "newer", now)
		if err != nil {
			return "The settings are those of a newer version and cannot be put aside: " + err.Error() + "."
		}
		restored := restore(good, path)
		return "The settings are of a newer version; they were put aside as " + filepath.Base(aside) + "; " + restored + " are used."
	}
	aside, moved := putAside(path, "damaged", now)
	if moved != nil {
		return "The settings cannot be read: " + err.Error() + "; nor put aside: " + moved.Error() + "."
	}
	return "The settings could not be read; they were put aside as " + filepath.Base(aside) + "; " + restore(good, path) + " are used."
}

// newerError says that preferences are of a newer program.
type newerError struct{ format float64 }

func (e *newerError) Error() string { return fmt.Sprintf("format %g", e.format) }

// readablePreferences says what is wrong with preferences: they are one object of values
// and of lists of one kind.
func readablePreferences(b []byte) error {
	var values map[string]any
	if err := json.Unmarshal(b, &values); err != nil {
		return err
	}
	if values == nil {
		return errors.New("no settings in it")
	}
	for key, v := range values {
		list, _ := v.([]any)
		for _, item := range list {
			if fmt.Sprintf("%T", item) != fmt.Sprintf("%T", list[0]) {
				return fmt.Errorf("%s: a list of several kinds", key)
			}
		}
	}
	if format, ok := values[formatKey].(float64); ok && format > preferencesFormat {
		return &newerError{format}
	}
	return nil
}

// putAside gives a file another name that is not taken.
func putAside(path, why string, now time.Time) (string, error) {
	base := fmt.Sprintf("%s.%s-%s", path, why, now.Format("20060102-150405"))
	aside := base
	for i := 2; ; i++ {
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return aside, os.Rename(path, aside)
		}
		aside = fmt.Sprintf("%s-%d", base, i)
	}
}

// restore brings back the copy of the last start, and says in words what is used now.
func restore(good, path string) string {
	if b, err := os.ReadFile(good); err == nil && readablePreferences(b) == nil && keep(path, b) == nil {
		return "those of the last start"
	}
	return "the defaults"
}

func keep(path string, b []byte) error {
	return wholefile.Write(path, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}
