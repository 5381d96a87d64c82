package phantoms

import (
	"math"
	"math/rand/v2"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	Register(Phantom{
		Name:  "brain",
		Title: "Brain",
		Help:  "An axial slice: scalp, skull, folded cortex of constant thickness, white matter, ventricles and deep nuclei, with smooth shading.",
		Parameters: []parameter.Parameter{{
			Key: "weighting", Name: "Weighting", Help: "Which contrast the tissues have.",
			Kind: parameter.Choice, Choices: []string{"T1", "T2"}, Default: "T1",
		}},
		Draw: func(s array.Shape, v parameter.Values, _ *rand.Rand) (*array.Complex, error) {
			weighting := v.String("weighting")
			if _, ok := tissues[weighting]; !ok {
				return nil, &parameter.Error{Key: "weighting", Found: parameter.Format(weighting), Want: `must be one of "T1", "T2"`}
			}
			return brain(s, weighting), nil
		},
	})
}

// contrast holds the intensities of the tissues. They are chosen by eye.
type contrast struct {
	skin, fat, bone, marrow, fluid          float64
	grey, white, thalamus, pallidum, vessel float64
}

var tissues = map[string]contrast{
	"T1": {
		skin: 0.42, fat: 0.93, bone: 0.05, marrow: 0.46, fluid: 0.14,
		grey: 0.50, white: 0.76, thalamus: 0.58, pallidum: 0.66, vessel: 0.30,
	},
	"T2": {
		skin: 0.30, fat: 0.62, bone: 0.04, marrow: 0.30, fluid: 0.97,
		grey: 0.58, white: 0.40, thalamus: 0.50, pallidum: 0.32, vessel: 0.06,
	},
}

// Lengths in units of half the side, where the head is 1.88 long: 0.01 is about a millimetre.
const (
	cortex     = 0.027 // thickness of the grey ribbon
	foldReach  = 0.08  // beyond it (cortex and its rounded corners) a fold has no effect that can be seen
	headWidth  = 0.75  // semi-axes of the head
	headLength = 0.94
)

// brain draws piecewise smooth regions with curved boundaries, in the spirit of [Guerquin-Kern,
// Lejeune, Pruessmann, Unser, IEEE Trans. Med. Imaging 31(3), 2012]; the anatomy is our own. Regions are
// bounded by level sets of distances: to the head's outline, to the sulci (curves that start
// at the brain's surface or at the midline), to ellipses and to tapered curves. Inside a region
// the intensity varies slowly by a few per cent. Pixels at edges are averages to first order.
func brain(s array.Shape, weighting string) *array.Complex {
	c := newCanvas(s, 0)
	t := tissues[weighting]
	m := brainModel{
		contrast: t,
		canvas:   c,
		folds:    newFoldIndex(sulci(), foldReach+min(c.pixel, foldReach)),
		nuclei:   nuclei(t),
		sinus:    ellipse{a: 0.022, b: 0.03, y: -0.78}.depth(),
	}
	c.evaluate(m.intensity)
	return c.image()
}

type brainModel struct {
	contrast
	*canvas
	folds  *foldIndex
	nuclei []nucleus
	sinus  func(x, y float64) float64 // sagittal sinus
}

// deep is the depth below the skin from where on neither skull nor surface has an effect.
const deep = 0.25

// intensity lays the tissues over each other from outside to inside.
func (m *brainModel) intensity(x, y float64) float64 {
	d := headDepth(x, y)
	if d < -m.pixel {
		return 0
	}
	v := 0.0
	lay := func(value, depth float64) { v += (value - v) * m.side(depth) }
	if d > deep+m.pixel {
		m.matter(x, y, d, lay)
		return v * shading(x, y)
	}
	theta := math.Atan2(y, x)
	scalp := scalpThickness(theta)
	lay(m.skin, d)
	lay(m.fat*(0.93+0.07*math.Cos(5*theta+1)), d-0.014)
	lay(m.bone, d-scalp)
	marrow := 0.015 - 0.005*math.Sin(3*theta) + 0.003*math.Cos(8*theta+0.4)
	lay(m.marrow*(0.9+0.1*math.Sin(11*theta)), min(d-scalp-0.016, scalp+0.016+2*marrow-d))
	lay(m.fluid, d-scalp-skullThickness(theta))
	if surface := d - brainSurface(theta); surface > -m.pixel {
		m.matter(x, y, surface, lay)
	}
	return v * shading(x, y)
}

// matter lays cortex, white matter, nuclei, ventricles and sulci; surface is the depth below
// the brain's surface, or anything large where that has no effect.
func (m *brainModel) matter(x, y, surface float64, lay func(value, depth float64)) {
	fluid, depth := m.folds.nearest(point{x, y})
	depth = smoothMin(depth, surface, 0.03)
	if depth < cortex+m.pixel {
		ripple := math.Sin(2.3*x+1.1*y) * math.Cos(1.9*y-0.7*x)
		lay(m.grey*(1+0.05*ripple), surface)
	}
	lay(m.white*(1+0.04*math.Cos(2.1*x-0.3)*math.Cos(2.6*y+0.4)), depth-cortex)
	if math.Abs(x) < 0.45+m.pixel && math.Abs(y) < 0.55+m.pixel {
		for i := range m.nuclei {
			n := &m.nuclei[i]
			lay(n.value, n.depth(math.Abs(x), y))
		}
		u := math.Abs(x) - 0.004*math.Sin(7*y)
		for i := range ventricles {
			lay(m.fluid, ventricles[i].depth(u, y, m.pixel))
		}
	}
	lay(m.fluid, fluid)
	lay(m.vessel, m.sinus(x, y))
}

// shading is a slow variation over the head, as of a receive coil.
func shading(x, y float64) float64 {
	return 1 - 0.1*((x-0.15)*(x-0.15)+(y+0.1)*(y+0.1)) + 0.02*math.Sin(2*x+1.5*y)
}

// headDepth is the depth below the skin. The head is an ellipse that widens to the back.
func headDepth(x, y float64) float64 {
	a := headWidth * (1 - 0.06*y)
	return depth(x/a, y/headLength, a, headLength)
}

func scalpThickness(theta float64) float64 {
	return 0.045 + 0.006*math.Cos(2*theta) - 0.003*math.Sin(3*theta) + 0.002*math.Sin(7*theta+1)
}

func skullThickness(theta float64) float64 {
	return 0.062 - 0.010*math.Sin(3*theta) + 0.006*math.Cos(8*theta+0.4)
}

// brainSurface is the depth of the pia below the skin.
func brainSurface(theta float64) float64 {
	return 0.124 - 0.004*math.Sin(3*theta) + 0.008*math.Cos(2*theta) + 0.004*math.Sin(9*theta+0.5)
}

// smoothMin is min(a, b), rounded where both are within k.
func smoothMin(a, b, k float64) float64 {
	h := max(k-math.Abs(a-b), 0)
	return min(a, b) - h*h/(4*k)
}
