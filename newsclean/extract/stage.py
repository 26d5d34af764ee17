"""The verb: a page is loaded, told apart by content, read, and its records completed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from ..article import Article, Block, Evidence, content_id, to_dict, without_surrogates
from ..article.addresses import drop_unsafe
from ..language.script import count_words
from ..stage import Reject
from ..system.errors import InputError, NotAPage
from ..system.limits import uncollected, within
from ..system.paths import as_text
from .view import View, packed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..pages import Decoded
    from ..pages.page import Page
    from .profile import Profile
    from .reading import Fate, Reading


@dataclass(frozen=True, slots=True)
class Extract:
    """A page becomes the records of the stories on it."""

    evidence: bool = False
    """Keep where every field came from and what was rejected."""
    min_confidence: float = 0.0
    """Records below go to the rejects."""
    profile: Profile | None = None
    """What is known of the site that the pages are of."""
    max_page_size: int = 20_000_000
    """Bytes after decompression."""
    page_timeout: float = 60.0
    """Seconds that one page may take; 0: any time."""
    view: bool = False
    """Show in each record's ``view`` what became of the page's lines, and the evidence."""

    name = "extract"

    def prepare(self) -> None:
        """Load what reading HTML takes: its modules and the body model."""
        from ..pages.page import Page
        from .html import prepare

        prepare()
        self.decoded(Page("rain.html", data=_SMALL))

    def open(self, item: Page) -> Sequence[Article | Reject]:
        """The records of a page, none where it has no story.

        Raises `InputError` when the page cannot be read, `NotAPage` when a file met in a folder is
        something else than a page.
        """
        found: list[Article | Reject] = []
        with uncollected():
            reading = within(self.page_timeout, partial(self._read, item))
        if not reading.articles:
            return [Reject(item.path, self.name, reading.empty, kind="empty")]
        if self.evidence and reading.articles:
            _show_dropped(reading)
        lines = _lines(reading) if self.view else b""
        for position, article in enumerate(reading.articles):
            if self.view:
                article.view = View(lines, article.evidence or {})
            if (article.confidence or 0.0) < self.min_confidence:
                reason = f"confidence {article.confidence} is under {self.min_confidence}"
                found.append(
                    Reject(
                        item.path, self.name, reason, position, to_dict(article), kind="filtered"
                    )
                )
                continue
            if not self.evidence and article.evidence:
                # What a reader must know stays.
                article.evidence = {
                    name: Evidence(raw=each.raw if isinstance(each.raw, str) else None, notes=notes)
                    for name, each in article.evidence.items()
                    if (notes := each.notes)
                } or None
            found.append(article)
        return found

    def _read(self, page: Page) -> Reading:
        page, kind, decoded = self.decoded(page)
        reading = self.reading(page, kind, decoded, fated=self.evidence or self.view)
        if not reading.articles:
            reading.empty = _why_empty(decoded.text, kind, reading.empty)
        return reading

    def read(self, page: Page) -> Reading:
        """The page's records, complete and with evidence, and the fate of all it shows.

        Raises as `open` does.
        """
        return self.reading(*self.decoded(page))

    def reading(self, page: Page, kind: str, decoded: Decoded, *, fated: bool = True) -> Reading:
        """What `read` gives, of a page that is `decoded` already; fates only where ``fated``."""
        from .html.entities import impossible

        text = decoded.text
        if page.letter and kind == "text":
            from .letter import headed

            text = headed(text, page.letter)
        reading = _READERS[kind](text, page.url, self.profile, fated)

        if self.profile:
            for article in reading.articles:
                _cut_suffix(article, self.profile.title_suffixes)
        if decoded.replaced:
            bytes_ = f"{decoded.replaced} bytes that are not {decoded.encoding}"
            _note(reading, f"{bytes_} were replaced by U+FFFD")
        if kind == "html" and (references := impossible(decoded.text)):
            _note(reading, f"{references} references to no character were replaced by U+FFFD")
        if page.letter:
            from .letter import tell

            tell(reading, page.letter)
        complete(reading, page, kind)
        return reading

    def decoded(self, page: Page) -> tuple[Page, str, Decoded]:
        """The page with its bytes, what it is (html, text or feed), and its text.

        Raises as `open` does.
        """
        from ..pages import decode, load, sniff
        from ..pages.own import is_own

        page = load(page, max_size=self.max_page_size)
        data = page.data or b""
        if not page.explicit and is_own(data):
            raise NotAPage("what newsclean wrote")
        kind = sniff(data, page.path)
        if kind in _READERS:
            return page, kind, decode(data, charset=page.charset, html=kind != "text")
        if page.explicit:
            raise InputError(f"is {kind}, not a page; give HTML, plain text or a feed")
        raise NotAPage(kind)


_SMALL = b"<!DOCTYPE html><title>Rain</title><p>It rained.</p>"


def _why_empty(text: str, kind: str, why: str) -> str:
    """Why a page has no story, in a few words; ``why`` is what its extractor says."""
    if kind == "html" and _PASSWORD.search(text):
        return f"a login wall: {why}" if why else "a login wall"
    if not (_TAG.sub("", text) if kind == "html" else text).strip():
        return "no text"
    if kind == "html":
        why = why or "no text"
        if len(_LINK.findall(text)) >= _MANY_LINKS:
            return f"links without the entries of an index, and {why}"
    return why or "no line of it is a story's"


_PASSWORD = re.compile(r"<input\b[^<>]{0,500}\btype\s*=\s*[\"']?password", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"<a\s", re.IGNORECASE)
_MANY_LINKS = 10


def _read_html(text: str, url: str | None, profile: Profile | None, fated: bool) -> Reading:
    from .html import read_html

    return read_html(text, url=url, profile=profile, fated=fated)


def _read_text(text: str, url: str | None, profile: Profile | None, fated: bool) -> Reading:
    from .text import read_text

    known: list[Fate] = []
    if profile:
        from .text.known import blank_known

        text, known = blank_known(text, profile)
    reading = read_text(text, fated=fated)
    if known and fated:
        reading.fates = sorted([*reading.fates, *known], key=lambda fate: int(fate.where[5:]))
    if url and len(reading.articles) == 1 and not reading.articles[0].url:
        reading.articles[0].url = url
    return reading


def _read_feed(text: str, url: str | None, profile: Profile | None, fated: bool) -> Reading:
    from .feed import read_feed

    return read_feed(text, url=url, fated=fated)


_READERS = {"html": _read_html, "text": _read_text, "feed": _read_feed}


def complete(reading: Reading, page: Page, kind: str) -> None:
    """Give the records of a page what only the page as a whole knows."""
    digest, path = sha256(page.data or b"").hexdigest(), as_text(page.path)
    name = as_text(page.called)
    saved = page.saved.strftime("%Y-%m-%dT%H:%M:%SZ") if page.saved else None
    seen: dict[str, int] = {}
    together = cache(lambda: _language_of_all(reading.articles))
    for position, article in enumerate(reading.articles):
        drop_unsafe(article)
        article = reading.articles[position] = without_surrogates(article)
        source = article.source
        source.path, source.container, source.format = path, page.container, kind
        source.position, source.sha256, source.saved = position, digest, saved
        _set_language(article, together)
        plain = content_id(article, name)
        article.id = content_id(article, name, seen[plain]) if plain in seen else plain
        seen[plain] = seen.get(plain, 0) + 1
    # After the ids: a blog is the same one when an entry is added.
    _gather_posts(reading)
    for article in reading.articles:
        article.word_count = count_words(article.text)


def _gather_posts(reading: Reading) -> None:
    """The article of a live blog has the text of its entries too: it is the page's story, whole."""
    blog, *posts = reading.articles or [Article()]
    if blog.kind != "article" or not posts or any(post.kind != "post" for post in posts):
        return
    for post in posts:
        if post.title:
            blog.body.append(Block(type="heading", text=post.title, level=2))
        blog.body += (replace(block) for block in post.body)


