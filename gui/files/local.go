package files

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/storage/repository"
)

// fileSystem is what the toolkit's file dialogs need of a file system.
type fileSystem interface {
	repository.WritableRepository
	repository.ListableRepository
	repository.HierarchicalRepository
}

// localFiles are the files of this machine, of which none is touched before something is
// written to it. The toolkit's own writer empties a file as soon as the save dialog has
// closed: if the disk is full then, the old content is gone.
type localFiles struct{ fileSystem }

// KeepLocal puts localFiles in place of the toolkit's.
func KeepLocal() {
	r, err := repository.ForURI(storage.NewFileURI("/"))
	if err != nil {
		return
	}
	if own, ok := r.(fileSystem); ok {
		if _, done := r.(localFiles); !done {
			repository.Register("file", localFiles{own})
		}
	}
}

// Writer is part of repository.WritableRepository.
func (l localFiles) Writer(u fyne.URI) (fyne.URIWriteCloser, error) {
	return &lateWriter{files: l.fileSystem, uri: u}, nil
}

// lateWriter opens its file with the first byte.
type lateWriter struct {
	files fileSystem
	uri   fyne.URI
	file  io.WriteCloser
}

// Write is part of io.Writer.
func (w *lateWriter) Write(b []byte) (int, error) {
	if w.file == nil {
		f, err := w.files.Writer(w.uri)
		if err != nil {
			return 0, err
		}
		w.file = f
	}
	return w.file.Write(b)
}

// Close is part of io.Closer.
func (w *lateWriter) Close() error {
	if w.file == nil {
		return nil
	}
	return w.file.Close()
}

// URI is part of fyne.URIWriteCloser.
func (w *lateWriter) URI() fyne.URI { return w.uri }
