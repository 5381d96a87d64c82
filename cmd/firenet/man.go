package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"firenet/recon/wholefile"
)

// newManCommand is for those who make packages; it is not listed.
func newManCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:    "man FOLDER",
		Short:  "Write the manual pages of all commands",
		Long:   "man writes one manual page a command, in the format of man(1), with the date in SOURCE_DATE_EPOCH.",
		Hidden: true,
		Args:   exactly(1, "one folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := writeManual(cmd.Root(), args[0], manualDate(os.Getenv)); err != nil {
				return failure{err}
			}
			return nil
		},
	}
}

// manualDate is the time of the sources where a package is built, else now.
func manualDate(env func(string) string) time.Time {
	if n, err := strconv.ParseInt(env("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(n, 0).UTC()
	}
	return time.Now().UTC()
}

// writeManual writes the page of a command and of those below it.
func writeManual(cmd *cobra.Command, folder string, date time.Time) error {
	path := filepath.Join(folder, strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".1")
	err := wholefile.Write(path, func(w io.Writer) error {
		_, err := io.WriteString(w, manualPage(cmd, date))
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range cmd.Commands() {
		if !c.Hidden && c.Name() != "help" && c.Parent().Name() != "completion" {
			if err := writeManual(c, folder, date); err != nil {
				return err
			}
		}
	}
	return nil
}

// manualPage is the page of one command, in the macros of man(7).
func manualPage(cmd *cobra.Command, date time.Time) string {
	var b strings.Builder
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	fmt.Fprintf(&b, ".TH %s 1 %s \"firenet %s\" \"FIRENET Workbench\"\n", roff(strings.ToUpper(name)), date.Format(time.DateOnly), buildVersion())
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(name), roff(cmd.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(cmd.UseLine()))
	long := cmd.Long
	if long == "" {
		long = cmd.Short + "."
	}
	b.WriteString(".SH DESCRIPTION\n" + paragraphs(long))
	if cmd.HasAvailableSubCommands() {
		b.WriteString(".SH COMMANDS\n")
		for _, c := range cmd.Commands() {
			if !c.Hidden && c.Name() != "help" {
				fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(c.Name()), roff(c.Short))
			}
		}
	}
	cmd.InitDefaultHelpFlag()
	cmd.InitDefaultVersionFlag()
	b.WriteString(".SH OPTIONS\n")
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			b.WriteString(manualFlag(f))
		}
	})
	if cmd.Example != "" {
		b.WriteString(".SH EXAMPLES\n.nf\n" + roff(cmd.Example) + "\n.fi\n")
	}
	b.WriteString(".SH SEE ALSO\n" + seeAlso(cmd) + "\n")
	return b.String()
}

func manualFlag(f *pflag.Flag) string {
	names := "--" + f.Name
	if f.Shorthand != "" {
		names = "-" + f.Shorthand + ", " + names
	}
	value, usage := pflag.UnquoteUsage(f)
	if value != "" {
		names += " " + value
	}
	return fmt.Sprintf(".TP\n.B %s\n%s\n", roff(names), roff(usage))
}

// seeAlso are the pages above and below, and that of the window.
func seeAlso(cmd *cobra.Command) string {
	var list []string
	if p := cmd.Parent(); p != nil {
		list = append(list, strings.ReplaceAll(p.CommandPath(), " ", "-"))
	} else {
		for _, c := range cmd.Commands() {
			if !c.Hidden && c.Name() != "help" {
				list = append(list, cmd.Name()+"-"+c.Name())
			}
		}
		list = append(list, "firenet-workbench")
	}
	for i, page := range list {
		list[i] = "\\fB" + roff(page) + "\\fR(1)"
	}
	return strings.Join(list, ",\n")
}

// paragraphs sets a text whose paragraphs are separated by empty lines. Lines that are
// indented stay as they are.
func paragraphs(text string) string {
	var b strings.Builder
	for _, p := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if strings.HasPrefix(p, " ") || strings.Contains(p, "\n\t") || strings.HasPrefix(p, "\t") {
			b.WriteString(".PP\n.nf\n" + roff(p) + "\n.fi\n")
		} else {
			b.WriteString(".PP\n" + roff(p) + "\n")
		}
	}
	return b.String()
}

// roff is a text in which nothing is a command of roff.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
