package result

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// WriteCSV writes the table as comma-separated values with a head line of keys.
func (t Table) WriteCSV(w io.Writer) error {
	head := make([]string, len(t.Columns))
	for k, c := range t.Columns {
		if c.Len() != t.Rows() {
			return fmt.Errorf("column %q has %d values, the table %d rows", c.Key, c.Len(), t.Rows())
		}
		if c.Key == "" {
			return errors.New("a column has no key")
		}
		head[k] = c.Key
	}
	out := csv.NewWriter(w)
	if err := writeRow(w, out, head); err != nil {
		return err
	}
	row := make([]string, len(t.Columns))
	for i := range t.Rows() {
		for k, c := range t.Columns {
			row[k] = c.Text(i)
		}
		if err := writeRow(w, out, row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// writeRow writes a row so that it reads back as it is. A row of one empty field would be an
// empty line, which readers pass over; the end of a line of other systems becomes that of
// this one.
func writeRow(w io.Writer, out *csv.Writer, row []string) error {
	for _, field := range row {
		if strings.ContainsRune(field, '\r') {
			return fmt.Errorf("%q has a carriage return, which a table does not keep", field)
		}
	}
	if len(row) > 1 || len(row) == 1 && row[0] != "" {
		return out.Write(row)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\"\"\n")
	return err
}

// readCSV fills the columns, which have their keys, with what [Table.WriteCSV] has written:
// values of the given kinds, at most so many rows.
func (t Table) readCSV(r io.Reader, kinds []string, limit int) error {
	c := csv.NewReader(r)
	c.ReuseRecord = true
	c.FieldsPerRecord = len(t.Columns)
	head, err := c.Read()
	if err != nil {
		return err
	}
	if !slices.EqualFunc(head, t.Columns, func(key string, c Column) bool { return key == c.Key }) {
		return fmt.Errorf("other columns than those of the report: %q", head)
	}
	for n := 0; ; n++ {
		row, err := c.Read()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case n == limit:
			return fmt.Errorf("more than %d rows", limit)
		}
		for k, field := range row {
			if err := t.Columns[k].add(kinds[k], field); err != nil {
				line, _ := c.FieldPos(k)
				return fmt.Errorf("line %d: %w", line, err)
			}
		}
	}
}

// begin makes a column without values one of a kind.
func (c *Column) begin(kind string) {
	switch kind {
	case textColumn:
		c.Texts = []string{}
	case flagColumn:
		c.Flags = []bool{}
	default:
		c.Numbers = []float64{}
	}
}

// add appends a value as [Column.Text] has written it.
func (c *Column) add(kind, field string) error {
	switch kind {
	case textColumn:
		if strings.ContainsRune(field, '\r') {
			return fmt.Errorf("%q has a carriage return", field)
		}
		c.Texts = append(c.Texts, strings.Clone(field)) // alone: not with the whole line
	case flagColumn:
		on, err := strconv.ParseBool(field)
		if err != nil {
			return err
		}
		c.Flags = append(c.Flags, on)
	default:
		var x float64
		if err := parseNumbers([]string{field}, &x); err != nil {
			return err
		}
		c.Numbers = append(c.Numbers, x)
	}
	return nil
}
