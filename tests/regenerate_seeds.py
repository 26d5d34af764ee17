"""Write the expected records of the seeds anew, and show what changed.

    python -m tests.regenerate_seeds             all seeds
    python -m tests.regenerate_seeds index.txt   only these
    python -m tests.regenerate_seeds --check     write nothing; exit 1 if something would change

Read the difference before you commit it: an expected record states what the page says, not what
the program happens to print. A seed that is known to fail is only written when it is named.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from .seedbed import SEEDS, SUFFIX, difference, expected, names, plant, records


def main() -> int:
    """Regenerate; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("seeds", nargs="*", metavar="SEED")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    if unknown := sorted(set(options.seeds) - set(names())):
        parser.error(f"no such seed: {', '.join(unknown)}")
    changed = 0
    with tempfile.TemporaryDirectory() as root:
        bed = plant(Path(root))
        for name in options.seeds or names():
            have = records(bed, name)
            path = SEEDS / f"{name}{SUFFIX}"
            diff = difference(expected(name) if path.exists() else [], have)
            if path.exists() and not diff:
                continue
            changed += 1
            print(f"{name}\n{diff}")
            if not options.check:
                lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in have)
                path.write_text("".join(lines), "utf-8", newline="\n")
    print(f"{changed} of {len(options.seeds or names())} expected files differ", file=sys.stderr)
    return 1 if changed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
