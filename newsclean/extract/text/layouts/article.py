"""One story on the page: the tagger says which blocks are its text, the choosers the rest."""

from __future__ import annotations

from ....language.detect import all_function_words
from ....language.script import words_of
from ..dump import Dump
from ..fields.authors import choose_authors
from ..fields.dates import choose_dates
from ..fields.metadata import read_metadata
from ..fields.publisher import choose_publisher
from ..fields.setting import Setting
from ..fields.title import choose_title
from ..fields.topics import choose_section, read_labels
from ..lines import Line
from ..story import Choice, Found, Piece, Story

_SURE = 0.8
"""So sure a headline speaks for a story as a date does."""
_LEAST, _LEAST_SIGNED = 240, 120
"""Letters of running text that make a story; fewer do where there is a headline and a date."""
_FURNITURE_TEXT = (
    "navigation related readmore advertisement credit caption legal account appeal comments sponsor"
)
_FURNITURE = frozenset({*_FURNITURE_TEXT.split(), "export data"})
_LAST, _BIO = 3, 400
"""Among so many last paragraphs, a shorter one may be about the author."""
_HEAD, _STANDFIRST = 6, 0.25
"""Blocks below the headline where a standfirst is, and how probable it must be."""
_KINDS = frozenset({"list_item", "quote", "code", "table"})


def read(dump: Dump) -> Story | None:
    """The page's one story, or None where there is no running text to speak of."""
    story = Story()
    title_at, title = choose_title(dump, dump.p, dump.text)
    text = [at for at in dump.text if at != title_at]
    if not text:
        return None
    _take(story, "title", title)
    setting = Setting(dump, dump.p, title_at, (text[0], text[-1] + 1))
    read_fields(story, setting)
    used = {id(found.line) for found in story.authors}
    for one in (story.published, story.modified, story.publisher):
        if one is not None:
            used.add(id(one.line))
    for at in text:
        line = dump.lines[at]
        if (id(line) in used and line.size < 200) or line.role in _FURNITURE:
            continue
        if story.title and line.words == words_of(story.title.value):
            continue
        story.body.append(_piece(dump, at))
    _drop_bios(story)
    _take_standfirst(dump, story, title_at, text[0])
    return story if _enough(dump, story) else None


def head(dump: Dump, end: int) -> Story:
    """What stands above block ``end``: headline, names and dates, without a body."""
    story = Story()
    title_at, title = choose_title(dump, dump.p, range(end, len(dump.lines)))
    if title_at is not None and title_at < end:
        _take(story, "title", title)
    else:
        title_at = None
    read_fields(story, Setting(dump, dump.p, title_at, (end, end + 1)))
    _take_standfirst(dump, story, title_at, end)
    return story


def read_fields(story: Story, setting: Setting) -> None:
    """Fill in who wrote the story, when, and for whom."""
    _take(story, "published", (dated := choose_dates(setting))[0])
    _take(story, "modified", dated[1])
    authors = choose_authors(setting)
    story.authors, story.rejected["authors"] = authors.values, authors.rejected
    story.margins["authors"] = authors.margin
    _take(story, "publisher", choose_publisher(setting))
    dump = setting.dump
    site = "".join(words_of(dump.site_name or ""))
    house = "".join(words_of(story.publisher.value)) if story.publisher else ""
    story.authors = [one for one in story.authors if _may_sign(one.value, (site, house))]
    if story.published and story.published.line is dump.retrieved_line:
        story.published = None  # the page's own date
    _take(story, "section", choose_section(dump, setting.title_at))
    read_labels(story, setting)
    read_metadata(dump, story)
    if story.url is None and dump.canonical:
        address, line = dump.canonical
        story.url = Found(address, line, "the page's canonical link")


def _may_sign(name: str, houses: tuple[str, ...]) -> bool:
    """Whether a name is more than a small word, and not that of the house."""
    words = name.lower().split()
    small = all_function_words()
    return "".join(words_of(name)) not in houses and not all(word in small for word in words)


def _take(story: Story, name: str, choice: Choice) -> None:
    """Give a story what was chosen for a field, and what was not."""
    if choice.values:
        setattr(story, name, choice.values[0])
    story.rejected[name] = choice.rejected
    story.margins[name] = choice.margin


def _piece(dump: Dump, at: int) -> Piece:
    """A block as a piece of a body."""
    line, roles = dump.lines[at], dump.p[at]
    if line.kind in _KINDS:
        ordered = line.ordered if line.kind == "list_item" else None
        return Piece(line.text, line, line.kind, line.level, ordered)  # type: ignore[arg-type]
    if line.kind == "heading" or (roles["heading"] > roles["body"] and _short(line)):
        return Piece(line.text, line, "heading", line.level or 2)
    return Piece(line.text, line, "paragraph", None)


def _drop_bios(story: Story) -> None:
    """A last paragraph that begins with an author's name is about the author."""
    names = [words_of(found.value) for found in story.authors]
    for piece in story.body[1:][-_LAST:]:
        words = piece.line.words
        if piece.line.size < _BIO and any(words[: len(name)] == name for name in names if name):
            piece.line.take("bio", "begins with an author's name at the end of the text")
            story.body.remove(piece)


def _take_standfirst(dump: Dump, story: Story, title_at: int | None, start: int) -> None:
    """A sentence between the headline and the text that the tagger takes for the standfirst."""
    if title_at is None or story.summary:
        return
    for at in range(title_at + 1, min(start, title_at + 1 + _HEAD)):
        line = dump.lines[at]
        if line.plain and line.size > 40 and dump.p[at]["standfirst"] > _STANDFIRST:
            found = Found(line.text, line, "between the headline and the text")
            story.summary.append(found)
            return


def _short(line: Line) -> bool:
    """May be a heading: no running text."""
    return line.size <= 120 and not line.prose


def _enough(dump: Dump, story: Story) -> bool:
    """Running text enough for a story; more of it where nothing else speaks for one."""
    running = [piece.line.size for piece in story.body if piece.line.prose]
    prose, total = sum(running), sum(piece.line.size for piece in story.body)
    dated = bool(story.published or story.authors)
    signed = story.title is not None and dated
    signs = sum((story.title is not None, bool(story.published), bool(story.authors)))
    signs += len(running) >= 3
    walls = any(line.role == "wall" for line in dump.lines)
    banners = any(line.role == "cookie" for line in dump.lines)
    if (walls and prose < 800 and signs < 3) or (banners and prose < 500 and not dated):
        return False
    if story.title is not None and story.margins.get("title", 0.0) >= _SURE:
        signed = signed or total >= _LEAST
    return prose >= (_LEAST_SIGNED if signed else _LEAST) or (signed and total >= 2 * _LEAST)
