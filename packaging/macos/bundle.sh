#!/usr/bin/env bash
# Makes the .app and the .dmg, on a Mac: NAME.app from the program that was built, signed
# with CODESIGN_IDENTITY if it is set, else for this purpose only ("ad hoc"), which is
# enough to start it after a right click. Usage: bundle.sh PROGRAM HEADLESS ARCHITECTURE
set -euo pipefail

program=$1 headless=$2 architecture=$3
cd "$(dirname "$0")/../.."
export LC_ALL=C TZ=UTC
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
detail() { sed -n "s/^$1 = \"\(.*\)\"/\1/p" FyneApp.toml; }
name=$(detail Name) version=$(detail Version)
work=.cache/macos
app="$work/disk/$name.app"
image=dist/firenet-workbench-$version-macos-$architecture.dmg

rm -rf "$work"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources" dist
release() { CGO_ENABLED=0 go run ./scripts/release "$@"; }
release fill packaging/macos/Info.plist.in "$app/Contents/Info.plist"
release icons assets/icon/icon.svg "$work/icons"
release licences "$app/Contents/Resources/THIRD_PARTY.txt" "$program" "$headless"
cp "$work/icons/icon.icns" "$app/Contents/Resources/icon.icns"
cp LICENSE "$app/Contents/Resources/LICENSE.txt"
cp "$program" "$app/Contents/MacOS/firenet-workbench"
cp "$headless" "$app/Contents/MacOS/firenet"
chmod 755 "$app/Contents/MacOS"/*
find "$work/disk" -exec touch -t "$(date -u -r "$SOURCE_DATE_EPOCH" +%Y%m%d%H%M.%S)" {} +

plutil -lint "$app/Contents/Info.plist"
identity=${CODESIGN_IDENTITY:--}
options=()
[ "$identity" = - ] || options=(--options runtime --timestamp)
for file in "$app/Contents/MacOS/firenet" "$app"; do
	codesign --force --sign "$identity" ${options[@]+"${options[@]}"} "$file"
done
codesign --verify --strict "$app"

ln -s /Applications "$work/disk/Applications"
rm -f "$image"
hdiutil create -volname "$name" -srcfolder "$work/disk" -format UDZO -fs HFS+ "$image"
[ "$identity" = - ] || codesign --sign "$identity" --timestamp "$image"
echo "$image"
