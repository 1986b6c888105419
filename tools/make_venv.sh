#!/bin/sh
# Make .venv with the first suitable Python, unless a working one is there. PYTHON names one to use instead.
set -eu

if [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    exit 0
fi

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
complete() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }  # Debian splits these off into python3-venv

chosen=
lacking=
tried=${PYTHON:-python3.13 python3.12 python3.11 python3}
for candidate in $tried; do
    recent "$candidate" || continue
    if complete "$candidate"; then
        chosen=$candidate
        break
    fi
    lacking=${lacking:-$candidate}
done

if [ -z "$chosen" ] && [ -n "$lacking" ]; then
    package=$("$lacking" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $package: $lacking cannot make an environment without it"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package"; } >/dev/null
        chosen=$lacking
    else
        echo "$lacking cannot make an environment: install $package (Debian, Ubuntu: sudo apt-get install $package), then try again." >&2
        exit 1
    fi
fi

if [ -z "$chosen" ]; then
    echo "Python 3.11 or later is needed and was not found (tried: $tried): install it, or name it with PYTHON=/path/to/python3." >&2
    exit 1
fi

echo "Making .venv with $chosen"
"$chosen" -m venv --clear .venv
