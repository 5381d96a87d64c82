package recipe

import "math"

// FormatVersion is the version of the recipe format that this program reads and writes.
const FormatVersion = 1

// maxSeed is the largest whole number of TOML.
const maxSeed = math.MaxInt64

// optional is a text whose absence is an empty one.
func optional(s string) any {
	if s == "" {
		return nil
	}
	return s
}
