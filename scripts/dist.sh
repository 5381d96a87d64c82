#!/usr/bin/env bash
# Makes packages into dist/: the same bytes from the same commit, wherever its folder is.
# What a package is made of lies in packaging/, names in FyneApp.toml. Usage:
#
#   dist.sh [tar deb rpm zip installer headless sbom sums]   without arguments: all
#
# docs/release.md says what each needs. A time other than that of the commit is
# SOURCE_DATE_EPOCH, another maintainer FIRENET_MAINTAINER, another home page
# FIRENET_HOMEPAGE.
set -euo pipefail

cd "$(dirname "$0")/.."
umask 022
export LC_ALL=C TZ=UTC
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date -r FyneApp.toml +%s)}
# Nothing of the machine: paths are cut off, and the commit comes through the linker.
export GOFLAGS="-trimpath -buildvcs=false" GOAMD64=v1
unset CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS

detail() { sed -n "s/^$1 = \"\(.*\)\"/\1/p" FyneApp.toml; }
name=$(detail Name) id=$(detail ID) version=$(detail Version)
package=firenet-workbench
icon=$(detail Icon) drawing=assets/icon/icon.svg
nfpm=github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2
commit=$(git rev-parse HEAD 2>/dev/null || true)
[ -z "$(git status --porcelain 2>/dev/null)" ] || commit+=+
flags="-s -w -X main.version=$version -X main.commit=$commit"
work=.cache/dist
mkdir -p dist "$work"

fail() { echo "dist: $1" >&2; exit 1; }
need() { # command, package in Debian
	command -v "$1" >/dev/null || fail "$1 is missing; Debian and Ubuntu: apt-get install $2"
}
release() { "$work/release" "$@"; }
fill() { release fill "packaging/$1" "$2" "${@:3}"; }
dated() { find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }
made() { echo "dist/$1  $(($(stat -c %s "dist/$1") / 1000)) kB"; }

tool() {
	CGO_ENABLED=0 go build -o "$work/release" ./scripts/release
	release go go.mod
}

# ---- programs

headless_program() { # system, processor, file
	CGO_ENABLED=0 GOOS=$1 GOARCH=$2 go build -ldflags "$flags" -o "$3" ./cmd/firenet
}

linux_programs() {
	[ ! -f "$work/linux/done" ] || return 0
	mkdir -p "$work/linux"
	need gcc gcc
	headless_program linux "$(go env GOARCH)" "$work/linux/firenet"
	CGO_ENABLED=1 go build -tags x11,no_emoji,migrated_fynedo -ldflags "$flags" -o "$work/linux/$package" ./cmd/workbench
	touch "$work/linux/done"
}

# The linker takes icon, manifest and version from a .syso in the folder of the program.
windows_program() { # program, title, folder of its package, what builds it...
	local program=$1 title=$2 folder=$3 resources=$work/windows-resources
	shift 3
	mkdir -p "$resources"
	release icons "$drawing" "$resources"
	fill windows/program.manifest.in "$resources/program.manifest" "DOTTED=$dotted"
	fill windows/resource.rc.in "$resources/resource.rc" "PROGRAM=$program" "TITLE=$title"
	local syso=$folder/resource_windows_amd64.syso
	# shellcheck disable=SC2064 # the file of this call
	trap "rm -f '$syso'" EXIT
	(cd "$resources" && x86_64-w64-mingw32-windres -O coff -c 65001 resource.rc -o resource.syso)
	cp "$resources/resource.syso" "$syso"
	"$@"
	rm -f "$syso"
	trap - EXIT
}

windows_programs() {
	[ ! -f "$work/windows/done" ] || return 0
	need x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
	mkdir -p "$work/windows"
	windows_program firenet "$name, headless" cmd/firenet \
		headless_program windows amd64 "$work/windows/firenet.exe"
	windows_program "$package" "$name" cmd/workbench \
		env CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc CXX=x86_64-w64-mingw32-g++ \
		go build -tags no_emoji,migrated_fynedo -ldflags "$flags -H windowsgui -extldflags=-static" \
		-o "$work/windows/$package.exe" ./cmd/workbench
	touch "$work/windows/done"
}

# ---- Linux

processor() { # as Debian (1), RPM (2) or the kernel call it
	case $(go env GOARCH) in
	amd64) echo "amd64 x86_64" ;;
	arm64) echo "arm64 aarch64" ;;
	*) echo "$(go env GOARCH) $(uname -m)" ;;
	esac | cut -d' ' -f"$1"
}

