# Functions that start bin/workbench on the display at hand and drive it by mouse and
# keyboard; read by screenshots.sh and story.sh. Needs xdotool.

work=$(mktemp -d)
program=
window=
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

title() { xdotool getwindowname "$window"; }

state() { # word in the title: waits until it is there
	for _ in $(seq 300); do
		case $(title) in *"$1"*) resize; sleep 1.2; return ;; esac
		sleep 0.2
	done
	echo "the window never said $1: $(title)" >&2
	return 1
}

click() { xdotool mousemove "$1" "$2" click 1; sleep 0.4; }
typed() { xdotool type --delay 20 "$1"; }
key() { # one after another
	local k
	for k; do
		xdotool key "$k"
		sleep 0.3
	done
}
away() { xdotool mousemove 2 2; sleep 0.3; }
