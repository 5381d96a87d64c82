#!/usr/bin/env bash
# Starts bin/workbench on an X server without a screen, edits, kills it with SIGKILL while
# a second one runs, starts it again and restores what was open by a click; then checks
# that a program that ends by itself leaves nothing. Needs Xvfb and xdotool, hence Linux;
# elsewhere it says that it does nothing.
set -euo pipefail

cd "$(dirname "$0")/.."
if [ "$(uname -s)" != Linux ]; then
	echo "Recovery is not tried: there is no Xvfb here."
	exit 0
fi
[ "${1:-}" = inside ] || {
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	WORK=$work bash scripts/with-display.sh bash scripts/recovery-test.sh inside
	exit
}

export HOME=$WORK XDG_CONFIG_HOME=$WORK/config XDG_CACHE_HOME=$WORK/cache
saves=$XDG_CACHE_HOME/firenet-workbench/autosave
programs=()
trap 'for p in "${programs[@]}"; do kill -9 "$p" 2>/dev/null || true; done' EXIT

fail() {
	echo "$1; the autosaves are: $(ls "$saves" 2>&1); bin/workbench said:" >&2
	cat "$WORK/log" >&2
	exit 1
}

# eventually COMMAND...: repeats it for up to 60 s; a software renderer is slow.
eventually() {
	for _ in $(seq 200); do
		"$@" && return
		sleep 0.3
	done
	return 1
}
found() { window=$(xdotool search --onlyvisible --pid "$program" 2>/dev/null | tail -n 1) && [ -n "$window" ]; }
done_() { case $(xdotool getwindowname "$window") in *Done*) ;; *) return 1 ;; esac; }
named() { case $(xdotool getwindowname "$window") in *"$1"*) ;; *) return 1 ;; esac; }
kept() { [ "$(find "$saves" -name 'autosave-*.firenet' 2>/dev/null | wc -l)" = "$1" ]; }

start() { # arguments: starts the program and waits for its first result
	bin/workbench "$@" >>"$WORK/log" 2>&1 &
	program=$!
	programs+=("$program")
	eventually found || fail "The window did not appear"
	eventually done_ || fail "The window never said Done"
	sleep 1
	xdotool windowmove "$window" 0 0 windowsize "$window" 1280 800 windowfocus "$window"
	sleep 1
}

quit() {
	xdotool windowfocus "$window" key ctrl+q
	eventually gone || fail "Ctrl+Q does not end the program"
}
gone() { ! kill -0 "$program" 2>/dev/null; }

cat >"$WORK/odd.toml" <<'EOF'
format = 1
title = "Odd one"
seed = 7
[image]
size = 64
EOF
start "$WORK/odd.toml"
first=$program
eventually kept 1 || fail "Nothing is kept after a run"

start # a second program, which must not take what the first has open
kept_of_both() { kept 2; }
eventually kept_of_both || fail "The second program keeps nothing of its own"
quit
kept 1 || fail "The second program has not removed its autosave, or has taken that of the first"

kill -9 "$first"
wait "$first" 2>/dev/null || true
start
named "Odd one" && fail "What was open is back without having been asked for"
xdotool mousemove 760 60 click 1 # "Restore what was open", right above the pictures
restored() { named "Odd one"; }
eventually restored || fail "Restore does not bring back what was open"
quit
kept 0 || fail "A program that ended by itself has left an autosave"
echo "What was open when the program was killed came back."