linux_tree() {
	[ ! -f "$work/tree/done" ] || return 0
	linux_programs
	need gzip gzip
	local usr=$work/tree/usr share doc f side
	share=$usr/share doc=$share/doc/$package
	rm -rf "$work/tree"
	mkdir -p "$usr/bin" "$share"/{applications,metainfo,mime/packages,man/man1,lintian/overrides} "$doc/recipes" \
		"$share"/{bash-completion/completions,zsh/site-functions,fish/vendor_completions.d} "$share/icons/hicolor/scalable"/{apps,mimetypes}
	install -m 755 "$work/linux/firenet" "$work/linux/$package" "$usr/bin"

	fill linux/desktop.in "$share/applications/$id.desktop"
	fill linux/metainfo.xml.in "$share/metainfo/$id.metainfo.xml"
	fill linux/mime.xml.in "$share/mime/packages/$id.xml"
	release icons "$drawing" "$work/icons"
	for f in "$work"/icons/*.png; do
		side=$(basename "$f" .png)
		side=$share/icons/hicolor/${side}x$side
		mkdir -p "$side/apps" "$side/mimetypes"
		cp "$f" "$side/apps/$id.png"
		cp "$f" "$side/mimetypes/$id-session.png"
		cp "$f" "$side/mimetypes/$id-recipe.png"
	done
	cp "$drawing" "$share/icons/hicolor/scalable/apps/$id.svg"
	cp "$drawing" "$share/icons/hicolor/scalable/mimetypes/$id-session.svg"
	cp "$drawing" "$share/icons/hicolor/scalable/mimetypes/$id-recipe.svg"

	"$usr/bin/firenet" man "$share/man/man1"
	fill linux/firenet-workbench.1.in "$share/man/man1/$package.1"
	gzip -9nf "$share"/man/man1/*.1
	"$usr/bin/firenet" completion bash >"$share/bash-completion/completions/firenet"
	"$usr/bin/firenet" completion zsh >"$share/zsh/site-functions/_firenet"
	"$usr/bin/firenet" completion fish >"$share/fish/vendor_completions.d/firenet.fish"

	fill linux/copyright.in "$doc/copyright" "LICENCE=$(sed 's/^$/./; s/^/ /' LICENSE)"
	fill linux/overrides.in "$share/lintian/overrides/$package"
	release changelog "$doc/changelog.Debian"
	release licences "$doc/THIRD_PARTY" "$usr/bin/firenet" "$usr/bin/$package"
	cp README.md CITATION.cff "$doc"
	cp assets/recipes/*.toml "$doc/recipes"
	sed -i 's#"../pictures/#"/usr/share/doc/'"$package"'/recipes/#' "$doc"/recipes/*.toml
	cp assets/pictures/*.png "$doc/recipes"
	gzip -9nf "$doc/changelog.Debian" "$doc/THIRD_PARTY"
	dated "$work/tree"
	touch "$work/tree/done"
}

dist_tar() {
	linux_tree
	need xz xz-utils
	local folder
	folder=$package-$version-linux-$(go env GOARCH)
	rm -rf "${work:?}/$folder"
	mkdir "$work/$folder"
	cp -a "$work/tree/usr" "$work/$folder"
	rm -r "$work/$folder/usr/share/lintian"
	# Wherever it is unpacked or installed.
	sed -i "s#/usr/share/doc/$package/recipes/##" "$work/$folder/usr/share/doc/$package"/recipes/*.toml
	fill linux/Makefile.in "$work/$folder/Makefile"
	cp LICENSE README.md CHANGELOG.md "$work/$folder"
	dated "$work/$folder"
	tar --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
		-C "$work" -cf - "$folder" | xz -9 -T1 >"dist/$folder.tar.xz"
	made "$folder.tar.xz"
}

# What the window is linked with, and what its driver opens when it starts.
opened=(libX11.so.6 libXcursor.so.1 libXi.so.6 libXinerama.so.1 libXrandr.so.2 libXxf86vm.so.1 libGL.so.1)
libraries() {
	{
		objdump -p "$work/linux/$package" | awk '/NEEDED/ { print $2 }'
		printf '%s\n' "${opened[@]}"
	} | sort -u
}

libraries_deb() {
	libraries | while read -r l; do
		case $l in
		libGL.so.1) echo libgl1 ;;
		libc.so.*|libm.so.*|libdl.so.*|libpthread.so.*|librt.so.*|ld-linux*) ;;
		libX*) echo "$l" | sed 's/\.so\./ /' | tr '[:upper:]' '[:lower:]' | awk '{ print $1 ($1 ~ /[0-9]$/ ? "-" : "") $2 }' ;;
		*) fail "the window needs $l: say in scripts/dist.sh which package has it" ;;
		esac
	done | sort -u | paste -sd, | sed 's/,/, /g'
}

libraries_rpm() { libraries | grep -v '^ld-linux' | sed 's/.*/"&()(64bit)"/' | paste -sd, | sed 's/,/, /g'; }

nfpm_package() { # deb or rpm, its name
	linux_tree
	need objdump binutils
	[ -x "$work/nfpm" ] || GOFLAGS='' GOBIN=$PWD/$work go install "$nfpm" || fail "nfpm could not be built from the module proxy"
	local tree=$work/tree-$1 glibc
	rm -rf "$tree"
	cp -a "$work/tree" "$tree"
	local licence= # a field that control files of Debian do not have; doc/copyright says it
	if [ "$1" = rpm ]; then
		licence="license: BSD-3-Clause"
		rm -r "$tree/usr/share/lintian"
	else # where Debian's zsh looks
		mv "$tree/usr/share/zsh/site-functions" "$tree/usr/share/zsh/vendor-completions"
	fi
	dated "$tree"
	glibc=$(objdump -T "$work/linux/$package" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
	fill linux/nfpm.yaml.in "$work/nfpm-$1.yaml" "FILES=$(find "$tree/usr" -type f -printf "  - {src: \"$tree/usr/%P\", dst: \"/usr/%P\"}\n" | sort)" "ARCH=$(go env GOARCH)" \
		"GLIBC=${glibc#GLIBC_}" "LICENCE=$licence" "LIBRARIES_DEB=$(libraries_deb)" "LIBRARIES_RPM=$(libraries_rpm)"
	"$work/nfpm" package --config "$work/nfpm-$1.yaml" --packager "$1" --target "dist/$2" >/dev/null
	made "$2"
}

dist_deb() { nfpm_package deb "${package}_$version-1_$(processor 1).deb"; }
dist_rpm() { nfpm_package rpm "$package-$version-1.$(processor 2).rpm"; }

# ---- headless programs for other systems: no compiler is needed

dist_headless() {
	local system processor folder exe
	for system in linux/arm64 darwin/arm64 darwin/amd64; do
		processor=${system#*/} system=${system%/*}
		folder=firenet-$version-$system-$processor
		rm -rf "${work:?}/$folder"
		mkdir -p "$work/$folder"
		exe=$work/$folder/firenet
		headless_program "$system" "$processor" "$exe"
		cp LICENSE README.md CHANGELOG.md "$work/$folder"
		release licences "$work/$folder/THIRD_PARTY" "$exe"
		dated "$work/$folder"
		tar --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
			-C "$work" -cf - "$folder" | xz -9 -T1 >"dist/$folder.tar.xz"
		made "$folder.tar.xz"
	done
}

# ---- Windows

dotted=$(echo "${version%%-*}.0.0.0" | cut -d. -f1-4)

windows_folder() { # where to
	windows_programs
	rm -rf "$1"
	mkdir -p "$1/recipes"
	cp "$work/windows/firenet.exe" "$work/windows/$package.exe" "$1"
	local f
	for f in LICENSE README.md CHANGELOG.md; do
		sed 's/$/\r/' "$f" >"$1/$(basename "$f" .md).txt"
	done
	release licences "$1/THIRD_PARTY.txt" "$work/windows/firenet.exe" "$work/windows/$package.exe"
	# The C library is linked into the program with the window.
	local c=/usr/share/doc/mingw-w64-x86-64-dev/copyright
	[ -f "$c" ] || fail "the licences of the C library of MinGW-w64 are not in $c"
	{ printf '\n%078d\nMinGW-w64, in %s.exe\n\n' 0 "$package" | tr 0 =; cat "$c"; } >>"$1/THIRD_PARTY.txt"
	cp assets/recipes/*.toml assets/pictures/*.png "$1/recipes"
	sed -i 's#"../pictures/#"#' "$1"/recipes/*.toml
	dated "$1"
}

dist_zip() {
	local folder=$package-$version-windows-amd64
	windows_folder "$work/$folder"
	rm -f "dist/$folder.zip"
	release zip "dist/$folder.zip" "$work/$folder"
	made "$folder.zip"
}

# installed COMMAND TESTS...: a command of the installer for each file found here.
installed() {
	find . "${@:2}" | sort -r | sed 's#^\./##; s#/#\\#g; s#.*#\t'"$1"' "$INSTDIR\\&"#'
}

dist_installer() {
	need makensis nsis
	local root=$work/installer output=$package-$version-windows-amd64-setup.exe
	windows_folder "$root/files"
	release icons "$drawing" "$root"
	fill windows/installer.nsi.in "$root/installer.nsi" "OUTPUT=$output" "DOTTED=$dotted" \
		"DELETES=$(cd "$root/files" && installed Delete -type f && installed RMDir -mindepth 1 -type d)"
	dated "$root"
	(cd "$root" && makensis -V2 -INPUTCHARSET UTF8 installer.nsi)
	mv "$root/$output" "dist/$output"
	made "$output"
}

# ---- all of them

dist_sbom() {
	linux_programs
	local programs=("$work/linux/firenet" "$work/linux/$package") file=$package-$version-sbom.cdx.json
	[ ! -f "$work/windows/done" ] || programs+=("$work/windows/firenet.exe" "$work/windows/$package.exe")
	release sbom "dist/$file" "${programs[@]}"
	made "$file"
}

dist_sums() {
	(cd dist && find . -maxdepth 1 -type f ! -name SHA256SUMS ! -name '*.asc' -printf '%f\n' | sort | xargs sha256sum) >"$work/SHA256SUMS"
	mv "$work/SHA256SUMS" dist/SHA256SUMS
	made SHA256SUMS
}

[ -f "$icon" ] || fail "FyneApp.toml: the icon $icon is not there"
# Programs are built anew; the Go command knows what is up to date.
rm -f "$work"/linux/done "$work"/windows/done "$work"/tree/done
[ $# -gt 0 ] || { rm -rf dist; mkdir dist; set -- tar deb rpm zip installer headless sbom sums; }
tool
for part; do
	"dist_$part"
done
