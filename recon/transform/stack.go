package transform

import (
	"errors"
	"fmt"

	"firenet/recon/array"
)

// Stack puts operators of one domain below one another: A x = (A_1 x; A_2 x; ...), rows of
// the first above those of the second. Its adjoint is the sum of theirs. All ranges must have
// one width. The domain's array that adds up the adjoints is the stack's own.
func Stack[T array.Scalar](ops ...Operator[T]) (Operator[T], error) {
	if len(ops) == 0 {
		return nil, errors.New("transform: nothing to stack")
	}
	s := &stack[T]{ops: ops, rng: array.Shape{W: ops[0].Range().W}, sum: array.New[T](ops[0].Domain())}
	for i, op := range ops {
		if op.Domain() != ops[0].Domain() || op.Range().W != s.rng.W {
			return nil, fmt.Errorf("transform: operator %d of the stack maps %v to %v, the first %v to %v",
				i+1, op.Domain(), op.Range(), ops[0].Domain(), ops[0].Range())
		}
		s.rng.H += op.Range().H
		s.blocks = append(s.blocks, &array.Array[T]{Shape: op.Range()})
	}
	return s, nil
}

type stack[T array.Scalar] struct {
	ops    []Operator[T]
	rng    array.Shape
	blocks []*array.Array[T] // views of a range, one for each operator
	sum    *array.Array[T]
}

func (s *stack[T]) Domain() array.Shape { return s.ops[0].Domain() }
func (s *stack[T]) Range() array.Shape  { return s.rng }

func (s *stack[T]) Forward(dst, src *array.Array[T]) {
	mustHave(s.rng, dst)
	split(s.blocks, dst)
	for i, op := range s.ops {
		op.Forward(s.blocks[i], src)
	}
}

func (s *stack[T]) Adjoint(dst, src *array.Array[T]) {
	mustHave(s.rng, src)
	split(s.blocks, src)
	s.ops[0].Adjoint(dst, s.blocks[0])
	for i, op := range s.ops[1:] {
		op.Adjoint(s.sum, s.blocks[i+1])
		for k, z := range s.sum.Data {
			dst.Data[k] += z
		}
	}
}

// Each applies one operator to n arrays that stand below one another.
func Each[T array.Scalar](op Operator[T], n int) Operator[T] {
	e := &blocks[T]{op: op}
	for range n {
		e.from = append(e.from, &array.Array[T]{Shape: op.Domain()})
		e.to = append(e.to, &array.Array[T]{Shape: op.Range()})
	}
	return e
}

type blocks[T array.Scalar] struct {
	op       Operator[T]
	from, to []*array.Array[T] // views of a domain and a range
}

func (e *blocks[T]) Domain() array.Shape { return times(e.op.Domain(), len(e.from)) }
func (e *blocks[T]) Range() array.Shape  { return times(e.op.Range(), len(e.to)) }

func times(s array.Shape, n int) array.Shape { return array.Shape{H: n * s.H, W: s.W} }

func (e *blocks[T]) Forward(dst, src *array.Array[T]) {
	mustHave(e.Range(), dst)
	mustHave(e.Domain(), src)
	split(e.to, dst)
	split(e.from, src)
	for i := range e.from {
		e.op.Forward(e.to[i], e.from[i])
	}
}

func (e *blocks[T]) Adjoint(dst, src *array.Array[T]) {
	mustHave(e.Domain(), dst)
	mustHave(e.Range(), src)
	split(e.from, dst)
	split(e.to, src)
	for i := range e.from {
		e.op.Adjoint(e.from[i], e.to[i])
	}
}

// split makes blocks views of the rows of a, one below the other.
func split[T array.Scalar](blocks []*array.Array[T], a *array.Array[T]) {
	data := a.Data
	for _, b := range blocks {
		b.Data, data = data[:b.Len():b.Len()], data[b.Len():]
	}
}
