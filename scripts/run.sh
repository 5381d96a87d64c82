#!/usr/bin/env bash
# "make run": the window, or, without a display, the default experiment headless.
# Usage: run.sh MAKE
set -euo pipefail

make=${1:-make}
cd "$(dirname "$0")/.."

# The window is built for X11; on Wayland it shows through Xwayland, which sets DISPLAY.
if [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}" ]; then
	"$make" --no-print-directory build
	exec bin/workbench
fi

bash scripts/have-go.sh
"$make" --no-print-directory bin/firenet
out=firenet-out
echo "No display (DISPLAY is not set): running the default experiment headless; the figure will be $out/firenet/reconstruction.png"
recipe=$(mktemp)
trap 'rm -f "$recipe"' EXIT
bin/firenet new >"$recipe"
bin/firenet run "$recipe" -o "$out" --force
echo "Figure: $PWD/$out/firenet/reconstruction.png"
