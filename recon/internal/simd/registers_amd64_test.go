package simd

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// AVX2 has sixteen registers; the assembler knows those of AVX-512 by the same names, and a
// processor without it stops at them.
func TestKernelsKeepToTheirRegisters(t *testing.T) {
	text, err := os.ReadFile("kernels_amd64.s")
	if err != nil {
		t.Fatal(err)
	}
	beyond := regexp.MustCompile(`\b([XY](1[6-9]|2\d|3[01])|Z\d+|K[0-7])\b`)
	functions := strings.Split(string(text), "\nTEXT ")[1:]
	wide := 0
	for _, function := range functions {
		name, body, _ := strings.Cut(function, "(")
		if strings.HasSuffix(name, "Wide") {
			wide++
			continue
		}
		if register := beyond.FindString(body); register != "" {
			t.Errorf("%s uses %s", name, register)
		}
	}
	if wide == 0 || wide == len(functions) {
		t.Errorf("%d of %d functions are for AVX-512", wide, len(functions))
	}
}
