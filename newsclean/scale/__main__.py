"""``python -m newsclean.scale``: do one shard, see `process`."""

import sys

from .process import main

if __name__ == "__main__":
    sys.exit(main())
