#!/usr/bin/env bash
# Builds all packages of the last commit in two clones in folders of different names, and
# compares them byte for byte. What was cached by the compiler is the same for both, unless
# FRESH=1, which takes ten minutes each. Usage: dist-twice.sh [KINDS OF dist.sh]
set -euo pipefail

cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for clone in one another/folder/with/a/longer/name; do
	git clone -q . "$work/$clone"
	cache=$(go env GOCACHE)
	[ "${FRESH:-}" != 1 ] || cache=$work/cache
	(cd "$work/$clone" && GOCACHE=$cache bash scripts/dist.sh "$@" >/dev/null)
	[ "${FRESH:-}" != 1 ] || rm -rf "$cache"
done
(cd "$work/one/dist" && sha256sum -- firenet*) >"$work/sums"
cat "$work/sums"
(cd "$work/another/folder/with/a/longer/name/dist" && sha256sum --quiet -c "$work/sums" && [ "$(find . -type f -name 'firenet*' | wc -l)" = "$(wc -l <"$work/sums")" ])
echo "Both builds are equal."
