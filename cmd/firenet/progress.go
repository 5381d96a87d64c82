package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/term"

	"firenet/recon/experiment"
	"firenet/recon/reconstruct"
	"firenet/recon/result"
	"firenet/recon/stability"
)

// redraw is the least time between two drawings of the bar.
const redraw = time.Second / 20

// barWidth is the length of the bar itself in characters.
const barWidth = 20

// progress is a line on a terminal that is drawn over and over. A nil *progress draws
// nothing.
type progress struct {
	w     io.Writer
	width func() int // of the terminal, in columns
	now   func() time.Time

	name    string
	began   time.Time // of this reconstructor or attack
	steps   int       // of this attack
	drawn   time.Time // when the line was last drawn
	columns int       // what is on the screen now
}

// newProgress returns nil unless w is a terminal that is to show progress.
func newProgress(w io.Writer, quiet bool) *progress {
	f, ok := w.(*os.File)
	if quiet || !ok || !term.IsTerminal(int(f.Fd())) || os.Getenv("TERM") == "dumb" {
		return nil
	}
	return &progress{w: w, now: time.Now, width: func() int {
		columns, _, err := term.GetSize(int(f.Fd()))
		if err != nil || columns <= 0 { // some terminals do not know their size
			return 80
		}
		return columns
	}}
}

// observer draws the run.
func (p *progress) observer() experiment.Observer {
	if p == nil {
		return experiment.Observer{}
	}
	return experiment.Observer{
		Started: func(_ int, name string, _ int) {
			p.name, p.began = name, p.now()
			p.draw(name)
		},
		Layer: func(_ int, point result.HistoryPoint, layer reconstruct.Layer) {
			if p.now().Sub(p.drawn) >= redraw {
				p.draw(p.line(point, layer.Index(), layer.Total()))
			}
		},
		AttackStarted: func(_ int, name string, steps int) {
			p.name, p.began, p.steps = name, p.now(), steps
			p.draw(name)
		},
		AttackStep: func(_, done int, s stability.Step) {
			if p.now().Sub(p.drawn) >= redraw {
				p.draw(p.attackLine(done, s))
			}
		},
		AttackWork: func(_ int, what string, done, all int) {
			if p.now().Sub(p.drawn) >= redraw {
				p.draw(fmt.Sprintf("%s  %s  %d/%d", p.name, what, done, all))
			}
		},
		Asked: func(_ int, name string, done, all int) {
			if p.now().Sub(p.drawn) >= redraw {
				p.draw(fmt.Sprintf("%s  %d/%d", name, done, all))
			}
		},
	}
}

// attackLine is "worst  restart 2  step 52/120  [########............]  43 %  amplification 1.52  9 s left".
func (p *progress) attackLine(done int, s stability.Step) string {
	share := min(1, float64(done)/float64(max(p.steps, 1)))
	line := fmt.Sprintf("%s  restart %d  step %d/%d  %s  amplification %.4g", p.name, s.Restart, done, p.steps, bar(share), s.Amplification)
	if share == 0 {
		return line
	}
	return line + "  " + p.left(share) + " left"
}

// line is "FIRENET  block 3  layer 12/25  [#########...........]  48 %  error 0.2391  2 s left".
func (p *progress) line(point result.HistoryPoint, layer, total int) string {
	share := float64(layer) / float64(max(total, 1))
	s := fmt.Sprintf("%s  block %d  layer %d/%d  %s", p.name, point.Block, layer, total, bar(share))
	if !math.IsNaN(point.RelativeL2) {
		s += fmt.Sprintf("  error %.4g", point.RelativeL2)
	}
	return s + "  " + p.left(share) + " left"
}

// bar is "[###########.........]  55 %".
func bar(share float64) string {
	filled := int(share * barWidth)
	return fmt.Sprintf("[%s%s]  %.0f %%", strings.Repeat("#", filled), strings.Repeat(".", barWidth-filled), 100*share)
}

// left is the time until all is done, when so much is.
func (p *progress) left(share float64) string {
	return duration(time.Duration(float64(p.now().Sub(p.began)) / share * (1 - share)))
}

// duration is a time in the unit that a person would choose.
func duration(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%.0f s", math.Ceil(d.Seconds()))
	}
	return d.Round(time.Second).String()
}

// draw replaces the line. A line longer than the terminal would scroll: it is cut.
func (p *progress) draw(line string) {
	if room := max(p.width()-1, 1); utf8.RuneCountInString(line) > room {
		line = string([]rune(line)[:room])
	}
	columns := utf8.RuneCountInString(line)
	fmt.Fprint(p.w, "\r"+line+strings.Repeat(" ", max(0, p.columns-columns)))
	p.columns, p.drawn = columns, p.now()
}

// clear leaves an empty line.
func (p *progress) clear() {
	if p == nil || p.columns == 0 {
		return
	}
	fmt.Fprint(p.w, "\r"+strings.Repeat(" ", p.columns)+"\r")
	p.columns = 0
}
