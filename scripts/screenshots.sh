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
. scripts/drive.sh

shot() { # with a palette of 256 colours, or as many as 200 kB hold
	local colours
	import -window "$window" "$work/shot.png"
	stop
	for colours in 256 160 96 64; do
		convert "$work/shot.png" +dither -colors "$colours" -define png:compression-level=9 "PNG8:$out/$1.png"
		[ "$(stat -c %s "$out/$1.png")" -gt 195000 ] || break
	done
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

cat >"$work/worst.toml" <<'EOF'
format = 1
title = "Worst case"
[image]
phantom = "shepp-logan"
size = 256
[[reconstructor]]
name = "FIRENET p 5"
method = "firenet"
[[reconstructor]]
name = "FIRENET p 20"
method = "firenet"
inner = 20
[[reconstructor]]
name = "Zero-filled"
method = "zero-filled"
[[attack]]
name = "worst case"
target = "FIRENET p 20"
kind = "pgd"
steps = 40
restarts = 3
[[attack]]
name = "growing"
target = "all"
kind = "pgd"
steps = 15
draws = 10
norms = [0.01, 0.02, 0.05, 0.1]
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
	open 1280 800 --theme light --set image.size=1024 --set reconstructor.FIRENET.inner=80
	state "Running"
	sleep 8
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

scene_swipe() {
	open 1280 800 --theme dark --set sampling.fraction=0.1 assets/pictures/camera.png
	state "Done"
	key ctrl+3 l
	away
	sleep 1
	shot swipe
}
scene_stability() { # theme
	open 1280 800 --theme "$1" "$work/worst.toml"
	key ctrl+2
	state "Done" || state "Done"
	away
	sleep 1
	shot "stability-$1"
}
scene_stability-dark() { scene_stability dark; }
scene_stability-light() { scene_stability light; }
scene_runs() {
	open 1280 800 --theme light
	state "Done"
	click 63 238
	key Down Down Return
	state "Done"
	key p
	click 255 631
	key ctrl+a
	typed 20
	key Return
	state "Done"
	away
	shot runs
}
scene_figure() {
	open 1280 800 --theme light
	state "Done"
	key ctrl+4
	sleep 1.5
	shot figure
}
scene_recovery() {
	open 1280 800 --theme dark assets/pictures/camera.png
	state "Done"
	click 63 238
	key Down Down Return
	state "Done"
	sleep 8 # an autosave comes 5 s after a run
	kill -9 "$program"
	wait "$program" 2>/dev/null || true
	open 1280 800 --theme dark
	state "Done"
	away
	shot recovery
}
scene_menu() {
	open 1280 800 --theme light
	state "Done"
	click 22 20
	key Down Down Down Right Down
	shot menu
}
scene_keys() {
	open 1280 800 --theme dark
	state "Done"
	key question
	shot keys
}
scene_settings() {
	open 1280 800 --theme light
	state "Done"
	key ctrl+comma
	shot settings
}
scene_manual() {
	open 1280 800 --theme light
	state "Done"
	key F1
	sleep 1
	window=$(xdotool search --onlyvisible --name '^Manual' | tail -n 1)
	xdotool windowmove "$window" 0 0 windowfocus "$window"
	key ${CHAPTER:-Right}
	sleep 0.5
	shot manual
}
scene_about() {
	open 1280 800 --theme light
	state "Done"
	click 22 20
	key Up Right Up Up Return
	shot about
}

[ $# -gt 0 ] || set -- main-light main-dark running field-error photo compare-1920 metrics menu settings swipe stability-dark stability-light runs figure recovery
for scene in "$@"; do
	"scene_$scene"
done
