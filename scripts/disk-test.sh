#!/usr/bin/env bash
# Runs bin/firenet into a disk with room for a part of the results, into a folder that may
# not be written, and into one that has gone: each time the exit code is not 0, a sentence
# says what would help or what is wrong, and what was there stays. Mounts a small tmpfs, hence
# Linux as root; elsewhere it says that it does nothing.
set -euo pipefail

cd "$(dirname "$0")/.."
[ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] || {
	echo "Full disks are not tried: that needs Linux and root."
	exit 0
}
work=$(mktemp -d)
disk=$work/disk
trap 'umount "$disk" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir "$disk"
mount -t tmpfs -o size=400k tmpfs "$disk" 2>/dev/null || {
	echo "Full disks are not tried: nothing can be mounted here."
	exit 0
}
bin/firenet new >"$work/recipe.toml"

refused() { # what, folder
	local status=0
	bin/firenet run "$work/recipe.toml" -o "$2" --force --quiet >"$work/log" 2>&1 || status=$?
	[ "$status" != 0 ] && [ "$(wc -l <"$work/log")" -le 2 ] || { cat "$work/log"; echo "$1: exit code $status" >&2; exit 1; }
	echo "$1: $(cat "$work/log")"
}

bin/firenet run "$work/recipe.toml" -o "$disk/small" --quiet --set image.size=32
before=$(cd "$disk" && find . -type f -exec sha256sum {} + | sort)
refused "a full disk" "$disk/small"
[ "$before" = "$(cd "$disk" && find . -type f -exec sha256sum {} + | sort)" ] || { ls -laR "$disk"; echo "the full disk holds something else than before" >&2; exit 1; }
mount -o remount,ro "$disk"
refused "a read-only disk" "$disk/small"
refused "a read-only disk, a new folder" "$disk/new"
[ "$before" = "$(cd "$disk" && find . -type f -exec sha256sum {} + | sort)" ]
refused "a file in the place of the folder" "$work/recipe.toml/out"
echo "What was there is as it was."
