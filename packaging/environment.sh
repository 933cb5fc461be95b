#!/bin/sh
# Makes .venv ready: a Python that Ajar runs on, uv inside it, and the locked dependencies.
#
#   environment.sh demo|test
#
# `demo` installs what a person needs; `test` what a developer needs besides, and removes what is not in the lock.
set -eu
cd "$(dirname "$0")/.."

fits='import pip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'
if ! .venv/bin/python -c "$fits" 2>/dev/null; then
    if ! python=$(packaging/find-python.sh ensurepip); then
        echo "Ajar needs Python 3.11, 3.12 or 3.13 with its venv module, and none was found." >&2
        exit 1
    fi
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
if ! .venv/bin/uv --version >/dev/null 2>&1; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
fi

unset VIRTUAL_ENV # another environment that happens to be active is not meant
export UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never
# The system's certificates, as pip has them: behind a company's proxy uv's own would not do.
export UV_SYSTEM_CERTS=true
echo "Installing the locked dependencies"
case "${1:-}" in
    demo) .venv/bin/uv sync --quiet --frozen --inexact --no-dev --extra gui ;;
    test) .venv/bin/uv sync --quiet --frozen --all-extras --all-groups ;;
    *)
        echo "usage: $0 demo|test" >&2
        exit 2
        ;;
esac
