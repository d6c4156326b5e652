#!/usr/bin/env bash
# Sees to it that ICU is there: .NET compares texts with it. Installs Debian's or Ubuntu's package when it is missing and that is allowed.
set -euo pipefail

fail() { printf 'icu: %s\n' "$*" >&2; exit 1; }

is_there() {
  [[ "$(uname -s)" == Linux ]] || return 0 # macOS brings it along
  [[ "$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null)" == *libicuuc.so.* ]] && return 0
  compgen -G '/usr/lib*/libicuuc.so.*' >/dev/null || compgen -G '/usr/lib/*/libicuuc.so.*' >/dev/null
}

as_root() { if [[ $EUID -eq 0 ]]; then "$@"; else sudo -n "$@"; fi; }

# The version is part of the package's name, and another one in each release.
package() { apt-cache pkgnames libicu 2>/dev/null | grep -E '^libicu[0-9]+(t64)?$' | sort -V | tail -n 1; }

is_there && exit 0
by_hand="install ICU (Debian and Ubuntu: sudo apt-get install libicu-dev; Fedora: libicu; Alpine: icu-libs)"
command -v apt-get >/dev/null || fail "not found, and there is no apt-get: $by_hand."
[[ $EUID -eq 0 ]] || sudo -n true 2>/dev/null || fail "not found, and installing it needs root: $by_hand."
printf 'icu: not found; installing it with apt-get …\n' >&2
output=$(mktemp)
trap 'rm -f "$output"' EXIT
as_root apt-get -q update </dev/null >"$output" 2>&1 || { tail -n 5 "$output" >&2; fail "apt-get update failed: $by_hand."; }
name=$(package)
as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy --no-install-recommends install "${name:-libicu-dev}" </dev/null >"$output" 2>&1 \
  || { tail -n 5 "$output" >&2; fail "apt-get install ${name:-libicu-dev} failed: $by_hand."; }
is_there || fail "${name:-libicu-dev} was installed, and ICU still is not found."
