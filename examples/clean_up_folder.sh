#!/usr/bin/env bash
# A one-off clean-up: a folder of pages that piled up over the years becomes a tidy archive.
#
#   examples/clean_up_folder.sh [FOLDER [ARCHIVE]]
#
# ARCHIVE gets articles/ (one Markdown file each), index.csv to look through in a spreadsheet,
# records.jsonl for programs, and failed.jsonl with what could not be read, and why.
set -euo pipefail

pages=${1:-$(dirname "$0")/../seeds}
archive=${2:-$(mktemp -d)}
mkdir -p "$archive"

# 1 means that some pages failed and the rest is done; failed.jsonl says which. With anything else
# (4: the disk is full) the archive is not complete.
newsclean extract "$pages" --rejects "$archive/failed.jsonl" \
  normalize dedupe --keep longest \
  export -f jsonl -o "$archive/records.jsonl" \
  export -f csv -o "$archive/index.csv" \
  export -f markdown -o "$archive/articles/" || { status=$?; [ $status -eq 1 ] || exit $status; }

echo "$(find "$archive/articles" -name '*.md' | wc -l) articles in $archive"
