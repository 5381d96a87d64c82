#!/usr/bin/env bash
# Runs every fuzz target for the time given (default 60s). Making an interesting input smaller
# may take a second, not the minute that Go gives it: decompressors never settle.
set -euo pipefail

time=${1:-60s}
cd "$(dirname "$0")/.."

git ls-files '*_test.go' | xargs grep -oE '^func Fuzz[A-Za-z0-9_]+' | sort | while IFS=: read -r file func; do
	target=${func#func }
	echo "$(dirname "$file") $target"
	CGO_ENABLED=0 go test "./$(dirname "$file")" -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 1s </dev/null
done
