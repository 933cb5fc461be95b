#!/bin/sh
# Sees to it that the system packages are there which Ajar needs on Debian and its kin:
#
#   system-packages.sh demo|test [--print]
#
# `demo` is what the window needs, `test` what the checks need besides. Where nothing is missing, apt is not asked.
# What is missing is installed if this user can do so (root, or sudo without a password); else the line to run is
# printed and the exit code is 1. With --print the names that are missing are printed and nothing is done.
set -eu

# The one list. Qt without a display:
window="libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3"
# Qt on a display, as its xcb plugin loads them:
display="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
# A face for the text of pictures, the same everywhere:
fonts="fonts-inter fonts-dejavu-core"
# A display for the smoke run, a real keychain on a bus of its own, and what reads the units of the nightly check:
checks="xvfb xauth openbox gnome-keyring dbus systemd"

case "${1:-}" in
    demo) wanted="$window $display $fonts" ;;
    test) wanted="$window $display $fonts $checks" ;;
    *)
        echo "usage: $0 demo|test [--print]" >&2
        exit 2
        ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
    if [ "$(uname -s)" = Linux ] && [ "${2:-}" != --print ]; then
        echo "This is not Debian: what these packages hold must be there already: $wanted" >&2
    fi
    exit 0
fi

# Names that are installed, and those that an installed package stands in for (Debian 13 has libglib2.0-0t64).
# shellcheck disable=SC2016 # the braces are dpkg's
installed=" $(dpkg-query -W -f='${db:Status-Status} ${Package} ${Provides}\n' |
    sed -n 's/^installed //p' | sed 's/([^)]*)//g' | tr ',\n' '  ') "
missing=
for package in $wanted; do
    case "$installed" in
        *" $package "*) ;;
        *) missing="$missing $package" ;;
    esac
done

# Debian packs the part of Python that makes environments apart, one package a version.
packaging=$(dirname "$0")/..
find_python=$packaging/find-python.sh
if [ ! -x "$packaging/../.venv/bin/python" ] && ! "$find_python" ensurepip >/dev/null &&
    python=$("$find_python"); then
    missing="$missing $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi

if [ "${2:-}" = --print ]; then
    [ -z "$missing" ] || printf '%s\n' "${missing# }"
    exit 0
fi
[ -n "$missing" ] || exit 0
# shellcheck disable=SC2086 # one word a package
"$(dirname "$0")/install.sh" $missing
