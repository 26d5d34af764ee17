"""File names from dates and titles: readable, and nothing that a file system could trip over.

Neither pathvalidate nor python-slugify is needed: a name is built from letters, digits and hyphens
alone and begins with a date or a word, so that it holds no separator, control or formatting
character, is no reserved device name, and neither begins nor ends with a dot or a blank.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from ..article import Article

MAX_TITLE_CHARS = 80
MAX_TITLE_BYTES = 160
"""With date, tag and suffix a name stays well under the 255 bytes that file systems allow."""

_MAX_READ = 2000
"""Characters of a title that are looked at."""
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?![0-9])")
_APOSTROPHE = re.compile(r"['’ʼ＇]")
#: Letters and marks that have no looks (Hangul fillers, variation selectors ...).
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_UNDATED = "undated"
_UNTITLED = "untitled"


def base_name(article: Article) -> str:
    """The name, without a suffix, that a record would have if it were alone.

    >>> base_name(Article(title="Rain: it’s back!", published="2031-04-09T10:00"))
    '2031-04-09-rain-its-back'
    >>> base_name(Article(title="../..", published=None))
    'undated-untitled'
    """
    date = _DATE.match(article.published or "")
    return f"{date[0] if date else _UNDATED}-{slug(article.title or '') or _UNTITLED}"


def slug(text: str) -> str:
    """The words of a text, lower case, joined by hyphens; letters of every script stay.

    >>> slug("  Überschwemmung in Köln – “alles weg” 🌊 "), slug("東京で大雨"), slug("🌊")
    ('überschwemmung-in-köln-alles-weg', '東京で大雨', '')
    """
    text = unicodedata.normalize("NFKC", text[:_MAX_READ])
    text = unicodedata.normalize("NFC", _BLANK.sub("", _APOSTROPHE.sub("", text)).lower())
    chars: list[str] = []
    for char in text:
        category = unicodedata.category(char)[0]
        if category in "LN" or (category == "M" and chars and chars[-1] != "-"):
            chars.append(char)
        elif chars and chars[-1] != "-":
            chars.append("-")
    return _cut("".join(chars).strip("-"))


def _cut(words: str) -> str:
    """The words up to the limits, whole where possible."""
    short = words[:MAX_TITLE_CHARS].encode()[:MAX_TITLE_BYTES].decode("utf-8", "ignore")
    if len(short) < len(words) and words[len(short)] != "-":
        head, hyphen, _ = short.rpartition("-")
        if hyphen and len(head) >= len(short) // 2:
            short = head
    return short.strip("-")


def folded(name: str) -> str:
    """What a file system that knows neither case nor Unicode forms takes the name for.

    >>> folded("Straße") == folded("STRASSE")
    True
    """
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())


def tag(text: str) -> str:
    """Eight hex digits that tell names apart."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
