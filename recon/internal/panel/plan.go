package panel

import (
	"unsafe"

	"firenet/recon/array"
	"firenet/recon/internal/pages"
	"firenet/recon/internal/simd"
	"firenet/recon/parallel"
)

// Lanes is the number of lines in a panel.
const Lanes = simd.Lanes

// Row is one element of sixteen lines: their real parts, then their imaginary parts.
type Row[F array.Real] = simd.Row[F]

// Kernel is a one-dimensional linear transform of panels.
type Kernel[F array.Real] interface {
	// Len is the number of elements of a line.
	Len() int
	// Transform writes the transform of the Len() rows of x into y, and leaves x alone
	// where the two are not the same. worker says whose memory may be used.
	Transform(worker int, y, x []Row[F])
}

// Scratch is the memory that plans which do not run at the same time share.
type Scratch[F array.Real] struct {
	workers []workspace[F]
	loops   *simd.Kernels[F]
	panels  []Row[F] // between the passes: the whole array, panel after panel
}

type workspace[F array.Real] struct{ x, y []Row[F] }

// NewScratch returns memory for transforms of arrays up to shape s.
func NewScratch[F array.Real](workers int, s array.Shape) *Scratch[F] {
	m := &Scratch[F]{
		workers: make([]workspace[F], workers),
		loops:   simd.For[F](),
		panels:  pages.Make[Row[F]](blocks(s.W) * (s.H + gap)),
	}
	for k := range m.workers {
		m.workers[k].x, m.workers[k].y = make([]Row[F], s.W), make([]Row[F], max(s.W, groupRows[F](s.H)))
	}
	return m
}

// gap is how many unused rows stand between panels. Tiles of sixteen rows in neighbouring
// panels, which are met one after another, would otherwise compete for the same few places
// in the caches where the length of panels is a power of two.
const gap = Lanes

// Panels are transformed in groups before any is written: the longer the pieces of the
// array's rows that are written at a time, the better, as long as the group stays in the
// second cache.
const (
	pieceBytes = 512
	groupBytes = 512 << 10
)

// abreast is how many panels of n rows make up a group.
func abreast[F array.Real](n int) int {
	row := int(unsafe.Sizeof(Row[F]{}))
	return max(1, min(pieceBytes/row, groupBytes/(n*row)))
}

// groupRows is at least abreast(k)*k for all k <= n.
func groupRows[F array.Real](n int) int {
	row := int(unsafe.Sizeof(Row[F]{}))
	return max(n, min(pieceBytes/row*n, groupBytes/row))
}

// blocks is the number of panels that hold n lines.
func blocks(n int) int { return (n + Lanes - 1) / Lanes }

// Line is the transform along one axis: element i of a line is number From[i] for the
// kernel, and element i of the result is number To[i] of the kernel's.
type Line[F array.Real] struct {
	Kernel   Kernel[F]
	From, To []int
}

// Natural is a line whose elements are in the kernel's order.
func Natural[F array.Real](k Kernel[F]) Line[F] {
	return Line[F]{k, Rolled(k.Len(), 0), Rolled(k.Len(), 0)}
}

// Rolled is the order i -> (i + by) mod n, for by >= 0.
func Rolled(n, by int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = (i + by) % n
	}
	return order
}

// Plan is a separable transform of the top left part of an array. A first pass takes
// sixteen rows at a time: it transposes them into a panel, transforms them and transposes
// them back into the panels of columns, which stand in memory one after another. A second
// pass transforms these, where sixteen columns can be read without jumping from row to row
// of the array.
type Plan[F array.Real] struct {
	// Rows transforms along the rows, Columns along the columns; the lengths of their
	// kernels are the width and the height of the part that is transformed.
	Rows, Columns Line[F]
	Stride        int // complex elements from one row of the array to the next
	// Conjugate conjugates the factors of the kernels, by swapping real and imaginary
	// parts before and after: the inverse of a DFT.
	Conjugate bool
	InPlace   bool // the kernels may write over their input
	Scale     F    // multiplies the result
	Scratch   *Scratch[F]

	abreast  int
	rows     rowPass[F]
	columns  columnPass[F]
	dst, src []F
}

// rowPass and columnPass are the passes as tasks; each index is a block of lines.
type (
	rowPass[F array.Real]    struct{ *Plan[F] }
	columnPass[F array.Real] struct{ *Plan[F] }
)

// Do transforms src into dst, which hold interleaved real and imaginary parts and may be
// the same memory. What lies outside the part is left as it is.
func (p *Plan[F]) Do(w *parallel.Workers, dst, src []F) {
	p.dst, p.src = dst, src
	p.rows.Plan, p.columns.Plan = p, p
	p.abreast = abreast[F](p.Columns.Kernel.Len())
	w.Do(&p.rows, blocks(p.Columns.Kernel.Len()))
	w.Do(&p.columns, (blocks(p.Rows.Kernel.Len())+p.abreast-1)/p.abreast)
	p.dst, p.src = nil, nil
}

// Run transforms one block of rows.
func (p *rowPass[F]) Run(worker, block int) {
	ws := &p.Scratch.workers[worker]
	h, w := p.Columns.Kernel.Len(), p.Rows.Kernel.Len()
	first := block * Lanes
	lanes := min(Lanes, h-first)
	x, y := ws.x[:w], ws.y[:w]
	gatherRows(p.Scratch.loops, x, p.src[2*first*p.Stride:], 2*p.Stride, lanes, p.Rows.From, p.Conjugate)
	if p.InPlace {
		y = x
	}
	p.Rows.Kernel.Transform(worker, y, x)
	turn(p.Scratch.loops, p.Scratch.panels, y, h+gap, p.Columns.From[first:first+lanes], p.Rows.To)
}

// Run transforms the columns of some panels.
func (p *columnPass[F]) Run(worker, index int) {
	h, w := p.Columns.Kernel.Len(), p.Rows.Kernel.Len()
	first := index * p.abreast
	last := min(first+p.abreast, blocks(w))
	x, stride := p.Scratch.panels[first*(h+gap):last*(h+gap)], h+gap
	y := x
	if !p.InPlace {
		y, stride = p.Scratch.workers[worker].y, h
	}
	for block := range last - first {
		p.Columns.Kernel.Transform(worker, y[block*stride:block*stride+h], x[block*(h+gap):block*(h+gap)+h])
	}
	columns := min(w, last*Lanes) - first*Lanes
	scatterColumns(p.Scratch.loops, p.dst[2*first*Lanes:], y, stride, 2*p.Stride, columns, p.Columns.To, p.Conjugate, p.Scale)
}
