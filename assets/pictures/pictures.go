// Package pictures holds the photographs that come with the program, built in. README.md
// says where they are from.
package pictures

import _ "embed"

//go:embed camera.png
var camera []byte

// Picture is one of them.
type Picture struct {
	File  string // its name as a file
	Title string
	Bytes []byte // PNG
}

// All are the pictures, in the order of the menu.
func All() []Picture {
	return []Picture{{File: "camera.png", Title: "Photograph of a camera", Bytes: camera}}
}
