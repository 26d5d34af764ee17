"""The three standard streams, in whatever state the caller left them."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress

from .terminal import plain


def ensure() -> None:
    """Give every standard stream that the caller closed a descriptor again.

    Else the next file that is opened would take its place, and messages would be written into it.
    Method (as coreutils' stdopen): standard input can then only be written to and standard output
    only be read, so that using them is an error; what goes to standard error is lost.
    """
    for descriptor, mode in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            taken = os.open(os.devnull, mode)
            if taken != descriptor:
                os.dup2(taken, descriptor)
                os.close(taken)
    for name, descriptor in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:
            how = "r" if descriptor == 0 else "w"
            setattr(sys, name, os.fdopen(descriptor, how, encoding="utf-8", closefd=False))


def finish_output() -> str | None:
    """Hand standard output over to the system; what went wrong where that cannot be done.

    Lets BrokenPipeError through.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        discard(1)
        return (error.strerror or str(error)) if error.errno != errno.EBADF else "it is closed"
    return None


def discard(descriptor: int) -> None:
    """Let what is still written to a stream go nowhere, so that the program's end is quiet."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)


def say(message: str) -> None:
    """One line on standard error; what a page or a file's name brings in cannot control it."""
    try:
        sys.stderr.write(f"newsclean: {plain(message)}\n")
        sys.stderr.flush()
    except OSError:  # nobody can be told, but the work goes on
        discard(2)


def tell(line: str) -> None:
    """One line on standard output, fit for a terminal. Raises OSError where that is closed."""
    sys.stdout.flush()
    sys.stdout.buffer.write(f"{plain(line)}\n".encode())
    sys.stdout.flush()
