"""One story on the page: a headline among its date, byline and publisher, then running text."""

from __future__ import annotations

import re

from ..dates import left_over, scan
from ..dump import Dump
from ..lines import Line, fold
from ..names import authors, byline, outlet, people, singles
from ..phrases import phrases
from ..story import Found, Piece, Story

META = frozenset(
    {
        *("date", "byline", "breadcrumb", "section", "reading time", "share", "relative date"),
        *("label title", "label author", "label date", "label publisher", "label section"),
        *(
            "label url",
            "label summary",
            "label tags",
            "caption",
            "credit",
            "time",
            "comments",
            "number",
        ),
        *("account", "url", "live"),
    }
)
_GLUED = re.compile(r"\[([^\W\d_]{2,20})\][: ]*|([^\W\d_]{2,20}):|!\[\]?(?:\([^)]*\))? ?")
_LOST = re.compile(r"(?:\?{2,}|\ufffd+) ?")
_RANK = re.compile(r"\d{1,3}[.)] ")


def free(text: str) -> tuple[str, str]:
    """A headline without what was glued to its front, and what that was.

    >>> free("NextImg:Rain in the north"), free("Rain: what to expect")
    (('Rain in the north', 'NextImg:'), ('Rain: what to expect', ''))
    >>> free("LeadArt:Rain in the north"), free("Kiosk:closed for good and all")
    (('Rain in the north', 'LeadArt:'), ('Kiosk:closed for good and all', ''))
    >>> free("[IMG] ???? Rain in the north")
    ('Rain in the north', '[IMG] ???? ')
    """
    rest = text
    if found := _GLUED.match(rest):
        label = found.group(1) or found.group(2) or ""
        tail = rest[found.end() :]
        if found.group().startswith("![") or _imagelike(label, tail, bool(found.group(1))):
            rest = tail.lstrip()
    if found := _LOST.match(rest):
        rest = rest[found.end() :]
    if not fold(rest):
        return text, ""
    return rest, text[: len(text) - len(rest)]


def _imagelike(label: str, tail: str, bracketed: bool) -> bool:
    """``Img``, ``NextImg``, ``HeroPhoto``: a word for a picture, alone or at an end of a compound."""
    words = singles("image")
    parts = [part.casefold() for part in re.findall(r"[A-Z]?[a-zß-ÿ]+|[A-Z]+(?![a-z])", label)]
    pictured = any(part in words for part in parts) or label.casefold() in words
    glued = bool(tail) and not tail[0].isspace()
    camel = len(parts) > 1
    if bracketed:
        return pictured or glued
    if pictured and (glued or camel or label.isupper()):
        return True
    # No language sets a colon so, unless a label was glued to a headline.
    unspaced = glued and not tail[0].islower() and not tail[0].isdigit() and tail[0] not in "/:"
    return unspaced and len(label) >= 3 and len(tail.split()) >= 3


def read(dump: Dump) -> Story | None:
    """The page's one story, or None where there is no running text to speak of."""
    lines = dump.lines
    start = next((at for at, line in enumerate(lines) if line.plain and line.prose), None)
    if start is None:
        return None
    story = Story()
    title_at = _headline(dump, start)
    head_from = _cluster_start(dump, title_at if title_at is not None else start)
    body_from = _body_start(dump, title_at, start)
    if title_at is not None:
        line = lines[title_at]
        text, glued = free(line.text)
        if line.role == "label title":
            text = _label_rest(line)
        how = f"freed of “{glued}”" if glued else "the line above the text that reads as a headline"
        story.title = Found(text, line, how)
        line.take("headline", how)
    _metadata(dump, story, head_from, title_at, body_from)
    _body(dump, story, body_from)
    _late_metadata(dump, story)
    return story if _enough(dump, story) else None


def head(dump: Dump, end: int) -> Story:
    """What stands above line ``end``: headline, names, dates and a standfirst, without a body."""
    lines = dump.lines
    story = Story()
    title_at = _headline(dump, end)
    if title_at is not None:
        text, glued = free(lines[title_at].text)
        how = f"freed of “{glued}”" if glued else "reads as the page's headline"
        story.title = Found(text, lines[title_at], how)
        lines[title_at].take("headline", how)
    at = title_at if title_at is not None else end
    _metadata(dump, story, _cluster_start(dump, at), title_at, end)
    _late_metadata(dump, story)
    return story


