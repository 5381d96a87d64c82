// Package look holds the window's colours, sizes and icons: the palette in a light and a
// dark variant, the Fyne theme made from it, and the few icons that Fyne does not bring.
//
// Widgets that draw by themselves ask [Current] for the palette each time they refresh,
// so that a change of theme reaches them. The theme follows the system unless [Theme] is
// told to keep one variant.
//
// It depends on Fyne only. Start reading at [Palette].
package look
