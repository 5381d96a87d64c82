package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"go/version"
	"image"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

const epoch = "1795754592" // 2026-11-27T04:43:12Z

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// inProgram goes to the folder of the program.
func inProgram(t *testing.T) details {
	t.Helper()
	t.Setenv("SOURCE_DATE_EPOCH", epoch)
	t.Chdir("../..")
	d, err := readDetails("FyneApp.toml")
	must(t, err)
	return d
}

func TestEveryTemplateIsFilled(t *testing.T) {
	d := inProgram(t)
	templates, err := filepath.Glob("packaging/*/*.in")
	must(t, err)
	if len(templates) < 8 {
		t.Fatalf("only %d templates", len(templates))
	}
	extra := strings.Fields("LICENCE=x FILES=x ARCH=x GLIBC=x LIBRARIES_DEB=x LIBRARIES_RPM=x PROGRAM=x TITLE=x DOTTED=x OUTPUT=x DELETES=x")
	for _, from := range templates {
		to := filepath.Join(t.TempDir(), "out")
		if err := fill(from, to, d, extra); err != nil {
			t.Error(err)
			continue
		}
		b, err := os.ReadFile(to)
		must(t, err)
		if strings.Contains(string(b), d.Version) && strings.HasSuffix(from, "metainfo.xml.in") && !strings.Contains(string(b), `date="2026-11-27"`) {
			t.Errorf("%s: the date is missing", from)
		}
		if strings.HasSuffix(from, ".xml.in") || strings.HasSuffix(from, ".plist.in") || strings.HasSuffix(from, ".manifest.in") {
			for x := xml.NewDecoder(bytes.NewReader(b)); ; {
				if _, err := x.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Errorf("%s: %v", from, err)
					break
				}
			}
		}
	}
	wrong := filepath.Join(t.TempDir(), "wrong")
	must(t, os.WriteFile(wrong, []byte("@NOBODY@"), 0o600))
	if err := fill(wrong, wrong, d, nil); err == nil || !strings.Contains(err.Error(), "@NOBODY@") {
		t.Errorf("an unknown name: %v", err)
	}
}

// plist is the keys and strings of a property list, in order.
func plist(t *testing.T, b []byte) map[string]string {
	t.Helper()
	values, key := map[string]string{}, ""
	x := xml.NewDecoder(bytes.NewReader(b))
	for {
		token, err := x.Token()
		if err == io.EOF {
			return values
		}
		must(t, err)
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "key" && start.Name.Local != "string" {
			continue
		}
		var text string
		must(t, x.DecodeElement(&text, &start))
		if start.Name.Local == "key" {
			key = text
		} else if key != "" {
			values[key], key = text, ""
		}
	}
}

func TestMacPropertiesAreThoseOfTheProgram(t *testing.T) {
	d := inProgram(t)
	to := filepath.Join(t.TempDir(), "Info.plist")
	must(t, fill("packaging/macos/Info.plist.in", to, d, nil))
	b, err := os.ReadFile(to)
	must(t, err)
	got := plist(t, b)
	for key, want := range map[string]string{
		"CFBundleName": d.Name, "CFBundleIdentifier": d.ID, "CFBundleShortVersionString": d.Version,
		"CFBundleExecutable": "firenet-workbench", "CFBundleIconFile": "icon", "CFBundlePackageType": "APPL",
		"UTTypeIdentifier": d.ID + ".session",
	} {
		if got[key] != want {
			t.Errorf("%s is %q, want %q", key, got[key], want)
		}
	}
	script, err := os.ReadFile("packaging/macos/bundle.sh")
	must(t, err)
	for _, name := range []string{got["CFBundleExecutable"], got["CFBundleIconFile"] + ".icns"} {
		if !strings.Contains(string(script), name) {
			t.Errorf("bundle.sh makes no %s", name)
		}
	}
}

