package result

import (
	"context"
)

// File is what a folder needs of an [os.File].
type File = file

// CreateFile makes a file of a folder.
func CreateFile(path string) (File, error) { return createFile(path) }

// EnvironmentFile is the content of environment.toml.
type EnvironmentFile = environmentFile

// WriteWith is [Result.Write] with files of a test.
func (r *Result) WriteWith(ctx context.Context, dir string, force bool, env Environment, open func(string) (File, error)) error {
	return r.writeWith(ctx, dir, force, env, open)
}
