"""The record: what a story looks like between two verbs, and its JSON codec.

One JSON object per line. Field names are schema.org's where it has one (snake_case here). Unknown
fields of a record that is read back are kept in ``extra`` and written out again. The JSON Schema
is generated from these types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from ..system.errors import RecordError
from ..system.notebook import card
from .line import as_line, of_line, scrubbed_line
from .rows import completed, folded, schema

Kind = Literal["article", "brief", "link", "post"]
BlockType = Literal["paragraph", "heading", "list_item", "quote", "code", "table", "image"]


@dataclass(slots=True, kw_only=True)
class Part:
    """A record or a piece of one."""

    extra: dict[str, Any] = field(default_factory=dict, init=False)
    """Fields of a record read back that newsclean does not know; written out again."""


@dataclass(slots=True, kw_only=True)
class Block(Part):
    """One piece of a body, in reading order."""

    type: Annotated[BlockType, Meta(description="What the block is.")] = "paragraph"
    text: Annotated[
        str,
        Meta(description="The text; a table has cells parted by tabs and rows by line breaks."),
    ] = ""
    level: Annotated[
        int | None, Meta(description="Of a heading (1 to 6) or of a list item's nesting (from 1).")
    ] = None
    ordered: Annotated[bool | None, Meta(description="A list item of a numbered list.")] = None
    url: Annotated[str | None, Meta(description="Of an image.")] = None
    alt: Annotated[str | None, Meta(description="Of an image.")] = None
    caption: Annotated[str | None, Meta(description="Of an image or a table.")] = None


@dataclass(slots=True, kw_only=True)
class Source(Part):
    """Where a record was found."""

    path: Annotated[str | None, Meta(description="The input as given.")] = None
    container: Annotated[
        str | None, Meta(description="What the page was packed in: gzip, zip, mhtml, warc ...")
    ] = None
    format: Annotated[str | None, Meta(description="html, text or feed.")] = None
    position: Annotated[
        int | None, Meta(description="The record's place among those of its page, from 0.")
    ] = None
    sha256: Annotated[str | None, Meta(description="Of the page's bytes, in hex.")] = None
    site: Annotated[str | None, Meta(description="The aggregator or site the page is of.")] = None
    retrieved: Annotated[
        str | None, Meta(description="The day the page says it was fetched on.")
    ] = None
    saved: Annotated[
        str | None,
        Meta(description="When the file was written or the archive fetched the page, in UTC."),
    ] = None


@dataclass(slots=True, kw_only=True)
class Image(Part):
    """The lead image."""

    url: str | None = None
    alt: str | None = None
    caption: str | None = None


@dataclass(slots=True, kw_only=True)
class Evidence(Part):
    """Why a field has its value."""

    source: Annotated[
        str | None, Meta(description="Where the value came from: json-ld, og, byline, line 12 ...")
    ] = None
    raw: Annotated[Any, Meta(description="The value as the page has it.")] = None
    rejected: Annotated[
        list[dict[str, Any]],
        Meta(description="Other values and why they lost: source, raw, reason."),
    ] = field(default_factory=list)
    notes: Annotated[
        list[str], Meta(description="What a reader should know, such as an ambiguous date.")
    ] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Also(Part):
    """Another record of the same story, on the record that was kept."""

    id: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    similarity: Annotated[float | None, Meta(description="From 0 to 1.")] = None


@dataclass(slots=True, kw_only=True)
class Article(Part):
    """A news story, or an item of a digest, index or live blog."""

    id: Annotated[
        str,
        Meta(description="Stable: same file name (in any folder) and same content, same id."),
    ] = ""
    kind: Annotated[
        Kind,
        Meta(
            description="article; brief: an item of a digest; link: an entry of an index page; "
            "post: an entry of a live blog."
        ),
    ] = "article"
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    publisher: str | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    place: Annotated[str | None, Meta(description="The dateline's place.")] = None
    language: Annotated[str | None, Meta(description="BCP 47.")] = None
    published: Annotated[
        str | None,
        Meta(
            description="After normalize ISO 8601: a bare date where only a date is known, an "
            "offset only where one is known."
        ),
    ] = None
    modified: str | None = None
    url: Annotated[str | None, Meta(description="Canonical link of the story.")] = None
    summary: Annotated[str | None, Meta(description="The page's own blurb.")] = None
    image: Image | None = None
    is_accessible_for_free: Annotated[
        bool | None, Meta(description="False behind a paywall; null where the page does not say.")
    ] = None
    body: Annotated[list[Block], Meta(description="The text in order, and its single source.")] = (
        field(default_factory=list)
    )
    word_count: Annotated[int | None, Meta(description="Words of the body.")] = None
    confidence: Annotated[
        float | None, Meta(description="How sure extract is of this record, from 0 to 1.")
    ] = None
    source: Source = field(default_factory=Source)
    evidence: Annotated[
        dict[str, Evidence] | None,
        Meta(description="By field. Kept whole with --evidence, else only where a note is due."),
    ] = None
    duplicate_of: Annotated[
        str | None, Meta(description="Set by dedupe: the id of the record that was kept.")
    ] = None
    also: Annotated[
        list[Also] | None, Meta(description="Set by dedupe: the same story elsewhere.")
    ] = None
    view: Any = field(default=None, compare=False, repr=False)
    """What only this run knows (`newsclean.extract.view.View`); no part of the record."""

    def texts(self) -> Iterator[str]:
        """The texts of the body's blocks that have any, in order."""
        return (block.text for block in self.body if block.text)

    @property
    def text(self) -> str:
        """The body as plain text, blocks parted by a blank line."""
        return "\n\n".join(self.texts())

    def _repr_html_(self) -> str:
        """How a notebook shows the record; what comes from a page is escaped."""
        facts = (self.publisher, ", ".join(self.authors), self.published, self.language)
        return card(self.title or "(no title)", filter(None, facts), self.url, self.texts())


