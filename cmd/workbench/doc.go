// Command workbench is the window in which an experiment is composed, run and looked at.
//
//	workbench [flags] [recipe.toml | picture]
//
// It is the one package that imports Fyne's driver, and with it cgo. Everything that it
// shows is made in package gui. Start reading at main.
package main
