#!/usr/bin/env bash
# Learn what recurs on the pages of one site, and leave it out from then on.
#
#   examples/furniture_of_a_site.sh [PAGE...]
#
# The profile is a small TOML file: read it, edit it, keep it with the pages.
set -euo pipefail

if [ $# -eq 0 ]; then
  set -- "$(dirname "$0")"/../seeds/aggregator-*.txt
fi
profile=$(mktemp -d)/site.toml

newsclean -q learn "$@" -o "$profile"
newsclean -q extract --profile "$profile" "$@" normalize export -f csv
echo "the profile is $profile" >&2
