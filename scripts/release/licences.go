package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// module is something that the programs are linked with.
type module struct {
	path, version, sum string
	texts              []licenceText
}

// licenceText is one file of a module with a licence in it.
type licenceText struct {
	file, text string
	kind       string // SPDX identifier, or LicenseRef-NAME where SPDX has none
}

// linked are the modules in the programs, with Go itself first.
func linked(programs []string) ([]module, error) {
	found := map[string]module{}
	goVersion := ""
	for _, p := range programs {
		info, err := buildinfo.ReadFile(p)
		if err != nil {
			return nil, err
		}
		goVersion = info.GoVersion
		for _, m := range info.Deps {
			if m.Replace != nil {
				m = m.Replace
			}
			found[m.Path+"@"+m.Version] = module{path: m.Path, version: m.Version, sum: m.Sum}
		}
	}
	var list []module
	for _, m := range found {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b module) int { return strings.Compare(a.path+"@"+a.version, b.path+"@"+b.version) })
	folders, err := moduleFolders(list)
	if err != nil {
		return nil, err
	}
	for i, m := range list {
		if list[i].texts, err = licencesIn(folders[m.path]); err != nil {
			return nil, fmt.Errorf("%s: %w", m.path, err)
		}
		if len(list[i].texts) == 0 {
			return nil, fmt.Errorf("%s %s has no licence: it cannot be passed on", m.path, m.version)
		}
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	license, err := goLicence(strings.TrimSpace(string(root)))
	if err != nil {
		return nil, err
	}
	return append([]module{{path: "std", version: strings.TrimPrefix(goVersion, "go"), texts: license}}, list...), nil
}

// goLicence is that of Go's own library.
func goLicence(root string) ([]licenceText, error) {
	b, err := os.ReadFile(filepath.Join(root, "LICENSE"))
	if err != nil { // Debian keeps it elsewhere
		if b, err = os.ReadFile("/usr/share/doc/golang-go/copyright"); err != nil {
			return nil, fmt.Errorf("the licence of Go: %w", err)
		}
	}
	return []licenceText{{file: "LICENSE", text: string(b), kind: "BSD-3-Clause"}}, nil
}

// moduleFolders are the folders of modules in the cache.
func moduleFolders(list []module) (map[string]string, error) {
	args := []string{"mod", "download", "-json"}
	for _, m := range list {
		args = append(args, m.path+"@"+m.version)
	}
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		return nil, fmt.Errorf("go mod download: %w", err)
	}
	folders := map[string]string{}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var m struct{ Path, Dir string }
		if err := d.Decode(&m); err != nil {
			return nil, err
		}
		folders[m.Path] = m.Dir
	}
	return folders, nil
}

var licenceName = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice|ofl|ftl)([-._ ].*)?$`)

// licencesIn finds the licences in a folder and below: parts from elsewhere, such as fonts
// and C libraries, have their own.
func licencesIn(folder string) (list []licenceText, err error) {
	err = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			if e.Name() == "testdata" || strings.HasPrefix(e.Name(), ".") && path != folder {
				return fs.SkipDir
			}
			return nil
		case !e.Type().IsRegular() || !licenceName.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go"):
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		t := licenceText{file: filepath.ToSlash(name), text: strings.TrimSpace(strings.ToValidUTF8(string(b), "?"))}
		if t.kind = kindOf(t.text); t.kind == "" {
			return fmt.Errorf("the licence in %s is not known: see whether it may be passed on, then add it to kindOf", t.file)
		}
		list = append(list, t)
		return nil
	})
	return list, err
}

// kinds tell licences from each other by words that only they have, the special ones first.
var kinds = []struct{ words, kind string }{
	{"SIL OPEN FONT LICENSE", "OFL-1.1"},
	{"Bitstream Vera", "Bitstream-Vera"},
	{"Mozilla Public License Version 2.0", "MPL-2.0"},
	{"Mozilla Public License, version 2.0", "MPL-2.0"},
	{"Apache License Version 2.0", "Apache-2.0"},
	{"Apache License, Version 2.0", "Apache-2.0"},
	{"The FreeType Project LICENSE", "FTL"},
	{"the FreeType License", "FTL"}, // or the GPL, as one chooses
	{"Creative Commons Attribution 4.0", "CC-BY-4.0"},
	{"This is free and unencumbered software released into the public domain", "Unlicense"},
	{"This software is provided 'as-is', without any express or implied warranty", "Zlib"},
	{"made available by the International Color Consortium, and may be copied, distributed, embedded, made, used, and sold", "LicenseRef-ICC-profile"},
	{"Permission is hereby granted, free of charge", "MIT"},
	{"Permission to use, copy, modify, and/or distribute this software", "ISC"},
	{"Permission to use, copy, modify, and distribute this software", "ISC"},
	{"Neither the name", "BSD-3-Clause"},
	{"may not be used to endorse or promote", "BSD-3-Clause"},
	{"Redistribution and use in source and binary forms", "BSD-2-Clause"},
}

var (
	space  = regexp.MustCompile(`[\s>*#]+`)
	quotes = strings.NewReplacer("‘", "'", "’", "'", "``", "'", "`", "'")
)

// kindOf is the SPDX identifier of a licence, or LicenseRef-NAME; "" where it is not known.
func kindOf(text string) string {
	plain := quotes.Replace(space.ReplaceAllString(text, " "))
	for _, k := range kinds {
		if strings.Contains(strings.ToLower(plain), strings.ToLower(k.words)) {
			return k.kind
		}
	}
	return ""
}

// kindsOf are the licences of a module, each once.
func (m module) kindsOf() (list []string) {
	for _, t := range m.texts {
		if !slices.Contains(list, t.kind) {
			list = append(list, t.kind)
		}
	}
	slices.Sort(list)
	return list
}

// picturesOrigin says where the pictures that come with the program are from, and under which
// licences.
const picturesOrigin = "assets/pictures/README.md"

// writeLicences writes one text: the modules with the kinds of their licences, then every
// text once, with whom it is of.
func writeLicences(to string, d details, programs []string) error {
	modules, err := linked(programs)
	if err != nil {
		return err
	}
	var out strings.Builder
	fmt.Fprintf(&out, "Third-party software in %s %s\n\nIts own licence is in LICENSE. It is linked with:\n\n", d.Name, d.Version)
	owners := map[string][]string{}
	var texts []string
	for _, m := range modules {
		fmt.Fprintf(&out, "  %s %s: %s\n", m.path, m.version, strings.Join(m.kindsOf(), ", "))
		for _, t := range m.texts {
			if owners[t.text] == nil {
				texts = append(texts, t.text)
			}
			owners[t.text] = append(owners[t.text], m.path+"/"+t.file)
		}
	}
	pictures, err := os.ReadFile(picturesOrigin)
	if err != nil {
		return err
	}
	owners[string(pictures)] = []string{picturesOrigin}
	texts = append(texts, string(pictures))
	for _, text := range texts {
		fmt.Fprintf(&out, "\n%s\n%s\n\n%s\n", strings.Repeat("=", 78), strings.Join(owners[text], "\n"), text)
	}
	return os.WriteFile(to, []byte(out.String()), 0o644)
}
