package phantoms

import (
	"math"
	"math/rand/v2"

	"firenet/recon/array"
	"firenet/recon/parameter"
)

func init() {
	Register(Phantom{
		Name:  "ellipses",
		Title: "Random ellipses",
		Help:  "A body with random ellipses in it, as used to train networks; drawn from the recipe's seed.",
		Parameters: []parameter.Parameter{
			{
				Key: "count", Name: "Number of ellipses", Help: "How many ellipses lie in the body.",
				Kind: parameter.Integer, Min: 0, Max: 1000, Default: 30,
			},
			{
				Key: "contrast", Name: "Greatest contrast", Help: "Each ellipse adds an intensity drawn uniformly from plus to minus this.",
				Kind: parameter.Real, Min: 0, Max: 1, Default: 0.4,
			},
		},
		Draw: func(s array.Shape, v parameter.Values, rand *rand.Rand) (*array.Complex, error) {
			return ellipses(s, v.Int("count"), v.Float("contrast"), rand), nil
		},
	})
}

// ellipse has semi-axes a, b, centre x, y, and is turned by phi radians.
type ellipse struct{ a, b, x, y, phi float64 }

// ellipses draws a body of semi-axes 0.75 to 0.95 and intensity 0.4 to 0.6, and count ellipses
// that are added to it inside the body, with centres uniform in it, semi-axes log-uniform
// between 0.02 and 0.4, uniform angles, and intensities uniform in [-contrast, contrast]. Values
// are limited to [0, 1]. (Random ellipses: [Adler, Oktem, Inverse Problems 33, 2017];
// these distributions are of our choice.) The same rand gives the same ellipses at every shape.
func ellipses(s array.Shape, count int, contrast float64, rand *rand.Rand) *array.Complex {
	between := func(low, high float64) float64 { return low + (high-low)*rand.Float64() }
	c := newCanvas(s, 0)
	body := ellipse{a: between(0.75, 0.95), b: between(0.75, 0.95), phi: between(0, math.Pi)}
	bodyCover := body.cover(c)
	c.add(body.box(c), between(0.4, 0.6), bodyCover)
	for range count {
		radius, angle := 0.85*math.Sqrt(rand.Float64()), between(0, 2*math.Pi)
		e := ellipse{
			a:   0.02 * math.Pow(20, rand.Float64()),
			b:   0.02 * math.Pow(20, rand.Float64()),
			x:   radius * math.Cos(angle) * body.a,
			y:   radius * math.Sin(angle) * body.b,
			phi: between(0, math.Pi),
		}
		cover := e.cover(c)
		c.add(e.box(c), between(-contrast, contrast), func(x, y float64) float64 {
			return min(cover(x, y), bodyCover(x, y))
		})
	}
	return c.image()
}

// box holds every pixel that the ellipse may cover in part.
func (e ellipse) box(c *canvas) box {
	r := max(e.a, e.b) + c.pixel
	return around(e.x, e.y, r, r)
}

// cover is the covered part of a pixel, from the distance to the edge to first order.
func (e ellipse) cover(c *canvas) func(x, y float64) float64 {
	inside := e.depth()
	return func(x, y float64) float64 { return c.side(inside(x, y)) }
}

// depth is the signed distance to the edge, inside positive, to first order.
func (e ellipse) depth() func(x, y float64) float64 {
	sin, cos := math.Sincos(e.phi)
	return func(x, y float64) float64 {
		x, y = x-e.x, y-e.y
		return depth((x*cos+y*sin)/e.a, (y*cos-x*sin)/e.b, e.a, e.b)
	}
}

// depth is the signed distance to the ellipse of semi-axes a, b from (p a, q b), inside
// positive: (1 - norm) / |grad norm| with norm = |(p, q)|, exact to first order at the edge.
func depth(p, q, a, b float64) float64 {
	norm := math.Sqrt(p*p + q*q)
	if norm < 0.1 { // far inside, where the gradient vanishes
		return min(a, b) * (1 - norm)
	}
	u, v := p/a, q/b
	return (1 - norm) * norm / math.Sqrt(u*u+v*v)
}
