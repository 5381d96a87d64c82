package session

import (
	"bytes"
	"errors"
	"io"

	"github.com/pelletier/go-toml/v2"

	"firenet/recon/array"
	"firenet/recon/result"
)

// contrasts is the table "can you see it?" of version 1: a cell for each reconstructor.
type contrasts struct {
	Rows []struct {
		Contrast  float64 `toml:"contrast"`
		Recovered []struct {
			Share   float64 `toml:"share"`
			Chance  float64 `toml:"chance"`
			Visible bool    `toml:"visible"`
		} `toml:"recovered"`
	} `toml:"contrast"`
}

// upgradeContrasts puts a report in the place of the table "can you see it?", and returns the
// seconds of reports.
func (d *decoder) upgradeContrasts(folder string, document tree, tracks []tree) (seconds []any, err error) {
	list, asked := document["contrast"]
	if delete(document, "contrast"); !asked {
		return []any{}, nil
	}
	name := folder + "attacks.toml"
	var old contrasts
	b, err := toml.Marshal(tree{"contrast": list})
	if err == nil {
		err = toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(&old)
	}
	if err != nil {
		return nil, malformed(name, "%v", err)
	}
	report := result.NewVisibility()
	for _, row := range old.Rows {
		if len(row.Recovered) != len(tracks) {
			return nil, malformed(name, "a contrast shown to %d of %d reconstructors", len(row.Recovered), len(tracks))
		}
		for j, c := range row.Recovered {
			name, _ := tracks[j]["name"].(string)
			report.AddShown(row.Contrast, name, c.Share, c.Chance, c.Visible)
		}
	}
	var encoded tree
	texts := reportTexts{}
	if err = result.Encode(texts, &result.Result{Reports: []*result.Report{report}}); err == nil {
		err = toml.Unmarshal(texts[result.DocumentName], &encoded)
	}
	if err != nil {
		return nil, malformed(name, "%v", err)
	}
	document["report"] = encoded["report"]
	for text, content := range texts {
		d.upgraded[folder+text] = content // those of documents are replaced by the caller
	}
	return []any{0.0}, nil
}

// reportTexts is where a report without pictures is encoded.
type reportTexts map[string][]byte

// Text is part of result.Sink.
func (t reportTexts) Text(name string, content func(io.Writer) error) (ref string, err error) {
	var b bytes.Buffer
	err = content(&b)
	t[name] = b.Bytes()
	return name, err
}

var errNoArrays = errors.New("a table has no arrays")

// Array is part of result.Sink.
func (reportTexts) Array(string, *array.Complex, result.Form) (string, error) { return "", errNoArrays }

// Mask is part of result.Sink.
func (reportTexts) Mask(string, *array.Mask) (string, error) { return "", errNoArrays }
