"""Fields that have one clear source each: language, address, summary, place, stated body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from ....article.addresses import dropped, is_unsafe
from .clues import Choice, Clue, chosen, clean
from .page import Context


def language(page: Context) -> Choice:
    """The language as the page states it, the statement about the story first."""
    clues = list(page.pool.of("language", "json-ld", "html lang", "microdata"))
    clues += [c for c in page.pool.of("language") if c not in clues]
    clues = [
        c for c in clues if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}", c.value)
    ]
    return chosen(clues[0] if clues else None, iter(clues), "another source is surer")


def address(page: Context) -> Choice:
    """The canonical address, absolute where the page's own address is known."""
    clues = list(page.pool.of("url", "canonical", "og:url", "json-ld"))
    clues += [c for c in page.pool.of("url") if c not in clues and c.source != "amphtml"]
    unsafe = [clue for clue in clues if is_unsafe(clue.value)]
    for clue in clues:
        try:
            value = urljoin(page.url or "", clue.value)
        except ValueError:
            continue
        if value.lower().startswith(("http://", "https://")) and value.count("/") >= 3:
            choice = chosen(clue, page.pool.of("url"), "another source is surer", value)
            if unsafe and choice.evidence:
                choice.evidence.notes.append(dropped(len(unsafe)))
            return choice
    if unsafe:  # to be dropped, and counted, with all other links of the record
        return chosen(unsafe[0], page.pool.of("url"), "another source is surer")
    return Choice(page.url, None)


def summary(page: Context) -> Choice:
    """The page's own blurb."""
    clues = list(page.pool.of("summary", "json-ld", "og:description", "meta:description"))
    clues += [c for c in page.pool.of("summary") if c not in clues]
    clues = [c for c in clues if len(c.value) > 20]
    return chosen(clues[0] if clues else None, page.pool.of("summary"), "another source is surer")


def place(page: Context) -> Choice:
    """The dateline's place, where structured data names one; some systems write a date there."""
    clues = (c for c in page.pool.of("place", "json-ld") if not any(map(str.isdigit, c.value)))
    return chosen(next(clues, None), page.pool.of("place"), "another story's, or no place")


def plain_body(values: Iterable[Clue]) -> str | None:
    """JSON-LD ``articleBody`` as text: the longest one; line breaks stay."""
    texts = [clue.value for clue in values if clue.source in ("json-ld", "json-ld:other")]
    if not texts:
        return None
    text = max(texts, key=len)[:500_000]
    lines = (clean(line, 20_000) for line in re.split(r"\n|<br ?/?>|</p>", text))
    return "\n".join(line for line in lines if line) or None
