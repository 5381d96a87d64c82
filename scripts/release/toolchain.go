package main

import (
	"fmt"
	"go/version"
	"os"
	"regexp"
	"strings"
)

var toolchainLine = regexp.MustCompile(`(?m)^toolchain (go\S+)$`)

// checkGo fails when Go is older than the toolchain line of go.mod, which names the patch
// release that packages are built with or a newer one. Building and testing need only the
// line "go".
func checkGo(file, using string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	m := toolchainLine.FindSubmatch(b)
	if m == nil || !version.IsValid(string(m[1])) {
		return fmt.Errorf("%s has no line \"toolchain go1.2.3\"", file)
	}
	needed := string(m[1])
	using, _, _ = strings.Cut(using, " ") // experiments follow
	if !version.IsValid(using) || version.Compare(using, needed) < 0 {
		return fmt.Errorf("releases are built with %s or newer (%s), and this is %s: install it, or let the go command fetch it with GOTOOLCHAIN=auto", needed, file, using)
	}
	return nil
}
