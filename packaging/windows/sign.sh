#!/usr/bin/env bash
# Signs the installer in dist/ with the certificate in CERTIFICATE (PKCS #12, base64, opened
# by PASSWORD); without one it says so. The programs inside are signed by nobody: what
# Windows asks about is the installer.
set -euo pipefail

cd "$(dirname "$0")/../.."
[ -n "${CERTIFICATE:-}" ] || {
	echo "no certificate: the installer is not signed"
	exit 0
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "$CERTIFICATE" | base64 --decode >"$work/certificate.p12"
printf %s "${PASSWORD:-}" >"$work/password"
time=(-ts "${TIMESTAMP_SERVER:-http://timestamp.digicert.com}")
[ "${TIMESTAMP_SERVER:-}" != none ] || time=()
for file in dist/*-setup.exe; do
	osslsigncode sign -pkcs12 "$work/certificate.p12" -readpass "$work/password" -h sha256 -n "FIRENET Workbench" \
		"${time[@]}" -in "$file" -out "$work/signed.exe"
	mv "$work/signed.exe" "$file"
	echo "signed: $file"
done
bash scripts/dist.sh sums
