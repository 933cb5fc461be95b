#!/bin/sh
# Makes .venv ready: a Python that Ajar runs on, uv inside it, and the locked dependencies.
#
#   environment.sh demo|test
#
# `demo` installs what a person needs, `test` what a developer needs besides, and nothing that is not in the lock.
set -eu
cd "$(dirname "$0")/.."

versions="3.13 3.12 3.11"
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'

# Prints the newest Python that fits. With a module named, only one that has that module.
find_python() {
    for name in $(printf 'python%s ' $versions) python3 python; do
        if "$name" -c "$fits" 2>/dev/null && "$name" -c "import ${1:-sys}" 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

# Prints a Python that can make an environment. Debian packs that part (ensurepip) apart.
python_with_venv() {
    if find_python ensurepip; then return; fi
    if ! found=$(find_python); then
        echo "Ajar needs Python 3.11, 3.12 or 3.13, and none was found." >&2
        exit 1
    fi
    version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    packaging/debian/install.sh "python$version-venv" >&2
    find_python ensurepip
}

if ! .venv/bin/python -c "$fits" 2>/dev/null || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=$(python_with_venv)
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
if ! .venv/bin/uv --version >/dev/null 2>&1; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
fi

unset VIRTUAL_ENV # another environment that happens to be active is not meant
export UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never
case "${1:-}" in
    demo) .venv/bin/uv sync --quiet --frozen --inexact --no-dev --extra gui ;;
    test) .venv/bin/uv sync --quiet --frozen --all-extras --all-groups ;;
    *)
        echo "usage: $0 demo|test" >&2
        exit 2
        ;;
esac
