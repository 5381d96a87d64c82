package figureview

import (
	"slices"

	"firenet/gui/catalogue"
	"firenet/gui/figure"
	"firenet/gui/model"
	"firenet/recon/recipe"
	"firenet/recon/result"
)

// reportPicture is a picture of an answer, with its name in the list and in names of files.
type reportPicture struct {
	result.Picture
	file string
}

// reportPictures are those of all answers.
func (v *Choices) reportPictures() (list []reportPicture) {
	for _, r := range v.open.Control.Reports() {
		for _, p := range r.Pictures {
			list = append(list, reportPicture{p, recipe.FolderName(r.Name) + "-" + recipe.FolderName(p.Name)})
		}
	}
	return list
}

// chosenPictures are those that were chosen: none at first.
func (v *Choices) chosenPictures() []reportPicture {
	return slices.DeleteFunc(v.reportPictures(), func(p reportPicture) bool { return !v.on[p.Title] })
}

// reportRows are the chosen pictures in rows as wide as the others. Those with signs stand in
// rows of their own: a row has one colour bar.
func (v *Choices) reportRows(columns int) (rows [][]figure.Cell, err error) {
	for _, signed := range []bool{false, true} {
		var cells []figure.Cell
		for _, p := range v.chosenPictures() {
			if p.Signed != signed {
				continue
			}
			picture := v.open.Catalogue.Pictures.Get(catalogue.Key{Kind: model.ReportKind(p.Picture), Image: p.Image})
			if picture == nil {
				return nil, errNotPrepared
			}
			c := figure.Cell{Title: p.Title, About: p.Title, NoInset: true}
			v.displayOf(&c, picture)
			cells = append(cells, c)
		}
		for row := range slices.Chunk(cells, max(1, columns)) {
			row = slices.Clone(row)
			for len(row) < columns {
				row = append(row, figure.Cell{})
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// reportData are the chosen pictures as arrays, for beside the figure.
func (v *Choices) reportData() (list []cell) {
	for _, p := range v.chosenPictures() {
		list = append(list, cell{name: p.file, image: p.Image, single: p.Single})
	}
	return list
}
