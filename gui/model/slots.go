package model

// Slots of curves that have a look of their own. Reconstructors have the slots from 0 on, in
// their order, but for the baseline.
const (
	TruthSlot    = -2
	BaselineSlot = -1
)
