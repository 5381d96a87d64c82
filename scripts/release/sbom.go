package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// The parts of CycloneDX 1.5 that are used.
type (
	bill struct {
		Format       string       `json:"bomFormat"`
		Spec         string       `json:"specVersion"`
		Version      int          `json:"version"`
		Metadata     billMetadata `json:"metadata"`
		Components   []component  `json:"components"`
		Dependencies []dependency `json:"dependencies"`
	}
	billMetadata struct {
		Timestamp string    `json:"timestamp"`
		Component component `json:"component"`
	}
	component struct {
		Type       string     `json:"type"`
		Ref        string     `json:"bom-ref"`
		Name       string     `json:"name"`
		Version    string     `json:"version,omitempty"`
		PURL       string     `json:"purl,omitempty"`
		Hashes     []hash     `json:"hashes,omitempty"`
		Licences   []licence  `json:"licenses,omitempty"`
		Properties []property `json:"properties,omitempty"`
	}
	hash struct {
		Algorithm string `json:"alg"`
		Content   string `json:"content"`
	}
	licence struct {
		Licence struct {
			ID   string `json:"id,omitempty"`   // of SPDX
			Name string `json:"name,omitempty"` // where it has none
		} `json:"license"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	dependency struct {
		Ref string   `json:"ref"`
		On  []string `json:"dependsOn"`
	}
)

// writeBill lists what the programs are made of, and the programs with their checksums.
func writeBill(to string, d details, programs []string) error {
	date, err := sourceDate()
	if err != nil {
		return err
	}
	modules, err := linked(programs)
	if err != nil {
		return err
	}
	b := bill{Format: "CycloneDX", Spec: "1.5", Version: 1}
	b.Metadata.Timestamp = date.Format(time.RFC3339)
	b.Metadata.Component = component{Type: "application", Ref: d.ID, Name: d.Name, Version: d.Version, Licences: licencesOf([]string{"BSD-3-Clause"})}
	main := dependency{Ref: d.ID, On: []string{}}
	for _, m := range modules {
		purl := "pkg:golang/" + m.path + "@" + m.version
		c := component{Type: "library", Ref: purl, Name: m.path, Version: m.version, PURL: purl, Licences: licencesOf(m.kindsOf())}
		if m.sum != "" {
			c.Properties = []property{{"go.sum", m.sum}}
		}
		b.Components = append(b.Components, c)
		main.On = append(main.On, purl)
	}
	for _, p := range programs {
		content, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		name := filepath.Base(filepath.Dir(p)) + "/" + filepath.Base(p)
		b.Components = append(b.Components, component{
			Type: "file", Ref: "file:" + name, Name: name, Hashes: []hash{{"SHA-256", hex.EncodeToString(sum[:])}},
		})
	}
	b.Dependencies = []dependency{main}
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(to, append(text, '\n'), 0o644)
}

func licencesOf(kinds []string) (list []licence) {
	for _, k := range kinds {
		var l licence
		if strings.HasPrefix(k, "LicenseRef-") {
			l.Licence.Name = k
		} else {
			l.Licence.ID = k
		}
		list = append(list, l)
	}
	return list
}
