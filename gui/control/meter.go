package control

import (
	"context"
	"sync"

	"firenet/recon/array"
	"firenet/recon/experiment"
	"firenet/recon/parallel"
	"firenet/recon/quality"
)

// Rectangle is a part of an image: rows from Row0 to before Row1, and so the columns.
type Rectangle struct{ Row0, Col0, Row1, Col1 int }

// Inquiry asks for the measures of images inside a rectangle.
type Inquiry struct {
	Rectangle
	Reference *array.Complex
	Images    []*array.Complex // of the reference's shape
}

// Meter measures images inside a rectangle, on a goroutine of its own: the newest inquiry
// wins, and ends the one before. Its methods are called on the window's goroutine.
type Meter struct {
	post   func(func())
	box    *mailbox[inquiry]
	root   context.Context
	end    context.CancelFunc
	cancel context.CancelFunc // of the inquiry under way
	number int
	worker sync.WaitGroup

	// The data range of the last reference, which is that of the whole image.
	of        *array.Complex
	dataRange float64
}

type inquiry struct {
	Inquiry
	ctx    context.Context
	number int
	answer func([]quality.Metrics)
}

// NewMeter starts a meter. Close must be called.
func NewMeter(post func(func())) *Meter {
	m := &Meter{post: post, box: newMailbox[inquiry]()}
	m.root, m.end = context.WithCancel(context.Background())
	m.worker.Add(1)
	go m.work()
	return m
}

// Close ends what is under way and returns when the goroutine has ended.
func (m *Meter) Close() {
	m.number++
	m.end()
	m.box.close()
	m.worker.Wait()
}

// Measure computes in the background and then calls answer on the window's goroutine, with
// one result per image, unless there is a newer inquiry by then.
func (m *Meter) Measure(q Inquiry, answer func([]quality.Metrics)) {
	m.Forget()
	ctx, cancel := context.WithCancel(m.root)
	m.cancel = cancel
	m.box.put(inquiry{q, ctx, m.number, answer})
}

// Forget ends what is under way: it is not answered.
func (m *Meter) Forget() {
	m.number++
	if m.cancel != nil {
		m.cancel()
	}
}

func (m *Meter) work() {
	defer m.worker.Done()
	for {
		q, ok := m.box.take()
		if !ok {
			return
		}
		if list, err := m.measure(q); err == nil {
			m.post(func() {
				if q.number == m.number {
					q.answer(list)
				}
			})
		}
	}
}

// measure compares the crops, with the data range of the whole reference, so that the
// numbers can be held against those of the whole image.
func (m *Meter) measure(q inquiry) (list []quality.Metrics, err error) {
	defer experiment.Caught(&err)
	if m.of != q.Reference {
		m.of, m.dataRange = q.Reference, quality.DataRange(q.Reference)
	}
	workers := parallel.New(q.ctx, 1)
	defer workers.Close()
	c := quality.NewComparer(q.crop(q.Reference), workers)
	if err := workers.Err(); err != nil {
		return nil, err
	}
	c.SetDataRange(m.dataRange)
	for _, a := range q.Images {
		metrics, err := c.Compare(q.crop(a), workers)
		if err != nil {
			return nil, err
		}
		list = append(list, metrics)
	}
	return list, nil
}

// crop copies the rectangle out of an image.
func (r Rectangle) crop(a *array.Complex) *array.Complex {
	c := array.NewComplex(array.Shape{H: r.Row1 - r.Row0, W: r.Col1 - r.Col0})
	for row := range c.H {
		copy(c.Data[row*c.W:(row+1)*c.W], a.Data[(r.Row0+row)*a.W+r.Col0:])
	}
	return c
}
