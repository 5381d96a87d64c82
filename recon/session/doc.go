// Package session keeps what is open in a window in one file: the recipe, the runs with
// everything that they have computed, and the layout of the window. A session that is
// opened months later shows what was there without computing anything.
//
// The file is a zip archive, so that other programs can read it too:
//
//	session.toml           format, which runs there are, which one is shown
//	recipe.toml            the recipe as the forms have it
//	layout.json            the window's own; not looked into here
//	runs/N/recipe.toml     the recipe of run N
//	runs/N/completed.toml  with what depended on the image filled in
//	runs/N/run.toml        how it ended, how far its reconstructors are
//	runs/N/history-K.csv   layers of the K-th reconstructor, while it has no result
//	runs/N/result.toml     what it has computed, with the entries of its arrays
//	runs/N/times.toml      how long that took
//	runs/N/.../*.csv       layers, steps of searches, tables of answers
//	arrays/N.npy           arrays, each once, not compressed
//
// What a result is in them, from result.toml on, is the encoding of [result.Encode], which a
// folder of results has too: nothing of it is written here. Of the perturbations of a search
// on its way 24 are kept; everything else is.
//
// Equal sessions make equal bytes. Names of files in recipes are relative to the session
// where the file lies in the session's folder or below it, and absolute otherwise; the
// folder is noted too, so that a session that was moved alone still finds them.
//
// It depends on recon/result, recon/imagefile and recon/wholefile. Start reading at
// [Session]; autosaves are in [Slot].
package session
