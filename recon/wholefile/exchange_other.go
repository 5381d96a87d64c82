//go:build !linux && !darwin

package wholefile

func exchange(string, string) error { return ErrNoExchange }

func unsupportedHere(error) bool { return false }
