"""What stands around a headline: publisher, byline, dates, section, standfirst."""

from __future__ import annotations

import re

from ..dates import scan
from ..dump import Dump
from ..lines import Line, fold
from ..names import authors, beside_date, byline, dense_person, outlet, people, singles
from ..phrases import phrases
from ..story import Found, Story

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
        *("account", "url", "live", "export data", "image", "legal"),
    }
)


def label_rest(line: Line) -> str:
    found = phrases().labelled(line.text)
    return found.rest if found else line.text


def cluster_start(dump: Dump, at: int) -> int:
    """Index of the first line of the story's head: what stands between the masthead and it."""
    first = at
    while first > dump.masthead and first > at - 14:
        above = dump.lines[first - 1]
        if (above.plain and (above.prose or above.size > 90)) or (
            not above.plain and above.role not in META
        ):
            break
        first -= 1
        if above.role == "breadcrumb":
            break
    return first


def metadata(dump: Dump, story: Story, head: int, title_at: int | None, body: int) -> None:
    """Publisher, authors, date and section from the lines around the headline."""
    zone = [at for at in range(head, body) if at != title_at]
    loose: list[int] = []
    for at in zone:
        line = dump.lines[at]
        if line.role in ("date", "relative date", "label date"):
            take_dates(story, line)
            _labelled_source(story, line)
        elif line.role in ("byline", "label author"):
            take_authors(story, line)
        elif line.role == "label publisher":
            story.publisher = Found(label_rest(line), line, "after a label")
        elif line.role in ("section", "breadcrumb", "label section"):
            take_section(story, line)
        elif line.role == "label url":
            story.url = Found(label_rest(line), line, "after a label")
        elif line.role == "label summary":
            story.summary.append(Found(label_rest(line), line, "after a label"))
        elif line.plain and title_at is not None and _labelled_date(line):
            take_dates(story, line)
            line.take("date", "a date and a few words beside the headline")
        elif line.plain:
            loose.append(at)
    above = [at for at in loose if title_at is None or at < title_at]
    below = [at for at in loose if title_at is not None and at > title_at]
    _loose_above(dump, story, above, title_at)
    _loose_below(dump, story, below)


def _labelled_date(line: Line) -> bool:
    """``Put on line on 3 May 2024 at 8:15``: small words and a date with a time of day."""
    found = scan(line.text)
    if len(found) != 1 or line.size > 80 or line.sentence or not found[0].time:
        return False
    before = line.text[: found[0].start].split()
    ends = found[0].end >= len(line.text.rstrip(" .)")) - 1
    return ends and len(before) <= 4 and not any(word[:1].isupper() for word in before[1:])


def _loose_above(dump: Dump, story: Story, loose: list[int], title_at: int | None) -> None:
    """Short lines above the headline: publisher, once or twice; names; a section."""
    lines = [dump.lines[at] for at in loose if dump.lines[at].size <= 90]
    own_page = bool(dump.owner and dump.site_name and not dump.aggregator) and same_name(
        dump.owner or "", dump.site_name or ""
    )
    if story.publisher is None and lines:
        best, score = None, 4.0 if own_page else 0.0
        for place, line in enumerate(lines):
            rating = _publisher_score(dump, story, lines, place)
            if dump.site_name and _over(dump, line, title_at) and _kicker(line):
                rating = 0.0
            if rating > score:
                best, score = line, rating
        if best is not None:
            story.publisher = Found(best.text, best, "a name above the story")
            best.take("publisher", "a name above the story")
    for line in lines:
        if line.plain and story.publisher and same_name(line.text, story.publisher.value):
            line.become("publisher", "publisher", "the publisher's name again")
    for line in lines:
        if line.plain and people(line.text) and _goes_on(story, line):
            take_authors(story, line)
    _author_slot(story, lines)
    for line in lines:
        short = line.plain and story.section is None and len(line.words) <= 3
        kicker = _over(dump, line, title_at) and _kicker(line)
        if short and (_is_section(dump, line) or kicker):
            story.section = Found(line.text, line, "a section's name above the headline")


def _over(dump: Dump, line: Line, title_at: int | None) -> bool:
    """Right above the headline, on a paper's own page."""
    return title_at is not None and not dump.aggregator and line is dump.lines[title_at - 1]


def _kicker(line: Line) -> bool:
    """A word or two with a capital, no name and no paper: what a headline is filed under."""
    text = line.text
    named = bool(people(text)) or outlet(text) >= 2
    return len(line.words) <= 2 and text[:1].isupper() and text.isalpha() and not named


def _goes_on(story: Story, line: Line) -> bool:
    """There is no author yet, or the last one stands on the line right above."""
    return not story.authors or story.authors[-1].line.number == line.number - 1


