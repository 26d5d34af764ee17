#!/usr/bin/env bash
# Pages dumped as text by lynx: one article each, straight from the pipe.
#
#   examples/lynx_dump.sh [PAGE.html]
#
# HTML can be given to newsclean as it is, and better so. This is for those who have only dumps, or
# whose pages need lynx to be fetched. Without lynx, a dump that was stored earlier is read.
set -euo pipefail

seeds=$(dirname "$0")/../seeds
page=${1:-$seeds/json-ld.html}

if command -v lynx > /dev/null; then
  lynx -dump -display_charset=utf-8 "$page" | newsclean -q extract - normalize export -f markdown
else
  echo "lynx is not installed; reading a stored dump instead" >&2
  newsclean -q extract "$seeds/lynx-article.txt" normalize export -f markdown
fi
