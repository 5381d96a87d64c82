// Command release makes the parts of packages that are more than copies of files. It is
// called by scripts/dist.sh from the folder of the program:
//
//	release fill TEMPLATE FILE [KEY=VALUE...]   replaces @KEY@; names come from FyneApp.toml
//	release icons SVG FOLDER                    PNG in the sizes of systems, .ico and .icns
//	release licences FILE PROGRAM...            the licences of everything that is linked
//	release sbom FILE PROGRAM...                the same as a CycloneDX list
//	release notes VERSION                       that version's part of CHANGELOG.md
//	release changelog FILE                      CHANGELOG.md in the format of Debian
//	release zip FILE FOLDER                     an archive that depends on the contents only
//	release go GO.MOD                           fails when Go is older than releases need
//
// Everything depends on the files and on SOURCE_DATE_EPOCH alone: the same commit gives the
// same bytes. Start reading at run.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("which part, and where to? See scripts/release/main.go")
	}
	what, rest := args[0], args[1:]
	d, err := readDetails("FyneApp.toml")
	if err != nil {
		return err
	}
	switch {
	case what == "fill" && len(rest) >= 2:
		return fill(rest[0], rest[1], d, rest[2:])
	case what == "icons" && len(rest) == 2:
		return writeIcons(rest[0], rest[1])
	case what == "licences" && len(rest) >= 2:
		return writeLicences(rest[0], d, rest[1:])
	case what == "sbom" && len(rest) >= 2:
		return writeBill(rest[0], d, rest[1:])
	case what == "notes" && len(rest) == 1:
		return printNotes("CHANGELOG.md", rest[0])
	case what == "changelog" && len(rest) == 1:
		return writeDebianChangelog("CHANGELOG.md", rest[0], d)
	case what == "go" && len(rest) == 1:
		return checkGo(rest[0], runtime.Version())
	case what == "zip" && len(rest) == 2:
		return writeZip(rest[0], rest[1])
	}
	return fmt.Errorf("%s with %d arguments is not known", what, len(rest))
}

// sourceDate is the time that everything in a package has: that of the commit.
func sourceDate() (time.Time, error) {
	s := os.Getenv("SOURCE_DATE_EPOCH")
	seconds, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH = %q: must be seconds since 1970", s)
	}
	return time.Unix(seconds, 0).UTC(), nil
}
