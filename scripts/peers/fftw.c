/* FIRENET (Fourier, Haar) in single-precision C with FFTW.

   fftw N LAYERS THREADS [REPEATS]: least seconds of REPEATS runs, in blocks of five layers.
   FFTW plans with FFTW_PATIENT up to N = 512 and with FFTW_MEASURE above; planning is
   outside the clock, and its result is kept beside the program for the next time.

   The samples are a packed list in the order of the transform. The wavelet analysis of a
   level and the soft threshold of its details are one pass over the rows. alpha goes into
   the steps: tau / alpha, sigma alpha. */
#include <complex.h>
#include <fftw3.h>
#include <math.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef float complex number;

enum { per_block = 5, most_levels = 16 };
static const float lambda = 0.00025f, weight = 3;

static int side, levels, threads;
static size_t samples;
static int *place;                           /* of each sample in the spectrum */
static number *picture;                      /* image, or spectrum */
static number *approximation[most_levels];   /* of each level; 0 is the picture */
static number *x[most_levels], *sum[most_levels]; /* H, V, D of each level; 0: the approximation */
static number *y, *v, *ax, *sum_ax;
static fftwf_plan forward, backward;

static size_t pixels(int level) { return (size_t)(side >> level) * (side >> level); }
static size_t coefficients(int level) { return level ? 3 * pixels(level) : pixels(levels); }

/* x = soft(x - step g, limit), sum += x */
static inline void shrink(const float *restrict g, float *restrict to, float *restrict total, float step, float limit, size_t n) {
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        float re = to[2 * i] - step * g[2 * i], im = to[2 * i + 1] - step * g[2 * i + 1];
        float square = re * re + im * im;
        float factor = square > limit * limit ? 1.0f - limit / sqrtf(square) : 0.0f;
        to[2 * i] = factor * re;
        to[2 * i + 1] = factor * im;
        total[2 * i] += factor * re;
        total[2 * i + 1] += factor * im;
    }
}

/* one level down, its details through the primal step */
static void analyse(int level, float step, float limit) {
    int n = side >> level;
    size_t band = pixels(level);
#pragma omp parallel if (n >= 64) num_threads(threads)
    {
        float *details = malloc(3 * sizeof(number) * n);
#pragma omp for schedule(static)
        for (int r = 0; r < n; r++) {
            const float *restrict top = (float *)(approximation[level - 1] + (size_t)4 * r * n), *restrict bottom = top + 4 * n;
            float *restrict a = (float *)(approximation[level] + (size_t)r * n);
            float *restrict h = details, *restrict w = h + 2 * n, *restrict d = w + 2 * n;
#pragma omp simd
            for (int c = 0; c < n; c++)
                for (int part = 0; part < 2; part++) {
                    float p = top[4 * c + part], q = top[4 * c + 2 + part], s = bottom[4 * c + part], t = bottom[4 * c + 2 + part];
                    a[2 * c + part] = .5f * (p + q + s + t);
                    h[2 * c + part] = .5f * (p + q - s - t);
                    w[2 * c + part] = .5f * (p - q + s - t);
                    d[2 * c + part] = .5f * (p - q - s + t);
                }
            for (int k = 0; k < 3; k++)
                shrink(details + 2 * n * k, (float *)(x[level] + k * band + (size_t)r * n), (float *)(sum[level] + k * band + (size_t)r * n), step, limit, n);
        }
        free(details);
    }
}

