/* Seconds of FFTW's two-dimensional complex transform in single precision.

   fft2d N THREADS: plans with FFTW_MEASURE, in place and out of place, and prints the
   least seconds of either. */
#include <fftw3.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc < 3) { fprintf(stderr, "usage: fft2d N THREADS\n"); return 2; }
    int n = atoi(argv[1]), threads = atoi(argv[2]);
    size_t size = (size_t)n * n;
    fftwf_init_threads();
    fftwf_plan_with_nthreads(threads);
    fftwf_complex *a = fftwf_malloc(size * sizeof *a), *b = fftwf_malloc(size * sizeof *b);
    double least = 1e9;
    for (int in_place = 0; in_place < 2; in_place++) {
        fftwf_plan plan = fftwf_plan_dft_2d(n, n, a, in_place ? a : b, FFTW_FORWARD, FFTW_MEASURE);
        int runs = n <= 512 ? 100 : 20;
        for (int r = 0; r < runs; r++) {
            for (size_t i = 0; i < size; i++) { a[i][0] = i % 7; a[i][1] = i % 11; }
            double begin = omp_get_wtime();
            fftwf_execute(plan);
            double seconds = omp_get_wtime() - begin;
            if (seconds < least) least = seconds;
        }
        fftwf_destroy_plan(plan);
    }
    printf("%.6f\n", least);
    return 0;
}
