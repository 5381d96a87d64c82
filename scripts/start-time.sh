#!/usr/bin/env bash
# How long bin/workbench takes to its first window, and to the reconstructed phantom in it, on
# an X server without a screen and a software renderer: the least of five starts, the first
# of which nothing has in its cache. Linux with Xvfb and xdotool only.
set -euo pipefail

cd "$(dirname "$0")/.."
[ "${1:-}" = inside ] || exec bash scripts/with-display.sh bash scripts/start-time.sh inside

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache
least_window=999999 least_done=999999
for _ in 1 2 3 4 5; do
	began=$(date +%s%N)
	bin/workbench >"$work/log" 2>&1 &
	program=$!
	until xdotool search --onlyvisible --pid "$program" >"$work/window" 2>/dev/null && [ -s "$work/window" ]; do
		kill -0 "$program" || { cat "$work/log"; exit 1; }
		sleep 0.01
	done
	window=$(((($(date +%s%N) - began)) / 1000000))
	until case $(xdotool getwindowname "$(tail -n 1 "$work/window")" 2>/dev/null) in *Done*) true ;; *) false ;; esac do
		sleep 0.01
	done
	result=$(((($(date +%s%N) - began)) / 1000000))
	echo "window after $window ms, reconstruction after $result ms"
	[ "$window" -ge "$least_window" ] || least_window=$window
	[ "$result" -ge "$least_done" ] || least_done=$result
	kill "$program"
	wait "$program" 2>/dev/null || true
done
echo "least: window $least_window ms, reconstruction $least_done ms"
