#!/usr/bin/env bash
# Random actions in the real window, on an X server without a screen: memory and goroutines
# at the end must be as after the first 50, within the tolerances of gui/soak.go. Needs Xvfb
# and bin/workbench. Usage: soak.sh [ACTIONS [SEED]]
set -euo pipefail

cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Fyne keeps what it has drawn for a minute; here for five seconds.
FYNE_CACHE=5s HOME=$work XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache \
	bash scripts/with-display.sh bin/workbench --soak "${1:-500}" --seed "${2:-1}" 2>"$work/log" || {
	grep -v 'Fyne error\|Cause\|At:' "$work/log" | tail -n 60 >&2
	exit 1
}
