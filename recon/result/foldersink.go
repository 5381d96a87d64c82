package result

import (
	"io"

	"firenet/recon/array"
	"firenet/recon/imagefile"
)

// folderSink is a folder in the making that a result is written to. References are the names
// of files, with slashes.
type folderSink struct {
	*folder
	names map[*array.Complex]string
}

func newFolderSink(f *folder) folderSink { return folderSink{f, map[*array.Complex]string{}} }

// Text keeps a text, but not the times, which are in metrics.csv and environment.toml: of two
// equal runs no other file differs.
func (s folderSink) Text(name string, content func(io.Writer) error) (string, error) {
	if name == TimesName {
		return "", nil
	}
	return name, s.write(name, content)
}

func (s folderSink) Array(name string, a *array.Complex, form Form) (string, error) {
	if name == "" {
		return s.names[a], nil
	}
	if s.names[a] == "" {
		s.names[a] = name
	}
	return name, s.write(name, func(w io.Writer) error {
		if form == Real && a.IsReal() {
			return imagefile.WriteNPYReal(w, a.Shape, a.RealParts())
		}
		return imagefile.WriteNPY(w, a, form == Single)
	})
}

func (s folderSink) Mask(name string, m *array.Mask) (string, error) {
	return name, s.write(name, func(w io.Writer) error { return imagefile.WriteNPYMask(w, m) })
}