// TestWorkflowsAreSound reads what a machine elsewhere will run: actions are pinned by
// commit, jobs that are waited for exist, and so do scripts and make targets.
func TestWorkflowsAreSound(t *testing.T) {
	inProgram(t)
	makefile, err := os.ReadFile("Makefile")
	must(t, err)
	pinned := regexp.MustCompile(`^[a-z-]+/[a-z-]+@[0-9a-f]{40}$`)
	for _, name := range []string{"test", "release"} {
		b, err := os.ReadFile(".github/workflows/" + name + ".yml")
		must(t, err)
		var w struct {
			On   map[string]any
			Jobs map[string]struct {
				Needs []string
				Steps []struct{ Uses, Run string }
			}
		}
		if err := yaml.Unmarshal(b, &w); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for job, j := range w.Jobs {
			for _, n := range j.Needs {
				if _, ok := w.Jobs[n]; !ok {
					t.Errorf("%s: %s waits for %s, which is not there", name, job, n)
				}
			}
			for _, s := range j.Steps {
				if s.Uses != "" && !pinned.MatchString(s.Uses) {
					t.Errorf("%s: %s is not pinned by commit", name, s.Uses)
				}
				for _, m := range regexp.MustCompile(`bash ([\w./-]+)`).FindAllStringSubmatch(s.Run, -1) {
					if _, err := os.Stat(m[1]); err != nil {
						t.Errorf("%s: %v", name, err)
					}
				}
				for _, m := range regexp.MustCompile(`\bmake ([\w-]+)`).FindAllStringSubmatch(s.Run, -1) {
					if !regexp.MustCompile(`(?m)^[\w -]*\b` + m[1] + `\b[\w -]*:`).Match(makefile) {
						t.Errorf("%s: make %s is not there", name, m[1])
					}
				}
			}
		}
		if len(w.Jobs) < 2 || len(w.On) == 0 {
			t.Errorf("%s: %d jobs, on %v", name, len(w.Jobs), w.On)
		}
	}
}

// TestReleasesHaveTheNewestGo: one line names the oldest Go of a release, and the workflow
// takes the newest patch release of that version.
func TestReleasesHaveTheNewestGo(t *testing.T) {
	inProgram(t)
	file := filepath.Join(t.TempDir(), "go.mod")
	must(t, os.WriteFile(file, []byte("module m\n\ngo 1.26.0\n\ntoolchain go1.26.8\n"), 0o600))
	for using, enough := range map[string]bool{
		"go1.26.8": true, "go1.26.10": true, "go1.27.0": true, "go1.26.8 X:nodwarf5": true,
		"go1.26.0": false, "go1.26.7": false, "go1.26rc1": false, "go1.9": false, "devel +abc": false, "": false,
	} {
		if err := checkGo(file, using); (err == nil) != enough {
			t.Errorf("%q: %v", using, err)
		}
	}
	must(t, os.WriteFile(file, []byte("module m\n\ngo 1.26.0\n"), 0o600))
	if checkGo(file, "go1.26.8") == nil {
		t.Error("a go.mod without a toolchain is taken")
	}

	b, err := os.ReadFile("go.mod")
	must(t, err)
	language := version.Lang(string(toolchainLine.FindSubmatch(b)[1]))
	if !regexp.MustCompile(`(?m)^go ` + regexp.QuoteMeta(language[2:]) + `\b`).Match(b) {
		t.Errorf("go.mod: the toolchain is of %s, the line go is not", language)
	}
	b, err = os.ReadFile(".github/workflows/release.yml")
	must(t, err)
	var w struct {
		Jobs map[string]struct {
			Permissions map[string]string
			Steps       []struct {
				Uses string
				With map[string]string
			}
		}
	}
	must(t, yaml.Unmarshal(b, &w))
	attested := ""
	for name, job := range w.Jobs {
		provenance := false
		for _, s := range job.Steps {
			if strings.HasPrefix(s.Uses, "actions/setup-go@") && (s.With["go-version"] != language[2:]+".x" || s.With["check-latest"] != "true") {
				t.Errorf("%s takes Go %v, want the newest of %s", name, s.With, language)
			}
			if strings.HasPrefix(s.Uses, "actions/attest-build-provenance@") {
				provenance = true
				attested += s.With["subject-path"]
			}
		}
		for _, p := range []string{"id-token", "attestations"} {
			if may := job.Permissions[p] == "write"; may != provenance {
				t.Errorf("%s: provenance %t, but %s: %q", name, provenance, p, job.Permissions[p])
			}
		}
	}
	if got := strings.Fields(attested); !slices.Equal(got, []string{"dist/firenet*", "dist/SHA256SUMS"}) {
		t.Errorf("provenance is given for %q", got)
	}
}

