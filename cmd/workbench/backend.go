//go:build !x11

package main

// onlyX11 says that the program was built without Wayland.
const onlyX11 = false
