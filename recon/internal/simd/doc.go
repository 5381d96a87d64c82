// Package simd holds the innermost loops of the engine: butterflies, filters and
// transposes on panels of sixteen lines, and the elementwise passes of a FIRENET layer.
//
// A panel keeps sixteen lines side by side. Its row i holds element i of all of them,
// sixteen real parts, then sixteen imaginary parts:
//
//	          line 0    line 1  ...  line 15 | line 0    line 1  ...  line 15
//	row 0     re x0[0]  re x1[0]             | im x0[0]  im x1[0]
//	row 1     re x0[1]  re x1[1]             | im x0[1]  im x1[1]
//	...
//
// so that every butterfly is the same arithmetic on neighbouring numbers, with no shuffle.
// Elsewhere numbers are complex and interleaved, as Go keeps them.
//
// Each kernel exists twice: in portable Go (portable_*.go), which is the reference of the
// tests and what runs on processors without AVX2 and with the build tag purego; and in
// AVX2 with fused multiply-add (kernels_amd64.s, written by the generator in gen). Those that
// gain by it exist with the registers of AVX-512 too. All agree to rounding. [For] chooses
// once, when the program starts. Loops take the length of their shortest natural argument;
// arguments must not overlap unless a kernel says that it works in place.
//
// It depends on array. Start reading at [Kernels].
package simd
