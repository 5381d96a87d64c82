package phantoms

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"firenet/recon/parameter"
)

// The letters are strokes: capitals are 6 high above the baseline y = 0, and of their own
// width. L joins points by straight lines; C takes them as control points of a quadratic
// B-spline that begins and ends in the first and the last; a line that ends where it begins is
// closed. Strokes are separated by ";".
const glyphTable = `
A L 0,0 2,6 4,0; L 0.67,2 3.33,2
B L 0,0 0,6; C 0,6 2,6 3.6,6 3.6,3.2 2,3.2 0,3.2; C 0,3.2 2,3.2 4.2,3.2 4.2,0 2,0 0,0
C C 4,4.9 3.3,6 2.2,6 0,6 0,3.5 0,2.5 0,0 2.2,0 3.3,0 4,1.1
D L 0,0 0,6; C 0,6 1.5,6 4.2,6 4.2,3 4.2,0 1.5,0 0,0
E L 3.6,0 0,0 0,6 3.6,6; L 0,3.1 3,3.1
F L 0,0 0,6 3.6,6; L 0,3.1 3,3.1
G C 4,4.9 3.3,6 2.2,6 0,6 0,3.5 0,2.5 0,0 2.2,0 3.4,0 4,0.9; L 4,0.9 4,2.8 2.4,2.8
H L 0,0 0,6; L 4,0 4,6; L 0,3.1 4,3.1
I L 0.5,0 0.5,6
J C 3,6 3,4 3,1.8 3,0 1.5,0 0.3,0 0,1.3
K L 0,0 0,6; L 3.8,6 0,2.3; L 1.3,3.5 4,0
L L 0,6 0,0 3.5,0
M L 0,0 0,6 2.4,1.5 4.8,6 4.8,0
N L 0,0 0,6 4,0 4,6
O C 2.1,6 4.2,6 4.2,3.8 4.2,2.2 4.2,0 2.1,0 0,0 0,2.2 0,3.8 0,6 2.1,6
P L 0,0 0,6; C 0,6 2,6 4.1,6 4.1,2.7 2,2.7 0,2.7
Q C 2.1,6 4.2,6 4.2,3.8 4.2,2.2 4.2,0 2.1,0 0,0 0,2.2 0,3.8 0,6 2.1,6; L 2.5,1.6 4.3,-0.4
R L 0,0 0,6; C 0,6 2,6 4,6 4,2.9 2,2.9 0,2.9; L 1.9,2.9 4,0
S C 3.7,4.9 3.2,6 2,6 0.2,6 0.2,3.5 2,3.1 4,2.7 4,0 2,0 0.6,0 0,1.2
T L 0,6 4.2,6; L 2.1,6 2.1,0
U C 0,6 0,4 0,2.2 0,0 2,0 4,0 4,2.2 4,4 4,6
V L 0,6 2,0 4,6
W L 0,6 1.4,0 2.8,5 4.2,0 5.6,6
X L 0,0 4,6; L 0,6 4,0
Y L 0,6 2,2.9 4,6; L 2,2.9 2,0
Z L 0,6 3.8,6 0,0 3.9,0
0 C 1.9,6 3.8,6 3.8,3.8 3.8,2.2 3.8,0 1.9,0 0,0 0,2.2 0,3.8 0,6 1.9,6; L 1.3,2.2 2.5,3.8
1 L 0.2,4.7 1.7,6 1.7,0; L 0.2,0 3.2,0
2 C 0.1,4.6 0.3,6 2,6 4,6 3.9,3.6 2.6,2.5 0,0; L 0,0 3.9,0
3 C 0.2,5.2 0.9,6 1.9,6 3.6,6 3.6,3.2 1.9,3.2 1.2,3.2; C 1.2,3.2 1.9,3.2 4,3.2 4,0 1.9,0 0.7,0 0,1
4 L 3,0 3,6 0,1.7 4,1.7
5 L 3.5,6 0.5,6 0.3,3.3; C 0.3,3.3 1.2,3.8 2,3.8 4,3.8 4,0 1.9,0 0.7,0 0,0.9
6 C 3.4,5.4 2.8,6 2,6 0,6 0,3 0,0 2,0 3.9,0 3.9,3.7 2,3.7 0.6,3.7 0.1,2.2
7 L 0,6 3.8,6 1.3,0
8 C 2,3.2 0.3,3.2 0.3,6 2,6 3.7,6 3.7,3.2 2,3.2; C 2,3.2 0,3.2 0,0 2,0 4,0 4,3.2 2,3.2
9 C 0.5,0.6 1.1,0 1.9,0 3.9,0 3.9,3 3.9,6 1.9,6 0,6 0,2.3 1.9,2.3 3.3,2.3 3.8,3.8
. L 0.5,0 0.5,0.15
, L 0.7,0.3 0.2,-1
: L 0.5,0.8 0.5,0.95; L 0.5,3.6 0.5,3.75
; L 0.7,0.9 0.2,-0.5; L 0.6,3.6 0.6,3.75
! L 0.5,6 0.5,1.8; L 0.5,0 0.5,0.15
? C 0,4.8 0.3,6 1.8,6 3.8,6 3.6,3.7 1.8,3.4 1.8,2.4 1.8,1.8; L 1.8,0 1.8,0.15
- L 0,2.7 2.6,2.7
+ L 0,2.7 3.6,2.7; L 1.8,0.9 1.8,4.5
= L 0,3.6 3.4,3.6; L 0,1.8 3.4,1.8
_ L 0,-0.5 4,-0.5
/ L 0,-0.5 3,6.5
\ L 0,6.5 3,-0.5
| L 0.5,-1 0.5,6.8
( C 1.5,6.8 0.2,5 0.2,3.5 0.2,2.3 0.2,0.8 1.5,-1
) C 0.2,6.8 1.5,5 1.5,3.5 1.5,2.3 1.5,0.8 0.2,-1
[ L 1.4,6.8 0.3,6.8 0.3,-1 1.4,-1
] L 0.2,6.8 1.3,6.8 1.3,-1 0.2,-1
< L 3.2,4.7 0,2.7 3.2,0.7
> L 0,4.7 3.2,2.7 0,0.7
* L 1.5,5.8 1.5,2.8; L 0.2,5.05 2.8,3.55; L 0.2,3.55 2.8,5.05
# L 1,0.4 1.7,5.6; L 2.7,0.4 3.4,5.6; L 0.2,2 4,2; L 0.4,4 4.2,4
% L 0.5,0 4,6; C 1,6 2,6 2,3.8 1,3.8 0,3.8 0,6 1,6; C 3.5,2.2 4.5,2.2 4.5,0 3.5,0 2.5,0 2.5,2.2 3.5,2.2
& L 4,0 0.9,4.6; C 0.9,4.6 0.5,6 1.8,6 3,6 2.9,4.4 1.8,3.6 0.2,2.7 0,0 1.8,0 3.4,0 3.9,2.4
@ C 3,2.2 3,4 2,4 1.1,4 1.1,1.8 2,1.8 3,1.8 3,2.8; C 3,3.8 3,1.2 4.6,1.2 4.6,3.4 4.6,6 2.3,6 0,6 0,2.8 0,0 2.4,0 3.6,0.2
' L 0.4,6 0.3,4.6
" L 0.3,6 0.3,4.6; L 1.5,6 1.5,4.6
`

