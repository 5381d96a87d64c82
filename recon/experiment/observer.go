package experiment

import (
	"firenet/recon/reconstruct"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// Observer watches a run. Its methods are called one at a time, from the run's goroutine,
// and must return quickly. Nil fields are not called.
type Observer struct {
	// Prepared: truth, mask and samples are there.
	Prepared func(*result.Result)
	// Started: reconstructor i begins; layers is what it will do.
	Started func(i int, name string, layers int)
	// Layer: after a layer of reconstructor i. point is filled in when history is on.
	// The layer can be asked for its picture during the call only.
	Layer func(i int, point result.HistoryPoint, layer reconstruct.Layer)
	// Finished: reconstructor i is done; out is complete.
	Finished func(i int, out *result.Output)
	// AttackStarted: attack i begins; steps is what it will do at most.
	AttackStarted func(i int, name string, steps int)
	// AttackStep: after a step of attack i; done counts steps of all its restarts.
	AttackStep func(i, done int, step stability.Step)
	// AttackFound: the perturbation is there, and will be shown to all reconstructors. It is
	// called again as they, and what the perturbation is held against, follow. Of a search
	// that is cancelled it is the best so far (Partial).
	AttackFound func(i int, out *result.AttackOutput)
	// AttackFinished: attack i is done; out is complete.
	AttackFinished func(i int, out *result.AttackOutput)
	// AttackWork: what attack i does besides its search, in words, and how much of it is done.
	AttackWork func(i int, what string, done, all int)
	// Asked: so much of the work of question i is done; all is 0 when it begins.
	Asked func(i int, name string, done, all int)
	// Answered: the answer to question i, as it grows (Partial) and when it is complete.
	Answered func(i int, report *result.Report)
}
