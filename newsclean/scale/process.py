"""A shard in a process of its own, as a cluster starts it.

Nothing but an order and a report crosses the cluster: names and counts. The work is done by a fresh
process, because workers of clusters run tasks in threads of processes that may not have children:
there a page that hangs, or that kills its process, would take its neighbours along.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass, field
from typing import Any

from ..engines.run import Tally
from ..job import Job
from ..job.attended import Telling
from ..system.errors import NewscleanError
from ..system.statuses import FAILED, STOPPED
from ..system.streams import say
from .shares import Shard

_SAID = 300
"""Characters of what a process said last."""


@dataclass(frozen=True)
class Order:
    """A shard that is to be done."""

    job: Job
    folder: str
    shard: Shard
    where: str
    """The folder that names of files are relative to."""


@dataclass(frozen=True)
class Report:
    """What became of it."""

    shard: Shard
    wrong: str | None = None
    """Why it is not done; None where it is."""
    tally: Tally = field(default_factory=Tally)
    final: bool = False
    """It is of no use to try it again."""
    earlier: bool = False
    """An earlier run did it."""


def fulfil(order: Order) -> Report:
    """Do a shard in a process of its own, and wait for it."""
    words = [sys.executable, "-m", "newsclean.scale"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, **pipes) as process:  # type: ignore[call-overload]
        told: list[bytes] = []
        listening = threading.Thread(target=lambda: told.append(process.stderr.read()))
        listening.start()
        try:
            # Its standard input stays open: when that ends, so does the process.
            process.stdin.write(pickle.dumps(order))
            process.stdin.flush()
            answer = process.stdout.read()
            status = process.wait()
        except BaseException:
            process.kill()
            raise
        finally:
            listening.join()
    if status in (0, FAILED) and answer:
        return Report(order.shard, None, Tally(**json.loads(answer)))
    said = b"".join(told).decode("utf-8", "replace").strip().rpartition("\n")[2][-_SAID:]
    ended = f"signal {-status}" if status < 0 else f"exit status {status}"
    return Report(order.shard, f"its process ended with {ended}: {said or 'it said nothing'}")


def main() -> int:
    """Do the order that is on standard input; the exit status."""
    from .parts import read_marker
    from .shard import attend_shard

    order: Order = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        os.chdir(order.where)
        status = attend_shard(order.job, order.shard, order.folder, Telling(quiet=True))
    except (NewscleanError, OSError) as error:
        say(str(error))
        return STOPPED
    if status not in (0, FAILED):
        return status
    marker = read_marker(order.folder, order.shard)
    if marker is None:
        say("its marker cannot be read")
        return STOPPED
    counts: dict[str, Any] = asdict(marker.tally)
    print(json.dumps(counts), flush=True)  # noqa: T201
    return status


def _end_with_input() -> None:
    """End when whoever ordered is gone, be it killed: nobody waits for the shard any more."""
    # Not through `sys.stdin`: processes that are forked meanwhile would wait for its lock.
    while os.read(0, 1):
        pass
    os._exit(1)