// punctuation is what the table has beside letters and digits.
const punctuation = `.,:;!?-+=_/\|()[]<>*#%&@'"`

const (
	capHeight   = 6.0
	strokeWidth = 0.9 // of the letters, in the units of the table
	letterGap   = 1.6
	spaceWidth  = 2.6
)

type point struct{ x, y float64 }

// glyph is the strokes of a letter as chains of points.
type glyph struct {
	strokes [][]point
	width   float64
}

var glyphs = parseGlyphs(glyphTable)

// parseGlyphs reads the table above; a mistake in it is a programming error.
func parseGlyphs(table string) map[rune]glyph {
	out := map[rune]glyph{' ': {width: spaceWidth}}
	for line := range strings.Lines(strings.TrimSpace(table)) {
		letter := []rune(line)[0]
		var g glyph
		for stroke := range strings.SplitSeq(line[len(string(letter)):], ";") {
			if strings.TrimSpace(stroke) == "" { // the letter ";" itself has none before it
				continue
			}
			fields := strings.Fields(stroke)
			points := make([]point, 0, len(fields)-1)
			for _, f := range fields[1:] {
				x, y, _ := strings.Cut(f, ",")
				points = append(points, point{mustParse(x), mustParse(y)})
			}
			if fields[0] == "C" {
				points = spline(points)
			}
			for _, p := range points {
				g.width = max(g.width, p.x)
			}
			g.strokes = append(g.strokes, points)
		}
		out[letter] = g
	}
	return out
}

