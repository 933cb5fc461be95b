#!/bin/sh
# Installs the Debian packages that are named, if this user can do so (root, or sudo without a password);
# else prints the line to run and ends with 1.
set -eu

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Ajar needs some system packages, and this user may not install them. Please run:" >&2
    echo "    sudo apt-get update && sudo apt-get install --yes --no-install-recommends $*" >&2
    exit 1
fi

echo "Installing system packages: $*"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # as_root is two words or none
if ! {
    $as_root apt-get update &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"
} </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
