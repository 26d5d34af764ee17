"""Furniture phrases: what the texts around a story say, by kind of furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .tables import code_of, having, section

KINDS = ("subscribe", "related", "social", "sponsor", "comment", "legal", "credit")

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The phrases of one or more languages."""

    by_word: dict[str, dict[str, list[tuple[tuple[str, ...], int]]]]
    """By first and second word (or nothing): the phrase's words, and the number of its kind."""
    anywhere: tuple[tuple[str, int], ...]

    def look(self, text: str, words: Sequence[str]) -> tuple[list[float], list[float]]:
        """For each kind, the share of the words that its phrases are, and if one comes first.

        ``words`` are the lower-case words of ``text``.
        """
        share, first = [0.0] * len(KINDS), [0.0] * len(KINDS)
        by_word = self.by_word
        if not by_word.keys().isdisjoint(words):
            count = len(words)
            for at in [at for at, word in enumerate(words) if word in by_word]:
                seconds = by_word[words[at]]
                found = seconds.get("", ())
                if at + 1 < count and words[at + 1] in seconds:
                    found = [*found, *seconds[words[at + 1]]]
                for phrase, kind in found:
                    if len(phrase) < 3 or tuple(words[at : at + len(phrase)]) == phrase:
                        share[kind] += len(phrase)
                        if at < 2:
                            first[kind] = 1.0
            share = [min(amount / count, 1.0) for amount in share]
        for phrase_text, kind in () if text.isascii() else self.anywhere:
            if phrase_text in text:
                share[kind] = max(share[kind], min(1.0, 2 * len(phrase_text) / len(text)))
                if text.startswith(phrase_text):
                    first[kind] = 1.0
        return share, first


@lru_cache(maxsize=64)
def furniture(language: str | None) -> Furniture:
    """The phrases of a language and of English, or of all where it is unknown or has none."""
    known = having("furniture")
    code = code_of(language)
    code = code if code in known else {"sk": "cs"}.get(code, "")
    by_word: dict[str, dict[str, list[tuple[tuple[str, ...], int]]]] = {}
    anywhere: list[tuple[str, int]] = []
    for one in dict.fromkeys([code, "en"] if code else known):
        for number, kind in enumerate(KINDS):
            for phrase in section(one, f"furniture.{kind}") or ():
                words = tuple(_WORD.findall(phrase.lower()))
                if section(one, "unspaced"):
                    anywhere.append((phrase, number))
                elif words:
                    seconds = by_word.setdefault(words[0], {})
                    seconds.setdefault(words[1] if len(words) > 1 else "", []).append(
                        (words, number)
                    )
    return Furniture(by_word, tuple(anywhere))


@lru_cache(maxsize=8)
def phrases(name: str) -> tuple[dict[str, list[tuple[str, ...]]], tuple[str, ...]]:
    """The phrases of a list of all languages: by their first word, and those of languages without
    spaces, which are found anywhere."""
    by_word: dict[str, list[tuple[str, ...]]] = {}
    unspaced: list[str] = []
    for code in having(name):
        for phrase in section(code, name):
            words = tuple(_WORD.findall(phrase.lower()))
            if section(code, "unspaced"):
                unspaced.append(phrase)
            elif words:
                by_word.setdefault(words[0], []).append(words)
    return by_word, tuple(unspaced)