#: Fields that a record always shows, empty or not; every other field is left out when null.
_ALWAYS: dict[type[Part], frozenset[str]] = {
    Article: frozenset(
        {
            *("id", "kind", "title", "authors", "publisher", "section", "tags", "place"),
            *("language", "published", "modified", "url", "summary", "body", "word_count"),
            "source",
        }
    ),
    Block: frozenset({"type", "text"}),
    Source: frozenset({"path", "format", "position", "sha256", "site", "retrieved"}),
    Image: frozenset({"url"}),
    Evidence: frozenset({"source", "raw"}),
    Also: frozenset({"id", "publisher", "url"}),
}


def field_names(part: type[Part]) -> tuple[str, ...]:
    """The names of a part's fields, in the order they are written."""
    return _FIELD_NAMES[part]


_FIELD_NAMES: dict[type[Part], tuple[str, ...]] = {
    part: tuple(f.name for f in fields(part) if f.name not in ("extra", "view"))
    for part in (Article, Block, Source, Image, Evidence, Also)
}


def to_dict(part: Part) -> dict[str, Any]:
    """A part of a record as plain JSON values, unknown fields included.

    >>> to_dict(Block(text="Hi"))
    {'type': 'paragraph', 'text': 'Hi'}
    """
    kind = type(part)
    always = _ALWAYS[kind]
    result: dict[str, Any] = {}
    for name in field_names(kind):
        value = getattr(part, name)
        if value is None or (name in ("rejected", "notes") and not value):
            if name in always:
                result[name] = value
        elif name in _NESTED:
            result[name] = _NESTED[name](value)
        else:
            result[name] = value
    result.update(part.extra)
    return result


def _plain_list(parts: list[Any]) -> list[dict[str, Any]]:
    return [to_dict(part) for part in parts]


def _plain_evidence(evidence: dict[str, Evidence] | Any) -> Any:
    return {name: to_dict(e) for name, e in evidence.items()}


def _plain_source(source: Any) -> Any:
    return to_dict(source) if isinstance(source, Source) else source


_NESTED: dict[str, Callable[[Any], Any]] = {
    "body": _plain_list,
    "also": _plain_list,
    "image": to_dict,
    "source": _plain_source,
    "evidence": _plain_evidence,
}


def encode(article: Article) -> str:
    """The record as one line of JSON without its line break.

    A lone surrogate, which no UTF-8 can hold, becomes U+FFFD. What a terminal or an editor could
    obey is escaped, as JSON does by itself with the C0 controls. Every line has the same columns.
    """
    return as_line(completed(to_dict(article), field_names(Article)))


