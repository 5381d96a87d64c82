// Package icon holds the program's icon, built in.
package icon

import _ "embed"

// PNG is the icon at 256 x 256.
//
//go:embed icon-256.png
var PNG []byte
