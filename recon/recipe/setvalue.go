package recipe

import "firenet/recon/parameter"

// SetValue is [Recipe.Set] with a value in place of its text. Numbers, as a slider gives
// many of them in a second, are checked and stored as they are.
func (r Recipe) SetValue(path string, value any) (Recipe, error) {
	text := func() string { return parameter.Format(value) }
	return r.assign(path, text, func(d parameter.Parameter) any {
		switch value.(type) {
		case float64, int:
			if d.Kind == parameter.Real || d.Kind == parameter.Integer {
				return value
			}
		}
		return valueFor(d, text())
	})
}
