"""Entries of a live blog that no element holds: paragraphs, of which some begin with a time."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from ...language.dates.scan import clock, in_order
from ...language.script import ends_sentence
from .blocks import Chunk, Page
from .entries import common_frame
from .measure import Measure

_LEAST = 3
_LONGEST_STAMP = 160
_LONGEST_ENTRY = 40
"""So many chunks may follow the last time."""
_DASH = re.compile(r"\s?[-–—:|·•.,]?\s?")
_CLOCK_WORDS = re.compile(r"(?:Uhr|h|hrs?|[A-Z]{2,4}T)\b[ :–—-]*")


@dataclass
class Lines:
    """An entry: its time, its headline where it has one, and its texts."""

    stamp: str
    title: str | None
    text: str | None
    """What follows the time or the headline in the same chunk."""
    first: Chunk
    others: list[Chunk]


def entries_by_time(page: Page, measure: Measure) -> list[Lines]:
    """The entries of a live blog whose times stand in its text, or none.

    ``<p><b>18:05 Bridge reopens</b><br>Walkers may cross.</p>``, or the time, the headline and the
    text in elements side by side. The times must only fall or only rise.
    """
    texts = [chunk for chunk in page.chunks if chunk.text and not measure.outside(chunk.frame)]
    stamps = [at for at, chunk in enumerate(texts) if _stamp(chunk)]
    if len(stamps) < _LEAST or not in_order(texts[at].text for at in stamps):
        return []
    around = common_frame([texts[at].frame for at in stamps])
    found: list[Lines] = []
    for at, end in itertools.pairwise([*stamps, min(len(texts), stamps[-1] + _LONGEST_ENTRY)]):
        inside = itertools.takewhile(
            lambda chunk: around is None or around in chunk.frame.up(), texts[at + 1 : end]
        )
        found.append(_lines(texts[at], list(inside)))
    said = sum(1 for entry in found if entry.text or any(map(_sentence, entry.others)))
    return found if 4 * said >= 3 * len(found) else []


def _stamp(chunk: Chunk) -> bool:
    """It begins with a time of day and then says nothing, or begins anew."""
    moment = clock(chunk.text)
    if moment is None or chunk.link_chars > 0.5 * len(chunk.text):
        return False
    rest = _rest(chunk.text[moment.end :])
    if not rest:
        return True
    fresh = rest[0].isupper() or rest[0].isdigit() or not rest[0].isalnum()
    return fresh and (len(chunk.text) <= _LONGEST_STAMP or chunk.bold_chars >= len(moment.raw))


def _rest(text: str) -> str:
    text = text[_found.end() :] if (_found := _DASH.match(text)) else text
    text = text[_found.end() :] if (_found := _CLOCK_WORDS.match(text)) else text
    return text.strip()


def _sentence(chunk: Chunk) -> bool:
    return len(chunk.text) > 30 and (ends_sentence(chunk.text) or chunk.text.endswith(":"))


def _lines(first: Chunk, others: list[Chunk]) -> Lines:
    """The chunk with the time taken apart: a line of its own, or bold words, are the headline."""
    moment = clock(first.text)
    end = moment.end if moment else 0
    head, _, text = first.text.partition("\n")
    if not text and (cut := _bold_end(first, end)):
        head, text = first.text[:cut], first.text[cut:]
    title = _rest(head[end:])
    if not text and ends_sentence(title) and len(title) > 60:
        title, text = "", title
    return Lines(first.text[:end], title.rstrip(".:") or None, text.strip() or None, first, others)


def _bold_end(chunk: Chunk, time: int) -> int:
    """Where the bold words end that a chunk begins with, with or without its time; 0: nowhere."""
    text, bold = chunk.text, chunk.bold_chars
    ends = [found.start() for found in re.finditer(r"\s", text)]
    for least in (bold, bold + time):
        cut = next((at for at in ends if least <= at <= least + 2), 0)
        if cut > time + 2 and text[cut - 1] in ".:!?–—":
            return cut
    return 0