def _label_rest(line: Line) -> str:
    found = phrases().labelled(line.text)
    return found.rest if found else line.text


def _headline(dump: Dump, start: int) -> int | None:
    """The best headline above the first running text."""
    best, best_score = None, 0.0
    between = 0
    for at in range(start - 1, max(-1, start - 60), -1):
        line = dump.lines[at]
        if line.role == "label title":
            return at
        if not line.plain:
            continue
        score = _headline_score(dump, at, start) - 0.4 * between
        between += 1
        if score > best_score:
            best, best_score = at, score
    return best


def _headline_score(dump: Dump, at: int, start: int) -> float:
    """How much a line looks like the headline of the text that begins at ``start``."""
    line = dump.lines[at]
    count = len(line.text.split())
    score = 2.0 if at >= dump.masthead else 0.0
    if free(line.text)[1].strip("? "):
        score += 8
    if line.kind == "heading":
        score += 3
    if 4 <= count <= 22:
        score += 2
    elif count > 30:
        score -= 3
    if line.text.endswith("."):
        score -= 1.5
    if people(line.text):
        score -= 3
    if outlet(line.text) >= 3 and count <= 4:
        score -= 3
    if line.kind == "list_item":
        score -= 2
    above = dump.lines[at - 1] if at else None
    below = dump.lines[at + 1] if at + 1 < len(dump.lines) else None
    if above is not None and above.role in ("breadcrumb", "section"):
        score += 1.5
    if below is not None and below.role in ("byline", "date", "reading time"):
        score += 1.5
    if line.indent >= 8 and above is not None and line.indent > above.indent:
        score += 0.5
    if line.text.endswith(".") and above is not None and above.plain and not above.sentence:
        score -= 3  # a standfirst under its headline
    if below is None or any(line.words == other.words for other in dump.lines[:at][-20:]):
        score -= 2
    if dump.lines[at + 1 : start] == [] or all(not o.plain for o in dump.lines[at + 1 : start]):
        score += 1
    return score


def _cluster_start(dump: Dump, at: int) -> int:
    """Index of the first line of the story's head: what stands between the masthead and it."""
    first = at
    while first > dump.masthead and first > at - 14:
        above = dump.lines[first - 1]
        if (
            above.plain
            and (above.prose or above.size > 90)
            or not above.plain
            and above.role not in META
        ):
            break
        first -= 1
        if above.role == "breadcrumb":
            break
    return first


def _body_start(dump: Dump, title_at: int | None, start: int) -> int:
    """Running text above the story's byline or date is its standfirst; the body begins below."""
    if title_at is None:
        first = start
        while first and dump.lines[first - 1].plain and dump.lines[first - 1].sentence:
            first -= 1
        return first
    last = title_at
    for at in range(title_at + 1, min(len(dump.lines), title_at + 25)):
        line = dump.lines[at]
        if line.role in ("byline", "date", "reading time", "label author", "label date"):
            last = at
        elif line.plain and line.prose and at > start:
            break
    return last + 1


def _metadata(dump: Dump, story: Story, head: int, title_at: int | None, body: int) -> None:
    """Publisher, authors, date and section from the lines around the headline."""
    zone = [at for at in range(head, body) if at != title_at]
    loose: list[int] = []
    for at in zone:
        line = dump.lines[at]
        if line.role in ("date", "relative date", "label date"):
            take_dates(story, line)
        elif line.role in ("byline", "label author"):
            take_authors(story, line)
        elif line.role == "label publisher":
            story.publisher = Found(_label_rest(line), line, "after a label")
        elif line.role in ("section", "breadcrumb", "label section"):
            take_section(story, line)
        elif line.role == "label url":
            story.url = Found(_label_rest(line), line, "after a label")
        elif line.role == "label summary":
            story.summary.append(Found(_label_rest(line), line, "after a label"))
        elif line.plain:
            loose.append(at)
    above = [at for at in loose if title_at is None or at < title_at]
    below = [at for at in loose if title_at is not None and at > title_at]
    _loose_above(dump, story, above, title_at)
    _loose_below(dump, story, below)


