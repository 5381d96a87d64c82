package gui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"firenet/gui/control"
	"firenet/recon/session"
	"firenet/recon/wholefile"
)

// keepReports is how many reports of internal errors are kept.
const keepReports = 20

// guard runs a part of the work of another goroutine. A panic in it, which is a programming
// error, is handed to the window; guard then says false.
func (w *Window) guard(work func()) (whole bool) {
	defer func() {
		if value := recover(); value != nil {
			fault := &control.Fault{Value: value, Stack: debug.Stack()}
			w.options.Post(func() { w.fault(fault) })
		}
	}()
	work()
	return true
}

// faultIn handles the programming error that an error stands for, if it is one.
func (w *Window) faultIn(err error) {
	var f *control.Fault
	if errors.As(err, &f) {
		w.fault(f)
	}
}

// fault handles a programming error that was caught, each once: what is open is kept first,
// then a report is written, then both are said.
func (w *Window) fault(f *control.Fault) {
	if w.closed || w.reported == f {
		return
	}
	w.reported = f
	s := w.session()
	s.File, s.Modified = w.control.Path, w.control.Modified()
	report := w.report(f, s)
	a := w.autosave
	keep := a != nil && !a.busy && w.settings.Autosave
	if keep {
		a.busy = true
	}
	w.work.Add(1)
	go func() {
		defer w.work.Done()
		var kept error
		if keep {
			kept = a.slot.Save(s.Within(autosaveBytes))
		}
		path, err := writeReport(w.options.Reports, w.now(), report)
		w.options.Post(func() {
			if keep {
				a.busy = false
			}
			if !w.closed {
				w.sayFault(f, path, errors.Join(kept, err), keep && kept == nil)
			}
		})
	}()
}

// sayFault says what happened, and where the report is.
func (w *Window) sayFault(f *control.Fault, path string, err error, kept bool) {
	text := "An internal error"
	switch {
	case kept && path != "":
		text += "; what is open has been kept, and a report written."
	case kept:
		text += "; what is open has been kept."
	case path != "":
		text += "; a report has been written."
	}
	if err != nil {
		w.status.say(fmt.Errorf("after %w: %w", f, err))
	}
	if path == "" {
		w.notice.ask(text, answer{"Go on", func() {}})
		return
	}
	w.notice.ask(text, answer{"Go on", func() {}}, w.copyReport(path))
}

// copyReport is the answer that puts the path of a report on the clipboard.
func (w *Window) copyReport(path string) answer {
	return answer{"Copy path of report", func() { w.app.Clipboard().SetContent(path) }}
}

// report is what those who mend the program need to know.
func (w *Window) report(f *control.Fault, s *session.Session) string {
	var b strings.Builder
	fmt.Fprintf(&b, "FIRENET Workbench %s, %s, %s/%s, %d processors\n", w.options.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	fmt.Fprintf(&b, "%s\n\ninternal error: %v\n\n%s\n\nThe recipe:\n\n%s", w.now().Format(time.RFC3339), f.Value, f.Stack, s.Recipe.Encode())
	return b.String()
}

// writeReport writes a report into a folder, which is made if need be, and removes the
// oldest ones. Without a folder there is none.
func writeReport(folder string, now time.Time, text string) (path string, err error) {
	if folder == "" {
		return "", nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	base := filepath.Join(folder, "report-"+now.Format("20060102-150405"))
	path = base + ".txt"
	for i := 2; ; i++ {
		if _, err := os.Lstat(path); err != nil {
			break
		}
		path = fmt.Sprintf("%s-%d.txt", base, i)
	}
	err = wholefile.Write(path, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	if err != nil {
		return "", err
	}
	all, _ := filepath.Glob(filepath.Join(folder, "report-*.txt"))
	slices.Sort(all) // by time
	for len(all) > keepReports {
		_ = os.Remove(all[0])
		all = all[1:]
	}
	return path, nil
}

// Emergency is for a panic on the window's own goroutine, after which the program ends: it
// keeps what is open and writes a report, and says where both are. The next start offers
// what was kept.
func (w *Window) Emergency(value any, stack []byte) string {
	f := &control.Fault{Value: value, Stack: stack}
	said := []string{fmt.Sprintf("internal error: %v", value)}
	report := fmt.Sprintf("internal error: %v\n\n%s", value, stack)
	func() {
		// What is broken may break this too.
		defer func() { _ = recover() }()
		s := w.session()
		s.File, s.Modified = w.control.Path, w.control.Modified()
		report = w.report(f, s)
		if a := w.autosave; a != nil && !a.busy && w.settings.Autosave && a.slot.Save(s.Within(autosaveBytes)) == nil {
			said = append(said, "what was open is offered at the next start")
		}
	}()
	if path, err := writeReport(w.options.Reports, time.Now(), report); err == nil && path != "" {
		said = append(said, "a report is in "+path)
	}
	return strings.Join(said, "; ")
}

// begin says what happened before the window was there, and then what the autosave offers.
func (w *Window) begin() {
	if w.options.Notice == "" {
		return
	}
	offer := func() {
		if w.autosave != nil {
			w.autosave.offer()
		}
	}
	answers := []answer{{"Go on", offer}}
	if w.options.Report != "" {
		copied := w.copyReport(w.options.Report)
		answers = append(answers, answer{copied.label, func() { copied.do(); offer() }})
	}
	w.notice.ask(w.options.Notice, answers...)
}
