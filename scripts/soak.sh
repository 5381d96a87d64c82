#!/usr/bin/env bash
# Random actions in the real window, on an X server without a screen. Memory and goroutines
# must not grow, within the tolerances of gui/soakusage.go: over a number of actions, or for
# a time such as 30m, with pauses between them. Needs Xvfb and bin/workbench.
# Usage: soak.sh [ACTIONS|TIME [SEED]]
set -euo pipefail

cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case ${1:-500} in
*[a-z]) plan=--soak-for ;;
*) plan=--soak ;;
esac
# Fyne keeps what it has drawn for a minute; here for five seconds.
FYNE_CACHE=5s HOME=$work XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache \
	bash scripts/with-display.sh "${WORKBENCH:-bin/workbench}" "$plan" "${1:-500}" --seed "${2:-1}" 2>"$work/log" || {
	grep -v 'Fyne error\|Cause\|At:' "$work/log" | tail -n 60 >&2
	exit 1
}
