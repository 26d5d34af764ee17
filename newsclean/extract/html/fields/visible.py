"""The byline a reader sees: by its links, its class, or its wording, near the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from lxml.html import HtmlElement

from ....language import bylines, east
from ....language.bylines import NODE, split_byline
from ....language.dates.scan import scan
from ....language.lexicon import Lexicon
from ....language.names import uncased, unique
from ...fields.likeness import key
from .lines import VisibleLine, ahead, joined
from .page import Context

_TOPICS = re.compile(r"(?<![a-z])(?:tags?|topics?|keywords?)(?![a-z])|[a-z]Tags?(?![a-z])|Topic")
_TOPIC_PAGE = re.compile(
    r"/(?:tags?|categor(?:y|ies)|topics?|themen?|themes?|kategorien?|rubri[ck]s?|etiquetas?)/", re.I
)
_TOPIC_CLASS = re.compile(r"(?<![\w-])(?:category|channel|topic|tag)(?![\w-])")
#: Elements this far apart still belong to one byline.
_APART = 26
#: A name alone in the brackets with which Japanese papers end a story.
_EAST_SIGNED = re.compile(
    r"[【（(](?:(?:取材|文|聞き手|執筆)[・：＝])?"
    r"([\u3400-\u9fff々]{4,5}|[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々]{1,3}|"
    r"(?<=【)[\u3400-\u9fff々]{3})(?<![社信聞送会])[】）)]"
)
_LETTER = re.compile(r"[^\W\d_]")
_BREAKS = re.compile(r"\n+")
#: How many elements inside a byline are looked at.
_MOST_WITHIN = 2000


def read(page: Context) -> None:
    """Add the visible bylines to the pool: of links, of marked elements, of lines that say "By",
    and of lines that hold a date and a name.
    """
    pool = page.pool
    topics = _topics(page)
    sure, unsure = _linked(page)
    pool.add("authors", sure, "byline link")
    pool.add("authors", unsure, "author page link")
    names, raw = _marked(page)
    pool.add("authors", _no_topics(names, topics) or names, "byline", raw)
    label = ""
    for line in _head_lines(page):
        names = bylines.said(line.text, page.words) or _announced(label, line, page)
        if names:
            pool.add("authors", _no_topics(names, topics) or names, "byline line", line.plain)
            break
        label = line.plain
    for line in page.below[:8]:
        names = _no_topics(_dated_name(line, page), topics)
        if names:
            pool.add("authors", names, "byline and date", line.plain)
            break
    pool.add("authors", _no_topics(_name_line(page), topics), "line under the headline")
    for line in page.below[:6] if page.words.language in ("", "ja", "ko", "zh") else ():
        pool.add("authors", east.of_lead(line.text), "byline line", line.plain[:200])


def _topics(page: Context) -> set[str]:
    """The headline, and the texts of links near it to pages of a tag or a section."""
    links = (e for e in page.near.places if e.tag == "a" and _to_topic(e))
    return {key(page.title.value or ""), *(key(joined(link, 100)) for link in islice(links, 60))}


def _to_topic(link: HtmlElement) -> bool:
    rel = (link.get("rel") or "").lower()
    if "tag" in rel.split() or _TOPIC_CLASS.search((link.get("class") or "")[:200]):
        return True
    return _TOPIC_PAGE.search((link.get("href") or "")[:300]) is not None


def _no_topics(names: list[str], topics: set[str]) -> list[str]:
    return [name for name in names if key(name) not in topics]


def _announced(label: str, line: VisibleLine, page: Context) -> list[str]:
    """The names of a line that is nothing else, under a line that is "Written by" or the like."""
    if not label or label.lower().strip(" :：") not in page.words.by or len(line.text) > 80:
        return []
    names = split_byline(line.text, page.words)
    return names if all(" " in name or uncased(name) for name in names) else []


def _head_lines(page: Context) -> Iterator[VisibleLine]:
    """The lines around the headline, up to where the text is well under way."""
    yield from page.above[-4:]
    long = 0
    for line in page.below:
        long += len(line.text) > 250
        if long > 3:
            return
        if not page.elsewhere(line.element):
            yield line


def _near(page: Context, elements: list[HtmlElement]) -> list[HtmlElement]:
    """Those of the elements that stand around the headline, not in other parts of the page."""
    return [element for element in elements if not page.elsewhere(element)]


def _cluster(page: Context, elements: list[HtmlElement]) -> list[HtmlElement]:
    """The first elements that follow each other closely, those after the headline preferred."""
    after = [e for e in elements if page.distance(e) >= 0] or elements
    cluster: list[HtmlElement] = []
    for element in after:
        if cluster and page.distance(element) - page.distance(cluster[-1]) > _APART:
            break
        cluster.append(element)
    return cluster


def _linked(page: Context) -> tuple[list[str], list[str]]:
    """The names of links to authors: of those in a byline, and of others near the headline."""
    bylines = set(page.near.bylines)
    links = [e for e in _near(page, page.near.author_links) if not _in_text(e)]
    links = [e for e in links if not helped(e, page.words)]
    sure = [e for e in links if _in_byline(e, bylines, page)]
    unsure = [] if sure else links
    return _names_of(_cluster(page, sure), page), _names_of(_cluster(page, unsure), page)


def _in_byline(link: HtmlElement, bylines: set[HtmlElement], page: Context) -> bool:
    if "author" in (link.get("rel") or "").lower():
        return True
    around = [link, *islice(link.iterancestors(), 3)]
    if any(node in bylines for node in around):
        return True
    return any(page.words.by_pattern.match(joined(node, 200)) for node in around[1:3])


def _names_of(links: list[HtmlElement], page: Context) -> list[str]:
    names: list[str] = []
    for link in links:
        names += [n for n in split_byline(joined(link, 200), page.words) if " " in n or uncased(n)]
    return unique(names)


def helped(element: HtmlElement, words: Lexicon) -> bool:
    """Whether a label before an element says that it names an editor, a reviewer or the like."""
    label = ahead(element)
    return any(not _LETTER.search(label, m.end()) for m in words.helped_pattern.finditer(label))


def _in_text(link: HtmlElement) -> bool:
    """Whether a link is part of a longer text or a list of topics, or is empty."""
    text = joined(link, 200)
    parent = link.getparent()
    if not text or parent is None or len(joined(parent, 400)) > len(text) + 150:
        return True
    for number, node in enumerate((link, *link.iterancestors())):
        if number > 3:
            return False
        if _TOPICS.search(f"{node.get('class') or ''} {node.get('id') or ''}"[:500]):
            return True
    return False


def _marked(page: Context) -> tuple[list[str], str]:
    """The names in the first elements whose class says that they are a byline."""
    raws: list[str] = []
    names: list[str] = []
    known: set[date] = set()
    inside: set[HtmlElement] = set()
    for element in _cluster(page, _near(page, page.near.bylines)):
        within = set(islice(element.iter("*"), _MOST_WITHIN))
        if element in inside or page.headline in within or helped(element, page.words):
            continue
        inside |= within
        text = joined(element, 600)
        if not text or len(text) > 400:
            continue
        if element.tag in ("ul", "ol"):
            text = _BREAKS.sub(NODE, text)
        found = _of_marked(text, page)
        if found:
            days = {when.day for when in scan(text, page.words)}
            if known and days and known.isdisjoint(days):
                break  # the card of another story
            known |= days
            names.extend(found)
            raws.append(" ".join(text.replace(NODE, " ").split()))
    return unique(names)[:20], " / ".join(raws)[:500]


def _of_marked(text: str, page: Context) -> list[str]:
    """The names before the date, the buttons and the like of a byline; or else those after."""
    pieces: list[list[str]] = [[]]
    for piece in bylines.without_dates(text, page.words).replace(NODE, "\n").split("\n"):
        bare = piece.strip(" :|,.•·").lower()
        if not bare or bare in page.words.stop or bare.isdigit():
            pieces.append([])
        else:
            pieces[-1].append(piece)
    for group in pieces:
        whole = NODE.join(group)
        names = split_byline(whole, page.words)
        alone = len(names) == 1 and (len(group) == 1 or page.words.by_pattern.match(whole))
        kept = [n for n in names if " " in n or uncased(n) or alone]
        if kept:
            return kept
    return []


def _dated_name(line: VisibleLine, page: Context) -> list[str]:
    """The names in a line that holds nothing but names and a date."""
    if len(line.text) > 160 or page.elsewhere(line.element):
        return []
    return bylines.dated(line.text, page.words)


def _name_line(page: Context) -> list[str]:
    """The names in a line under the headline that is next to one with a date."""
    lines = page.below[:7]
    for number, line in enumerate(lines):
        if len(line.text) > 80 or page.elsewhere(line.element):
            continue
        around = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]]
        if not any(len(o.text) < 100 and scan(o.plain, page.words) for o in around):
            continue
        names = split_byline(line.text, page.words)
        if (
            names
            and all(1 < len(n.split()) < 5 and "," not in n for n in names)
            and bylines.mostly(names, line.text)
        ):
            return names
    return []


def closing(page: Context) -> tuple[list[str], str]:
    """The names of a line after the text: one that says what it is, or stands on the right."""
    tried = 0
    for element in page.scan.tree.iter("p", "div", "span", "em", "strong", "i", "b", "td"):
        text = element.text
        if text and len(text) < 80 and (":" in text or "：" in text):
            bare = text.strip(" ()（）[]【】\n\t\r")
            if _labelled(bare, page) and not page.elsewhere(element):
                names = split_byline(bare, page.words)
                if names:
                    return names, text
        if text and (found := _EAST_SIGNED.fullmatch(text.strip())) and not page.elsewhere(element):
            return [found[1]], text
        if element.tag in ("p", "div") and tried < 50 and _on_the_right(element):
            tried += 1
            text = joined(element, 100)
            names = split_byline(text, page.words) if len(text) < 60 else []
            if names and all(" " in n for n in names):
                return names, text
    return [], ""


def _labelled(text: str, page: Context) -> bool:
    match = page.words.by_pattern.match(text)
    return match is not None and text[match.end() :].lstrip()[:1] in (":", "：")


def _on_the_right(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "text-align:right" in style or (element.get("align") or "").lower() == "right"
