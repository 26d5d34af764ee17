#!/usr/bin/env bash
# A job for cron: whatever a downloader put into incoming/ since last time becomes articles.
#
#   examples/nightly.sh [FOLDER]
#
# The line in the crontab, every night at ten past three:
#
#   10 3 * * *  PATH=/home/me/newsclean/.venv/bin:$PATH /home/me/newsclean/examples/nightly.sh /home/me/news
#
# Pages that are done are not read again, and stories that were told are not told again: also not
# where incoming/ was moved or renamed, or a page comes twice.
#
# A second run that starts while the first one is at work ends at once. Cron mails what a job writes
# to standard error, so it hears of failures; FOLDER/nightly.log has a line for every run.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-}
if [ -z "$folder" ]; then # no folder given: show it on the seeds
  folder=$(mktemp -d)
  cp -R "$here/../seeds" "$folder/incoming"
fi
[ -e "$folder/nightly.toml" ] || cp "$here/nightly.toml" "$folder/"

newsclean run "$folder/nightly.toml"
echo "$(find "$folder/articles" -name '*.md' | wc -l) articles in $folder/articles"