def without_surrogates(article: Article) -> Article:
    """The record itself, or one with U+FFFD for every lone surrogate in it.

    The evidence says how many there were, so that `encode` replaces nothing in silence.
    """
    try:
        _ENCODER.encode(article)
        return article  # no lone surrogate can be encoded
    except (UnicodeEncodeError, TypeError, ValueError):
        pass  # there is one, or a value that only Python's own encoder knows
    line = json.dumps(to_dict(article), ensure_ascii=False)
    line, count = scrubbed_line(line)
    if not count:
        return article
    scrubbed = from_dict(json.loads(line))
    scrubbed.evidence = scrubbed.evidence or {}
    notes = scrubbed.evidence.setdefault("source", Evidence()).notes
    notes.append(f"{count} lone surrogates were replaced by U+FFFD")
    return scrubbed


_ENCODER = msgspec.json.Encoder()


def decode(line: str | bytes) -> Article:
    """The record that a line of JSON holds; the inverse of `encode`.

    Raises `RecordError` when the line is not a JSON object or a field has the wrong type.
    """
    article = from_dict(of_line(line))
    text = line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")
    return without_surrogates(article) if _ENCODED.search(text) else article


#: A surrogate, alone or in a pair: as an escape, or in the bytes of a faulty UTF-8 encoder.
_ENCODED = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")


def from_dict(value: Any) -> Article:
    """The record that plain JSON values make up; the inverse of `to_dict`.

    Raises `RecordError` when it is not an object or a field has the wrong type.
    """
    if not isinstance(value, dict):
        raise RecordError(f"not a record but {_json_type(value)}")
    known, extra = _split(folded(value))
    try:
        article: Article = msgspec.convert(known, Article)
    except msgspec.ValidationError as error:
        raise RecordError(f"not a record: {error}") from None
    except UnicodeEncodeError:
        raise RecordError("not a record: a lone surrogate where a fixed word is due") from None
    article.extra = extra
    _restore(known, article)
    if not article.id:
        article.id = content_id(article)
    return article


#: Where other tools write null for "nothing", it is read as our empty value.
_NULL_IS_EMPTY = frozenset({"id", "kind", "authors", "tags", "body", "source"})


def _split(value: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    names = field_names(Article)
    known = {
        k: v for k, v in value.items() if k in names and (v is not None or k not in _NULL_IS_EMPTY)
    }
    return known, {k: v for k, v in value.items() if k not in names}


def _restore(known: dict[str, Any], article: Article) -> None:
    """Give every nested part its unknown fields back."""
    pairs: list[tuple[Any, Any]] = list(zip(known.get("body") or (), article.body, strict=False))
    pairs += zip(known.get("also") or (), article.also or (), strict=False)
    pairs += [(known.get("source"), article.source), (known.get("image"), article.image)]
    evidence = known.get("evidence") or {}
    pairs += [(evidence[name], e) for name, e in (article.evidence or {}).items()]
    for value, part in pairs:
        if isinstance(value, dict) and part is not None:
            names = field_names(type(part))
            part.extra = {k: v for k, v in value.items() if k not in names}


def _json_type(value: Any) -> str:
    names = {list: "an array", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def content_id(article: Article, page: str = "", ordinal: int = 0) -> str:
    """An id for a record: 16 hex digits that depend on these things and on nothing else.

    ``page`` is the file's own name without its folders (in a WARC file the page's address; of a
    mail nothing); of the content count kind, title, url, summary and the body's texts, as extract
    found them; ``ordinal`` tells apart records of one page that have the same content. Neither
    the position nor the rest of the page counts, so an id outlives a change to another item of
    the page; nor does the folder, so it may be moved, renamed and spelt in any way.
    """
    digest = blake2b(digest_size=8)
    parts = [page, article.kind, article.title, article.url, article.summary, *article.texts()]
    for part in [*parts, str(ordinal)]:
        digest.update((part or "").encode("utf-8", "replace"))
        digest.update(b"\0")
    return digest.hexdigest()


def json_schema() -> dict[str, Any]:
    """The record's JSON Schema (draft 2020-12), generated from the types above."""
    (ref,), parts = msgspec.json.schema_components([Article])
    for part in parts.values():
        for name in ("extra", "view"):
            part["properties"].pop(name, None)
    parts["Article"]["properties"] |= schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newsclean record",
        **ref,
        "$defs": parts,
    }
