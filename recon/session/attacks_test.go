package session

import (
	"bytes"
	"errors"
	"testing"

	"firenet/recon/result"
	"firenet/recon/stability"
)

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
		var b bytes.Buffer
		if _, err := Encode(&b, t.TempDir(), s); err != nil {
			continue // better no session than one that cannot be read
		}
		if _, err := Decode(bytes.NewReader(b.Bytes()), int64(b.Len()), ""); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
