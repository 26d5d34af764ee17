"""A stage that reads pages as `Extract` does, but for two: one kills its process, one hangs."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsclean import Article, Extract, Reject


@dataclass(frozen=True)
class Poisoned:
    """Given a few seconds for each page."""

    page_timeout: float = 0.5
    name: str = "extract"

    def open(self, item: Any) -> Sequence[Article | Reject]:
        if item.path.endswith("kills.html"):
            os.kill(os.getpid(), signal.SIGKILL)
        if item.path.endswith("hangs.html"):
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            threading.Event().wait()
        return Extract().open(item)
