package session

import (
	"fmt"

	"github.com/pelletier/go-toml/v2"

	"firenet/recon/result"
)

// tree is a document that is moved about without being understood: what is wrong in it is
// found when it is read in its new form.
type tree = map[string]any

// upgrade puts what a session of version 1 says of a run in the form of this version, which
// has it in other files:
//
//	run.toml         with numbers of arrays in place of entries, and with the results
//	attacks.toml     attacks and the table "can you see it?", if there are any
//	history-K.csv    layers of the K-th reconstructor, if it has any
//	attack-K.csv     steps of the K-th attack
func (d *decoder) upgrade(number int) error {
	folder := runFolder(number)
	run, attacks := tree{}, tree{}
	if err := d.toml(folder+"run.toml", &run); err != nil {
		return err
	}
	if name := folder + "attacks.toml"; d.entries[name] != nil {
		if err := d.toml(name, &attacks); err != nil {
			return err
		}
	}
	started, _ := run["started"].(bool)
	for _, key := range []string{"truth", "mask", "samples", "zero_filled"} {
		if started {
			attacks[key] = run[key]
		}
		delete(run, key)
	}
	nameArrays(attacks, "truth", "mask", "samples", "zero_filled")
	nameArrays(run, "spectrum")
	outputs, outputSeconds := d.outputs(folder, run)
	attacks["format"], attacks["output"] = 1, outputs
	reports, err := d.upgradeContrasts(folder, attacks, tables(run["track"]))
	if err != nil {
		return err
	}
	times := tree{"format": 1, "output": outputSeconds, "attack": upgradeAttacks(attacks), "report": reports}
	for name, t := range map[string]tree{"run.toml": run, result.DocumentName: attacks, result.TimesName: times} {
		b, err := toml.Marshal(t)
		if err != nil {
			return malformed(folder+name, "%v", err)
		}
		d.upgraded[folder+name] = b
	}
	return nil
}

// nameArrays puts the entries of arrays in the place of their numbers, nothing in that of 0.
func nameArrays(t tree, keys ...string) {
	for _, key := range keys {
		switch n := t[key].(type) {
		case nil:
			delete(t, key)
		case int64:
			if t[key] = arrayName(int(n)); n == 0 {
				delete(t, key)
			}
		}
	}
}

// tables are the tables of a list.
func tables(list any) (found []tree) {
	items, _ := list.([]any)
	for _, item := range items {
		if t, ok := item.(tree); ok {
			found = append(found, t)
		}
	}
	return found
}

// outputs takes the results out of the tracks of a run.
func (d *decoder) outputs(folder string, run tree) (outputs []tree, seconds []any) {
	for i, track := range tables(run["track"]) {
		nameArrays(track, "image")
		out, finished := track["output"].(tree)
		delete(track, "output")
		history := historyName(i)
		if d.entries[folder+history] == nil {
			history = ""
		}
		if !finished {
			track["history"] = history
			outputs, seconds = append(outputs, tree{"absent": true}), append(seconds, 0.0)
			continue
		}
		for _, key := range []string{"name", "method", "layers", "image"} {
			out[key] = track[key]
		}
		out["history"] = history
		nameArrays(out, "image", "coefficients", "dual")
		outputs, seconds = append(outputs, out), append(seconds, takeSeconds(out))
	}
	return outputs, seconds
}

func takeSeconds(t tree) any {
	s, ok := t["seconds"]
	delete(t, "seconds")
	if !ok {
		return 0.0
	}
	return s
}

// upgradeAttacks changes attacks in their places, and takes out their times.
func upgradeAttacks(document tree) (seconds []any) {
	for i, a := range tables(document["attack"]) {
		a["trajectory"] = fmt.Sprintf("attack-%d.csv", i+1)
		nameArrays(a, "image", "samples", "snapshots", "curve_samples")
		upgradeExposed(a)
		if s, ok := a["singular"].(tree); ok {
			nameArrays(s, "right", "left", "samples", "image")
			upgradeExposed(s)
		}
		if a["curve_samples"] != nil {
			for k, point := range tables(a["curve"]) {
				point["row"] = k + 1
			}
		}
		seconds = append(seconds, takeSeconds(a))
	}
	return seconds
}

// upgradeExposed says of reconstructors without an image that they were not shown anything.
func upgradeExposed(of tree) {
	for _, x := range tables(of["exposed"]) {
		nameArrays(x, "image")
		if g, ok := x["gaussian"].(tree); ok {
			nameArrays(g, "image")
		}
		if x["image"] == nil {
			clear(x)
			x["absent"] = true
		}
	}
}
