package result

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
)

// historyColumns are the fields of a line of history.csv.
var historyColumns = []string{"layer", "block", "relative_l2", "objective", "residual"}

// WriteHistory writes a history as comma-separated values with a head line. Numbers have
// the digits that make them the same when they are read; what is not known is empty.
func WriteHistory(w io.Writer, history []HistoryPoint) error {
	c := csv.NewWriter(w)
	rows := [][]string{historyColumns}
	for _, p := range history {
		rows = append(rows, []string{
			strconv.Itoa(p.Layer), strconv.Itoa(p.Block),
			number(p.RelativeL2), number(p.Objective), number(p.Residual),
		})
	}
	return c.WriteAll(rows)
}

// ReadHistory reads what [WriteHistory] has written, at most limit points.
func ReadHistory(r io.Reader, limit int) ([]HistoryPoint, error) {
	return readTable(r, "history", "layers", historyColumns, limit, parsePoint)
}

// readTable reads a table of comma-separated values with the given columns, at most limit
// rows, which errors call by the words what and rows.
func readTable[V any](r io.Reader, what, rows string, columns []string, limit int, parse func([]string) (V, error)) ([]V, error) {
	c := csv.NewReader(r)
	c.FieldsPerRecord = len(columns)
	head, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	if !slices.Equal(head, columns) {
		return nil, fmt.Errorf("%s: columns %q, want %q", what, head, columns)
	}
	var list []V
	for {
		row, err := c.Read()
		switch {
		case err == io.EOF:
			return list, nil
		case err != nil:
			return nil, fmt.Errorf("%s: %w", what, err)
		case len(list) == limit:
			return nil, fmt.Errorf("%s: more than %d %s", what, limit, rows)
		}
		v, err := parse(row)
		if err != nil {
			line, _ := c.FieldPos(0)
			return nil, fmt.Errorf("%s: line %d: %w", what, line, err)
		}
		list = append(list, v)
	}
}

func parsePoint(row []string) (p HistoryPoint, err error) {
	if p.Layer, err = strconv.Atoi(row[0]); err != nil {
		return p, err
	}
	if p.Block, err = strconv.Atoi(row[1]); err != nil {
		return p, err
	}
	return p, parseNumbers(row[2:], &p.RelativeL2, &p.Objective, &p.Residual)
}

// parseNumbers reads fields that [number] has written: an empty one is NaN.
func parseNumbers(fields []string, into ...*float64) (err error) {
	for i, dst := range into {
		if *dst = math.NaN(); fields[i] == "" {
			continue
		}
		if *dst, err = strconv.ParseFloat(fields[i], 64); err != nil {
			return err
		}
	}
	return nil
}
