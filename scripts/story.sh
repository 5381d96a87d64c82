#!/usr/bin/env bash
# One story in the real window, by mouse and keyboard, on an X server without a screen: open
# a photograph, Walsh, 20 %, drag lambda, cancel, undo, swipe, profile, export a figure, a worst case, save
# a session, kill -9, recover. Every step is checked by the title of the window, the recipe
# on the clipboard, or the files that were written. Pictures of the steps go into a folder.
# Needs Xvfb, xdotool, xsel, ImageMagick and bin/workbench. Usage: story.sh [FOLDER]
set -euo pipefail

cd "$(dirname "$0")/.."
out=${1:-$(mktemp -d)}
mkdir -p "$out"
if [ "${WITHIN:-}" != 1 ]; then
	[ "$(uname -s)" = Linux ] || { echo "No story: there is no Xvfb here."; exit 0; }
	WITHIN=1 exec bash scripts/with-display.sh bash scripts/story.sh "$out"
fi
. scripts/drive.sh

steps=0
picture() { # name of the step that is done
	steps=$((steps + 1))
	import -window "$window" "$out/$(printf %02d "$steps")-$1.png"
	echo "step $steps: $1"
}

fail() {
	import -window root "$out/failure.png" || true
	echo "$1 (see $out)" >&2
	cat "$work/log" >&2
	exit 1
}

recipe() { # the recipe as the program copies it
	key ctrl+shift+c
	xsel -b -o
}

until_recipe() { # pattern: waits until a line of the copied recipe matches
	for _ in $(seq 20); do
		copied=$(recipe)
		if grep -Eq "$1" <<<"$copied"; then return; fi
		sleep 0.3
	done
	fail "the recipe has no line like $1: $copied"
}

until_no_recipe() { # pattern: waits until no line of the copied recipe matches
	for _ in $(seq 20); do
		copied=$(recipe)
		if [ -n "$copied" ] && ! grep -Eq "$1" <<<"$copied"; then return; fi
		sleep 0.3
	done
	fail "the recipe keeps a line like $1: $copied"
}

until_title() {
	for _ in $(seq 100); do
		case $(title) in *"$1"*) return ;; esac
		sleep 0.1
	done
	fail "the title never said $1: $(title)"
}

until_file() {
	for _ in $(seq 100); do
		[ ! -s "$1" ] || return 0
		sleep 0.1
	done
	fail "$1 was not written"
}

# until_differs NAME FROM: a picture of the step that is done, once 2000 pixels are others
# than in that of an earlier step.
until_differs() {
	local n
	for _ in $(seq 40); do
		import -window "$window" "$work/now.png"
		n=$(compare -metric AE "$out"/*-"$2".png "$work/now.png" null: 2>&1) || true
		if [ "${n%%[!0-9]*}" -ge 2000 ]; then
			picture "$1"
			return
		fi
		sleep 0.3
	done
	fail "the pictures $1 and $2 differ in $n pixels only"
}

value() { sed -n "s/^ *$1 *= *//p" <<<"$copied" | head -n 1; }

# File dialogs begin in a folder with the photograph and nothing else.
folder=$work/pictures
mkdir -p "$folder" "$work/config/fyne/org.firenet.workbench"
cp assets/pictures/camera.png "$folder"
echo "{\"folder\":\"$folder\"}" >"$work/config/fyne/org.firenet.workbench/preferences.json"

open 1280 800 --theme light --threads 2
state "Done"
picture first-look

key ctrl+o
sleep 1
picture dialog
click 534 240
click 989 660
until_title "camera.png"
until_title "Done"
picture photograph

# The list of operators: Fourier, Walsh.
click 63 238
key Down Down Return
until_recipe 'operator = "walsh"'
until_title "Done"
picture walsh

# The field of the fraction.
xdotool mousemove 250 274 click --repeat 3 --delay 60 1
key ctrl+a
typed "20 %"
key Return
until_recipe 'fraction = 0.2$'
until_title "Done"
picture twenty-per-cent

# Lambda: the slider, from its place to the right; one drag is one step of undo.
before=$(value lambda)
xdotool mousemove 163 595 mousedown 1
for x in 167 171 175 179 183; do xdotool mousemove "$x" 595; sleep 0.1; done
xdotool mouseup 1
until_title "Done"
until_no_recipe "lambda = $before\$"
dragged=$(value lambda)
picture "lambda"

# A run that would take a minute, cancelled.
xdotool mousemove 255 631 click --repeat 3 --delay 60 1
key ctrl+a
typed 900
key Return
until_title "Running"
key Escape Escape
until_title "Stopped"
picture cancelled

# Undo takes back the depth, then the whole drag; redo drags again.
key ctrl+z
until_recipe 'inner = 5$'
key ctrl+z
until_recipe "lambda = $before\$"
key ctrl+y
until_recipe "lambda = $dragged\$"
until_title "Done"
picture undone

# Swipe: dragging the divider changes the picture.
key ctrl+3
sleep 1
picture swipe
xdotool mousemove 594 380 mousedown 1
for x in 560 520 480 440; do xdotool mousemove "$x" 380; sleep 0.1; done
xdotool mouseup 1
sleep 0.5
until_differs divider swipe

# The profile line.
key l
sleep 1
until_differs profile divider

key ctrl+1
sleep 0.5

# A figure for a paper, as PNG of the size that the view says.
key ctrl+4
sleep 1.5
picture figure
key ctrl+e
sleep 1
key ctrl+a
typed "figure.png"
key Return
until_file "$folder/figure.png"
identify "$folder/figure.png" >/dev/null || fail "the figure is no picture"
[ "$(identify -format %w "$folder/figure.png")" -ge 2000 ] || fail "the figure is narrower than 2000 pixels"
cp "$folder/figure.png" "$out/exported-figure.png"
key ctrl+1
sleep 0.5

# A worst case, found by the button of the view Stability, and taken back.
key ctrl+2
sleep 1
picture invitation
click 655 453
until_recipe '^\[\[attack\]\]'
until_title "Running"
state "Done" # which waits longer than until_title
sleep 1
until_differs worst-case invitation
key g
sleep 0.5
until_differs gaussian worst-case
key ctrl+z
until_title "Done"
until_no_recipe '^\[\[attack\]\]'
key ctrl+1
sleep 0.5

# The session, in one file.
key ctrl+shift+s
sleep 1
key ctrl+a
typed "story.firenet"
key Return
until_file "$folder/story.firenet"
[ "$(stat -c %s "$folder/story.firenet")" -gt 100000 ] || fail "the session has no pictures in it"
picture session

# One more change, which only the autosave has; then the program dies.
xdotool mousemove 250 274 click --repeat 3 --delay 60 1
key ctrl+a
typed 0.3
key Return
until_recipe 'fraction = 0.3$'
until_title "Done"
sleep 8 # an autosave comes 5 s after a run
kill -9 "$program"
wait "$program" 2>/dev/null || true
open 1280 800 --threads 2
state "Done"
picture after-the-crash
click 750 62
until_recipe 'fraction = 0.3$'
until_recipe 'operator = "walsh"'
until_title "Done"
picture recovered
echo "The story was told; pictures in $out"
