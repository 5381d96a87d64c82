// Package classic holds the reconstructors that need neither training nor restarts, one
// file each: for now the zero-filled image, against which every other one is measured.
//
// It depends on array, parallel, parameter, reconstruct and transform.
package classic
