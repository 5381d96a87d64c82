package firenet

import (
	"firenet/recon/array"
	"firenet/recon/internal/pages"
	"firenet/recon/internal/panel"
	"firenet/recon/internal/simd"
)

const lanes = panel.Lanes

// row is one element of sixteen lines.
type row[F array.Real] = simd.Row[F]

// gap is how many unused rows follow a panel. Rows of neighbouring panels would otherwise
// compete for the same few places in the caches, since lengths tend to be powers of two.
// The rows after a panel whose length is no multiple of sixteen are 0: they let whole tiles
// be moved there.
const gap = lanes

// picture is an image, or the approximation on a wavelet level, as panels of sixteen lines
// side by side. Lanes without a line are 0.
type picture[F array.Real] struct {
	rows   []row[F]
	n      int // elements of a line: rows of a panel that are used
	lines  int
	stride int // rows from panel to panel
}

func newPicture[F array.Real](n, lines, panels int) *picture[F] {
	p := &picture[F]{n: n, lines: lines, stride: blocks(n)*lanes + gap}
	p.rows = pages.Make[row[F]](panels * p.stride)
	return p
}

// blocks is the number of panels that hold n lines.
func blocks(n int) int { return (n + lanes - 1) / lanes }

// panel returns the rows of panel k and those after it, up to the next.
func (p *picture[F]) panel(k int) []row[F] { return p.rows[k*p.stride : (k+1)*p.stride] }

// order lists, for each lane of a panel, which of the panel's sixteen lines it holds.
type order [lanes]int

var inOrder, evenOdd = order(simd.InOrder), order(simd.EvenOdd)

// lists returns the line numbers of the lanes of each panel.
func (o order) lists(panels int) [][]int {
	lists := make([][]int, panels)
	for k := range lists {
		lists[k] = make([]int, lanes)
		for lane, line := range o {
			lists[k][lane] = k*lanes + line
		}
	}
	return lists
}