def _loose_above(dump: Dump, story: Story, loose: list[int], title_at: int | None) -> None:
    """Short lines above the headline: publisher, once or twice; names; a section."""
    lines = [dump.lines[at] for at in loose if dump.lines[at].size <= 90]
    own_page = bool(dump.owner and dump.site_name and not dump.aggregator) and _same_name(
        dump.owner or "", dump.site_name or ""
    )
    if story.publisher is None and lines:
        best, score = None, 4.0 if own_page else 0.0
        for place, line in enumerate(lines):
            rating = _publisher_score(dump, story, lines, place)
            if rating > score:
                best, score = line, rating
        if best is not None:
            story.publisher = Found(best.text, best, "a name above the story")
            best.take("publisher", "a name above the story")
    for line in lines:
        if line.plain and story.publisher and _same_name(line.text, story.publisher.value):
            line.become("publisher", "publisher", "the publisher's name again")
    for line in lines:
        if line.plain and people(line.text) and not story.authors:
            take_authors(story, line)
    for line in lines:
        if line.plain and story.section is None and len(line.words) <= 3:
            if _is_section(dump, line):
                story.section = Found(line.text, line, "a section's name above the headline")


def _publisher_score(dump: Dump, story: Story, lines: list[Line], place: int) -> float:
    """How much a line above the headline looks like the publisher's.

    The name said twice wins, then a newspaper's words, then the place: an aggregator sets it right
    above the date or the byline, below its own links.
    """
    line = lines[place]
    if len(line.words) > 7 or line.sentence or _is_section(dump, line):
        return 0.0
    score = float(outlet(line.text))
    others = lines[place + 1 :]
    if any(_same_name(line.text, other.text) for other in others):
        score += 6
    if dump.owner and _same_name(line.text, dump.owner):
        score += 5
    date = story.published.line if story.published else None
    below = [other for other in others if not _same_name(line.text, other.text)]
    if not people(line.text):
        return score + 1 + 0.3 * place
    if date is not None and line.number > date.number:
        return score - 4
    if any(people(other.text) for other in below) or story.authors:
        return score + 3
    return score + 2.5 if date is not None else score - 1


def _same_name(one: str, other: str) -> bool:
    """``The Valley Courier`` and ``VALLEY COURIER``."""
    drop = singles("article")
    a = [word for word in fold(one) if word not in drop]
    b = [word for word in fold(other) if word not in drop]
    return bool(a) and ("".join(a) == "".join(b))


def _is_section(dump: Dump, line: Line) -> bool:
    if line.words in phrases().words("section") and not line.kind:
        return True
    menu = {other.words for other in dump.lines[: dump.masthead] if other.role == "navigation"}
    return line.words in menu


def _loose_below(dump: Dump, story: Story, loose: list[int]) -> None:
    """Lines between the headline and the last line of its head: names, or a standfirst."""
    for at in loose:
        line = dump.lines[at]
        if story.title and line.words == fold(story.title.value):
            line.become("title", "headline", "the headline again")
        elif people(line.text) and not story.authors:
            take_authors(story, line)
        elif story.publisher is None and outlet(line.text) >= 3 and len(line.words) <= 6:
            story.publisher = Found(line.text, line, "a name below the headline")
            line.take("publisher", "a name below the headline")
        else:
            story.summary.append(Found(line.text, line, "between headline and byline"))


def take_dates(story: Story, line: Line) -> None:
    """Published and updated, told apart by their labels; the first date is the story's."""
    found = scan(line.text)
    if not found:
        if story.published is None and line.role == "relative date":
            story.published = Found(line.text, line, "a relative date beside the story")
        return
    last = 0
    for when in found:
        label = fold(line.text[last : when.start])
        last = when.end
        updated = any(label[-len(words) :] == words for words in phrases().words("updated"))
        if updated and story.modified is None:
            story.modified = Found(when.raw, line, "a date with a label of change")
        elif not updated and story.published is None:
            story.published = Found(when.raw, line, "a date beside the story")
        else:
            story.rejected.setdefault("published", []).append(Found(when.raw, line, "came later"))
    if story.published is None and story.modified is not None and story.modified.line is not line:
        return


