package view

import (
	"firenet/gui/catalogue"
	"firenet/gui/look"
	"firenet/gui/model"
	"firenet/gui/plots"
	"firenet/gui/viewer"
)

// Pair are two contents that alternate in a pane; nil if their pictures are not both there.
func (o Open) Pair(pane *viewer.Pane, part model.Part, contents ...model.Content) *viewer.Pair {
	d := o.Control.Data()
	if d == nil {
		return nil
	}
	pair := &viewer.Pair{Pane: pane}
	for i, c := range contents {
		s := o.Catalogue.Subject(c, part, d)
		if s.Empty {
			return nil
		}
		if pair.Pictures[i] = o.Catalogue.Pictures.Get(s.Key); pair.Pictures[i] == nil {
			return nil
		}
		pair.Names[i] = Badge(s)
	}
	return pair
}

// Badge is the name of a picture in its corner, with the colour of its curve.
func Badge(s catalogue.Subject) viewer.Badge {
	return viewer.Badge{Name: s.Name, Colour: plots.Colour(look.Current(), s.Slot)}
}
