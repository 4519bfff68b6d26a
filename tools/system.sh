#!/bin/sh
# Sees to it that the system has what Qt and Python's virtual environments need.
#
#   sh tools/system.sh [window|build|office]
#
# Installs only what is missing, only on Debian and its relatives, and only with the right to do
# so; otherwise it names the packages in one line and fails. "window" asks for what a window on a
# screen needs besides what drawing without one needs; "build" for that, which the built program
# carries along, and for what takes programs apart and puts them together; "office" for a
# spreadsheet that recalculates without a window.
set -eu

PYTHON=${PYTHON:-python3}

# The library a program asks for, and the Debian package that carries it.
NEEDED="
libEGL.so.1:libegl1
libGL.so.1:libgl1
libxkbcommon.so.0:libxkbcommon0
libfontconfig.so.1:libfontconfig1
libdbus-1.so.3:libdbus-1-3
libglib-2.0.so.0:libglib2.0-0
"
WINDOW="
libxcb-cursor.so.0:libxcb-cursor0
libxcb-icccm.so.4:libxcb-icccm4
libxcb-keysyms.so.1:libxcb-keysyms1
libxcb-image.so.0:libxcb-image0
libxcb-render-util.so.0:libxcb-render-util0
libxkbcommon-x11.so.0:libxkbcommon-x11-0
"

[ "$(uname -s)" = Linux ] || exit 0
case "${1:-}" in window | build) NEEDED="$NEEDED $WINDOW" ;; esac

# ldconfig lives where an ordinary user's PATH does not look.
known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
missing=""
for pair in $NEEDED; do
    case "$known" in
        *"${pair%%:*}"*) ;;
        *) missing="$missing ${pair##*:}" ;;
    esac
done
if [ "${1:-}" = office ]; then
    command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"
fi
if [ "${1:-}" = build ]; then
    command -v objdump >/dev/null 2>&1 || missing="$missing binutils"
    # Debian's Python carries its library inside; the built program needs it as a file.
    library=$("$PYTHON" -c 'import sysconfig as s; print(s.get_config_var("LIBDIR"), s.get_config_var("INSTSONAME"), sep="/")')
    case "$known" in
        *"${library##*/}"*) ;;
        *) [ -e "$library" ] || missing="$missing $(basename "${library%.so*}")" ;;
    esac
fi
if ! command -v "$PYTHON" >/dev/null 2>&1; then
    missing="$missing python3 python3-venv"
elif ! "$PYTHON" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    missing="$missing python3-venv"
fi
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Please install what these Debian packages carry, then try again:$missing" >&2
    exit 1
elif [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then
    as_root="sudo"
else
    echo "Please have these packages installed, then try again: apt-get install$missing" >&2
    exit 1
fi

echo "Installing what the system lacks:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q >&2
# shellcheck disable=SC2086
$as_root apt-get install -y -q --no-install-recommends $missing >&2
