"""Boxes between a story's paragraphs that are of something else: sponsors, letters.

They say so in their first words, or ask the reader for something, in phrases that the data files
know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...language.furniture import phrases
from ...language.script import ends_sentence
from .blocks import Chunk, Frame

#: A label is a line of no more letters, and a promotion no longer than so many and in few pieces.
_LABEL = 90
_LONGEST = 600
_MOST_PIECES = 6
#: A label and all after it in one piece is smaller still.
_SMALL = 320
#: A promotion without a box around it ends after a line and a text no longer than this.
_RUN = 200
#: An appeal to the reader is no longer (in letters), and quotes nobody.
_SHORT = 180
_QUOTES = frozenset('"“”„«»「」')
_WORD = re.compile(r"\w+")
#: One word and a sign that parts it from a name: "Anzeige · Kornrade".
_APART = re.compile(r"\A\w+\s?[-–—·|:：・•*/]")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
#: A label has no more words than these beside its phrase.
_MOST_NAMES = 6


def alien(chunks: Sequence[Chunk], taken: Sequence[int]) -> dict[int, str]:
    """The indices of texts amid the story that are of such boxes, each with the reason."""
    if not taken:
        return {}
    found: dict[int, str] = {}
    kept = frozenset(taken)
    for i in range(taken[0], taken[-1] + 1):
        if i in found:
            continue
        told = _told(chunks[i])
        if told:
            for j in _promotion(i, chunks, taken):
                found[j] = told
        elif i in kept and _appeals(chunks[i]):
            found[i] = "it asks the reader to join, follow, subscribe or give"
    return found


def promotes(text: str) -> bool:
    """Whether a short text is the label of a promotion, such as "Presented by Oakhollow"."""
    label = text.strip(" -–—·|:*[]()<>")
    words = _WORD.findall(label[:_LABEL].lower())
    length = _opening(label, words) if len(label) <= _LABEL else 0
    return length > 0 and (length > 1 or len(words) == length or bool(_APART.match(label)))


def _told(chunk: Chunk) -> str:
    """What a text says it is in its first words, or nothing."""
    label = chunk.text.split("\n", 1)[0].strip(" -–—·|:*[]()<>")
    if not _may_open(label):
        return ""
    words = _WORD.findall(label[:_LABEL].lower())
    length = _opening(label, words)
    if not length:
        return ""
    reason = "its first words are those of a sponsor's"
    after = _WORD.findall(label[:_LABEL])[length : length + 1]
    if length == 1 and after and not _APART.match(label):
        return ""  # a heading such as "Sponsor leaves club"
    if after and after[0][:1].islower() and chunk.frame.tag in _HEADINGS:
        return ""
    if len(label) <= _LABEL and not ends_sentence(label) and len(words) <= length + _MOST_NAMES:
        return reason
    # All in one piece, as of elements that only a style sheet sets apart.
    if length > 1 and len(chunk.text) <= _SMALL and after and after[0][:1].isupper():
        return reason
    return ""


def _may_open(label: str) -> bool:
    """Whether a text's first word is one of those with which promotions begin."""
    by_word, unspaced = phrases("sponsor_openings")
    first = _WORD.search(label[:_LABEL].lower())
    return (first is not None and first[0] in by_word) or label.startswith(unspaced)


def _opening(label: str, words: Sequence[str]) -> int:
    """How many words of a text are a phrase with which promotions begin."""
    by_word, unspaced = phrases("sponsor_openings")
    lengths = [
        len(phrase)
        for phrase in (by_word.get(words[0], ()) if words else ())
        if tuple(words[: len(phrase)]) == phrase
    ]
    if lengths:
        return max(lengths)
    return int(any(label.startswith(phrase) and _is_apart(label, phrase) for phrase in unspaced))


def _is_apart(label: str, phrase: str) -> bool:
    """The phrase is all of a label, or a sign or a blank follows it."""
    return not label[len(phrase) :][:1].isalnum()


def _appeals(chunk: Chunk) -> bool:
    """A short text that asks its reader to join, follow, subscribe or give."""
    text = chunk.text
    if chunk.size > _SHORT or not _QUOTES.isdisjoint(text):
        return False
    words = _WORD.findall(text.lower())
    by_word, unspaced = phrases("appeals")
    if by_word.keys().isdisjoint(words):
        return any(phrase in text for phrase in unspaced)
    return any(phrase in text for phrase in unspaced) or any(
        tuple(words[at : at + len(phrase)]) == phrase
        for at, word in enumerate(words)
        for phrase in by_word.get(word, ())
    )


def _promotion(i: int, chunks: Sequence[Chunk], taken: Sequence[int]) -> list[int]:
    """The texts that a label stands over: those of its box, or the line and the text after it."""
    label = chunks[i]
    if "\n" in label.text:
        return [i]
    box: Frame | None = None
    for up in label.frame.up():
        inside = _count(up, chunks, i)
        if inside > _MOST_PIECES or up.chars > _LONGEST:
            break
        box = up
    if box is not None and box.chars > len(label.text):
        last = i + _count(box, chunks, i)
        return list(range(i, last))
    # No box: the text after it is the sponsor's only where the label names one, and a line follows.
    if len(label.text.split()) < 2 or i + 2 >= len(chunks):
        return [i]
    line, text = chunks[i + 1], chunks[i + 2]
    if ends_sentence(line.text) or len(line.text) > _LABEL or line.frame.tag in _HEADINGS:
        return [i]
    if len(label.text.split()) > _MOST_NAMES:
        return [i]  # the label is the whole of it
    lengths = sorted(chunks[j].size for j in taken if chunks[j].size > _LABEL)
    usual = lengths[len(lengths) // 2] if lengths else 0
    if text.size <= min(_RUN, max(_LABEL + 30, usual)):
        return [i, i + 1, i + 2]
    return [i, i + 1]


def _count(frame: Frame, chunks: Sequence[Chunk], i: int) -> int:
    """How many texts from a given one on are in a frame; a great many where others precede it."""
    if i and frame in chunks[i - 1].frame.up():
        return _MOST_PIECES + 1
    count = 0
    for chunk in chunks[i : i + _MOST_PIECES + 1]:
        if frame not in chunk.frame.up():
            break
        count += 1
    return count