def _author_slot(story: Story, lines: list[Line]) -> None:
    """What stands between the date and the headline is the byline, whatever it looks like."""
    date = story.published.line if story.published else None
    if date is None or story.publisher is None or story.authors:
        return
    after = [line for line in lines if line.number > date.number]
    if len(after) != 1 or story.publisher.line.number > date.number or not after[0].plain:
        return
    line = after[0]
    if len(line.words) <= 10 and line.size <= 80 and not line.sentence:
        take_authors(story, line)


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
    if any(same_name(line.text, other.text) for other in others):
        score += 6
    if dump.owner and same_name(line.text, dump.owner):
        score += 5
    date = story.published.line if story.published else None
    below = [other for other in others if not same_name(line.text, other.text)]
    if not people(line.text):
        return score + 1 + 0.3 * place
    if len(people(line.text)) > 1:
        return score - 4
    if date is not None and line.number > date.number:
        return score - 4
    if any(people(other.text) for other in below) or story.authors:
        return score + 3
    return score + 2.5 if date is not None else score - 1


def same_name(one: str, other: str) -> bool:
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
        elif people(line.text) and _goes_on(story, line):
            take_authors(story, line)
        elif not story.authors and dense_person(line.text) and _by_date(dump, at):
            story.authors.append(Found(line.text, line, "a name beside the date"))
            line.take("byline", "a name beside the date")
        elif outlet(line.text) >= 3 and line.words[-1] in singles("job"):
            line.take("staff", "a paper's staff, no name")
        elif story.publisher is None and outlet(line.text) >= 3 and len(line.words) <= 6:
            story.publisher = Found(line.text, line, "a name below the headline")
            line.take("publisher", "a name below the headline")
        elif story.publisher is None and _signed_house(dump, at):
            story.publisher = Found(line.text, line, "a name between byline and date")
            line.take("publisher", "a name between byline and date")
        else:
            story.summary.append(Found(line.text, line, "between headline and byline"))


def _signed_house(dump: Dump, at: int) -> bool:
    """One to four words with capitals, between a byline and a date: whom the author writes for."""
    line, above, below = dump.lines[at], dump.lines[at - 1], dump.lines[at + 1 : at + 2]
    roles = {above.role, *(other.role for other in below)}
    words = line.text.split()
    capitals = len(words) <= 4 and all(not word[:1].islower() for word in words)
    return capitals and not line.sentence and roles == {"byline", "date"}


def _by_date(dump: Dump, at: int) -> bool:
    beside = dump.lines[max(0, at - 1) : at] + dump.lines[at + 1 : at + 2]
    return any(line.role in ("date", "label date") for line in beside)


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


def _labelled_source(story: Story, line: Line) -> None:
    """``3 May 2024 | Source: Valley Courier``"""
    dates = scan(line.text)
    ahead = line.text[: dates[0].start].strip(" |·•,;-–—(") if dates else ""
    if story.publisher is None and outlet(ahead) >= 3:
        story.publisher = Found(ahead, line, "a name beside the date")
    rest = line.text[dates[-1].end :].strip(" |·•,;-–—") if dates else ""
    found = phrases().labelled(rest) if rest else None
    if found and found.role == "label publisher" and story.publisher is None:
        story.publisher = Found(found.rest, line, "after a label")


def take_authors(story: Story, line: Line) -> None:
    """The names of a byline."""
    text = label_rest(line) if line.role.startswith("label") else byline(line.text) or line.text
    names = beside_date(line.text)
    if scan(line.text):
        take_dates(story, line)
        for piece in scan(text):
            text = text.replace(piece.raw, " ")
    for name in names or authors(_before_place(text)):
        if all(name != known.value for known in story.authors):
            story.authors.append(Found(name, line, "a byline"))
    if story.authors and line.plain:
        line.take("byline", "a person's name beside the story")


def _before_place(text: str) -> str:
    """``Ana Cruz in Port Alder`` is Ana Cruz."""
    words = text.split()
    for at in range(2, min(4, len(words) - 1)):
        name, rest = " ".join(words[:at]), " ".join(words[at + 1 :])
        small = words[at] in singles("at")
        if small and people(name) and not (words[at] in singles("and") and people(rest)):
            return name
    return text


def take_section(story: Story, line: Line) -> None:
    """The last piece of a path, what follows a label, or a tag."""
    text = line.text.strip("#[]<>*-=~ ")
    if line.role == "breadcrumb":
        text = [piece for piece in re.split(r" ?[/›»>→] ?", line.text) if piece][-1]
    elif line.role == "label section":
        text = label_rest(line)
    if story.section is None and len(text) <= 60:
        story.section = Found(text, line, "a section's name")


def take_tags(story: Story, line: Line) -> None:
    """``Topics: Town, Courts``; a single topic stands in for a section."""
    tags = [piece.strip() for piece in re.split(r"[,;|·]", label_rest(line)) if piece.strip()]
    if not tags or story.tags or any(len(tag) > 60 for tag in tags):
        return
    if len(tags) == 1 and story.section is None:
        story.section = Found(tags[0], line, "the only topic")
    story.tags = [Found(tag, line, "after a label") for tag in tags]
