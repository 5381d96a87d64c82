#!/usr/bin/env bash
# Starts bin/workbench on an X server without a screen and waits until its window shows a
# picture; then checks that without a display it says so in one line and exits with 1.
# Needs Xvfb, hence Linux; elsewhere it says that it does nothing.
set -euo pipefail

cd "$(dirname "$0")/.."
if [ "$(uname -s)" != Linux ]; then
	echo "The window is not started: there is no Xvfb here."
	exit 0
fi
[ "${1:-}" = inside ] || {
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	WORK=$work bash scripts/with-display.sh bash scripts/window-test.sh inside

	# A log of its own: the window that loses its X server may still write to the other one.
	status=0
	env -u DISPLAY -u WAYLAND_DISPLAY timeout 30 bin/workbench >"$work/refused" 2>&1 || status=$?
	if [ "$status" != 1 ] || [ "$(wc -l <"$work/refused")" != 1 ]; then
		echo "Without a display bin/workbench should say so in one line and exit with 1; it exited with $status and said:" >&2
		cat "$work/refused" >&2
		exit 1
	fi
	exit 0
}

# A home of its own: settings and autosaves of the user are not touched.
HOME=$WORK XDG_CONFIG_HOME=$WORK/config XDG_CACHE_HOME=$WORK/cache bin/workbench >"$WORK/log" 2>&1 &
program=$!
trap 'kill "$program" 2>/dev/null || true' EXIT

fail() {
	echo "$1; bin/workbench said:" >&2
	cat "$WORK/log" >&2
	exit 1
}

# Seconds are generous: a software renderer on a busy machine is slow.
for _ in $(seq 120); do
	kill -0 "$program" 2>/dev/null || fail "The window ended by itself"
	window=$(xdotool search --onlyvisible --pid "$program" 2>/dev/null | tail -n 1) || window=
	if [ -n "$window" ]; then
		colours=$(import -window "$window" png:- 2>/dev/null | identify -format '%k' - 2>/dev/null) || colours=0
		# An empty window has a handful of colours, one with pictures hundreds.
		if [ "$colours" -gt 200 ]; then
			echo "The window shows a picture ($colours colours)."
			exit 0
		fi
	fi
	sleep 0.5
done
fail "After 60 s the window does not show a picture"
