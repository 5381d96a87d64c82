package architecture

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Module is the path of the program's module.
const Module = "firenet"

// File is what the check sees of a Go file.
type File struct {
	Name    string // path inside the repository
	Package string // its package clause
	Imports []string
}

// Folder is the folder of the file inside the repository.
func (f File) Folder() string { return path.Dir(f.Name) }

// Read parses the package clauses and imports of every Go file of the module at the root
// of tree, whatever the platform and build tags that the file is for. Nested modules,
// testdata and folders that the Go command ignores are left out.
func Read(tree fs.FS) ([]File, error) {
	var files []File
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != "." && ignored(tree, name) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		f, err := readFile(tree, name)
		if err == nil {
			files = append(files, f)
		}
		return err
	})
	return files, err
}

func ignored(tree fs.FS, folder string) bool {
	base := path.Base(folder)
	if base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
		return true
	}
	_, err := fs.Stat(tree, folder+"/go.mod")
	return err == nil
}

func readFile(tree fs.FS, name string) (File, error) {
	source, err := fs.ReadFile(tree, name)
	if err != nil {
		return File{}, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
	if err != nil {
		return File{}, err
	}
	f := File{Name: name, Package: parsed.Name.Name}
	for _, i := range parsed.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return File{}, fmt.Errorf("%s: %w", name, err)
		}
		f.Imports = append(f.Imports, p)
	}
	return f, nil
}

// Check returns a sentence for each import and package name that breaks the rules, in
// the order of the files.
func Check(files []File) []string {
	var broken []string
	for _, f := range files {
		if slices.Contains(empty, strings.TrimSuffix(f.Package, "_test")) {
			broken = append(broken, fmt.Sprintf("%s: package %s: name it by the thing in it", f.Name, f.Package))
		}
		room, ok := roomOf(f.Folder())
		if !ok {
			broken = append(broken, fmt.Sprintf("%s: its folder has no room in internal/architecture/rooms.go", f.Name))
			continue
		}
		for _, i := range f.Imports {
			if reason := room.refuses(f, i); reason != "" {
				broken = append(broken, fmt.Sprintf("%s imports %s: %s", f.Name, i, reason))
			}
		}
	}
	return broken
}

// Unused returns a sentence for each grant of the tables that no file makes use of: what is
// not needed any more is not allowed any more.
func Unused(files []File) []string {
	var unused []string
	for _, r := range Rooms {
		for _, m := range r.May {
			if !imported(files, Module+"/"+m, func(f File) bool { return f.in(r) }) {
				unused = append(unused, fmt.Sprintf("%s may import %s, and no file of it does", r.Folder, m))
			}
		}
		for _, m := range r.Tests {
			if !imported(files, Module+"/"+m, func(f File) bool { return f.in(r) && f.isTest() }) {
				unused = append(unused, fmt.Sprintf("tests of %s may import %s, and none does", r.Folder, m))
			}
		}
	}
	for _, t := range toolkits {
		for _, folder := range t.folders {
			if !imported(files, t.path, func(f File) bool { return within(f.Folder(), folder) }) {
				unused = append(unused, fmt.Sprintf("%s may import %s, and no file of it does", folder, t.path))
			}
		}
	}
	return unused
}

// imported says whether one of the files that count imports a path or something below it.
func imported(files []File, path string, counts func(File) bool) bool {
	return slices.ContainsFunc(files, func(f File) bool {
		return counts(f) && slices.ContainsFunc(f.Imports, func(i string) bool { return within(i, path) })
	})
}

// in says whether the room is that of the file.
func (f File) in(r Room) bool {
	room, ok := roomOf(f.Folder())
	return ok && room.Folder == r.Folder
}

func (f File) isTest() bool { return strings.HasSuffix(f.Name, "_test.go") }

// refuses says why a file of the room may not have the import; empty if it may.
func (r Room) refuses(f File, imported string) string {
	for _, t := range toolkits {
		if within(imported, t.path) {
			switch {
			case withinAny(f.Folder(), t.not):
				return "not allowed in " + list(t.not)
			case withinAny(f.Folder(), t.folders):
				return ""
			}
			return "allowed only in " + list(t.folders)
		}
	}
	if !within(imported, Module) {
		return ""
	}
	target := strings.TrimPrefix(strings.TrimPrefix(imported, Module), "/")
	may := slices.Concat([]string{r.Folder}, r.May)
	isTest := f.isTest()
	if isTest {
		may = slices.Concat(may, forTests, r.Tests)
	}
	switch {
	case !isTest && withinAny(target, onlyTests) && !within(target, r.Folder):
		return "it is for tests only"
	case within(target, "cmd") && !within(target, r.Folder):
		return "nothing imports a program"
	case !withinAny(target, may):
		return r.Folder + " may import " + list(r.May)
	}
	return ""
}

func list(folders []string) string {
	if len(folders) == 0 {
		return "nothing"
	}
	return strings.Join(folders, ", ")
}
