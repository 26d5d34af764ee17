"""Furniture phrases: what the texts around a story say, in the languages of the data files.

One file per language in ``data/phrases``: for each kind of furniture the phrases it is known by.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

KINDS = ("subscribe", "related", "social", "sponsor", "comment", "legal", "credit")

_WORD = re.compile(r"\w+")
#: Languages written without spaces between words: a phrase is found anywhere.
_UNSPACED = frozenset(("ja", "zh", "ko", "th"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one or more languages."""

    by_word: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    """By first word: all words of the phrase, and the number of its kind."""
    anywhere: tuple[tuple[str, int], ...]

    def look(self, text: str, words: Sequence[str]) -> tuple[list[float], list[float]]:
        """For each kind, the share of the words that its phrases are, and if one comes first.

        ``words`` are the lower-case words of ``text``.
        """
        share, first = [0.0] * len(KINDS), [0.0] * len(KINDS)
        by_word = self.by_word
        if not by_word.keys().isdisjoint(words):
            for at, word in enumerate(words):
                if word in by_word:
                    for phrase, kind in by_word[word]:
                        if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
                            share[kind] += len(phrase)
                            if at < 2:
                                first[kind] = 1.0
            count = len(words)
            share = [min(found / count, 1.0) for found in share]
        for phrase_text, kind in () if text.isascii() else self.anywhere:
            if phrase_text in text:
                share[kind] = max(share[kind], min(1.0, 2 * len(phrase_text) / len(text)))
                if text.startswith(phrase_text):
                    first[kind] = 1.0
        return share, first


@lru_cache(maxsize=64)
def lexicon(language: str | None) -> Lexicon:
    """The phrases of a language and of English, or of all where it is unknown or has no file."""
    folder = files(__package__) / "data" / "phrases"
    known = {file.name[:-5]: file for file in folder.iterdir() if file.name.endswith(".json")}
    code = (language or "").lower().replace("_", "-").split("-")[0]
    code = {"no": "nb", "nn": "nb", "sk": "cs"}.get(code, code)
    chosen = [code, "en"] if code in known else list(known)
    by_word: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    anywhere: list[tuple[str, int]] = []
    for one in dict.fromkeys(chosen):
        kinds = json.loads(known[one].read_text("utf-8"))
        for number, kind in enumerate(KINDS):
            for phrase in kinds[kind]:
                words = tuple(_WORD.findall(phrase.lower()))
                if one in _UNSPACED:
                    anywhere.append((phrase, number))
                elif words:
                    by_word.setdefault(words[0], []).append((words, number))
    return Lexicon({word: tuple(found) for word, found in by_word.items()}, tuple(anywhere))
