"""A page of many short items that nothing but their shape tells, the same again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from ..dump import Dump, spans
from ..lines import Line
from ..masthead import list_date
from ..names import outlet
from ..story import Found, Story
from . import entry, index
from .digest import cut_source

_LEAST = 4
_BLURB = 900
_BLURB_LINES = 4
_HEADLINE = 220
_HEAD = 4
_DATA = frozenset({"date", "relative date", "label publisher", "label date"})


@dataclass
class Item:
    """One item: where it begins and ends, and where its headline stands."""

    start: int
    headline: int
    end: int


def parted(dump: Dump) -> list[Story]:
    """The items that rules or blank lines part."""
    return _read(dump, (by_rules, by_blocks))


def read(dump: Dump) -> list[Story]:
    """The items of the page, or nothing where its lines do not repeat a shape.

    Each is a headline, perhaps with a name or a date above or below, and a few sentences::

        Rain at last in the north
        It rained on Monday.

        A whale is seen off the coast
        The whale swam south.
    """
    return _read(dump, (by_turns,))


def _read(dump: Dump, cutters: tuple[Callable[[Dump], list[Item]], ...]) -> list[Story]:
    if dump.walled:
        return []
    _sources_no_credits(dump)
    for cutter in cutters:
        items = cutter(dump)
        least = _LEAST - (cutter is by_rules)
        if len(items) >= least and _fits(dump, items, cutter is not by_turns):
            return _stories(dump, items)
    return []


def _sources_no_credits(dump: Dump) -> None:
    """Where most texts have a name in brackets below, those are sources; the texts, no captions."""
    captions = [line for line in dump.lines if line.role == "caption" and line.sentence]
    texts = sum(1 for line in dump.lines if line.plain and line.prose)
    names = [line for line in dump.lines if line.role == "credit" and line.text[-1] in ")]"]
    if len(names) >= _LEAST and 2 * len(names) >= len(captions) + texts:
        for line in captions:
            line.take("", "")


def by_rules(dump: Dump) -> list[Item]:
    """Between rules: ``----------``; the first item stands at the end of what comes before."""
    rules = [at for at, line in enumerate(dump.lines) if line.role == "separator"]
    if len(rules) < 2:
        return []
    items: list[Item] = []
    for start, end in spans([dump.masthead, *(at + 1 for at in rules)], len(dump.lines)):
        if item := _item(dump.lines, start, end - (end - 1 in rules)):
            items.append(item)
    if items and items[0].start < rules[0] and len(items) > 1:
        _shorten(items[0], Counter(_lead(dump.lines, i) for i in items[1:]))
    return items


def by_blocks(dump: Dump) -> list[Item]:
    """Blocks of lines that a blank line parts."""
    starts = [
        at
        for at, line in enumerate(dump.lines)
        if line.gap or at == dump.masthead or line.role == "separator"
    ]
    items: list[Item] = []
    for start, end in spans([at for at in starts if at >= dump.masthead], len(dump.lines)):
        item = _item(dump.lines, start, end)
        if item is None and items:
            item = _bare(dump.lines, start, end)
        if item is not None:
            items.append(item)
    bare = sum(1 for item in items if not any(map(_said, dump.lines[item.start : item.end])))
    return items if 2 * bare <= len(items) else []


def _bare(lines: list[Line], start: int, end: int) -> Item | None:
    """A headline with its source or date, and nothing said."""
    known = [lines[at].role in _DATA or _in_brackets(lines[at]) for at in range(start, end)]
    block = [at for at in range(start, end) if lines[at].plain or known[at - start]]
    heads = [at for at in block if _heads(lines[at]) and len(lines[at].text.split()) >= 3]
    if not 2 <= end - start <= 4 or len(block) < 2 or not heads:
        return None
    return Item(start, max(heads, key=lambda at: (_weight(lines[at]), -at)), end)


def by_turns(dump: Dump) -> list[Item]:
    """Headline and sentences by turns, however they are parted."""
    lines = dump.lines
    starts: list[int] = []
    for at in range(dump.masthead + 1, len(lines) + 1):
        ended = _said(lines[at - 1]) or _signs(lines[at - 1])
        if at == len(lines) or (ended and not _said(lines[at]) and not _signs(lines[at])):
            starts.append(at)
    first = next((at for at in range(dump.masthead, len(lines)) if not _said(lines[at])), 0)
    items = [
        item
        for start, end in spans([first, *starts[:-1]], starts[-1] if starts else 0)
        if (item := _item(lines, start, end))
    ]
    leads = Counter(_lead(lines, item) for item in items[1:])
    for item in items:
        _shorten(item, leads)
    return items


def _signs(line: Line) -> bool:
    """``-- Valley Courier`` under a text."""
    return line.text.startswith(("--", "—", "–")) or line.mark in ("—", "–")


def _said(line: Line) -> bool:
    """A piece of a blurb: a sentence, of some length where it could be a headline."""
    if not line.plain or line.kind == "heading":
        return False
    asked = line.text.endswith("?") and not line.prose
    long = line.size >= 40 or len(line.words) >= 6
    return long and not asked and (line.prose or line.sentence)


def _item(lines: list[Line], start: int, end: int) -> Item | None:
    """Short lines, among them a headline, and then nothing but sentences and data."""
    said = next((at for at in range(start, end) if _said(lines[at])), None)
    if said is None:
        return None
    heads = [at for at in range(start, said) if _heads(lines[at])]
    if not heads:
        return None
    headline = max(heads, key=lambda at: (_weight(lines[at]), at))
    if any(
        lines[at].plain and not _said(lines[at]) and _heads(lines[at]) and len(lines[at].words) > 6
        for at in range(said, end)
    ):
        return None
    return Item(start, headline, end)


def _weight(line: Line) -> int:
    """The longer line is the headline; a newspaper's name and what follows a dash seldom are."""
    named = outlet(line.text) >= 3 or line.mark in ("—", "–")
    data = entry.meta(line.text).sure
    return min(len(line.text.split()), 8) - 4 * named - 8 * data


