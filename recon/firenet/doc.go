// Package firenet holds FIRENET, the unrolled network for the square-root LASSO with
// restarts of Colbrook, Antun and Hansen [CAH22], twice.
//
// [Reference] is one screen that reads like the paper, in double precision. [Network] is
// what the program runs: single or double precision, on workers, without the operator
// applications that change nothing, without allocating in a layer. A test holds the two
// together. weights.go has the weights from local sparsities; method.go registers the
// network under the name "firenet".
//
// It depends on array, parallel, parameter, reconstruct and transform.
//
// [CAH22] M. J. Colbrook, V. Antun, A. C. Hansen, "The difficulty of computing stable and
// accurate neural networks", PNAS 119 (12), 2022.
package firenet