def take_authors(story: Story, line: Line) -> None:
    """The names of a byline."""
    text = _label_rest(line) if line.role.startswith("label") else byline(line.text) or line.text
    for piece in scan(text):
        if story.published is None:
            story.published = Found(piece.raw, line, "a date on the byline")
        text = text.replace(piece.raw, " ")
    for name in authors(text):
        if all(name != known.value for known in story.authors):
            story.authors.append(Found(name, line, "a byline"))
    if story.authors and line.plain:
        line.take("byline", "a person's name beside the story")


def take_section(story: Story, line: Line) -> None:
    """The last piece of a path, what follows a label, or a tag."""
    text = line.text.lstrip("#")
    if line.role == "breadcrumb":
        text = [piece for piece in re.split(r" ?[/›»>→] ?", line.text) if piece][-1]
    elif line.role == "label section":
        text = _label_rest(line)
    if story.section is None and len(text) <= 60:
        story.section = Found(text, line, "a section's name")


def take_tags(story: Story, line: Line) -> None:
    """``Topics: Town, Courts``; a single topic stands in for a section."""
    tags = [piece.strip() for piece in re.split(r"[,;|·]", _label_rest(line)) if piece.strip()]
    if not tags or story.tags or any(len(tag) > 60 for tag in tags):
        return
    if len(tags) == 1 and story.section is None:
        story.section = Found(tags[0], line, "the only topic")
    story.tags = [Found(tag, line, "after a label") for tag in tags]


def _body(dump: Dump, story: Story, start: int) -> None:
    """Every line that nobody claimed is the story's, down to the last sentence."""
    lines = dump.lines[start:]
    title = fold(story.title.value) if story.title else ()
    for line in lines:
        if line.plain and line.words == title and title and line.number - lines[0].number < 6:
            line.become("title", "headline", "the headline again")
        elif (
            line.plain and story.title and free(line.text)[1] and fold(free(line.text)[0]) == title
        ):
            line.become("title", "headline", "the headline again")
    _bio(dump, story, lines)
    _appeals(dump, story, lines)
    _cross_links(lines)
    _pull_quotes(lines)
    last = max((at for at, line in enumerate(lines) if _ends_a_story(lines, at)), default=-1)
    for at, line in enumerate(lines):
        if not line.plain:
            continue
        if at > last:
            line.take("tail", "no sentence follows")
            continue
        kind = line.kind or ("heading" if _subheading(lines, at) else "paragraph")
        level = line.level or (2 if kind == "heading" else None)
        story.body.append(Piece(line.text, line, kind, level))  # type: ignore[arg-type]


def _ends_a_story(lines: list[Line], at: int) -> bool:
    """A sentence, or an item of a list that a sentence introduced."""
    line = lines[at]
    if not line.plain:
        return False
    if line.sentence:
        return True
    if line.size >= 200:
        return True
    if line.kind != "list_item":
        return False
    for other in reversed(lines[max(0, at - 20) : at]):
        if other.plain and other.kind != "list_item":
            return other.text.endswith(":")
    return False


def _subheading(lines: list[Line], at: int) -> bool:
    """A short line without a stop between paragraphs."""
    line = lines[at]
    if line.sentence or line.size > 90 or line.text.endswith((":", ",", ";", "—", "–", "-")):
        return False
    if (
        not line.text[:1].isupper()
        and not line.text[:1].isdigit()
        and line.text[:1] not in '“"¿¡«„'
    ):
        return False
    return any(other.plain for other in lines[at + 1 : at + 4])


def _bio(dump: Dump, story: Story, lines: list[Line]) -> None:
    """A last paragraph that begins with an author's name and names the paper is about the author.

    ``Ana Cruz covers the harbor for the Valley Courier.``
    """
    names = [fold(found.value) for found in story.authors]
    papers = [fold(n) for n in (_value(story.publisher), dump.site_name, dump.owner) if n]
    plain = [line for line in lines if line.plain]
    for line in plain[2:]:
        words = line.words
        begins = any(words[: len(name)] == name for name in names if name)
        titled = any(words[1 : len(name) + 1] == name for name in names if name)
        if not (begins or titled) or line.size > 400:
            continue
        text = " ".join(words)
        jobs = singles("job")
        named = any(" ".join(paper) in text for paper in papers if paper)
        if named or "@" in line.text or jobs & set(words[:12]):
            line.take("bio", "about the author")


