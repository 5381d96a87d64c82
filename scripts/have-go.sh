#!/usr/bin/env bash
# Says what to do when there is no Go, or when it wants the patch release that go.mod names
# and cannot fetch it. Called in the folder of the program.
set -euo pipefail

command -v go >/dev/null || {
	echo "Go is missing: version 1.26 or newer from https://go.dev/dl/" >&2
	exit 1
}
said=$(go version 2>&1) || {
	echo "$said" >&2
	echo "$(GOTOOLCHAIN=local go env GOVERSION) is on this machine, and could not fetch the $(sed -n 's/^toolchain //p' go.mod) of go.mod." >&2
	echo "Building and testing work without it: export GOTOOLCHAIN=local" >&2
	exit 1
}
