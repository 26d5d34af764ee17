"""Roles that a line has because of its neighbours."""

from __future__ import annotations

import re

from ..dates import relative
from ..dump import Dump
from ..lines import Line
from ..phrases import phrases

_MAIL = re.compile(
    r"(?:from|to|cc|bcc|subject|date|reply-to|sent|message-id|mime-version|content-[a-z-]{3,40}"
    r"|return-path|list-[a-z-]{3,20}|x-[a-z-]{2,40}|received|delivered-to|von|an|betreff|datum"
    r"|de|para|asunto|fecha|objet|à): ?",
    re.IGNORECASE,
)
#: Roles that are never a part of a story.
FURNITURE = frozenset(
    {
        *("separator", "legal", "sponsor", "advertisement", "navigation", "share", "account"),
        *("appeal", "newsletter", "cookie", "related", "popular", "comments", "wall"),
        *("repeated", "place", "number", "mail header", "url", "reading time", "tail"),
    }
)


def mail_header(dump: Dump) -> None:
    """The lines ``From: ...``, ``To: ...``, ``Subject: ...`` at the head of a mail."""
    head: list[Line] = []
    for line in dump.lines[:40]:
        if line.gap and head:
            break
        if not _MAIL.match(line.text):
            if head and line.indent:  # a folded header line
                head.append(line)
                continue
            break
        head.append(line)
    names = {line.text.split(":")[0].casefold() for line in head}
    if len(head) >= 3 and len(names) >= 3:
        for line in head:
            line.take("mail header", "a header line of a mail")


def growing(dump: Dump) -> None:
    """A line that the next one begins with, at least three in a row: a sponsor's message typed out.

    ``Ad: ACME``, ``Ad: ACME: Fine nails.``, ``Ad: ACME: Fine nails. And hammers.``
    """
    run: list[Line] = []
    for line in [*dump.lines, Line(0, "", "")]:
        if run and line.text.startswith(run[-1].text):
            run.append(line)
            continue
        lengths = {len(member.text) for member in run}
        if len(run) >= 3 and len(lengths) >= 2 or len(run) == 2 and _ad_like(run):
            for member in run:
                member.take("sponsor", "the next line repeats it and goes on")
        run = [line]


def _ad_like(run: list[Line]) -> bool:
    """Two lines will do where the first is a label and a name and the second adds a message."""
    first, second = run
    return ": " in first.text and len(second.text) > len(first.text) and len(first.words) <= 3


def repeated(dump: Dump) -> None:
    """A line that stands elsewhere as furniture is furniture here, and so is its beginning."""
    known = {line.text for line in dump.lines if line.role in ("sponsor", "advertisement")}
    for line in dump.lines:
        if line.plain and line.text in known:
            line.take("sponsor", "repeats a line of furniture")


def sponsor_block(dump: Dump) -> None:
    """Between two rules, all that comes under a sponsor's heading is the sponsor's."""
    rules = [at for at, line in enumerate(dump.lines) if line.role == "separator"]
    for start, end in zip(rules, rules[1:], strict=False):
        inner = dump.lines[start + 1 : end]
        if inner and inner[0].role in ("sponsor", "advertisement") and len(inner) <= 8:
            for line in inner[1:]:
                line.take("sponsor", "under a sponsor's heading")


def _menu_item(line: Line) -> bool:
    free = line.plain or line.role in ("navigation", "legal", "account", "share", "section")
    return free and len(line.text.split()) <= 3 and line.size <= 32 and not line.sentence


def menu_list(dump: Dump) -> None:
    """Three or more short bullets in a row: ``* Home``, ``* News``, ``* Politics``."""
    run: list[Line] = []
    for line in [*dump.lines, Line(0, "", "")]:
        if line.kind == "list_item" and _list_menu_item(line):
            run.append(line)
            continue
        known = [member for member in run if not member.plain or _nav_word(member)]
        if len(run) >= 3 and (known or all(len(m.text.split()) <= 2 for m in run)):
            for member in run:
                member.take("navigation", "a list of short links")
        run = []


