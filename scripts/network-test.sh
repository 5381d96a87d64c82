#!/usr/bin/env bash
# Runs the headless program and the window under strace: neither may open a socket of the
# network. (The window talks to the X server, by a socket of this machine.) Linux only, and
# where strace is; elsewhere it says that it does nothing.
set -euo pipefail

cd "$(dirname "$0")/.."
command -v strace >/dev/null && [ "$(uname -s)" = Linux ] || {
	echo "The network is not watched: strace is missing."
	exit 0
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

quiet() { # file, program
	if grep -E 'socket\(AF_INET|socket\(AF_INET6|socket\(AF_PACKET' "$1"; then
		echo "$2 opens a socket of the network" >&2
		exit 1
	fi
	[ "$(wc -l <"$1")" -gt 0 ] || { echo "nothing of $2 was seen" >&2; exit 1; }
}

bin/firenet new >"$work/recipe.toml"
strace -f -qq -e trace=network,execve -o "$work/headless" bin/firenet run "$work/recipe.toml" -o "$work/out" --quiet
quiet "$work/headless" bin/firenet

export HOME=$work XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache
bash scripts/with-display.sh strace -f -qq -e trace=network,execve -o "$work/window" bin/workbench --soak 30 >"$work/log" 2>&1 ||
	{ tail -n 5 "$work/log"; echo "the window ended with an error" >&2; exit 1; }
quiet "$work/window" bin/workbench
grep -q 'socket(AF_UNIX' "$work/window" || { echo "the window was not seen to talk to the X server" >&2; exit 1; }
echo "No socket of the network: neither by firenet run nor by 30 actions in the window."
