// Package pages makes the large arrays of the engine, on huge pages where the system has
// them.
//
// A processor remembers where some thousand pages are. Panels of a large picture are met in
// tiles that are far apart: with pages of 4 KiB it looks up a page for nearly every tile,
// with pages of 2 MiB for hardly any. Linux gives huge pages to memory that asks for them
// (the setting "madvise" of transparent_hugepage, which most distributions have); elsewhere
// [Make] is make.
//
// The memory is the Go heap's, and is freed as all of it is. It depends on nothing.
package pages

import "unsafe"

// huge is the size of a huge page, and the size from which an array is worth one.
const huge = 2 << 20

// Make returns n zeros. A size of T that is no power of two gets ordinary pages.
func Make[T any](n int) []T {
	var t T
	size := int(unsafe.Sizeof(t))
	if !advised || n*size < huge || size&(size-1) != 0 {
		return make([]T, n)
	}
	// Room to begin and to end where pages do.
	whole := (n*size + huge - 1) / huge * huge
	x := make([]T, (whole+huge)/size)
	first := 0
	if over := int(uintptr(unsafe.Pointer(&x[0])) % huge); over > 0 {
		first = (huge - over) / size
	}
	x = x[first : first+whole/size]
	advise(unsafe.Slice((*byte)(unsafe.Pointer(&x[0])), whole))
	return x[:n:n]
}
