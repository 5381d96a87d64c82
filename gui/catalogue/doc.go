// Package catalogue is what there is to show in a window: which reconstructors there are,
// under which names and colours, which picture shows a content and which numbers stand below
// it, and what of an attack is shown. Views look things up here and share nothing else. It
// knows no toolkit.
//
// It depends on gui/control, gui/model and the engine. Start reading at [Catalogue].
package catalogue
