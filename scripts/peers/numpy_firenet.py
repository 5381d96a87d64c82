"""FIRENET (Fourier, Haar) in complex64 NumPy with scipy.fft, written for speed.

    python3 numpy_firenet.py N LAYERS WORKERS [REPEATS]

prints the least seconds of REPEATS runs, in blocks of five layers. Spectrum and mask stay
in the order of the transform; one forward and one adjoint transform per layer; the
rescaling is in the steps; loops go through preallocated arrays where NumPy admits it.
"""
import sys
import time

import numpy as np
import scipy.fft

PER_BLOCK, LAMBDA, WEIGHT, DELTA = 5, 0.00025, 3.0, 1e-9


def analyse(image, levels):
    """Haar transform in place, nested squares."""
    n = image.shape[0]
    for _ in range(levels):
        block, half = image[:n, :n], n // 2
        sums = block[:, 0::2] + block[:, 1::2]
        differences = block[:, 0::2] - block[:, 1::2]
        np.add(sums[0::2], sums[1::2], out=block[:half, :half])
        np.subtract(sums[0::2], sums[1::2], out=block[half:, :half])
        np.add(differences[0::2], differences[1::2], out=block[:half, half:])
        np.subtract(differences[0::2], differences[1::2], out=block[half:, half:])
        block *= np.float32(0.5)
        n = half
    return image


def synthesise(coefficients, levels):
    """Its inverse, in place."""
    for level in range(levels - 1, -1, -1):
        n = coefficients.shape[0] >> level
        block, half = coefficients[:n, :n], n // 2
        sums = np.empty((n, half), coefficients.dtype)
        differences = np.empty((n, half), coefficients.dtype)
        np.add(block[:half, :half], block[half:, :half], out=sums[0::2])
        np.subtract(block[:half, :half], block[half:, :half], out=sums[1::2])
        np.add(block[:half, half:], block[half:, half:], out=differences[0::2])
        np.subtract(block[:half, half:], block[half:, half:], out=differences[1::2])
        sums *= np.float32(0.5)
        differences *= np.float32(0.5)
        np.add(sums, differences, out=block[:, 0::2])
        np.subtract(sums, differences, out=block[:, 1::2])
    return coefficients


def soft(z, limit, modulus, factor):
    """Soft threshold in place, with two arrays to work in."""
    np.abs(z, out=modulus)
    np.maximum(modulus, limit, out=modulus)
    np.divide(limit, modulus, out=factor)
    np.subtract(1, factor, out=factor)
    z *= factor
    return z


def firenet(y, mask, levels, blocks, workers):
    shape = y.shape
    x_start, a_start = np.zeros(shape, np.complex64), np.zeros(shape, np.complex64)
    modulus, factor = np.empty(shape, np.float32), np.empty(shape, np.float32)
    eps = float(np.linalg.norm(y))
    for _ in range(blocks):
        eps = np.exp(-1) * (DELTA + eps)
        alpha = 2 / (eps * PER_BLOCK)
        tau, sigma = np.float32(1 / alpha), np.float32(alpha)
        limit = np.float32(tau * LAMBDA * WEIGHT)
        x, ax, v = x_start, a_start, np.zeros(shape, np.complex64)
        sum_x, sum_a = np.zeros(shape, np.complex64), np.zeros(shape, np.complex64)
        for layer in range(PER_BLOCK):
            if layer:
                z = scipy.fft.ifft2(v.copy(), norm="ortho", workers=workers, overwrite_x=True)
                z = analyse(z, levels)
                z *= -tau
                z += x
            else:
                z = x.copy()  # the dual is 0
            ahead = soft(z, limit, modulus, factor)
            a = scipy.fft.fft2(synthesise(ahead.copy(), levels), norm="ortho", workers=workers, overwrite_x=True)
            a *= mask
            sum_x += ahead
            sum_a += a
            if layer < PER_BLOCK - 1:  # sigma (2 A x+ - A x - y)
                ax += y
                ax *= np.float32(-0.5)
                ax += a
                ax *= 2 * sigma
                v += ax
                norm = np.linalg.norm(v)
                if norm > 1:
                    v *= np.float32(1 / norm)
            x, ax = ahead, a
        sum_x *= np.float32(1 / PER_BLOCK)
        sum_a *= np.float32(1 / PER_BLOCK)
        x_start, a_start = sum_x, sum_a
    return synthesise(x_start.copy(), levels)


def main():
    side, layers, workers = (int(a) for a in sys.argv[1:4])
    repeats = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    levels = int(np.log2(side)) - 1
    axis = (np.arange(side) - side // 2) / (side / 2)
    row, column = axis[:, None], axis[None, :]
    truth = 0.4 * ((row / 0.9) ** 2 + (column / 0.7) ** 2 < 1) + 0.6 * (np.hypot(row - 0.2, column) < 0.3)
    density = 0.0463 / (row**2 + column**2 + 0.008)
    mask = np.fft.ifftshift(np.random.default_rng(1).random((side, side)) < density).astype(np.float32)
    y = (scipy.fft.fft2(truth, norm="ortho") * mask).astype(np.complex64)
    least = np.inf
    for _ in range(repeats):
        begin = time.perf_counter()
        out = firenet(y, mask, levels, layers // PER_BLOCK, workers)
        least = min(least, time.perf_counter() - begin)
    error = np.linalg.norm(out - truth) / np.linalg.norm(truth)
    print(f"N {side} workers {workers} samples {100 * mask.mean():.1f}% relative error {error:.4f} seconds {least:.5f}")


main()