/* one level up, from an approximation and the details */
static void synthesise(int level, const number *from) {
    int n = side >> level;
    size_t band = pixels(level);
#pragma omp parallel for schedule(static) if (n >= 64) num_threads(threads)
    for (int r = 0; r < n; r++) {
        float *restrict top = (float *)(approximation[level - 1] + (size_t)4 * r * n), *restrict bottom = top + 4 * n;
        const float *restrict a = (float *)(from + (size_t)r * n), *restrict h = (float *)(x[level] + (size_t)r * n);
        const float *restrict w = h + 2 * band, *restrict d = w + 2 * band;
#pragma omp simd
        for (int c = 0; c < n; c++)
            for (int part = 0; part < 2; part++) {
                float p = .5f * a[2 * c + part], q = .5f * h[2 * c + part], s = .5f * w[2 * c + part], t = .5f * d[2 * c + part];
                top[4 * c + part] = p + q + s + t;
                top[4 * c + 2 + part] = p + q - s - t;
                bottom[4 * c + part] = p - q + s - t;
                bottom[4 * c + 2 + part] = p - q - s + t;
            }
    }
}

static void image(void) {
    const number *from = x[0];
    for (int level = levels; level >= 1; level--) {
        synthesise(level, from);
        from = approximation[level - 1];
    }
}

/* the first primal step of a block: the dual is 0 */
static void threshold_only(float limit) {
    for (int level = 0; level <= levels; level++) {
        size_t n = coefficients(level);
        int parts = n >= 4096 ? threads : 1;
#pragma omp parallel for num_threads(threads) if (parts > 1)
        for (int k = 0; k < parts; k++) {
            size_t from = n * k / parts, to = n * (k + 1) / parts;
            shrink((float *)(x[level] + from), (float *)(x[level] + from), (float *)(sum[level] + from), 0, limit, to - from);
        }
    }
}

static void adjoint(void) {
    const float scale = 1.0f / side;
#pragma omp parallel for schedule(static) num_threads(threads)
    for (int r = 0; r < side; r++) memset(picture + (size_t)r * side, 0, side * sizeof(number));
#pragma omp parallel for schedule(static) num_threads(threads)
    for (size_t i = 0; i < samples; i++) picture[place[i]] = scale * v[i];
    fftwf_execute(backward);
}

static void dual_step(float step) {
    const float scale = 1.0f / side;
    double square = 0;
#pragma omp parallel for schedule(static) num_threads(threads) reduction(+ : square)
    for (size_t i = 0; i < samples; i++) {
        number a = scale * picture[place[i]], u = v[i] + step * (2 * a - ax[i] - y[i]);
        ax[i] = a;
        sum_ax[i] += a;
        v[i] = u;
        square += crealf(u) * crealf(u) + cimagf(u) * cimagf(u);
    }
    if (square <= 1) return;
    float factor = 1 / sqrt(square);
#pragma omp parallel for simd schedule(static) num_threads(threads)
    for (size_t i = 0; i < samples; i++) v[i] *= factor;
}

static void firenet(int blocks, double norm_y) {
    for (int level = 0; level <= levels; level++) memset(x[level], 0, coefficients(level) * sizeof(number));
    memset(ax, 0, samples * sizeof(number));
    double eps = norm_y;
    for (int block = 0; block < blocks; block++) {
        eps = exp(-1) * (1e-9 + eps);
        double alpha = 2 / (eps * per_block);
        float tau = 1 / alpha, sigma = alpha, limit = tau * lambda * weight;
        for (int level = 0; level <= levels; level++) memset(sum[level], 0, coefficients(level) * sizeof(number));
        memset(v, 0, samples * sizeof(number));
        memset(sum_ax, 0, samples * sizeof(number));
        for (int layer = 0; layer < per_block; layer++) {
            if (layer == 0) {
                threshold_only(limit);
            } else {
                adjoint();
                for (int level = 1; level <= levels; level++) analyse(level, tau, limit);
                shrink((float *)approximation[levels], (float *)x[0], (float *)sum[0], tau, limit, pixels(levels));
            }
            image();
            fftwf_execute(forward);
            dual_step(sigma);
        }
        const float mean = 1.0f / per_block;
        for (int level = 0; level <= levels; level++) {
            size_t n = coefficients(level);
#pragma omp parallel for simd schedule(static) num_threads(threads)
            for (size_t i = 0; i < n; i++) x[level][i] = mean * sum[level][i];
        }
        for (size_t i = 0; i < samples; i++) ax[i] = mean * sum_ax[i];
    }
    image();
}

