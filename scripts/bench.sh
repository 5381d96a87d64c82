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
		split($1, part, "/")
		n = part[3]; sub(/^N=/, "", n)
		threads = part[4]; sub(/^threads=/, "", threads); sub(/-[0-9]+$/, "", threads)
		for (i = 2; i < NF; i++)
			if ($(i + 1) == "s/25layers") seconds[n, part[2], threads] = $i
		if (!(n in size)) { size[n]; order[++count] = n }
	}
	END {
		if (!count) { print "no figures from BenchmarkNetwork" > "/dev/stderr"; exit 1 }
		print "Seconds for 25 layers of FIRENET (5 blocks of 5), Fourier, Haar, without history"
		if (cpu != "") print cpu
		printf "\n%6s%22s%24s\n", "", "float32", "float64"
		printf "%6s %12s %10s %12s %10s\n", "N", "1 thread", "2 threads", "1 thread", "2 threads"
		for (k = 1; k <= count; k++) {
			n = order[k]
			printf "%6s %12s %10s %12s %10s\n", n, figure(n, "float32", 1), figure(n, "float32", 2), \
				figure(n, "float64", 1), figure(n, "float64", 2)
		}
	}
	function figure(n, precision, threads) {
		return (n, precision, threads) in seconds ? sprintf("%.4f", seconds[n, precision, threads]) : "-"
	}
' "$log"
