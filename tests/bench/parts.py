"""Where the time of reading HTML goes, and how many pages need a second opinion."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

#: The parts, and the functions that do them, where they are called from.
PARTS = {
    "read, unpack, decode": ("pages:load", "pages:sniff", "pages:decode"),
    "parse": ("extract.html.tree:parse",),
    "fields": ("extract.html.fields:read_fields",),
    "blocks": ("extract.html.walk:read_blocks",),
    "body: the page measured": ("extract.html.model:Measure",),
    "body: numbers of blocks": ("extract.html.features:Rows.row", "extract.html.model:context"),
    "body: trees": ("extract.html.model:judge", "extract.html.body:judge"),
    "body: second opinion": ("extract.html.body:second_opinion",),
    "body: pruning, assembly": ("extract.html.body:find_body",),
    "index, live blog": ("extract.html.index:read_index", "extract.html.liveblog:read_liveblog"),
    "language, ids": ("extract.stage:complete",),
}
ASKED = "body: second opinion"
#: Rounds of which the fastest counts, page by page.
ROUNDS = 3


class Clock:
    """Seconds of each part, without the parts within it."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self._within = [0.0]

    def timed(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time taken down."""

        def run(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            self._within.append(0.0)
            try:
                return work(*args, **options)
            finally:
                used = time.process_time() - start
                self.seconds[part] += used - self._within.pop()
                self._within[-1] += used
                self.calls[part] += 1

        return run


def report(pages: Path) -> None:
    """Print the parts' shares, the largest first, and the share of pages that needed a second."""
    from newsclean import Extract
    from newsclean.pages.page import Page

    best: dict[tuple[str, Path], float] = {}
    asked, files = 0, sorted(pages.iterdir())
    clock = Clock()
    with ExitStack() as stack:
        for part, places in PARTS.items():
            for place in places:
                module, _, path = place.partition(":")
                *within, name = path.split(".")
                owner: Any = import_module(f"newsclean.{module}")
                for one in within:
                    owner = getattr(owner, one)
                stack.enter_context(
                    patch.object(owner, name, clock.timed(part, getattr(owner, name)))
                )
        read = clock.timed("everything else", Extract(page_timeout=0).open)
        for number in range(ROUNDS + 1):
            for file in files:
                clock.seconds.clear()
                clock.calls.clear()
                read(Page(str(file)))
                if number == 0:  # what is loaded once is no page's share
                    asked += clock.calls[ASKED]
                    continue
                for part, used in clock.seconds.items():
                    best[part, file] = min(used, best.get((part, file), used))
    print(f"\n{asked} of {len(files)} pages needed a second opinion ({asked / len(files):.1%})")
    total = sum(best.values())
    shares: Counter[str] = Counter()
    for (part, _), used in best.items():
        shares[part] += used / total  # type: ignore[assignment]
    print(f"{1000 * total / len(files):.1f} ms a page, once all is loaded:")
    for part, share in shares.most_common():
        print(f"  {share:5.1%}  {part}")
