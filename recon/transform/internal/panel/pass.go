package panel

import (
	"firenet/recon/array"
	"firenet/recon/parallel"
)

// Lanes is the number of lines in a panel.
const Lanes = 16

// Row is one element of sixteen lines: their real parts, then their imaginary parts. The
// same type serves for sixteen interleaved complex numbers of an array.
type Row[F array.Real] [2 * Lanes]F

// Kernel is a one-dimensional linear transform of panels.
type Kernel[F array.Real] interface {
	// Len is the number of elements of a line.
	Len() int
	// Transform computes the transform of the Len() rows of x. The result is in x or in
	// work, of the same length, and is returned. worker says whose memory may be used.
	Transform(worker int, x, work []Row[F]) []Row[F]
}

// Axis is the direction in which lines run.
type Axis int

// The axes. The transform of a column combines elements of different rows.
const (
	Columns Axis = iota
	Rows
)

// Scratch is the memory of the workers, shared by passes that do not run at the same
// time.
type Scratch[F array.Real] struct {
	lines, work [][]Row[F]
	tiles       [][Lanes]Row[F]
}

// NewScratch returns memory for lines of up to n elements.
func NewScratch[F array.Real](workers, n int) *Scratch[F] {
	s := &Scratch[F]{tiles: make([][Lanes]Row[F], workers)}
	for range workers {
		s.lines = append(s.lines, make([]Row[F], n))
		s.work = append(s.work, make([]Row[F], n))
	}
	return s
}

// Pass transforms the first Lines columns (or rows) of an array along their first
// Kernel.Len() elements. It is a [parallel.Task] whose indices are blocks of lines.
type Pass[F array.Real] struct {
	Kernel Kernel[F]
	Axis   Axis
	Lines  int
	Stride int // complex elements from one row of the array to the next

	// Element i of a line goes into row From[i] of the panel; element i of the
	// transformed line is taken from row To[i].
	From, To []int

	// Swapping real and imaginary parts before and after a transform conjugates its
	// factors: an inverse DFT is a forward one between two swaps.
	SwapIn, SwapOut bool
	Scale           F // multiplies the result

	Scratch  *Scratch[F]
	dst, src []F
}

// Identity is the order 0, 1, ..., n-1.
func Identity(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// Do runs the pass from src to dst, which hold interleaved real and imaginary parts. They
// may be the same memory. What lies outside the lines is left as it is.
func (p *Pass[F]) Do(w *parallel.Workers, dst, src []F) {
	p.dst, p.src = dst, src
	w.Do(p, (p.Lines+Lanes-1)/Lanes)
	p.dst, p.src = nil, nil
}

// Run transforms one block of lines.
func (p *Pass[F]) Run(worker, block int) {
	n := p.Kernel.Len()
	x, work, tile := p.Scratch.lines[worker][:n], p.Scratch.work[worker][:n], &p.Scratch.tiles[worker]
	first := block * Lanes
	lanes := min(Lanes, p.Lines-first)
	switch {
	case p.Axis == Columns && lanes == Lanes:
		gatherColumns(x, p.src[2*first:], 2*p.Stride, p.From, p.SwapIn)
		x = p.Kernel.Transform(worker, x, work)
		scatterColumns(p.dst[2*first:], x, 2*p.Stride, p.To, p.SwapOut, p.Scale)
	case p.Axis == Columns:
		gatherPart(x, p.src[2*first:], 2*p.Stride, 2, lanes, p.From, p.SwapIn)
		x = p.Kernel.Transform(worker, x, work)
		scatterPart(p.dst[2*first:], x, 2*p.Stride, 2, lanes, p.To, p.SwapOut, p.Scale)
	case lanes == Lanes:
		at := 2 * first * p.Stride
		gatherRows(x, p.src[at:], 2*p.Stride, p.From, p.SwapIn, tile)
		x = p.Kernel.Transform(worker, x, work)
		scatterRows(p.dst[at:], x, 2*p.Stride, p.To, p.SwapOut, p.Scale, tile)
	default:
		at := 2 * first * p.Stride
		gatherPart(x, p.src[at:], 2, 2*p.Stride, lanes, p.From, p.SwapIn)
		x = p.Kernel.Transform(worker, x, work)
		scatterPart(p.dst[at:], x, 2, 2*p.Stride, lanes, p.To, p.SwapOut, p.Scale)
	}
}
