package gui

import (
	"fmt"
	"image"
	"io"
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"firenet/gui/control"
)

// delayPause is the time between two edits whose delay is measured: the window comes to
// rest. It is no multiple of the toolkit's tick.
const delayPause = 153 * time.Millisecond

// Delays drags the slider of lambda n times and says how long it takes each time until the
// window has taken the result, until the last object of the frame that shows it is painted,
// and until that frame is handed to the screen. do runs a function on the goroutine of the
// window and waits; Delays is called from another one.
func (w *Window) Delays(n int, do func(func()), out io.Writer) error {
	d := &delays{w: w, shown: make(chan delay)}
	if err := (&soak{w: w, do: do}).done(); err != nil {
		return err
	}
	do(d.begin)
	time.Sleep(time.Second)
	var list []delay
	for i := range n {
		_, share := math.Modf(float64(i) * math.Phi) // values that are not near the last ones
		do(func() { d.edit(0.3 + 0.4*share) })
		select {
		case one := <-d.shown:
			list = append(list, one)
		case <-time.After(soakPatience):
			return fmt.Errorf("the result of edit %d is not shown after %v", i+1, soakPatience)
		}
		time.Sleep(delayPause)
	}
	for _, row := range []struct {
		name string
		of   func(delay) time.Duration
	}{
		{"result taken", func(d delay) time.Duration { return d.taken }},
		{"painted", func(d delay) time.Duration { return d.painted }},
		{"on the screen", func(d delay) time.Duration { return d.screen }},
		{"of that the last frame", func(d delay) time.Duration { return d.screen - d.taken }},
	} {
		all := make([]float64, len(list))
		for i, d := range list {
			all[i] = row.of(d).Seconds() * 1000
		}
		slices.Sort(all)
		fmt.Fprintf(out, "%-24s least %6.1f ms, median %6.1f ms, most %6.1f ms\n", row.name, all[0], all[len(all)/2], all[len(all)-1])
	}
	return nil
}

// delay is the time from an edit to three moments.
type delay struct{ taken, painted, screen time.Duration }

// delays measures the delay of one edit after another, on the window's goroutine.
type delays struct {
	w      *Window
	mark   *canvas.Raster // the last object of the window
	before []*control.Track
	start  time.Time
	now    delay
	shown  chan delay
}

// begin puts the mark behind all objects of the window.
func (d *delays) begin() {
	d.mark = canvas.NewRaster(d.paint)
	d.mark.Resize(fyne.NewSize(1, 1))
	d.w.win.SetContent(container.NewStack(d.w.root, d.w.tips.Layer, container.NewWithoutLayout(d.mark)))
	d.w.drawn = d.taken
}

func (d *delays) edit(at float64) {
	slider := d.w.left.reconstructors.form.Slider("reconstructor.FIRENET.lambda")
	to := fyne.NewPos(float32(at)*slider.Size().Width, slider.Size().Height/2)
	d.before = d.w.control.Tracks()
	d.start, d.now = time.Now(), delay{}
	slider.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
}

// taken is called when the window has drawn what has changed.
func (d *delays) taken() {
	tracks := d.w.control.Tracks() // made anew for each run
	if d.start.IsZero() || d.now.taken > 0 || &tracks[0] == &d.before[0] || d.w.control.Status().State != control.Done {
		return
	}
	d.now.taken = time.Since(d.start)
	d.mark.Refresh()
}

// paint is called by the toolkit when it comes to the mark. What is posted then follows when
// the frame has been handed over.
func (d *delays) paint(w, h int) image.Image {
	if d.now.taken > 0 && d.now.painted == 0 {
		d.now.painted = time.Since(d.start)
		d.w.options.Post(func() {
			d.now.screen = time.Since(d.start)
			now := d.now
			go func() { d.shown <- now }()
		})
	}
	return image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
}
