#!/usr/bin/env bash
# Checks what is in dist/ as far as this machine can. A part whose programs are missing is
# left out, and that is said. Usage: dist-check.sh [sums lint tar rpm deb windows macos]
#
# The .deb is installed into a clean Debian (as root; made by debootstrap, or the folder in
# CLEAN_ROOT), started on an X server without a screen, and removed. The installer for
# Windows runs under Wine. Pictures of windows are left in dist/check.
set -euo pipefail

cd "$(dirname "$0")/.."
package=firenet-workbench
detail() { sed -n "s/^$1 = \"\(.*\)\"/\1/p" FyneApp.toml; }
name=$(detail Name) id=$(detail ID) version=$(detail Version)
work=$(mktemp -d)
root=
trap 'leave' EXIT
pictures=dist/check

leave() {
	[ -z "$root" ] || [ -n "${CLEAN_ROOT:-}" ] || rm -rf "$root"
	rm -rf "$work"
}
fail() { echo "FAILED: $1" >&2; exit 1; }
have() { # commands...: says what is missing
	local c
	for c; do
		command -v "$c" >/dev/null || { echo "not checked: $c is missing"; return 1; }
	done
}
one() { # pattern: the one file in dist
	local found
	found=$(find dist -maxdepth 1 -name "$1")
	[ "$(echo "$found" | grep -c .)" = 1 ] || fail "dist has not exactly one $1; make dist"
	echo "$PWD/$found"
}
metrics() { cut -d, -f2-7 "$1/metrics.csv" | tr -d '\r'; }

# A small experiment, the same everywhere.
cat >"$work/small.toml" <<'END'
format = 1
title = "Check"
image = {phantom = "shepp-logan", size = 128}
noise = {level = 0.02}
reconstructor = [{method = "zero-filled"}, {method = "firenet"}]
END

