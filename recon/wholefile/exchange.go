package wholefile

import (
	"errors"
	"os"
)

// ErrNoExchange says that a system or a disk cannot exchange two names in one step.
var ErrNoExchange = errors.New("names cannot be exchanged in one step")

// Exchange gives each of two files or folders on one disk the name of the other, in one
// step where the system can: whoever looks, or is killed, sees both before or both after.
// Elsewhere it is [ErrNoExchange], and nothing has changed.
func Exchange(a, b string) error {
	err := exchange(a, b)
	switch {
	case err == nil, errors.Is(err, ErrNoExchange):
		return err
	case errors.Is(err, errors.ErrUnsupported), unsupportedHere(err):
		return ErrNoExchange
	}
	return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
}
