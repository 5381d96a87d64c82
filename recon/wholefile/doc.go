// Package wholefile writes files that appear whole or not at all: beside the place where
// they belong, waited for until they are on the disk, and renamed. A full disk or a crash
// leaves what was there before. What a program leaves beside that is killed meanwhile goes
// when the same file or folder is written next, see [Tidy].
//
// It depends on nothing of the program. Start reading at [Write] and
// [NewFolder].
package wholefile