check_sums() {
	(cd dist && sha256sum --quiet -c SHA256SUMS)
	local limit file size
	mkdir -p "$work/size"
	tar -C "$work/size" --strip-components=1 -xf "$(one "$package-*-linux-*.tar.xz")"
	for limit in "40000000 $package" "15000000 firenet"; do
		file=$work/size/usr/bin/${limit#* }
		size=$(stat -c %s "$file")
		[ "$size" -le "${limit% *}" ] || fail "${file##*/} has $size bytes, more than ${limit% *}"
		echo "${file##*/}: $size bytes"
	done
}

check_lint() {
	local tree=$work/lint
	have dpkg-deb desktop-file-validate appstreamcli lintian || return 0
	mkdir -p "$tree"
	dpkg-deb -x "$(one '*.deb')" "$tree"
	desktop-file-validate "$tree/usr/share/applications/$id.desktop"
	appstreamcli validate --no-net "$tree/usr/share/metainfo/$id.metainfo.xml" >"$work/appstream" || { cat "$work/appstream"; fail appstreamcli; }
	lintian --allow-root --fail-on error "$(one '*.deb')" || fail lintian
	local page
	if have man; then
		for page in "$tree"/usr/share/man/man1/*.gz; do
			[ -z "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)" ] || fail "man warns of $page"
		done
	fi
	if have update-mime-database; then
		update-mime-database "$tree/usr/share/mime" 2>/dev/null
		grep -q 'application/x-firenet-session:\*.firenet$' "$tree/usr/share/mime/globs2" || fail "the type of sessions is not registered"
	fi
}

# run_and_compare PROGRAM FOLDER: a result equals that of the program in bin.
run_and_compare() {
	"$1" run "$work/small.toml" -o "$2" --quiet
	[ -d "$work/reference" ] || "$PWD/.cache/dist/linux/firenet" run "$work/small.toml" -o "$work/reference" --quiet
	[ "$(metrics "$2")" = "$(metrics "$work/reference")" ] || fail "other metrics: $(metrics "$2")"
}

check_tar() {
	local to=$work/tar
	mkdir -p "$to/home"
	tar -C "$to" -xf "$(one "$package-*-linux-*.tar.xz")"
	HOME=$to/home XDG_DATA_HOME= make -s -C "$to/$package-$version-linux-"* user-install
	run_and_compare "$to/home/.local/bin/firenet" "$work/tar-result"
	"$to/home/.local/bin/firenet" check "$to/home/.local/share/doc/$package/recipes/photograph.toml" >/dev/null
	HOME=$to/home XDG_DATA_HOME= make -s -C "$to/$package-$version-linux-"* user-uninstall
	local left
	left=$(find "$to/home" -type f ! -path '*/mime/*' ! -name mimeinfo.cache ! -name icon-theme.cache)
	[ -z "$left" ] || fail "left after the removal: $left"
}

check_rpm() {
	have rpm rpm2cpio cpio || return 0
	local file to=$work/rpm
	file=$(one '*.rpm')
	mkdir -p "$to"
	# rpm2cpio compares a size that nfpm counts otherwise; what counts are the files.
	(cd "$to" && { rpm2cpio "$file" || true; } | cpio -idm --quiet --no-absolute-filenames 2>/dev/null)
	[ "$(rpm -qpl "$file" 2>/dev/null | grep -v "/doc/$package\(/recipes\)*$" | sort)" = "$(cd "$to" && find . -type f | sed 's/^\.//' | sort)" ] || fail "files of the .rpm are missing"
	rpm -K --nosignature "$file" >/dev/null
	[ "$(rpm -qp --qf '%{NAME} %{VERSION} %{LICENSE}' "$file" 2>/dev/null)" = "$package $version BSD-3-Clause" ] || fail "names in the .rpm"
	"$to/usr/bin/$package" --version >/dev/null
	run_and_compare "$to/usr/bin/firenet" "$work/rpm-result"
	desktop-file-validate "$to/usr/share/applications/$id.desktop"
}

# in_root COMMAND...: in the clean system.
in_root() {
	chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/user LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
		DISPLAY="${DISPLAY:-}" LIBGL_ALWAYS_SOFTWARE=1 "$@"
}

check_deb() {
	[ "$(id -u)" = 0 ] || { echo "not checked: installing needs root"; return 0; }
	have debootstrap Xvfb xdotool import || return 0
	local deb
	deb=$(one '*.deb')
	root=${CLEAN_ROOT:-$work/root}
	[ -d "$root/usr" ] || debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root" >"$work/log" 2>&1 ||
		{ tail -n 5 "$work/log"; fail "debootstrap"; }
	cp "$deb" "$root/tmp/package.deb"
	{ in_root apt-get update -q && in_root apt-get install -q -y libgl1-mesa-dri mime-support desktop-file-utils; } >"$work/log" 2>&1 ||
		{ tail -n 5 "$work/log"; fail "apt-get"; }
	mkdir -p "$root/home/user"
	list_root >"$work/before"
	in_root apt-get install -q -y --no-install-recommends /tmp/package.deb >"$work/log" 2>&1 || { tail -n 5 "$work/log"; fail "the package cannot be installed"; }
	in_root dpkg -s "$package" | grep -q '^Status: install ok installed'
	run_and_compare_in_root
	DEB_WINDOW=1 CLEAN=$root PICTURES=$pictures bash scripts/with-display.sh bash scripts/dist-check.sh window
	in_root apt-get remove -q -y --purge "$package" >"$work/log" 2>&1 || { tail -n 5 "$work/log"; fail "the package cannot be removed"; }
	in_root apt-get autoremove -q -y >"$work/log" 2>&1
	list_root >"$work/after"
	# What other packages keep of what is installed was made anew, and libraries may be gone.
	local left
	left=$(comm -13 "$work/before" "$work/after")
	[ -z "$left" ] || fail "left after the removal: $left"
	echo "left for the user: $(cd "$root/home/user" && find . -type f | sort | paste -sd ' ')"
}

# list_root lists the files of the system without those that every installation changes.
list_root() {
	find "$root" -xdev \( -path "$root/proc" -o -path "$root/sys" -o -path "$root/dev" -o -path "$root/home" -o -path "$root/root" -o -path "$root/tmp" \
		-o -path "$root/var/lib/dpkg" -o -path "$root/var/lib/apt" -o -path "$root/var/cache" -o -path "$root/var/log" \) -prune -o -print | sort
}

run_and_compare_in_root() {
	cp "$work/small.toml" "$root/tmp/small.toml"
	in_root firenet run /tmp/small.toml -o /tmp/result --force --quiet
	[ -d "$work/reference" ] || "$PWD/.cache/dist/linux/firenet" run "$work/small.toml" -o "$work/reference" --quiet
	[ "$(metrics "$root/tmp/result")" = "$(metrics "$work/reference")" ] || fail "other metrics in the clean system"
}

# The window of the installed package, on the X server of the caller.
check_window() {
	root=$CLEAN CLEAN_ROOT=$CLEAN
	look_at "$PICTURES/deb.png" in_root "$package"
}

# The window of the program installed under Wine, likewise.
check_winewindow() { look_at "$PICTURES/windows.png" wine "$PROGRAM"; }

# look_at PICTURE COMMAND...: starts a window, which must say Done, as it does when the
# phantom has been reconstructed, and must end when it is told to.
look_at() {
	local picture=$1
	shift
	"$@" >"$work/log" 2>&1 &
	local program=$! window= title=
	for _ in $(seq 200); do
		window=$(xdotool search --onlyvisible --name "$name" 2>/dev/null | tail -n 1) || window=
		[ -z "$window" ] || title=$(xdotool getwindowname "$window" 2>/dev/null) || title=
		case $title in *Done*) break ;; esac
		kill -0 "$program" 2>/dev/null || { cat "$work/log"; fail "the window ended by itself"; }
		sleep 0.3
	done
	case $title in *Done*) ;; *) fail "the window never said Done: $title" ;; esac
	xdotool windowmove "$window" 0 0 windowsize "$window" 1280 800 windowfocus "$window"
	sleep 2
	mkdir -p "$PICTURES"
	import -window "$window" "$picture"
	xdotool key ctrl+q
	wait "$program" || fail "the window ended with an error"
	echo "the window: $title ($picture)"
}

check_windows() {
	have wine wineserver x86_64-w64-mingw32-gcc || return 0
	export WINEPREFIX=$work/wine WINEDEBUG=-all WINEDLLOVERRIDES="bcryptprimitives=n;mscoree,mshtml="
	mkdir -p "$WINEPREFIX"
	wineboot -i >/dev/null 2>&1
	wineserver -w
	x86_64-w64-mingw32-gcc -shared -O2 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
		packaging/windows/check/bcryptprimitives.c -ladvapi32
	local programs folder
	wine "$(one '*-setup.exe')" /S
	wineserver -w
	programs=$(find "$WINEPREFIX/drive_c/users" -type d -path "*/Local/Programs/$name")
	[ -f "$programs/$package.exe" ] && [ -f "$programs/uninstall.exe" ] || fail "the installer left no programs in $programs"
	[ -n "$(find "$WINEPREFIX/drive_c/users" -name "$name.lnk")" ] || fail "no entry in the start menu"
	wine reg query 'HKCU\Software\Classes\.firenet' 2>/dev/null | grep -q "$id.session" || fail "sessions are not associated"
	echo "firenet.exe: $(wine "$programs/firenet.exe" version | tr -d '\r')"
	folder=$work/windows-result
	wine "$programs/firenet.exe" new | tr -d '\r' >"$work/default.toml"
	wine "$programs/firenet.exe" run "Z:$work/default.toml" -o "Z:$folder" --quiet
	.cache/dist/linux/firenet run "$work/default.toml" -o "$work/linux-result" --quiet
	[ "$(metrics "$folder")" = "$(metrics "$work/linux-result")" ] || {
		metrics "$folder"; metrics "$work/linux-result"
		fail "other metrics than on Linux"
	}
	metrics "$folder"
	wineserver -w # what was started without a display has none for the window either
	! have Xvfb xdotool import || PROGRAM=$programs/$package.exe PICTURES=$pictures bash scripts/with-display.sh bash scripts/dist-check.sh winewindow
	wineserver -w
	echo kept >"$programs/mine.txt"
	wine "$programs/uninstall.exe" /S "_?=C:${programs#"$WINEPREFIX/drive_c"}"
	wineserver -w
	# Started so, it cannot remove itself; started by the user it is a copy that can.
	local left
	left=$(find "$programs" -type f ! -name uninstall.exe)
	[ "$left" = "$programs/mine.txt" ] || fail "left after the removal, or the user's file is gone: $left"
	[ -z "$(find "$WINEPREFIX/drive_c/users" -name "$name.lnk")" ] || fail "the entry in the start menu is left"
	! wine reg query 'HKCU\Software\Classes\.firenet' >/dev/null 2>&1 || fail "the association is left"
	! wine reg query "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\$id" >/dev/null 2>&1 || fail "the entry of the uninstaller is left"
}

check_macos() {
	bash -n packaging/macos/bundle.sh
	CGO_ENABLED=0 go test -count=1 ./scripts/release -run 'Mac|Workflow' >/dev/null || fail "see go test ./scripts/release"
	echo "only the files were looked at: .app and .dmg are made on a Mac"
}

[ $# -gt 0 ] || set -- sums lint tar rpm deb windows macos
for part; do
	[[ $part == *window ]] || echo "==> $part"
	"check_$part"
done
