#!/usr/bin/env bash
# How long the real window takes from a move of the slider of lambda to the result on the
# screen, at 256 x 256 and at 512 x 512, on an X server without a screen and with a renderer
# that computes on the processor. Needs Xvfb and bin/workbench. Usage: delay.sh [EDITS [FLAGS...]]
set -euo pipefail

cd "$(dirname "$0")/.."
edits=${1:-100}
shift || true
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for size in 256 512; do
	echo "$size x $size:"
	HOME=$work XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache \
		bash scripts/with-display.sh "${WORKBENCH:-bin/workbench}" --delays "$edits" --set "image.size=$size" "$@" 2>"$work/log" || {
		grep -v 'Fyne error\|Cause\|At:' "$work/log" | tail -n 60 >&2
		exit 1
	}
done
