"""The language of a page that does not say."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from .tables import having, section, words

_ENOUGH = 20
"""Characters; of a shorter text the language is not guessed."""
_LOOK_AT = 4000
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_SCRIPTS = (_KANA, _HAN, _HANGUL)
#: A text of so many words is told by its function words alone, ...
_MANY = 50
#: ... if so many of them are those of one language, ...
_SHARE = 0.2
#: ... and so many times more than those of any other.
_LEAD = 1.5


def detect(text: str) -> str | None:
    """The ISO 639 code of a text's language, or None where the text is too short to tell.

    Method: the scripts of Chinese, Japanese and Korean, and function words ("the", "of") where they
    leave no doubt, as in nine of ten articles of European languages; else py3langid, a naive Bayes
    classifier over byte n-grams (Lui and Baldwin 2012, langid.py), whose model takes as long to
    load as twenty pages to read.
    """
    text = text[:_LOOK_AT].strip()
    if len(text) < _ENOUGH:
        return None
    if plain := _by_script(text) or _by_function_words(text):
        return plain
    import py3langid

    code, _ = py3langid.classify(text)
    return None if code == "zxx" else str(code)


def _by_script(text: str) -> str | None:
    """The language whose script most of a text is in, where it has one of its own.

    >>> _by_script("東京で雨が降った"), _by_script("北京昨天下雨"), _by_script("서울에 비가 왔다")
    ('ja', 'zh', 'ko')
    """
    if text.isascii():
        return None
    letters = sum(map(str.isalpha, text)) / 2
    kana, han, hangul = (len(script.findall(text)) for script in _SCRIPTS)
    if hangul > letters:
        return "ko"
    if kana + han > letters:
        # A Chinese text may have a Japanese name in it.
        return "ja" if kana > 0.1 * han else "zh" if kana < 0.02 * han else None
    return None


def _by_function_words(text: str) -> str | None:
    """The language whose function words stand out in a text; None where none does.

    >>> rain = "It was the first rain of the year, and it fell on all of us in the boat. "
    >>> _by_function_words(rain * 3), _by_function_words("Rain, rain, rain. " * 30)
    ('en', None)
    """
    said = _WORD.findall(text.lower())
    if len(said) < _MANY:
        return None
    counts = Counter(said)
    found = [(sum(counts[word] for word in own), code) for code, own in function_words().items()]
    (most, code), (next_most, _) = sorted(found, reverse=True)[:2]
    return code if most >= _SHARE * len(said) and most >= _LEAD * next_most else None


@cache
def function_words() -> dict[str, tuple[str, ...]]:
    """The most usual words of each language, by its code."""
    return {code: tuple(section(code, "function_words")) for code in having("function_words")}


@cache
def all_function_words() -> frozenset[str]:
    """The most usual words of all languages."""
    return words("function_words")