func TestIconsLookAsTheDrawingDoes(t *testing.T) {
	inProgram(t)
	folder := t.TempDir()
	must(t, writeIcons("assets/icon/icon.svg", folder))
	open := func(path string) image.Image {
		f, err := os.Open(path)
		must(t, err)
		defer f.Close()
		p, err := png.Decode(f)
		must(t, err)
		return p
	}
	// Another program has drawn the kept picture; edges may differ a little.
	drawn, kept := open(filepath.Join(folder, "256.png")), open("assets/icon/icon-256.png")
	if drawn.Bounds() != kept.Bounds() {
		t.Fatalf("%v, want %v", drawn.Bounds(), kept.Bounds())
	}
	sum := 0.0
	for y := range 256 {
		for x := range 256 {
			r, g, b, a := drawn.At(x, y).RGBA()
			kr, kg, kb, ka := kept.At(x, y).RGBA()
			for _, d := range []float64{float64(r) - float64(kr), float64(g) - float64(kg), float64(b) - float64(kb), float64(a) - float64(ka)} {
				sum += d * d / 65535 / 65535
			}
		}
	}
	if rms := math.Sqrt(sum / 4 / 256 / 256); rms > 0.04 {
		t.Errorf("rms difference %.3f to the kept icon", rms)
	}

	ico, err := os.ReadFile(filepath.Join(folder, "icon.ico"))
	must(t, err)
	for i, side := range windowsSizes {
		entry := ico[6+16*i:]
		size, offset := binary.LittleEndian.Uint32(entry[8:]), binary.LittleEndian.Uint32(entry[12:])
		p, err := png.Decode(bytes.NewReader(ico[offset : offset+size]))
		if err != nil || p.Bounds().Dx() != side {
			t.Errorf("picture %d of the .ico: %v", i, err)
		}
	}
	icns, err := os.ReadFile(filepath.Join(folder, "icon.icns"))
	must(t, err)
	if string(icns[:4]) != "icns" || int(binary.BigEndian.Uint32(icns[4:])) != len(icns) {
		t.Fatal("the head of the .icns")
	}
	rest := icns[8:]
	for _, k := range macKinds {
		size := binary.BigEndian.Uint32(rest[4:])
		p, err := png.Decode(bytes.NewReader(rest[8:size]))
		if err != nil || string(rest[:4]) != k.kind || p.Bounds().Dx() != k.side {
			t.Errorf("%s of the .icns: %v", k.kind, err)
		}
		rest = rest[size:]
	}
}

const changes = `# Changelog

## [Unreleased]

### Added

- A thing that is so long that it goes on
  in another line.

## [0.2.0] - 2026-05-04

### Fixed

- Another thing.

[0.2.0]: https://example.org
`

func TestChangelogs(t *testing.T) {
	d := details{Version: "0.3.0", Maintainer: "Somebody <somebody@example.org>"}
	t.Setenv("SOURCE_DATE_EPOCH", epoch)
	dir := t.TempDir()
	from, to := filepath.Join(dir, "CHANGELOG.md"), filepath.Join(dir, "changelog")
	must(t, os.WriteFile(from, []byte(changes), 0o600))
	must(t, writeDebianChangelog(from, to, d))
	b, err := os.ReadFile(to)
	must(t, err)
	want := `firenet-workbench (0.3.0-1) stable; urgency=medium

  * A thing that is so long that it goes on in another line.

 -- Somebody <somebody@example.org>  Fri, 27 Nov 2026 04:43:12 +0000

firenet-workbench (0.2.0-1) stable; urgency=medium

  * Another thing.

 -- Somebody <somebody@example.org>  Mon, 04 May 2026 00:00:00 +0000

`
	if string(b) != want {
		t.Errorf("got\n%s\nwant\n%s", b, want)
	}
	if err := printNotes(from, "0.9.0"); err == nil {
		t.Error("notes of a version that is not there")
	}
	if p := parts(changes); len(p) != 2 || p[1].version != "0.2.0" || p[1].date != "2026-05-04" {
		t.Errorf("%+v", p)
	}
}

