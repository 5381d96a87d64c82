// Package stability finds perturbations that hurt a reconstruction, and measures them
// beside chance.
//
// A perturbation e of the samples y is found for a [reconstruct.Linearisation] of the map
// f from samples to image, either directly or as e = P U r of a perturbation r of the
// image. Every figure for a worst case is a lower bound: "at least this bad".
//
// It depends on array, parallel, parameter, reconstruct, rng, transform. Start reading at
// [Search]; [LargestSingular] is the local worst case, [GaussianReference] is chance, and
// [Curve] sets both beside each other at growing norms.
//
// [ARPAH20] V. Antun, F. Renna, C. Poon, B. Adcock, A. C. Hansen, "On instabilities of deep
// learning in image reconstruction and the potential costs of AI", PNAS 117 (48), 2020.
//
// [CAH22] M. J. Colbrook, V. Antun, A. C. Hansen, "The difficulty of computing stable and
// accurate neural networks", PNAS 119 (12), 2022.
package stability
