// Package docs holds the manual with its pictures, built in, so that Help opens it
// without a network.
package docs

import "embed"

// Manual is manual.md.
//
//go:embed manual.md
var Manual string

// Files are manual.md and its pictures, under the names that it refers to them by.
//
//go:embed manual.md screenshots/*.png
var Files embed.FS