def _heads(line: Line) -> bool:
    """It may be a headline: free, some words, no sentence that is long."""
    return line.plain and not _said(line) and line.size <= _HEADLINE and len(line.words) >= 2


def _lead(lines: list[Line], item: Item) -> int:
    """How many lines stand over the headline."""
    return item.headline - item.start


def _shorten(item: Item, leads: Counter[int]) -> None:
    """What stands over the first headline beyond what the others have is the page's head."""
    usual = leads.most_common(1)[0][0] if leads else 0
    item.start = max(item.start, item.headline - usual)


def _fits(dump: Dump, items: list[Item], parted: bool) -> bool:
    """The items hold nearly all that the page says, each is short and much like the others.

    ``parted`` says that rules or blank lines part them; where only the turns of headline and
    sentences do, an article with headings looks the same, and a name or a date at most items must
    vouch for them.
    """
    lines = dump.lines
    inside = [[line for line in lines[item.start : item.end] if _said(line)] for item in items]
    total = sum(line.size for line in lines if _said(line))
    sizes = sorted(sum(line.size for line in texts) for texts in inside)
    if sum(sizes) < 0.9 * total or sizes[-1] > _BLURB or sizes[-1] > 6 * sizes[len(sizes) // 2]:
        return False
    if any(len(texts) > _BLURB_LINES for texts in inside):
        return False
    if any(line.role == "byline" for line in lines[: items[0].end]):
        return False  # an article with headings
    headlines = [lines[item.headline] for item in items]
    if len({line.words for line in headlines}) < len(headlines):
        return False  # buttons
    if 2 * sum(1 for line in headlines if line.text.endswith("?")) > len(headlines):
        return False  # an interview
    if not parted and 10 * sum(_near(lines, item) for item in items) < 9 * len(items):
        return False
    labels = Counter(
        line.words for item in items for line in _labels(lines, item) if line.role != "readmore"
    )
    named = sum(1 for item in items if _named(lines, item, labels))
    if 4 * named >= 3 * len(items):
        return True
    several = sum(1 for texts in inside if len(texts) > 2)
    worded = sum(1 for line in headlines if len(line.text.split()) >= 4)
    alike = 4 * several <= len(items) and 2 * worded > len(items)
    return parted and alike and len(items) > _LEAST


def _near(lines: list[Line], item: Item) -> bool:
    """Hardly a line but the headline stands above the item's sentences."""
    said = next(at for at in range(item.headline, item.end) if _said(lines[at]))
    return said - item.start <= _HEAD


def _in_brackets(line: Line) -> bool:
    """``(Valley Courier)``"""
    return line.role == "credit" and line.text[0] in "([" and line.text[-1] in ")]"


def _labels(lines: list[Line], item: Item) -> list[Line]:
    """The short lines of an item beside its headline."""
    others = [line for line in lines[item.start : item.end] if line is not lines[item.headline]]
    return [line for line in others if len(line.words) <= 5 and not _said(line)]


def _named(lines: list[Line], item: Item, labels: Counter[tuple[str, ...]]) -> bool:
    """A source or a date stands by the headline; a name that comes back is a source, too."""
    for line in _labels(lines, item):
        if (
            line.role in _DATA
            or _in_brackets(line)
            or (line.role in ("", "section", "credit") and labels[line.words] > 1)
        ):
            return True
        bare = line.text.strip("()[]—–- ")
        if line.plain and (outlet(bare) >= 3 or entry.meta(bare).sure):
            return True
    text, source = entry.source_at_end(lines[item.headline].text)
    last = cut_source(lines[item.headline].text)
    return (bool(source) and len(text.split()) >= 2) or (last is not None and outlet(last[0]) >= 3)


def _stories(dump: Dump, items: list[Item]) -> list[Story]:
    list_date(dump, items[0].start)
    index.name_leads([dump.lines[item.start : item.end] for item in items])
    stories: list[Story] = []
    above = index.headings(dump, [dump.lines[item.start : item.end] for item in items])
    for item in items:
        lines = dump.lines[item.start : item.end]
        if story := entry.read(lines, dump, dump.lines[item.headline]):
            index.on_the_day(dump, story)
            index.under(story, above.get(lines[0].number))
            stories.append(story)
    entry.split_titles(stories)
    own_publisher(dump, stories)
    for line in dump.lines:
        if line.plain and stories:
            line.take("other", "belongs to no item")
    return stories


def own_publisher(dump: Dump, stories: list[Story]) -> None:
    """Where no item names a source, all are the paper's whose page it is."""
    if any(story.publisher for story in stories) or dump.aggregator:
        return
    line = dump.site
    if line is None or dump.site_name is None:
        return
    for story in stories:
        story.kind = "link"
        story.publisher = Found(dump.site_name, line, "the paper whose page it is")
