package pages

import (
	"testing"
	"unsafe"
)

func TestLargeArraysBeginWithAPage(t *testing.T) {
	for range 5 {
		x := Make[[32]float32](3*huge/128 + 5)
		if at := uintptr(unsafe.Pointer(&x[0])); at%huge != 0 {
			t.Errorf("begins %d bytes behind a page", at%huge)
		}
	}
}
