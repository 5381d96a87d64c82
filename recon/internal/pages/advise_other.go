//go:build !linux

package pages

const advised = false

func advise([]byte) {}