def _set_language(article: Article, together: Callable[[], str | None]) -> None:
    if article.language:
        return
    from ..language.detect import detect

    own = article.text or " ".join(filter(None, (article.title, article.summary)))
    if article.kind != "article" and len(own) < _SHORT:
        # Too short to trust by itself: the page's items speak together.
        article.language, of = together(), "all items of the page"
    else:
        article.language, of = detect(own), "its text"
    if article.language and article.evidence is not None:
        article.evidence["language"] = Evidence(source=f"detected from {of}", raw=None)


def _language_of_all(articles: Sequence[Article]) -> str | None:
    from ..language.detect import detect

    return detect(" ".join(a.text or a.summary or a.title or "" for a in articles))


def _cut_suffix(article: Article, suffixes: Sequence[str]) -> None:
    title = article.title or ""
    for suffix in suffixes:
        if title.endswith(suffix) and len(title) > len(suffix):
            article.title = title[: -len(suffix)]
            return


_SHORT = 200
"""Characters."""


def _show_dropped(reading: Reading) -> None:
    """Tell in the evidence of a page's first record which of its lines went into no record."""
    rejected: list[dict[str, object]] = [
        {"source": fate.where, "raw": fate.text[:_LINE], "reason": fate.reason or fate.role}
        for fate in reading.fates
        if not fate.field
    ]
    first = reading.articles[0]
    first.evidence = first.evidence or {}
    first.evidence["dropped"] = Evidence(source="the page", raw=None, rejected=rejected)


def _lines(reading: Reading) -> bytes:
    return packed(
        (fate.where, fate.text, fate.role, fate.field, fate.record, fate.reason)
        for fate in reading.fates
    )


_LINE = 300
"""Characters of a dropped line that are worth keeping."""


def _note(reading: Reading, note: str) -> None:
    for article in reading.articles:
        if article.evidence is None:
            article.evidence = {}
        article.evidence.setdefault("source", Evidence()).notes.append(note)