def _list_menu_item(line: Line) -> bool:
    if _menu_item(line):
        return True
    return not line.plain and line.role != "related" and len(line.words) <= 5 and not line.prose


def _nav_word(line: Line) -> bool:
    return line.words in phrases().words("nav")


def menu_run(dump: Dump) -> None:
    """A run of one- to three-word lines of which several are a site's usual sections.

    ``Home``, ``News``, ``Tides``, ``Sports``: all four are the menu.
    """
    run: list[Line] = []
    for line in [*dump.lines, Line(0, "", "")]:
        if line.kind != "list_item" and line.number and _menu_item(line) and not line.gap > 1:
            if not run or not line.gap or run[-1].gap or True:
                run.append(line)
                continue
        _claim_run(run)
        run = []


def _claim_run(run: list[Line]) -> None:
    known = [at for at, line in enumerate(run) if _nav_word(line) or line.role == "navigation"]
    if len(known) < 3 or (known[-1] - known[0] + 1) > 4 * len(known):
        return
    first, last = known[0], known[-1]
    for line in run[first : last + 1]:
        if line.plain:
            line.take("navigation", "in a run of menu words")


_TITLE_LIKE = 220


def _listed_title(line: Line) -> bool:
    """What may stand in a list of headlines: no running text, no claimed line but a rank or date."""
    if line.role in ("number", "relative date", "navigation"):
        return True
    if not line.plain or line.size > _TITLE_LIKE:
        return False
    return line.kind == "list_item" or not line.sentence or line.size < 60 or "?" in line.text[-2:]


def headed_lists(dump: Dump) -> None:
    """Headlines under ``Related`` or ``Most read`` belong to other stories.

    The list ends with running text, a claimed line, or a blank line after unbulleted headlines
    where what follows is no list any more.
    """
    lines = dump.lines
    for at, line in enumerate(lines):
        if line.role not in ("related", "popular") or phrases().labelled(line.text):
            if line.role not in ("related", "popular") or phrases().labelled(line.text).rest:
                continue
        bulleted: bool | None = None
        taken = 0
        for follower in lines[at + 1 : at + 60]:
            if not _listed_title(follower):
                break
            if bulleted is None:
                bulleted = follower.kind == "list_item"
            elif (follower.kind == "list_item") != bulleted and follower.role != "number":
                break
            if follower.gap and taken and not bulleted and _headline_next(lines, follower):
                break
            if follower.plain or follower.role in ("relative date", "number"):
                follower.take(line.role, f"in the list under “{line.text[:40]}”")
                taken += 1


def _headline_next(lines: list[Line], line: Line) -> bool:
    """After a blank line a headline may begin: the list above has no blank lines inside."""
    return True


def comment_section(dump: Dump) -> None:
    """From a counter of comments on, if a reader's name and a relative date follow, all is theirs."""
    lines = dump.lines
    prose = 0
    for at, line in enumerate(lines):
        prose += line.plain and line.prose
        if line.role != "comments" or not prose:
            continue
        near = lines[at + 1 : at + 6]
        if not any(n.role == "relative date" or relative(n.text) for n in near):
            continue
        quiet = 0
        for follower in lines[at + 1 :]:
            if follower.role in ("popular", "related", "newsletter", "legal"):
                break
            quiet += 1
            follower.take("comments", "among the readers' comments")
        return


def signup_box(dump: Dump) -> None:
    """Lines between ``Sign up for ...`` and ``Enter your email`` are the box's own words."""
    lines = dump.lines
    for at, line in enumerate(lines):
        if line.role != "newsletter":
            continue
        ahead = lines[at + 1 : at + 5]
        last = max((n for n, f in enumerate(ahead) if f.role == "newsletter"), default=-1)
        for follower in ahead[: max(last, 0)]:
            if follower.plain and follower.size <= 160:
                follower.take("newsletter", "in a box to sign up")
