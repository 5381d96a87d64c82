package gui

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"firenet/docs"
	"firenet/gui/control"
	"firenet/gui/form"
	"firenet/gui/model"
	"firenet/gui/view"
	"firenet/recon/recipe"
)

// How a soak goes on.
const (
	soakFirst    = 50 // actions until the first measurement
	soakPause    = 15 * time.Millisecond
	soakRest     = 200 * time.Millisecond // at least between actions of a user
	soakSamples  = 15                     // of a soak that lasts a time
	soakWarm     = 3                      // of them are left out
	soakPatience = time.Minute            // for the last run to end
	soakSettle   = 12                     // seconds that are waited at least before a measurement
	soakPlans    = 34                     // more than the engine's cache keeps a step for
	soakSizes    = 128                    // sides of images, so that many actions take little time
)

// A SoakPlan says how much a soak does.
type SoakPlan struct {
	Actions int           // one after another
	For     time.Duration // in place of them: as long as this, with pauses as a user makes
	Seed    uint64
}

// Soak does random actions in the window: every command but Quit, sliders, fields, lists,
// menus of panes, keys. It says how much memory and how many goroutines are there from time
// to time, each time in the same state of the window, and fails if they grow. do runs a
// function on the goroutine of the window and waits; Soak is called from another one.
func (w *Window) Soak(p SoakPlan, do func(func()), out io.Writer) error {
	s := &soak{w: w, do: do, out: out, random: rand.New(rand.NewPCG(p.Seed, 1))}
	do(func() { s.layout = w.layout() })
	s.warm()
	if p.For > 0 {
		return s.last(p.For)
	}
	return s.count(p.Actions)
}

// count does n actions and compares the end with what was there after the first ones.
func (s *soak) count(n int) error {
	var first usage
	for i := range n {
		s.do(s.act)
		time.Sleep(soakPause)
		if i+1 == min(soakFirst, n) {
			var err error
			if first, err = s.sample(fmt.Sprintf("after %d actions", i+1)); err != nil {
				return err
			}
		}
	}
	last, err := s.sample(fmt.Sprintf("after %d actions", n))
	if err != nil {
		return err
	}
	return judge(first, last)
}

// last does actions for a time, with pauses between them, and compares the last third of
// the samples with the first one. The samples before that are left out: caches fill.
func (s *soak) last(length time.Duration) error {
	begin, actions := time.Now(), 0
	var samples []usage
	for k := range soakSamples {
		until := begin.Add(length * time.Duration(k+1) / soakSamples)
		for ok := true; ok; ok = time.Now().Before(until) {
			s.do(s.act)
			actions++
			time.Sleep(soakRest + time.Duration(s.random.Int64N(int64(soakRest))))
		}
		u, err := s.sample(fmt.Sprintf("%5.0f s, %5d actions", time.Since(begin).Seconds(), actions))
		if err != nil {
			return err
		}
		samples = append(samples, u)
	}
	first, last := endThirds(samples[soakWarm:])
	fmt.Fprintf(s.out, "first third: %v\nlast third:  %v\n", first, last)
	return judge(first, last)
}

// sample brings the window into the state in which it is measured, and measures.
func (s *soak) sample(when string) (usage, error) {
	if err := s.rest(); err != nil {
		return usage{}, err
	}
	u := measure()
	fmt.Fprintf(s.out, "%s: %v\n", when, u)
	return u, nil
}

// soak is the state of a soak.
type soak struct {
	w      *Window
	do     func(func())
	out    io.Writer
	random *rand.Rand
	layout model.Layout // as the window began
}

// warm does every command once, so that what is made once and then kept, such as fonts and
// views, is there before the first measurement.
func (s *soak) warm() {
	for _, c := range s.w.commands {
		if c.ID != "quit" {
			s.do(c.Run)
			time.Sleep(soakPause)
			s.do(s.close)
		}
	}
	for i := range len(chapters(docs.Manual)) {
		s.do(func() {
			if s.w.help.manual != nil {
				s.w.help.manual.show(i)
			}
		})
		time.Sleep(soakPause)
	}
}

// act does one random action and closes what it opened.
func (s *soak) act() {
	switch s.random.IntN(4) {
	case 0, 1:
		s.command()
	case 2:
		s.control()
	case 3:
		s.paneItem()
	}
	s.close()
}

// close closes what is open above the window.
func (s *soak) close() {
	for range 4 {
		if s.w.win.Canvas().Overlays().Top() == nil {
			break
		}
		s.w.escape()
	}
	if top := s.w.win.Canvas().Overlays().Top(); top != nil {
		s.w.win.Canvas().Overlays().Remove(top)
	}
}

