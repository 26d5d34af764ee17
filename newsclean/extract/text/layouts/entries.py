"""Stories of a list: items of a digest or newsletter, entries of an index, links."""

from __future__ import annotations

from ....language.dates.scan import clock, scan
from ....language.outlets import outlet
from ....language.script import words_of
from ..dump import Dump
from ..lines import Line
from ..masthead import list_date
from ..story import Found, Story
from .columns import Row, Value, rows
from .listing import Unit


def read(dump: Dump, units: list[Unit]) -> list[Story]:
    """The stories of the units of a list."""
    first = units[0].lines[0][1].line
    list_date(dump, dump.lines.index(first))
    found = [row for row in rows(units) if row.title and words_of(row.title.text)]
    found = [row for row in found if not _odd(row, found)]
    dated = 2 * sum(1 for row in found if row.date) > len(found)
    told = 2 * sum(1 for row in found if row.summary) > len(found)
    stories = [_story(dump, row) for row in found]
    if not any(row.date for row in found) and (day := _day_of_all(dump, first)):
        for story in stories:
            story.published = day
    last = stories[-1].title if stories else None
    if last and told and not stories[-1].summary and last.line is dump.lines[-1]:
        last.how = f"{last.how}, cut off at the end of the dump"
    for story in stories:
        story.kind = "brief" if told and not dated else "link"
    _own_publisher(dump, stories)
    for line in dump.lines:
        if line.plain and stories:
            line.take("other", "belongs to no item")
    return stories


def _odd(row: Row, found: list[Row]) -> bool:
    """It lacks what all others have: a sponsor's few lines look like an item."""
    others = [other for other in found if other is not row]
    if len(others) < 3 or row is found[-1]:
        return False
    lacking = sum(
        1
        for name in ("date", "publisher", "url")
        if not getattr(row, name) and all(getattr(other, name) for other in others)
    )
    return lacking > 0


def _day_of_all(dump: Dump, first: Line) -> Found | None:
    """A date by itself above the first item, beside the page's own: the day of all items."""
    for line in reversed(dump.lines[: dump.lines.index(first)]):
        dates = scan(line.text)
        if dates and line is not dump.retrieved_line and line.size <= 60 and line.role != "legal":
            line.take("date", "the day of all items")
            return Found(dates[0].whole, line, "above the first item")
    return None


def _story(dump: Dump, row: Row) -> Story:
    story = Story(kind="brief")
    if row.title:
        story.title = _found(row.title, "the headline of an entry")
        row.title.shape.line.take("headline", "the headline of an entry")
    if row.publisher:
        story.publisher = _found(row.publisher, "beside the headline")
        if not story.publisher.line.fields and story.publisher.line.role != "headline":
            story.publisher.line.take("publisher", "beside the headline")
    if row.section:
        text = row.section.text.strip("#[]<>*-=~:@/—–·|+ ")
        story.section = Found(text, row.section.shape.line, "the heading above")
        row.section.shape.line.take("section", "a heading over entries")
    if row.date:
        story.published = _found(row.date, "beside the headline")
        if row.date.shape.line.plain:
            row.date.shape.line.take("entry data", "source, date or counts of an entry")
        on_the_day(dump, story)
    if row.url:
        story.url = _found(row.url, "the link to the story")
    story.authors = [_found(value, "beside the headline") for value in row.authors]
    for value in row.summary:
        story.summary.append(_found(value, "under the headline"))
        if value.shape.line.role != "headline":
            value.shape.line.take("summary", "under the headline")
    return story


def _found(value: Value, how: str) -> Found:
    return Found(value.text, value.shape.line, how)


def on_the_day(dump: Dump, story: Story) -> None:
    """A time of day by itself is one of the page's day."""
    found = story.published
    moment = clock(found.value) if found else None
    days = scan(dump.retrieved or "")
    if found is None or moment is None or moment.end < len(found.value) or not days:
        return
    day = days[0].whole
    if days[0].time:
        day = day.replace(days[0].time, "").rstrip(" ,-–—|·")
    story.published = Found(f"{day} {moment.raw}", found.line, f"{found.how}, the page's day")


def _own_publisher(dump: Dump, stories: list[Story]) -> None:
    """Where no item names a source, all are the paper's whose page it is."""
    if any(story.publisher for story in stories):
        return
    line = dump.site
    if line is None or dump.site_name is None:
        return
    for story in stories:
        if not story.summary or outlet(dump.site_name) >= 3 or story.published:
            story.kind = "link"
        story.publisher = Found(dump.site_name, line, "the paper whose page it is")
