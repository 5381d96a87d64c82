#!/usr/bin/env bash
# Runs govulncheck. Its database is outside the module proxy: when it cannot be reached
# that is said in one line and is no failure. Usage: vuln.sh GOVULNCHECK ARGUMENTS...
set -euo pipefail

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
CGO_ENABLED=0 "$@" >"$log" 2>&1 || status=$?
if [ "$status" != 0 ] && grep -q 'fetching vulnerabilities' "$log"; then
	echo "govulncheck: the vulnerability database cannot be reached from here, not checked"
	exit 0
fi
cat "$log"
exit "$status"
