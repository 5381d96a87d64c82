package control

import "sync"

// mailbox hands the newest of what is put into it to one goroutine. What was put before
// and not yet taken is dropped.
type mailbox[T any] struct {
	mu     sync.Mutex
	full   bool
	value  T
	signal chan struct{} // closed by close
	closed bool
}

func newMailbox[T any]() *mailbox[T] {
	return &mailbox[T]{signal: make(chan struct{}, 1)}
}

func (m *mailbox[T]) put(v T) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return
	}
	m.value, m.full = v, true
	select {
	case m.signal <- struct{}{}:
	default:
	}
}

// take waits for a value; ok is false after close.
func (m *mailbox[T]) take() (v T, ok bool) {
	for range m.signal {
		m.mu.Lock()
		v, full := m.value, m.full
		var zero T
		m.value, m.full = zero, false
		m.mu.Unlock()
		if full {
			return v, true
		}
	}
	return v, false
}

func (m *mailbox[T]) close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.closed {
		m.closed = true
		m.full = false
		close(m.signal)
	}
}
