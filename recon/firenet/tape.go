package firenet

import "firenet/recon/array"

// tape is what derivatives need of the layers of a block: the iterates x_1 .. x_p, since the
// value of a soft threshold tells its derivative, and the dual variables before the ball,
// u_1 .. u_{p-1}, packed, with their norms.
type tape[F array.Real] struct {
	block int          // that it holds; 0: none
	x     [][][]row[F] // by layer and part
	u     [][]F        // by layer
	norms []float64    // of u
}

func (l *layers[F]) newTape() tape[F] {
	p := l.Inner
	t := tape[F]{x: make([][][]row[F], p), u: make([][]F, p-1), norms: make([]float64, p-1)}
	for j := range t.x {
		t.x[j] = l.perPart()
	}
	for j := range t.u {
		t.u[j] = make([]F, len(l.y))
	}
	return t
}

// perPart is memory for the coefficients of all parts, by part.
func (l *layers[F]) perPart() [][]row[F] {
	total := 0
	for _, p := range l.parts {
		total += len(p.x)
	}
	all, rows := make([]row[F], total), make([][]row[F], len(l.parts))
	for i, p := range l.parts {
		n := len(p.x)
		rows[i], all = all[:n:n], all[n:]
	}
	return rows
}

// storage says how a linearisation keeps its blocks within a bound on memory: the last of
// them each on a tape of its own, those before as the coefficients that they start from. These
// are computed again, one block at a time on one more tape, when a derivative gets there.
type storage struct {
	blocks int // n
	own    int // blocks with a tape of their own
}

// tapes is the number of tapes, shared counts the blocks that take turns on the last one.
func (s storage) tapes() int  { return min(s.own+1, s.blocks) }
func (s storage) shared() int { return s.blocks - s.own }

// tape is the tape of block k, counted from 1.
func (s storage) tape(k int) int {
	if k > s.shared() {
		return k - s.shared() - 1
	}
	return s.own
}

// most is how many images of the network's precision a linearisation holds where it may
// choose.
const most = 40

// plan keeps as many blocks as fit, sampled being the fraction of the frequencies.
func (n *Network) plan(sampled float64) storage {
	s := storage{blocks: n.Restarts, own: n.Restarts}
	for s.own > 0 && n.images(s, sampled) > most {
		s.own--
	}
	return s
}

// images counts what a linearisation holds, in images of the network's precision: the picture
// and its approximations with what other wavelets turn, x and S, the value in double
// precision, the packed samples y, v and a tangent or cotangent of y, the tapes, the starts
// of the blocks, and one for tables, gaps and the lines of the workers; and two for tangents, which
// take the place of x and S when nothing is computed again.
func (n *Network) images(s storage, sampled float64) float64 {
	images := 1 + pictures(n.Wavelet) + 2 + 1 + 3*sampled
	if n.Single {
		images++
	}
	images += float64(s.tapes()) * (float64(n.Inner) + float64(n.Inner-1)*sampled)
	if s.shared() == 0 {
		return images + 1
	}
	return images + 2 + float64(s.shared())
}
