"""What dedupe remembers of a record: small, and enough to compare it with any other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from ..article import Also, Article, to_dict
from .dates import day_number
from .urls import twin_key
from .words import MAX_CODES, encode

#: A headline's codes.
MAX_TITLE = 24
#: Places in the index that a record takes: the smallest hashes of its passages, and those of its
#: head, which even a copy that was cut short has.
KEYS = 24
HEAD_KEYS = 8
HEAD = 80


class Mark(msgspec.Struct, gc=False, array_like=True):
    """The signature of a record."""

    id: str
    kind: str
    title: str
    """The headline's codes, see `words`."""
    body: str
    """The body's codes; the summary's where there is no body."""
    words: int
    """Words of the body, or a near guess of it."""
    url: int
    """See `urls.twin_key`."""
    day: int
    """Publication day, counted from 1970-01-01; 0 where none is known."""
    published: str
    publisher: str
    filled: int
    """Fields that have a value."""
    about: bytes
    """JSON: the entries for ``also``, first that of the record itself, then those it had."""

    @property
    def capped(self) -> bool:
        """Whether the text goes on after the codes."""
        return len(self.body) >= MAX_CODES


def mark(article: Article) -> Mark:
    """The signature of a record, normalised or not."""
    texts = [text for text in article.texts() if text]
    if not texts and article.summary:
        texts = [article.summary]
    return Mark(
        id=article.id,
        kind=article.kind,
        title=encode([article.title or ""], MAX_TITLE),
        body=encode(texts),
        words=article.word_count or sum(text.count(" ") + 1 for text in texts),
        url=twin_key(article.url),
        day=day_number(article.published),
        published=article.published or "",
        publisher=article.publisher or "",
        filled=_filled(article),
        about=_about(article),
    )


def _about(article: Article) -> bytes:
    entries = [_entry(article), *map(to_dict, article.also or ())]
    return json.dumps(entries, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _entry(article: Article) -> dict[str, Any]:
    also = Also(
        id=article.id or None,
        publisher=article.publisher,
        url=article.url,
        title=article.title,
        published=article.published,
    )
    return to_dict(also)


def _filled(article: Article) -> int:
    values = (article.title, article.authors, article.publisher, article.section, article.tags)
    more = (article.place, article.language, article.published, article.url, article.summary)
    return sum(map(bool, values + more)) + bool(article.image) + bool(article.body)


_ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def keys(m: Mark) -> NDArray[np.uint32]:
    """The record's places in the index: passages of three codes, picked by their hash.

    The smallest hashes of two texts that share passages are likely the same ones (Broder, *On the
    resemblance and containment of documents*, 1997).
    """
    passages = _passages(m.body)
    parts = [_smallest(passages, KEYS), _smallest(passages[:HEAD], HEAD_KEYS)]
    whole = list(_whole(m))
    if whole:
        parts.append(np.array(whole, dtype=np.uint32))
    return np.unique(np.concatenate(parts))


def _whole(m: Mark) -> Iterator[int]:
    """Keys of what a record has one of: its address and its headline."""
    if m.url:
        yield m.url & 0xFFFFFFFF
    if len(m.title) >= 3:
        yield hash_text(m.title) & 0xFFFFFFFF
    if len(m.body) < 3:
        yield hash_text(m.body + "/" + m.title) & 0xFFFFFFFF


def hash_text(text: str) -> int:
    """64 bits of a string, the same on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-16-le"), digest_size=8).digest(), "big")


def _passages(codes: str) -> NDArray[np.uint32]:
    a = np.frombuffer(codes.encode("utf-16-le"), dtype="<u2").astype(np.uint64)
    if len(a) < 3:
        return np.zeros(0, dtype=np.uint32)
    h = a[:-2] * _ODD[0] + a[1:-1] * _ODD[1] + a[2:] * _ODD[2]
    h ^= h >> np.uint64(29)
    h *= _MIX
    top: NDArray[np.uint32] = (h >> np.uint64(32)).astype(np.uint32)
    return top


def _smallest(hashes: NDArray[np.uint32], count: int) -> NDArray[np.uint32]:
    return np.partition(hashes, count)[:count] if len(hashes) > count else hashes