func mustParse(s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(fmt.Sprintf("phantoms: glyph table: %v", err))
	}
	return x
}

// spline samples the uniform quadratic B-spline of the control points c, clamped at its ends:
// parabolas between the midpoints of consecutive control points.
func spline(c []point) []point {
	const pieces = 10
	n := len(c)
	out := []point{c[0]}
	for k := 1; k < n-1; k++ {
		from, to := middle(c[k-1], c[k]), middle(c[k], c[k+1])
		if k == 1 {
			from = c[0]
		}
		if k == n-2 {
			to = c[n-1]
		}
		for i := 1; i <= pieces; i++ {
			t := float64(i) / pieces
			out = append(out, bezier(from, c[k], to, t))
		}
	}
	return out
}

// bezier is the quadratic Bezier curve from a to c with control point b, at t in [0, 1].
func bezier(a, b, c point, t float64) point {
	s := 1 - t
	return point{s*s*a.x + 2*s*t*b.x + t*t*c.x, s*s*a.y + 2*s*t*b.y + t*t*c.y}
}

func middle(a, b point) point { return point{(a.x + b.x) / 2, (a.y + b.y) / 2} }

// checkText refuses characters that have no glyph, and names them, in an *[parameter.Error].
func checkText(key, text string) error {
	missing := ""
	for _, r := range text {
		if _, ok := glyphs[unicode.ToUpper(r)]; !ok && !strings.ContainsRune(missing, r) {
			missing += string(r)
		}
	}
	if missing == "" {
		return nil
	}
	return &parameter.Error{
		Key:   key,
		Found: parameter.Format(text),
		Want:  fmt.Sprintf("has no strokes for %q; there are A-Z, 0-9, space and %s", missing, punctuation),
	}
}

// textWidth is the width of a line of capitals of height 1, without the strokes' own width.
func textWidth(text string) float64 {
	w := -letterGap
	for _, r := range text {
		w += glyphs[unicode.ToUpper(r)].width + letterGap
	}
	return max(0, w/capHeight)
}

// write calls lay with box and cover of each letter of a line whose capitals have the given
// height and stand on the baseline at (x, y). Characters without a glyph are left out. Strokes
// may be thinner than a pixel: what they cover of it is kept.
func (c *canvas) write(text string, x, y, height float64, lay func(box, func(x, y float64) float64)) {
	scale := height / capHeight
	half := strokeWidth / 2 * scale
	for _, r := range text {
		g, ok := glyphs[unicode.ToUpper(r)]
		if !ok {
			continue
		}
		origin := point{x, y}
		lay(
			box{x - half - c.pixel, y - scale - half - c.pixel, x + g.width*scale + half + c.pixel, y + 6.8*scale + half + c.pixel},
			func(px, py float64) float64 {
				d := g.distance(point{(px - origin.x) / scale, (py - origin.y) / scale}) * scale
				return overlap(d-c.pixel/2, d+c.pixel/2, -half, half) / c.pixel
			})
		x += (g.width + letterGap) * scale
	}
}

// distance is the distance from p to the nearest stroke.
func (g glyph) distance(p point) float64 {
	d := math.Inf(1)
	for _, s := range g.strokes {
		near, _ := toChain(p, s)
		d = min(d, near)
	}
	return d
}

// toChain is the distance from p to the chain of points, and where on the chain the nearest
// point lies: 0 at the first point, 1 at the last.
func toChain(p point, chain []point) (distance, along float64) {
	nearest := math.Inf(1)
	for i := 1; i < len(chain); i++ {
		a, b := chain[i-1], chain[i]
		u, v := b.x-a.x, b.y-a.y
		t := unit(((p.x-a.x)*u + (p.y-a.y)*v) / (u*u + v*v))
		dx, dy := p.x-a.x-t*u, p.y-a.y-t*v
		if d := dx*dx + dy*dy; d < nearest {
			nearest, along = d, (float64(i-1)+t)/float64(len(chain)-1)
		}
	}
	return math.Sqrt(nearest), along
}
