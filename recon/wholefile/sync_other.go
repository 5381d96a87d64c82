//go:build !unix

package wholefile

// SyncFolder does nothing where folders cannot be opened for it.
func SyncFolder(string) error { return nil }
