package main

import "firenet/recon/array"

// layer is a layer of 20, of which only the number is known.
type layer int

func (l layer) Index() int                    { return int(l) }
func (layer) Total() int                      { return 20 }
func (layer) Block() int                      { return 1 }
func (layer) Objective() float64              { return 0 }
func (layer) Residual() float64               { return 0 }
func (layer) Distance(*array.Complex) float64 { return 0 }
func (layer) Image() *array.Complex           { return nil }
