package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
)

// Recent are the files that were open, also before the last start.
type Recent struct {
	Preferences fyne.Preferences
	Open        func(path string)
}

// recentKey is where the preferences keep the files that were open, the last one first.
const recentKey = "recent"

// MaxRecent is how many are kept.
const MaxRecent = 10

// Note puts a file at the head of those that were open.
func (r Recent) Note(path string) {
	path, err := filepath.Abs(path)
	if err != nil {
		return
	}
	list := slices.DeleteFunc(r.Preferences.StringList(recentKey), func(p string) bool { return p == path })
	list = slices.Insert(list, 0, path)
	r.Preferences.SetStringList(recentKey, list[:min(len(list), MaxRecent)])
}

// Items lists the files that were open and are still there.
func (r Recent) Items() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	var there []string
	list := r.Preferences.StringList(recentKey)
	for _, path := range list {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		there = append(there, path)
		items = append(items, fyne.NewMenuItem(shortPath(path), func() { r.Open(path) }))
	}
	if len(there) < len(list) {
		r.Preferences.SetStringList(recentKey, there)
	}
	return items
}

// shortPath is a file with the folder that it lies in.
func shortPath(path string) string {
	return filepath.Base(path) + "  in " + filepath.Base(filepath.Dir(path))
}
