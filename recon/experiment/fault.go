package experiment

import (
	"fmt"
	"runtime/debug"
)

// Fault is a panic, which is a programming error, that was caught and became an error.
type Fault struct {
	Value any
	Stack []byte
}

func (f *Fault) Error() string {
	return fmt.Sprintf("internal error: %v. Please report it; the recipe is not lost.", f.Value)
}

// Caught, deferred, makes a panic an error.
func Caught(err *error) {
	if value := recover(); value != nil {
		*err = &Fault{Value: value, Stack: debug.Stack()}
	}
}
