#!/usr/bin/env bash
# Makes sure that the system packages are there: "setup.sh build" for what compiling the
# window needs, "setup.sh test" for what testing it without a screen needs as well.
# Nothing is asked, said or installed when all is present. Otherwise Debian and Ubuntu
# install what is missing (after asking, unless root or CI=true), other systems say it.
set -euo pipefail

purpose=${1:-build}

# One line per need: how it is recognised, then its package in Debian, Fedora and Arch.
#   cmd NAME     a command of this name        pc NAME      a pkg-config module
#   header NAME  a C header                    driver NAME  a Mesa driver for OpenGL
build_needs='
cmd gcc            gcc               gcc                      gcc
header stdlib.h    libc6-dev         glibc-devel              glibc
cmd pkg-config     pkg-config        pkgconf-pkg-config       pkgconf
pc gl              libgl-dev         libglvnd-devel           libglvnd
pc wayland-client  libwayland-dev    wayland-devel            wayland
pc xkbcommon       libxkbcommon-dev  libxkbcommon-devel       libxkbcommon
pc xcursor         libxcursor-dev    libXcursor-devel         libxcursor
pc xrandr          libxrandr-dev     libXrandr-devel          libxrandr
pc xinerama        libxinerama-dev   libXinerama-devel        libxinerama
pc xi              libxi-dev         libXi-devel              libxi
pc xxf86vm         libxxf86vm-dev    libXxf86vm-devel         libxxf86vm'
test_needs='
cmd Xvfb           xvfb              xorg-x11-server-Xvfb     xorg-server-xvfb
driver swrast_dri  libgl1-mesa-dri   mesa-dri-drivers         mesa
cmd xdotool        xdotool           xdotool                  xdotool
cmd xsel           xsel              xsel                     xsel
cmd pdftotext      poppler-utils     poppler-utils            poppler
cmd import         imagemagick       ImageMagick              imagemagick
cmd xwininfo       x11-utils         xwininfo                 xorg-xwininfo'

present() { # kind name
	case $1 in
	cmd) command -v "$2" >/dev/null ;;
	pc) command -v pkg-config >/dev/null && pkg-config --exists "$2" ;;
	header) command -v gcc >/dev/null && echo "#include <$2>" | gcc -E -x c - >/dev/null 2>&1 ;;
	driver) [ -n "$(find /usr/lib /usr/lib64 -name "$2.so" -o -name 'libgallium*.so' 2>/dev/null | head -n 1)" ] ;;
	esac
}

missing() { # column of the package name
	local kind name packages
	printf '%s\n' "$needs" | while read -r kind name packages; do
		[ -n "$kind" ] || continue
		present "$kind" "$name" || echo "$packages" | awk -v c="$1" '{ print $c }'
	done | paste -sd ' ' -
}

fail() {
	printf '%s\n' "$@" >&2
	exit 1
}

install_debian() { # packages
	local install=(env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get)
	if [ "$(id -u)" != 0 ]; then
		local by_hand="sudo apt-get install $*"
		command -v sudo >/dev/null || fail "These packages are missing; as root: apt-get install $*"
		if [ "${CI:-}" != true ]; then
			[ -t 0 ] || fail "These packages are missing; install them with: $by_hand"
			local answer
			read -r -p "To be installed with sudo apt-get: $*. Go on? [y/N] " answer
			case $answer in
			[yY]*) ;;
			*) fail "Nothing was installed. By hand: $by_hand" ;;
			esac
		fi
		install=(sudo "${install[@]}")
	fi
	echo "Installing $*"
	local log
	log=$(mktemp)
	if ! { "${install[@]}" update -qq && "${install[@]}" install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1; then
		tail -n 20 "$log" >&2
		fail "apt-get failed (the whole of what it said: $log)"
	fi
	rm -f "$log"
}

bash "$(dirname "$0")/have-go.sh"

needs=$build_needs
[ "$purpose" != test ] || needs+=$test_needs

case $(uname -s) in
Linux)
	lacking=$(missing 1)
	[ -n "$lacking" ] || exit 0
	if command -v apt-get >/dev/null; then
		# shellcheck disable=SC2086 # a list of words
		install_debian $lacking
		lacking=$(missing 1)
		[ -z "$lacking" ] || fail "Still missing after the installation: $lacking"
	elif command -v dnf >/dev/null; then
		fail "These packages are missing: sudo dnf install $(missing 2)"
	elif command -v pacman >/dev/null; then
		fail "These packages are missing: sudo pacman -S --needed $(missing 3)"
	else
		fail "These packages are missing (names in Debian): $lacking" "In Fedora: $(missing 2)" "In Arch: $(missing 3)"
	fi
	;;
Darwin)
	xcode-select -p >/dev/null 2>&1 || fail "The compiler is missing: xcode-select --install"
	;;
*)
	command -v gcc >/dev/null || fail "gcc is missing: see \"Windows\" in README.md"
	;;
esac
