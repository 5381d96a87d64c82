package pages

import "syscall"

const advised = true

// collapse is MADV_COLLAPSE of Linux 6.1, which package syscall does not have.
const collapse = 25

// advise asks for huge pages, and to exchange those that have been touched before: the heap
// gives memory again. Where there are none, ordinary pages do.
func advise(memory []byte) {
	_ = syscall.Madvise(memory, syscall.MADV_HUGEPAGE)
	_ = syscall.Madvise(memory, collapse)
}