int main(int argc, char **argv) {
    if (argc < 4) { fprintf(stderr, "usage: fftw N LAYERS THREADS [REPEATS]\n"); return 2; }
    side = atoi(argv[1]);
    int blocks = atoi(argv[2]) / per_block, repeats = argc > 4 ? atoi(argv[4]) : 5;
    threads = atoi(argv[3]);
    levels = (int)lround(log2(side)) - 1;
    omp_set_num_threads(threads);
    fftwf_init_threads();
    fftwf_plan_with_nthreads(threads);
    picture = approximation[0] = fftwf_malloc(pixels(0) * sizeof(number));
    for (int level = 1; level <= levels; level++) approximation[level] = fftwf_malloc(pixels(level) * sizeof(number));
    for (int level = 0; level <= levels; level++) {
        x[level] = fftwf_malloc(coefficients(level) * sizeof(number));
        sum[level] = fftwf_malloc(coefficients(level) * sizeof(number));
    }
    char wisdom[4096];
    snprintf(wisdom, sizeof wisdom, "%s.wisdom", argv[0]);
    fftwf_import_wisdom_from_filename(wisdom);
    fftwf_set_timelimit(30); /* seconds for a plan: on a busy machine it would take minutes */
    unsigned effort = side <= 512 ? FFTW_PATIENT : FFTW_MEASURE;
    forward = fftwf_plan_dft_2d(side, side, picture, picture, FFTW_FORWARD, effort);
    backward = fftwf_plan_dft_2d(side, side, picture, picture, FFTW_BACKWARD, effort);
    fftwf_export_wisdom_to_filename(wisdom);

    /* An ellipse with a disc, and frequencies that are denser near zero. */
    place = malloc(pixels(0) * sizeof *place);
    float *truth = malloc(pixels(0) * sizeof *truth);
    srand48(1);
    for (int r = 0; r < side; r++)
        for (int c = 0; c < side; c++) {
            double a = (r - side / 2) / (side / 2.0), b = (c - side / 2) / (side / 2.0);
            truth[(size_t)r * side + c] = .4 * (a * a / .81 + b * b / .49 < 1) + .6 * ((a - .2) * (a - .2) + b * b < .09);
            if (drand48() < .0463 / (a * a + b * b + .008)) place[samples++] = (r + side / 2) % side * side + (c + side / 2) % side;
        }
    y = fftwf_malloc(samples * sizeof(number));
    v = fftwf_malloc(samples * sizeof(number));
    ax = fftwf_malloc(samples * sizeof(number));
    sum_ax = fftwf_malloc(samples * sizeof(number));
    for (size_t i = 0; i < pixels(0); i++) picture[i] = truth[i];
    fftwf_execute(forward);
    double square = 0;
    for (size_t i = 0; i < samples; i++) {
        y[i] = picture[place[i]] / side;
        square += crealf(y[i]) * crealf(y[i]) + cimagf(y[i]) * cimagf(y[i]);
    }
    double least = 1e9;
    for (int r = 0; r < repeats; r++) {
        double begin = omp_get_wtime();
        firenet(blocks, sqrt(square));
        double seconds = omp_get_wtime() - begin;
        if (seconds < least) least = seconds;
    }
    double error = 0, norm = 0;
    for (size_t i = 0; i < pixels(0); i++) {
        double re = crealf(picture[i]) - truth[i], im = cimagf(picture[i]);
        error += re * re + im * im;
        norm += truth[i] * truth[i];
    }
    printf("N %d threads %d samples %.1f%% relative error %.4f seconds %.5f\n", side, threads, 100.0 * samples / pixels(0), sqrt(error / norm), least);
    return 0;
}
