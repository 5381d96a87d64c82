// Package wholefile writes files that appear whole or not at all: beside the place where
// they belong, waited for until they are on the disk, and renamed. A full disk or a crash
// leaves what was there before.
//
// It depends on nothing of the program. Start reading at [Write].
package wholefile
