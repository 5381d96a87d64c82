package result

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"firenet/recon/recipe"
	"firenet/recon/wholefile"
)

// ErrFolder is the kind of every error that says that results cannot be written to the
// folder that was asked for: the remedy is another folder.
var ErrFolder = errors.New("results cannot be written there")

func folderError(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrFolder}, args...)...)
}

// CheckFolder says whether the results of the recipe can be written to dir, so that
// nothing is computed in vain. What exists there must be an empty folder, or, with force,
// a folder that may be replaced as a whole: not one that holds the current folder, the
// user's own, or a file that the recipe reads. Errors are of the kind [ErrFolder].
func CheckFolder(r recipe.Recipe, dir string, force bool) error {
	path, err := resolve(dir)
	if err != nil {
		return folderError("%w", err)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return checkWritable(nearestFolder(filepath.Dir(path)))
	case err != nil:
		return folderError("%w", err)
	case !info.IsDir():
		return folderError("%s is a file; name a folder that does not exist yet", dir)
	}
	empty, err := isEmpty(path)
	if err != nil {
		return folderError("%w", err)
	}
	if !empty && !force {
		return folderError("%s exists and is not empty; name another folder, or replace it with --force", dir)
	}
	if err := checkReplaceable(r, dir, path); err != nil {
		return err
	}
	return checkWritable(filepath.Dir(path))
}

// checkReplaceable protects folders whose loss cannot have been meant.
func checkReplaceable(r recipe.Recipe, dir, path string) error {
	if here, err := os.Getwd(); err == nil && within(path, here) {
		return folderError("%s is or holds the current folder, which would be replaced; name a folder in it", dir)
	}
	if home, err := os.UserHomeDir(); err == nil && within(path, home) {
		return folderError("%s is or holds your home folder, which would be replaced; name a folder in it", dir)
	}
	var reads string
	r.MapFiles(func(file string) string {
		if full, err := resolve(r.Path(file)); err == nil && within(path, full) {
			reads = file
		}
		return file
	})
	if reads != "" {
		return folderError("%s holds %s, which the recipe reads and which would be replaced; name another folder", dir, reads)
	}
	return nil
}

// within says whether path is folder or lies in it.
func within(folder, path string) bool {
	if p, err := filepath.EvalSymlinks(path); err == nil {
		path = p
	}
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// resolve is the absolute path with symbolic links followed as far as it exists, so that
// replacing a folder through a link replaces the folder and not the link.
func resolve(dir string) (string, error) {
	if dir == "" {
		return "", errors.New("the name of the folder is empty")
	}
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real, nil
	}
	if parent, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(parent, filepath.Base(path)), nil
	}
	return path, nil
}

func isEmpty(dir string) (bool, error) {
	f, err := os.Open(dir)
	if err != nil {
		return false, err
	}
	defer f.Close()
	_, err = f.Readdirnames(1)
	if errors.Is(err, io.EOF) {
		return true, nil
	}
	return false, err
}

// nearestFolder is dir or the first folder above it that exists.
func nearestFolder(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil || filepath.Dir(dir) == dir {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

// checkWritable makes a folder in dir and removes it again: permissions alone do not tell,
// on a read-only file system for example.
func checkWritable(dir string) error {
	probe, err := os.MkdirTemp(dir, ".firenet-*")
	if err != nil {
		return folderError("%w", err)
	}
	return os.Remove(probe)
}

// folder is an output folder in the making.
type folder struct {
	ctx  context.Context
	path string
	open func(path string) (file, error)
}

// file is what a folder needs of an [os.File].
type file interface {
	io.WriteCloser
	Sync() error
}

func createFile(path string) (file, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

// write makes the file name, which may lie in a sub-folder, and waits until it is on the
// disk.
func (f *folder) write(name string, content func(io.Writer) error) (err error) {
	if err := f.ctx.Err(); err != nil {
		return err
	}
	path := filepath.Join(f.path, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	out, err := f.open(path)
	if err != nil {
		return err
	}
	defer func() {
		if e := out.Close(); err == nil {
			err = e
		}
	}()
	buffer := bufio.NewWriterSize(&paced{file: out}, 1<<16)
	if err := content(&cancelled{f.ctx, buffer}); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := buffer.Flush(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return out.Sync()
}

// pace is how many bytes are written between two waits for the disk: one wait for all of a
// large file could not be called off in time.
const pace = 8 << 20

// paced is a file that waits for the disk now and then.
type paced struct {
	file
	waiting int // bytes since the last wait
}

func (p *paced) Write(b []byte) (int, error) {
	n, err := p.file.Write(b)
	p.waiting += n
	if err == nil && p.waiting >= pace {
		p.waiting = 0
		err = p.Sync()
	}
	return n, err
}

// cancelled is a writer that fails once the context is done.
type cancelled struct {
	ctx context.Context
	w   io.Writer
}

func (c *cancelled) Write(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(b)
}

// writeFolder fills a new folder beside dir and renames it, so that dir appears whole or
// not at all. An old one is moved aside and removed only when the new one has its place.
// Whatever fails, nothing is left but what was there before.
func writeFolder(ctx context.Context, dir string, open func(string) (file, error), fill func(*folder) error) (err error) {
	path, err := resolve(dir)
	if err != nil {
		return folderError("%w", err)
	}
	undo, err := makeFolders(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			undo()
		}
	}()
	part, err := wholefile.NewFolder(path)
	if err != nil {
		return err
	}
	placed := false
	defer func() {
		e := part.Close()
		if e != nil && placed {
			e = fmt.Errorf("the results are complete, but the old ones could not be removed: %w", e)
		}
		err = errors.Join(err, e)
	}()
	if err := fill(&folder{ctx: ctx, path: part.Path, open: open}); err != nil {
		return err
	}
	if err := syncFolders(part.Path); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := part.Replace(); err != nil {
		return err
	}
	placed = true
	return wholefile.SyncFolder(filepath.Dir(path))
}

// makeFolders makes dir and the folders above it that are missing; undo removes those.
func makeFolders(dir string) (undo func(), err error) {
	var made []string
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || filepath.Dir(d) == d {
			break
		}
		made = append(made, d)
	}
	undo = func() {
		for _, d := range made {
			os.Remove(d) // fails, as it should, if somebody else has put something there
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		undo()
		return nil, err
	}
	return undo, nil
}

// syncFolders makes the entries of dir and of its sub-folders durable.
func syncFolders(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.IsDir() {
			if err := wholefile.SyncFolder(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return wholefile.SyncFolder(dir)
}
