#!/usr/bin/env bash
# Which publishers does a folder of saved pages hold, and how many stories of each?
#
#   examples/publishers_with_jq.sh [FOLDER]
#
# Between newsclean and jq goes one JSON object a line.
set -euo pipefail

pages=${1:-$(dirname "$0")/../seeds}

if ! command -v jq > /dev/null; then
  echo "skipped: this example needs jq (https://jqlang.org)" >&2
  exit 77
fi

newsclean -q extract "$pages" normalize dedupe |
  jq -r 'select(.publisher) | .publisher' | sort | uniq -c | sort -rn
