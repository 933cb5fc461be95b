#!/bin/sh
# Prints the newest Python that Ajar runs on: find-python.sh [MODULE]
# With MODULE, only a Python that has it counts. Ends with 1 and prints nothing where there is none.
set -eu

fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'
for name in python3.13 python3.12 python3.11 python3 python; do
    if "$name" -c "$fits" 2>/dev/null && "$name" -c "import ${1:-sys}" 2>/dev/null; then
        printf '%s\n' "$name"
        exit 0
    fi
done
exit 1
