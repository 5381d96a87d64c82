#!/usr/bin/env bash
# Pictures of the real window, into docs/screenshots (or the folder given). Starts an X
# server without a screen; needs Xvfb, xdotool and ImageMagick, and bin/workbench
# (make build). Usage: screenshots.sh [FOLDER [SCENE...]]
set -euo pipefail

cd "$(dirname "$0")/.."
out=${1:-docs/screenshots}
mkdir -p "$out"
if [ "${WITHIN:-}" != 1 ]; then
	WITHIN=1 exec bash scripts/with-display.sh bash scripts/screenshots.sh "$@"
fi
shift || true
work=$(mktemp -d)
program=
trap 'stop; rm -rf "$work"' EXIT

stop() {
	if [ -n "$program" ]; then
		kill "$program" 2>/dev/null || true
		wait "$program" 2>/dev/null || true
		program=
	fi
}

# A home of its own: settings of the user are neither used nor changed.
open() { # width, height, arguments
	local width=$1 height=$2
	shift 2
	mkdir -p "$work/cache" "$work/config"
	HOME=$work XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache \
		"${WORKBENCH:-bin/workbench}" "$@" >"$work/log" 2>&1 &
	program=$!
	window=
	for _ in $(seq 150); do
		window=$(xdotool search --onlyvisible --pid "$program" 2>/dev/null | tail -n 1) || window=
		[ -z "$window" ] || break
		kill -0 "$program" 2>/dev/null || { cat "$work/log" >&2; return 1; }
		sleep 0.2
	done
	[ -n "$window" ] || { echo "the window did not appear" >&2; return 1; }
	size="$width $height"
	sleep 1 # the window takes its own first size meanwhile
	resize
}

resize() {
	# shellcheck disable=SC2086 # two words
	xdotool windowmove "$window" 0 0 windowsize "$window" $size windowfocus "$window"
}

state() { # word in the title: waits until it is there
	for _ in $(seq 300); do
		case $(xdotool getwindowname "$window") in *"$1"*) resize; sleep 1.2; return ;; esac
		sleep 0.2
	done
	echo "the window never said $1: $(xdotool getwindowname "$window")" >&2
	return 1
}

click() { xdotool mousemove "$1" "$2" click 1; sleep 0.4; }
typed() { xdotool type --delay 20 "$1"; }
key() { xdotool key "$1"; sleep 0.3; }
away() { xdotool mousemove 2 2; sleep 0.3; }
shot() { # with a palette of 256 colours, which is a third of the size
	import -window "$window" png:- | convert png:- +dither -colors 256 -define png:compression-level=9 "PNG8:$out/$1.png"
	stop
	echo "$out/$1.png"
}

cat >"$work/compare.toml" <<'EOF'
format = 1
title = "Two depths"
[image]
phantom = "shepp-logan"
size = 512
[noise]
level = 0.01
[[reconstructor]]
name = "Zero-filled"
method = "zero-filled"
[[reconstructor]]
name = "FIRENET p 5"
method = "firenet"
[[reconstructor]]
name = "FIRENET p 20"
method = "firenet"
inner = 20
EOF

scene_main() { # theme
	open 1280 800 --theme "$1"
	state "Done"
	click 426 207
	away
	shot "main-$1"
}
scene_main-light() { scene_main light; }
scene_main-dark() { scene_main dark; }
scene_running() {
	open 1280 800 --theme light --set image.size=1024 --set reconstructor.FIRENET.inner=40
	state "Running"
	sleep 6
	shot running
}
scene_field-error() {
	open 1280 800 --theme light
	state "Done"
	click 250 275
	key ctrl+a
	typed 1.5
	key Return
	away
	shot field-error
}
scene_photo() {
	open 1280 800 --theme dark --set noise.level=0.02 --set reconstructor.FIRENET.inner=10 assets/pictures/camera.png
	state "Done"
	away
	shot photo
}
scene_compare-1920() {
	open 1920 1080 --theme dark "$work/compare.toml"
	state "Done"
	click 620 300
	away
	shot compare-1920
}
scene_metrics() {
	open 1280 800 --theme light "$work/compare.toml"
	state "Done"
	click 1010 56
	away
	shot metrics
}
scene_small() {
	open 1024 700 --theme light
	state "Done"
	away
	shot small
}

[ $# -gt 0 ] || set -- main-light main-dark running field-error photo compare-1920 metrics small
for scene in "$@"; do
	"scene_$scene"
done
