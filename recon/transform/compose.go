package transform

import (
	"errors"
	"fmt"

	"firenet/recon/array"
)

// Compose returns the product of operators as mathematics writes it: the last one is
// applied first, Compose(P, U, B) x = P U B x. The range of each must be the domain of the
// one before it. It holds an array for every intermediate result.
func Compose[T array.Scalar](ops ...Operator[T]) (Operator[T], error) {
	if len(ops) == 0 {
		return nil, errors.New("transform: nothing to compose")
	}
	if len(ops) == 1 {
		return ops[0], nil
	}
	c := &composition[T]{ops: ops}
	for i, op := range ops[1:] {
		if ops[i].Domain() != op.Range() {
			return nil, fmt.Errorf("transform: operator %d of the product takes arrays of %v, operator %d gives %v",
				i+1, ops[i].Domain(), i+2, op.Range())
		}
		c.between = append(c.between, array.New[T](op.Range()))
	}
	return c, nil
}

// composition is a product of at least two operators; between[i] is passed between ops[i]
// and ops[i+1].
type composition[T array.Scalar] struct {
	ops     []Operator[T]
	between []*array.Array[T]
}

func (c *composition[T]) Domain() array.Shape { return c.ops[len(c.ops)-1].Domain() }
func (c *composition[T]) Range() array.Shape  { return c.ops[0].Range() }

func (c *composition[T]) Forward(dst, src *array.Array[T]) {
	for i := len(c.ops) - 1; i > 0; i-- {
		c.ops[i].Forward(c.between[i-1], src)
		src = c.between[i-1]
	}
	c.ops[0].Forward(dst, src)
}

func (c *composition[T]) Adjoint(dst, src *array.Array[T]) {
	for i, between := range c.between {
		c.ops[i].Adjoint(between, src)
		src = between
	}
	c.ops[len(c.ops)-1].Adjoint(dst, src)
}

// AdjointOf returns the adjoint of an operator as an operator. It shares the operator's
// scratch memory.
func AdjointOf[T array.Scalar](op Operator[T]) Operator[T] {
	if a, ok := op.(adjoint[T]); ok {
		return a.of
	}
	return adjoint[T]{op}
}

type adjoint[T array.Scalar] struct{ of Operator[T] }

func (a adjoint[T]) Domain() array.Shape              { return a.of.Range() }
func (a adjoint[T]) Range() array.Shape               { return a.of.Domain() }
func (a adjoint[T]) Forward(dst, src *array.Array[T]) { a.of.Adjoint(dst, src) }
func (a adjoint[T]) Adjoint(dst, src *array.Array[T]) { a.of.Forward(dst, src) }
