// Package study answers questions about the reconstructors of a run. A question is one entry
// of the registry, one file: it is given the reconstructors as [Subjects] and leaves a
// result.Report of tables and pictures, which folder, session, JSON, window and figure show
// without knowing the question.
//
// It depends on recipe, result and measure; package experiment runs it. Start reading at
// [Study], then at visibility.go.
package study
