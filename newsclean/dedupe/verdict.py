"""What becomes of a record once its story is known."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any, ClassVar

from ..article import Also, Article, field_names


@dataclass(frozen=True, slots=True)
class Keep:
    """Pass a record on, with what else carries its story."""

    also: tuple[tuple[list[dict[str, Any]], float], ...] = ()
    """The other records: entries as plain values and likeness to this one."""
    leave_out: bool = False
    """Only duplicates are wanted, so this one is not."""
    dropped: ClassVar[bool] = False

    def apply(self, article: Article) -> Article | None:
        """The record with ``also`` filled; untouched where it is alone."""
        if self.leave_out:
            return None
        if not self.also and article.duplicate_of is None:
            return article
        kept = copy(article)
        kept.duplicate_of = None
        entries = list(kept.also or ())
        known = {_key(entry) for entry in entries} | {_own_key(article)}
        for others, similarity in self.also:
            for entry in map(_read, others):
                if entry.similarity is None:
                    entry.similarity = similarity
                if _key(entry) not in known:
                    known.add(_key(entry))
                    entries.append(entry)
        kept.also = entries or None
        return kept


@dataclass(frozen=True, slots=True)
class Drop:
    """Drop a record, or flag it, as a duplicate of another."""

    of: str
    flag: bool = False
    dropped: ClassVar[bool] = True

    def apply(self, article: Article) -> Article | None:
        """None, or with ``flag`` the record with ``duplicate_of`` set."""
        if not self.flag:
            return None
        marked = copy(article)
        marked.duplicate_of = self.of
        return marked


Verdict = Keep | Drop


def _read(value: dict[str, Any]) -> Also:
    names = field_names(Also)
    entry = Also(**{k: v for k, v in value.items() if k in names})
    entry.extra = {k: v for k, v in value.items() if k not in names}
    return entry


def _key(entry: Also) -> tuple[str | None, ...]:
    return (entry.id, entry.publisher, entry.url, entry.title, entry.published)


def _own_key(article: Article) -> tuple[str | None, ...]:
    return (article.id or None, article.publisher, article.url, article.title, article.published)