func TestAnArchiveDependsOnTheContentsOnly(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", epoch)
	var made [2][]byte
	for i := range made {
		dir := t.TempDir()
		folder := filepath.Join(dir, "program")
		must(t, os.MkdirAll(filepath.Join(folder, "b"), 0o755))
		for _, name := range []string{"b/two", "a"} {
			path := filepath.Join(folder, name)
			must(t, os.WriteFile(path, []byte(name), 0o600))
			must(t, os.Chtimes(path, time.Now(), time.Unix(int64(i)*1e6, 0)))
		}
		must(t, writeZip(filepath.Join(dir, "out.zip"), folder))
		b, err := os.ReadFile(filepath.Join(dir, "out.zip"))
		must(t, err)
		made[i] = b
	}
	if !bytes.Equal(made[0], made[1]) {
		t.Error("the same files at another time make another archive")
	}
	z, err := zip.NewReader(bytes.NewReader(made[0]), int64(len(made[0])))
	must(t, err)
	if len(z.File) != 2 || z.File[0].Name != "program/a" || z.File[1].Name != "program/b/two" || z.File[0].Modified.Unix() != 1795754592 {
		t.Errorf("%d entries, first %+v", len(z.File), z.File[0].FileHeader)
	}
}

func TestLicencesAreTold(t *testing.T) {
	const profile = "This profile is made available by the International Color Consortium, and may be copied, distributed, \nembedded, made, used, and sold without restriction."
	for text, want := range map[string]string{
		"Permission is hereby granted, free of\ncharge, to any person":              "MIT",
		"  Apache License\n\n   Version 2.0, January 2004":                          "Apache-2.0",
		"Redistribution and use in source and binary forms ... Neither the name of": "BSD-3-Clause",
		"Redistribution and use in source and binary forms, with or without":        "BSD-2-Clause",
		profile:                                "LicenseRef-ICC-profile",
		"GNU GENERAL PUBLIC LICENSE Version 3": "",
		"All rights reserved.":                 "",
	} {
		if got := kindOf(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for kind, want := range map[string]string{"MIT": `{"license":{"id":"MIT"}}`, "LicenseRef-X": `{"license":{"name":"LicenseRef-X"}}`} {
		if b, err := json.Marshal(licencesOf([]string{kind})[0]); err != nil || string(b) != want {
			t.Errorf("%s in the bill: %s, %v", kind, b, err)
		}
	}
	own, err := os.ReadFile("../../LICENSE")
	must(t, err)
	if got := kindOf(string(own)); got != "BSD-3-Clause" {
		t.Errorf("LICENSE is %q", got)
	}
}

// TestWhatIsLinkedHasLicences looks up those of this test itself.
func TestWhatIsLinkedHasLicences(t *testing.T) {
	d := inProgram(t)
	self, err := os.Executable()
	must(t, err)
	modules, err := linked([]string{self})
	if err != nil {
		t.Fatal(err)
	}
	if len(modules) < 3 || modules[0].path != "std" {
		t.Fatalf("%d modules, first %s", len(modules), modules[0].path)
	}
	to := filepath.Join(t.TempDir(), "bill.json")
	must(t, writeBill(to, d, []string{self}))
	b, err := os.ReadFile(to)
	must(t, err)
	for _, want := range []string{`"bomFormat": "CycloneDX"`, `"pkg:golang/github.com/pelletier/go-toml/v2@`, `"timestamp": "2026-11-27T04:43:12Z"`, `"SHA-256"`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the bill has no %s", want)
		}
	}
}
