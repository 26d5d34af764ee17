"""The command line: words into stages. Nothing here computes, and nothing else imports this."""

from __future__ import annotations

import os
import sys


def main(args: list[str] | None = None) -> None:
    """The entry point. Exit status: see README.md beside this file."""
    # Imported here, so that even a Ctrl-C that comes before anything is set up is no traceback.
    try:
        import signal

        # What is made is made with the user's umask, but never for everyone to write.
        os.umask(os.umask(0o077) | 0o002)
        from ._group import status

        code = status(args)
        if args is None:  # the program ends: it is too late to interrupt it
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
