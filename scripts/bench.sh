#!/usr/bin/env bash
# Runs BenchmarkNetwork of recon/firenet and prints seconds for 25 layers as a table.
set -euo pipefail

cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
CGO_ENABLED=0 go test ./recon/firenet -run '^$' -bench '^BenchmarkNetwork$' -timeout 30m >"$log" || {
	cat "$log"
	exit 1
}
awk '
	/^cpu:/ { sub(/^cpu: */, ""); cpu = $0 }
	/^BenchmarkNetwork\// {
		if (!match($1, /N=[0-9]+/)) next
		n = substr($1, RSTART + 2, RLENGTH - 2)
		if (!match($1, /threads=[0-9]+/)) next
		t = substr($1, RSTART + 8, RLENGTH - 8)
		for (i = 2; i < NF; i++) if ($(i + 1) == "s/25layers") seconds[n, t] = $i
		if (!(n in size)) { size[n]; order[++count] = n }
	}
	END {
		if (!count) { print "no figures from BenchmarkNetwork" > "/dev/stderr"; exit 1 }
		print "Seconds for 25 layers of FIRENET (5 blocks of 5), float32, Fourier, Haar"
		if (cpu != "") print cpu
		printf "\n%8s %12s %12s\n", "N", "1 thread", "2 threads"
		for (k = 1; k <= count; k++)
			printf "%8s %12s %12s\n", order[k], figure(order[k], 1), figure(order[k], 2)
	}
	function figure(n, t) { return (n, t) in seconds ? sprintf("%.4f", seconds[n, t]) : "-" }
' "$log"