// command does one of the commands.
func (s *soak) command() {
	c := s.w.commands[s.random.IntN(len(s.w.commands))]
	switch {
	case c.ID == "quit":
	case c.Items != nil:
		items := c.Items()
		if len(items) > 0 {
			s.item(items[s.random.IntN(len(items))])
		}
	default:
		c.Run()
		if c.Release != nil {
			c.Release()
		}
	}
}

// item does one entry of a menu, or one of its submenu.
func (s *soak) item(i *fyne.MenuItem) {
	switch {
	case i.ChildMenu != nil && len(i.ChildMenu.Items) > 0:
		s.item(i.ChildMenu.Items[s.random.IntN(len(i.ChildMenu.Items))])
	case i.Action != nil && !i.Disabled:
		i.Action()
	}
}

func (s *soak) paneItem() {
	v := viewsOf[view.Menus](s.w.views)[0]
	items := v.Menu(s.random.IntN(len(s.w.compared().Panes()))).Items
	s.item(items[s.random.IntN(len(items))])
}

// control moves one of the controls of the experiment.
func (s *soak) control() {
	left := s.w.left
	if s.random.IntN(4) == 0 {
		lists := []*form.Choice{left.source, left.size, left.operator, left.pattern}
		list := lists[s.random.IntN(len(lists))]
		i := s.random.IntN(len(list.Options))
		if n, err := strconv.Atoi(list.Options[i]); err != nil || n > 0 && n <= soakSizes {
			list.List.SetSelectedIndex(i)
		}
		s.limit()
		return
	}
	steps := left.steps()
	step := steps[s.random.IntN(len(steps))]
	if s.random.IntN(5) == 0 {
		step.more.Tapped(nil)
	}
	keys := step.form.Keys()
	if len(keys) == 0 {
		return
	}
	key := keys[s.random.IntN(len(keys))]
	if c := step.form.Slider(key); c != nil {
		c.SetValue(c.Min + s.random.Float64()*(c.Max-c.Min))
	} else if c := step.form.Select(key); c != nil && len(c.Options) > 0 {
		c.SetSelectedIndex(s.random.IntN(len(c.Options)))
	} else if c := step.form.Entry(key); c != nil {
		c.Commit([]string{"1", "0.3", "5", "nonsense", "-1", ""}[s.random.IntN(6)])
	}
	s.limit()
}

// limit keeps images and networks small.
func (s *soak) limit() {
	r := s.w.control.Recipe()
	if r.Image.Size > soakSizes || r.Image.Size == 0 {
		_ = s.w.control.Set("image.size", soakSizes)
	}
	for _, section := range r.Reconstructors {
		for _, key := range []string{"blocks", "inner"} {
			if section.Values.Int(key) > 20 {
				_ = s.w.control.Set("reconstructor."+recipe.FolderName(section.Name)+"."+key, 5)
			}
		}
	}
}

// rest brings the window into the state in which it is measured: the default recipe with
// its result, one run, and the layout with which the window began.
func (s *soak) rest() error {
	s.do(func() {
		s.w.escape()
		for _, r := range s.w.control.Runs() {
			if r.Pinned {
				_ = s.w.control.Pin(r.Number, false)
			}
		}
		s.w.control.SetLive(true)
		s.w.control.Open(recipe.Default(), "")
		s.w.setLayout(s.layout)
	})
	if err := s.done(); err != nil {
		return err
	}
	// The engine keeps steps of earlier plans for a while, of attacks on many reconstructors
	// much: it forgets them after so many plans.
	for range soakPlans {
		s.do(s.w.control.Run)
		if err := s.done(); err != nil {
			return err
		}
	}
	s.do(s.w.control.ClearRuns)
	s.settle()
	return nil
}

// done waits until the run has ended.
func (s *soak) done() error {
	deadline := time.Now().Add(soakPatience)
	for state := control.Running; state != control.Done; {
		if time.Now().After(deadline) {
			return fmt.Errorf("the default recipe is not done after %v: %v", soakPatience, state)
		}
		time.Sleep(100 * time.Millisecond)
		s.do(func() { state = s.w.control.Status().State })
	}
	return nil
}

// settle waits until pictures are made, timers have ended, and what was cancelled, and the
// caches of the toolkit (see FYNE_CACHE in scripts/soak.sh), have let go of their memory.
func (s *soak) settle() {
	before := measure()
	for i := range 40 {
		time.Sleep(time.Second)
		s.do(s.w.root.Refresh) // the caches are cleaned when something is drawn
		now := measure()
		if i >= soakSettle && now.goroutines == before.goroutines && max(now.bytes-before.bytes, before.bytes-now.bytes) < 1<<20 {
			return
		}
		before = now
	}
}
