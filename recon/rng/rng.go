// Package rng gives every random quantity of an experiment a stream of its own.
//
// All randomness of a recipe derives from its one seed. The mask, the noise, a random
// phantom and the start of an attack each draw from the stream of their name, so adding
// noise does not change the mask.
package rng

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
)

// Stream returns the generator (PCG) of the stream name under seed. Equal arguments give
// equal sequences on every machine.
func Stream(seed uint64, name string) *rand.Rand {
	h := sha256.New()
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], seed)
	h.Write(b[:])
	h.Write([]byte(name))
	k := h.Sum(nil)
	return rand.New(rand.NewPCG(binary.LittleEndian.Uint64(k), binary.LittleEndian.Uint64(k[8:])))
}