def _appeals(dump: Dump, story: Story, lines: list[Line]) -> None:
    """A short call to the reader: words of asking, words of address, the paper's name; three in all.

    ``Join the Valley Courier today.`` Nothing that quotes or reports is one.
    """
    asking, address, saying = (singles(name) for name in ("appeal", "address", "saying"))
    papers = [fold(n) for n in (_value(story.publisher), dump.site_name, dump.owner) if n]
    for line in lines:
        if not line.plain or line.size > 220 or any(mark in line.text for mark in '“”"«»„'):
            continue
        words = set(line.words)
        if words & saying:
            continue
        named = any(" ".join(paper) in " ".join(line.words) for paper in papers)
        asked, addressed = len(words & asking), len(words & address)
        if asked and addressed and asked + addressed + named >= 3:
            line.take("appeal", "asks something of the reader")


_LABEL = re.compile(r"([^\W\d_][\w &'’/-]{2,30}): ")


def _cross_links(lines: list[Line]) -> None:
    """``WORTH READING: Rain in the north``: a label in capitals and a headline without a stop."""
    for line in lines:
        if not line.plain or line.kind or line.size > 200 or line.sentence:
            continue
        found = _LABEL.match(line.text)
        if found and found.group(1).isupper() and len(line.text[found.end() :].split()) >= 3:
            line.take("related", "a label in capitals and a headline")


def _pull_quotes(lines: list[Line]) -> None:
    """A short paragraph that repeats a sentence of another one is set apart for show."""
    sentences: set[tuple[str, ...]] = set()
    for line in lines:
        if line.plain and line.size > 80:
            pieces = re.split(r"(?<=[.!?…])[\"'”’»]? ", line.text)
            if len(pieces) > 1:
                sentences |= {fold(piece) for piece in pieces}
    for line in lines:
        if line.plain and not line.kind and len(line.words) >= 5 and line.words in sentences:
            line.take("pull quote", "repeats a sentence of the story")


def _value(found: Found | None) -> str | None:
    return found.value if found else None


def _late_metadata(dump: Dump, story: Story) -> None:
    """What the head did not say: a source named by a link to it, the copyright line, the site."""
    for line in dump.lines:
        if story.publisher is None and line.role == "readmore":
            name = _named_source(line.text)
            if name:
                story.publisher = Found(name, line, "named by the link to the story")
        if line.role == "label section" and story.section is None:
            take_section(story, line)
        if line.role == "label tags":
            take_tags(story, line)
        if (
            not story.authors
            and line.role == "byline"
            and line.record is None
            and _near(story, line)
        ):
            take_authors(story, line)
    if story.publisher is None and dump.owner and dump.owner_line:
        story.publisher = Found(dump.owner, dump.owner_line, "the copyright line")
    if story.publisher is None and dump.site and dump.site_name and not dump.aggregator:
        story.publisher = Found(dump.site_name, dump.site, "the site whose page it is")


def _near(story: Story, line: Line) -> bool:
    return bool(story.body) and line.number <= story.body[-1].line.number + 2


def _named_source(text: str) -> str | None:
    found = phrases().labelled(text)
    if not found or not found.rest:
        return None
    name = found.rest.split("http")[0].strip(" ():»›>-–—|")
    return name if outlet(name) or (0 < len(name.split()) <= 4 and name[:1].isupper()) else None


def _enough(dump: Dump, story: Story) -> bool:
    """Running text enough for a story; more of it where nothing else speaks for one."""
    prose = sum(piece.line.size for piece in story.body if piece.line.sentence)
    signs = sum((story.title is not None, story.published is not None, bool(story.authors))) + (
        len([p for p in story.body if p.line.prose]) >= 3
    )
    walls = sum(1 for line in dump.lines if line.role == "wall")
    if walls and prose < 800 and signs < 3:
        return False
    return prose >= (120 if signs >= 2 else 240 if story.title else 300)
