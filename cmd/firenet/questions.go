package main

import "firenet/recon/result"

// jsonReport is the answer to one question of --json, whatever the question.
type jsonReport struct {
	Name   string      `json:"name"`
	Kind   string      `json:"kind"`
	Title  string      `json:"title"`
	Tables []jsonTable `json:"tables"`
	Notes  []string    `json:"notes,omitempty"`
}

// jsonTable is a table in long form. What is not known, or not finite, is null.
type jsonTable struct {
	Name    string   `json:"name,omitempty"`
	Title   string   `json:"title,omitempty"`
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
}

func jsonReports(reports []*result.Report) (list []jsonReport) {
	for _, q := range reports {
		if q == nil {
			continue
		}
		j := jsonReport{Name: q.Name, Kind: q.Kind, Title: q.Title, Notes: q.Notes, Tables: []jsonTable{}}
		for _, t := range q.Tables {
			j.Tables = append(j.Tables, newJSONTable(t))
		}
		list = append(list, j)
	}
	return list
}

func newJSONTable(t result.Table) jsonTable {
	j := jsonTable{Name: t.Name, Title: t.Title, Columns: []string{}, Rows: make([][]any, t.Rows())}
	for _, c := range t.Columns {
		j.Columns = append(j.Columns, c.Key)
		for i := range j.Rows {
			j.Rows[i] = append(j.Rows[i], jsonValue(c, i))
		}
	}
	return j
}

func jsonValue(c result.Column, i int) any {
	switch {
	case c.Texts != nil:
		return c.Texts[i]
	case c.Flags != nil:
		return c.Flags[i]
	}
	return finite(c.Numbers[i])
}
