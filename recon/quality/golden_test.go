package quality

import (
	"math"
	"testing"

	"firenet/internal/npytest"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*max(1, math.Abs(want))) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

func TestGolden(t *testing.T) {
	const tolerance = 1e-10
	for _, c := range []struct {
		name                                string
		relativeL2, nrmse, psnr, ssim, hfen float64
	}{
		{"camera_blurred", 0.09149397538894001, 0.054151252797874846, 25.50200500813299, 0.8122312812517613, 0.33371452514784733},
		{"phantom_shifted", 0.8760471718053033, 0.21464905951343, 13.365420200902351, 0.6380645419621618, 1.2734330456833223},
		{"complex", 0.11139446062226077, 0.0659294731898614, 23.792583068666964, 0.8521343175382204, 0.08887798344891921},
	} {
		t.Run(c.name, func(t *testing.T) {
			x, y := npytest.Complex(t, "testdata/"+c.name+"_reference.npy.gz"), npytest.Complex(t, "testdata/"+c.name+"_image.npy.gz")
			m, err := Compare(x, y)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "RelativeL2", m.RelativeL2, c.relativeL2, tolerance)
			near(t, "NRMSE", m.NRMSE, c.nrmse, tolerance)
			near(t, "PSNR", m.PSNR, c.psnr, tolerance)
			near(t, "SSIM", m.SSIM, c.ssim, tolerance)
			near(t, "HFEN", m.HFEN, c.hfen, tolerance)
			if m.DataRange != 1 {
				t.Errorf("DataRange = %v, want 1", m.DataRange)
			}
		})
	}
}

func TestSSIMMapGolden(t *testing.T) {
	x, y := npytest.Complex(t, "testdata/"+"camera_blurred_reference.npy.gz"), npytest.Complex(t, "testdata/"+"camera_blurred_image.npy.gz")
	want := npytest.Complex(t, "testdata/"+"camera_blurred_ssim_map.npy.gz")
	got, err := SSIMMap(x, y, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got.H != x.H-10 || got.W != x.W-10 {
		t.Fatalf("shape %v", got.Shape)
	}
	for r := range got.H {
		for c := range got.W {
			near(t, "similarity", real(got.At(r, c)), real(want.At(r+5, c+5)), 1e-10)
		}
	}
}

func TestKernelsGolden(t *testing.T) {
	window := npytest.Complex(t, "testdata/"+"gaussian_window_11.npy")
	for i, w := range window.Data {
		near(t, "window", gauss11[max(i-5, 5-i)], real(w), 1e-14)
	}
	kernel := npytest.Complex(t, "testdata/"+"log_kernel_15x15.npy")
	k := &logKernel
	for r := range 15 {
		for c := range 15 {
			u, v := max(r-7, 7-r), max(c-7, 7-c)
			near(t, "kernel", k.bend[u]*k.g[v]+k.g[u]*k.bend[v]-k.mean, real(kernel.At(r, c)), 1e-14)
		}
	}
}
