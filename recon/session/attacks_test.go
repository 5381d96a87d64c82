package session

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firenet/recon/result"
	"firenet/recon/stability"
)

// Programs that know of no attacks read a session as if it had none.
func TestAttacksStandBesideTheRun(t *testing.T) {
	dir := t.TempDir()
	s := small(t, dir)
	b := archive(t, s, map[string][]byte{"runs/3/attacks.toml": nil, "runs/4/attacks.toml": nil})
	back, err := Decode(bytes.NewReader(b), int64(len(b)), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Runs {
		r.Attacks, r.Visibility = nil, nil
	}
	if d := cmp.Diff(s, back, same); d != "" {
		t.Error(d)
	}
	whole := encode(t, s, dir)
	if bytes.Contains(whole, []byte("attacks.toml")) {
		t.Error("a run without attacks has a file of them")
	}
}

// Of a long search only some steps keep their perturbation, the last among them.
func TestSnapshotsAreThinnedOut(t *testing.T) {
	s := small(t, "")
	a := s.Runs[0].Attacks[0]
	first := a.Snapshots[0]
	a.Snapshots = nil
	for k := 1; k <= 100; k++ {
		a.Snapshots = append(a.Snapshots, stability.Snapshot{Step: k, Samples: first.Samples})
	}
	b := encode(t, s, t.TempDir())
	back, err := Decode(bytes.NewReader(b), int64(len(b)), "")
	if err != nil {
		t.Fatal(err)
	}
	kept := back.Runs[0].Attacks[0].Snapshots
	if len(kept) != maxSnapshots || kept[0].Step != 1 || kept[len(kept)-1].Step != 100 {
		t.Errorf("%d are kept, from %d to %d", len(kept), kept[0].Step, kept[len(kept)-1].Step)
	}
}

// A session in which an attack does not fit its run is not a session.
func TestDamagedAttacks(t *testing.T) {
	for what, damage := range map[string]func(*result.AttackOutput){
		"target":  func(a *result.AttackOutput) { a.Target = 2 },
		"shown":   func(a *result.AttackOutput) { a.Exposed = a.Exposed[:1] },
		"nothing": func(a *result.AttackOutput) { a.Samples = nil },
		"samples": func(a *result.AttackOutput) {
			for k := range a.Snapshots {
				a.Snapshots[k].Samples = a.Snapshots[k].Samples[:3]
			}
		},
	} {
		s := small(t, "")
		damage(s.Runs[0].Attacks[0])
		b := encode(t, s, t.TempDir())
		if _, err := Decode(bytes.NewReader(b), int64(len(b)), ""); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
