package main

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// details are what FyneApp.toml says of the program.
type details struct {
	Name, ID, Version, Icon string
	Build                   int

	Maintainer, Homepage string
}

// packageName is that of packages and their files.
const packageName = "firenet-workbench"

func readDetails(path string) (details, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return details{}, err
	}
	var file struct {
		Details details
		Release struct{ Maintainer, Homepage string }
	}
	if err := toml.Unmarshal(b, &file); err != nil {
		return details{}, fmt.Errorf("%s: %w", path, err)
	}
	d := file.Details
	d.Maintainer = cmp.Or(os.Getenv("FIRENET_MAINTAINER"), file.Release.Maintainer)
	d.Homepage = cmp.Or(os.Getenv("FIRENET_HOMEPAGE"), file.Release.Homepage)
	for name, value := range map[string]string{"Name": d.Name, "ID": d.ID, "Version": d.Version, "Maintainer": d.Maintainer, "Homepage": d.Homepage} {
		if value == "" {
			return d, fmt.Errorf("%s: %s is missing", path, name)
		}
	}
	return d, nil
}

var placeholder = regexp.MustCompile(`@[A-Z_]+@`)

// fill copies a template with the names of the program put in. A name that nothing is
// known of is an error.
func fill(from, to string, d details, extra []string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	date, err := sourceDate()
	if err != nil {
		return err
	}
	values := map[string]string{
		"NAME": d.Name, "ID": d.ID, "VERSION": d.Version, "BUILD": fmt.Sprint(d.Build), "PACKAGE": packageName,
		"DATE": date.Format("2006-01-02"), "TIME": date.Format("2006-01-02T15:04:05Z"),
		"MAINTAINER": d.Maintainer, "HOMEPAGE": d.Homepage,
		"YEAR": date.Format("2006"), "NUMBERS": strings.ReplaceAll(numeric(d.Version), ".", ","),
	}
	for _, s := range extra {
		key, value, ok := strings.Cut(s, "=")
		if !ok {
			return fmt.Errorf("%q is not KEY=VALUE", s)
		}
		values[key] = value
	}
	var unknown error
	filled := placeholder.ReplaceAllStringFunc(string(b), func(s string) string {
		v, ok := values[strings.Trim(s, "@")]
		if !ok {
			unknown = fmt.Errorf("%s: nothing is known of %s", from, s)
		}
		return v
	})
	if unknown != nil {
		return unknown
	}
	return os.WriteFile(to, []byte(filled), 0o644)
}

// numeric is a version as Windows wants it: four numbers.
func numeric(version string) string {
	version, _, _ = strings.Cut(version, "-")
	for strings.Count(version, ".") < 3 {
		version += ".0"
	}
	return version
}
