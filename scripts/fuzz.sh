#!/usr/bin/env bash
# Runs every fuzz target for the time given (default 60s).
set -euo pipefail

time=${1:-60s}
cd "$(dirname "$0")/.."

git ls-files '*_test.go' | xargs grep -oE '^func Fuzz[A-Za-z0-9_]+' | sort | while IFS=: read -r file func; do
	target=${func#func }
	echo "$(dirname "$file") $target"
	CGO_ENABLED=0 go test "./$(dirname "$file")" -run '^$' -fuzz "^$target\$" -fuzztime "$time" </dev/null
done
