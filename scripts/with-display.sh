#!/usr/bin/env bash
# Runs a command on an X server of its own, without a screen, so that tests neither need a
# display nor open windows on the one that is there. Where there is no Xvfb (macOS,
# Windows) the command runs as it is. Usage: with-display.sh COMMAND ARGUMENTS...
set -euo pipefail

command -v Xvfb >/dev/null || exec "$@"

number=$(mktemp)
Xvfb -displayfd 3 -screen 0 1920x1200x24 -nolisten tcp 3>"$number" 2>/dev/null &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -f "$number"' EXIT

for _ in $(seq 100); do
	[ ! -s "$number" ] || break
	kill -0 "$server" 2>/dev/null || { echo "Xvfb did not start" >&2; exit 1; }
	sleep 0.1
done
[ -s "$number" ] || { echo "Xvfb did not start within 10 s" >&2; exit 1; }

env -u WAYLAND_DISPLAY DISPLAY=":$(cat "$number")" LIBGL_ALWAYS_SOFTWARE=1 "$@"
