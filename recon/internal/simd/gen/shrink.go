package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// threshold is what soft(x - step g, limit) needs in registers. In single precision, and with
// AVX-512 in double, limit is half of it.
type threshold struct {
	precision
	step, limit, zero, aHalf VecVirtual
	constants
}

// constants stand in the program's data where registers are few.
type constants struct{ smallest, one, three Mem }

func (p precision) thresholdConstants() constants {
	return constants{p.smallestNormal(), p.lookUp("one", 1), p.lookUp("three", 3)}
}

func (p precision) newThreshold(c constants) threshold {
	t := threshold{precision: p, step: p.parameter("step"), limit: p.parameter("limit"), zero: p.zero(), constants: c}
	if t.estimates() {
		t.aHalf = p.constant("half", 0.5)
		p.scaleBy(t.aHalf, t.limit)
	}
	return t
}

// estimates says that inverse roots are estimated and mended: the processor has no estimate
// in double precision without AVX-512.
func (p precision) estimates() bool { return p.size == 4 || p.wide() }

func (p precision) scaleBy(factor, y VecVirtual) { p.pick(VMULPS, VMULPD)(factor, y, y) }

// soft returns soft(x - step g, limit) of the registers at x and g, imaginary parts half
// further on, and the factors by which they are less than x - step g, which are never
// negative. Each step is taken for all of them, so that none waits for the one before.
func (t threshold) soft(x, g []Mem, half int) (z []complexVector, factors []VecVirtual) {
	for k := range x {
		z = append(z, complexVector{t.load(x[k]), t.load(x[k].Offset(half))})
	}
	for k, z := range z {
		t.subMul(z.re, t.step, g[k])
		t.subMul(z.im, t.step, g[k].Offset(half))
	}
	return z, t.shrinkAll(z)
}

// shrinkAll makes z soft(z, limit).
func (t threshold) shrinkAll(z []complexVector) (factors []VecVirtual) {
	var moduli2 []VecVirtual
	for range z {
		// A modulus of zero has a finite inverse so.
		moduli2 = append(moduli2, t.load(t.smallest))
	}
	for k, z := range z {
		t.addMul(moduli2[k], z.re, z.re)
	}
	for k, z := range z {
		t.addMul(moduli2[k], z.im, z.im)
	}
	factors = t.factors(moduli2)
	for k, z := range z {
		t.scaleBy(factors[k], z.re)
		t.scaleBy(factors[k], z.im)
	}
	return factors
}

// factors are max(0, 1 - limit / sqrt(a)). What is not a number because of limit = inf is
// negative as the processor makes it, and becomes 0.
func (t threshold) factors(all []VecVirtual) (factors []VecVirtual) {
	p := t.precision
	if !p.estimates() {
		for _, a := range all {
			f := p.sub(p.load(t.one), p.div(t.limit, p.sqrt(a)))
			VMAXPD(t.zero, f, f)
			factors = append(factors, f)
		}
		return factors
	}
	var roots []VecVirtual
	for _, a := range all {
		roots = append(roots, t.estimate(a))
	}
	if p.size == 8 { // half the bits
		for k, doubled := range t.newton(all, roots) {
			p.scaleBy(t.aHalf, roots[k])
			p.scaleBy(doubled, roots[k])
		}
	}
	for _, root := range roots {
		factors = append(factors, p.mul(t.limit, root))
	}
	for k, doubled := range t.newton(all, roots) {
		p.pick(VFNMADD213PS, VFNMADD213PD)(t.one, doubled, factors[k])
	}
	for _, f := range factors {
		if p.size == 4 {
			VPMAXSD(t.zero, f, f)
		} else {
			VPMAXSQ(t.zero, f, f)
		}
	}
	return factors
}

// estimate is 1 / sqrt(a) to 12 bits, with AVX-512 to 14.
func (t threshold) estimate(a VecVirtual) VecVirtual {
	root := t.register()
	switch {
	case !t.wide():
		VRSQRTPS(a, root)
	case t.size == 4:
		VRSQRT14PS(a, root)
	default:
		VRSQRT14PD(a, root)
	}
	return root
}

// newton is 3 - a root^2: half of it times root is nearer to 1 / sqrt(a), with twice as many
// bits.
func (t threshold) newton(all, roots []VecVirtual) (doubled []VecVirtual) {
	for _, root := range roots {
		doubled = append(doubled, t.mul(root, root))
	}
	for k, r := range doubled {
		t.pick(VFNMADD213PS, VFNMADD213PD)(t.three, all[k], r)
	}
	return doubled
}

// reflect is 2 next - x, x at a place in memory.
func (p precision) reflect(next VecVirtual, x Mem) VecVirtual {
	y := p.add(next, next)
	p.pick(VSUBPS, VSUBPD)(x, y, y)
	return y
}

// addTo adds what is at a place in memory.
func (p precision) addTo(y VecVirtual, x Mem) { p.pick(VADDPS, VADDPD)(x, y, y) }

// shrink is x+ = soft(x - step g, limit), S = S + x+, g = 2 x+ - x, on n rows; those of g
// are apart bytes apart. x+ goes to next, which may be x.
func (p precision) shrink() {
	f := p.float()
	c := p.thresholdConstants()
	p.text("shrink", "func(next, x, sum, ahead *"+f+", apart, n int, step, limit "+f+")")
	to, x, sum, ahead, apart, n := pointer("next"), pointer("x"), pointer("sum"), pointer("ahead"), pointer("apart"), pointer("n")
	t := p.newThreshold(c)
	loop("next", n, func() {
		for _, ds := range p.together() {
			next, _ := t.soft(places(x, ds), places(ahead, ds), p.half())
			for k, z := range next {
				for part, z := range []VecVirtual{z.re, z.im} {
					d := ds[k] + part*p.half()
					p.store(p.reflect(z, at(x, d)), at(ahead, d))
					p.store(z, at(to, d))
					p.addTo(z, at(sum, d))
					p.store(z, at(sum, d))
				}
			}
		}
		for _, r := range []Register{to, x, sum} {
			ADDQ(U32(p.row()), r)
		}
		ADDQ(apart, ahead)
	})
	end()
}

// together is where the real parts of a row are that are handled together, two registers or
// what there is.
func (p precision) together() (groups [][]int) {
	for v := 0; v < p.vectors(); v += 2 {
		group := []int{v * p.bytes()}
		if p.vectors() > 1 {
			group = append(group, (v+1)*p.bytes())
		}
		groups = append(groups, group)
	}
	return groups
}

func places(base Register, displacements []int) (places []Mem) {
	for _, d := range displacements {
		places = append(places, at(base, d))
	}
	return places
}
