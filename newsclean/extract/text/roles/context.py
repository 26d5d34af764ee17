"""Roles that a line has because of its neighbours."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from ..dates import relative
from ..dump import Dump, spans
from ..lines import Line
from ..names import outlet, people, singles
from ..phrases import phrases

_MAIL = re.compile(
    r"(?:from|to|cc|bcc|subject|date|reply-to|sent|message-id|mime-version|content-[a-z-]{3,40}"
    r"|return-path|list-[a-z-]{3,20}|x-[a-z-]{2,40}|received|delivered-to|von|an|betreff|datum"
    r"|de|para|asunto|fecha|objet|à): ?",
    re.IGNORECASE,
)
_OPENINGS = 8
"""So many sponsors are remembered, so that the work stays linear."""


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

    ``Ad: ACME``, ``Ad: ACME: Fine nails.``, ``Ad: ACME: Fine nails. And hammers.`` Wherever else a
    line begins as the first of them does, it is the sponsor's too.
    """
    run: list[Line] = []
    openings: set[str] = set()
    for line in [*dump.lines, Line(0, "", "")]:
        if run and line.text.startswith(_unstopped(run[-1].text)):
            run.append(line)
            continue
        if _message(run):
            for member in run:
                member.take("sponsor", "the next line repeats it and goes on")
            if ": " in run[0].text and len(run[0].text) <= 80 and len(openings) < _OPENINGS:
                openings.add(run[0].text)
        run = [line]
    for line in dump.lines:
        if line.plain and openings and line.text.startswith(tuple(openings)):
            line.take("sponsor", "begins as a sponsor's message does")


def _unstopped(text: str) -> str:
    return text.rstrip(".!?…:; ")


def _message(run: list[Line]) -> bool:
    """Three lines of growing length; two will do where the first is a label and a name."""
    lengths = {len(_unstopped(line.text)) for line in run}
    if len(run) >= 3:
        return len(lengths) >= 2
    return len(run) == 2 and len(lengths) == 2 and ": " in run[0].text and len(run[0].words) <= 4


def repeated(dump: Dump) -> None:
    """A line that stands elsewhere as a sponsor's is the sponsor's here."""
    known = {line.text for line in dump.lines if line.role in ("sponsor", "advertisement")}
    for line in dump.lines:
        if line.plain and line.text in known:
            line.take("sponsor", "repeats a line of furniture")


def sponsor_block(dump: Dump) -> None:
    """Between two rules, all that comes under a sponsor's heading is the sponsor's."""
    rules = [at for at, line in enumerate(dump.lines) if line.role == "separator"]
    for start, end in itertools.pairwise(rules):
        inner = dump.lines[start + 1 : end]
        if inner and inner[0].role in ("sponsor", "advertisement") and len(inner) <= 8:
            for line in inner[1:]:
                line.take("sponsor", "under a sponsor's heading")


def sponsor_lines(dump: Dump) -> None:
    """A few short lines under a sponsor's, with a blank line above and below, are the sponsor's.

    ``Sponsored by ACME`` / ``Nails that stay`` / ``Order them today.``
    """
    lines = dump.lines
    starts = [at for at, line in enumerate(lines) if line.gap]
    for start, end in spans(starts, len(lines)):
        inner = lines[start + 1 : end]
        short = all(line.plain and line.size <= 160 for line in inner)
        if lines[start].role == "sponsor" and 1 <= len(inner) <= 3 and short:
            for line in inner:
                line.take("sponsor", "under a sponsor's line")


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
        if line.kind != "list_item" and line.number and _menu_item(line) and line.gap <= 1:
            run.append(line)
            continue
        _claim_run(run)
        run = []


def _claim_run(run: list[Line]) -> None:
    gaps = [0, *(at for at, line in enumerate(run) if at and line.gap)]
    if len(gaps) > 1 and gaps[-1] - gaps[-2] >= 4 and len(run) - gaps[-1] <= 2:
        run = run[: gaps[-1]]  # a section's name over the headline, or the headline too
    elif len(run) > 4 and run[-1].words in [line.words for line in run[:-1]]:
        run = run[:-1]
    known = [at for at, line in enumerate(run) if _nav_word(line)]
    homes = phrases().words("home")
    home = next((at for at, line in enumerate(run) if line.words in homes), None)
    if home is not None and len(_unparted(run[home:])) >= 4:
        first, last = home, home + len(_unparted(run[home:])) - 1
        last = max([last, *known])
    elif len(known) < 3 or (known[-1] - known[0] + 1) > 4 * len(known):
        return
    else:
        first, last = known[0], known[-1]
    for line in run[first : last + 1]:
        if line.plain and (outlet(line.text) < 3 or _nav_word(line)):
            line.take("navigation", "in a run of menu words")


def _unparted(run: list[Line]) -> list[Line]:
    """The first lines of a run, down to the first blank line."""
    end = next((at for at, line in enumerate(run) if at and line.gap), len(run))
    return run[:end]


_TITLE_LIKE = 220


def _listed_title(line: Line) -> bool:
    """What may stand in a list of headlines: no running text; ranks and dates are none."""
    if line.role in ("number", "relative date", "navigation"):
        return True
    if not line.plain or line.size > _TITLE_LIKE:
        return False
    return line.kind == "list_item" or not line.sentence or line.size < 60 or line.text[-1] in "?!"


def headed_lists(dump: Dump) -> None:
    """Headlines under ``Related`` or ``Most read`` belong to other stories.

    The list ends with running text or a claimed line, and after a blank line where it has none
    inside.
    """
    lines = dump.lines
    heads = {"related", "popular"}
    if sum(1 for line in lines if line.role == "readmore") == 1:
        heads.add("readmore")
    claimed = 0
    for at, line in enumerate(lines):
        if line.role not in heads or at < claimed:
            continue
        label = phrases().labelled(line.text)
        if label is None or not label.rest:
            claimed = at + 1 + _claim_list(line, lines[at + 1 : at + 40])


def _claim_list(heading: Line, followers: list[Line]) -> int:
    """Claim the headlines under a heading; how many lines that were."""
    bulleted: bool | None = None
    taken = count = 0
    role = "related" if heading.role == "readmore" else heading.role
    for line, below in zip(followers, [*followers[1:], None], strict=False):
        if taken and line.gap and below is not None and below.role in ("byline", "label date"):
            return count  # the page's own headline
        stopped = line.plain and line.text.endswith(".") and line.kind != "list_item"
        if not _listed_title(line) or (stopped and taken < 2):
            return count
        ranked = line.role in ("number", "relative date")
        if bulleted is None:
            bulleted = line.kind == "list_item"
        elif (line.kind == "list_item") != bulleted and not ranked:
            return count
        if line.gap and taken and not bulleted and not ranked:
            return count
        if line.plain or ranked:
            line.take(role, f"in the list under “{heading.text[:40]}”")
            taken += 1
        count += 1
    return count


def comment_section(dump: Dump) -> None:
    """From a counter of comments on, all is the readers' if a name and a relative date follow."""
    lines = dump.lines
    prose = 0
    for at, line in enumerate(lines):
        prose += line.plain and line.prose
        if line.role != "comments" or not prose:
            continue
        near = lines[at + 1 : at + 6]
        if not any(n.role == "relative date" or relative(n.text) for n in near):
            continue
        for follower in lines[at + 1 :]:
            if follower.role in ("popular", "related", "newsletter", "legal"):
                break
            follower.take("comments", "among the readers' comments")
        return


def comment_talk(dump: Dump) -> None:
    """Name, relative date, remark, twice or more in a row, after running text: readers talk.

    ``gardener_9`` / ``2 hours ago`` / ``About time.`` / ``Oriel W.`` / ``yesterday`` / ...
    """
    lines = dump.lines
    prose = 0
    starts: list[int] = []
    often = Counter(line.words for line in lines if len(line.words) <= 2)
    for at, line in enumerate(lines[:-1]):
        prose += line.plain and line.prose
        if line.role != "relative date" or prose < 3 or at < 2:
            continue
        name, before, remark = lines[at - 1], lines[at - 2], lines[at + 1]
        named = name.plain and len(name.text.split()) <= 3 and not name.sentence
        button = len(before.words) <= 2 and often[before.words] > 1
        counted = not starts and before.plain and before.text[:1].isdigit()
        talk = remark.plain and (remark.sentence or remark.size > 80)
        if named and talk and (counted or button or before.sentence or not before.plain):
            starts.append(at - 2 if counted else at - 1)
    if len(starts) < 2:
        return
    for line in lines[starts[0] :]:
        if line.role in ("popular", "related", "newsletter", "legal", "navigation"):
            return
        line.take("comments", "among the readers' comments")


_BOXED = frozenset({"newsletter", "sponsor", "appeal", "account"})


def boxes(dump: Dump) -> None:
    """On a page of parted paragraphs, lines without a gap around a known line of a box are a box.

    ``Get more of the Courier`` / ``All stories for a dollar.`` / ``Subscribe now``, below a text.
    """
    lines = dump.lines
    texts = [line for line in lines if line.plain and line.prose]
    if len(texts) < 2 or sum(1 for line in texts if line.gap) < 0.7 * len(texts):
        return
    first = lines.index(texts[0])
    starts = [at for at in range(first + 1, len(lines)) if lines[at].gap]
    for start, end in spans(starts, len(lines)):
        box = lines[start:end]
        if not 2 <= len(box) <= 6 or not {box[0].role, box[-1].role} & _BOXED:
            continue
        if all(line.size <= 160 and line.role in ("", *_BOXED) for line in box):
            for line in box:
                if line.plain:
                    line.take("newsletter", "in a box with a known line")


def share_row(dump: Dump) -> None:
    """A word between two buttons to share is one too: ``Share``, ``Warble``, ``Email``."""
    for above, line, below in zip(dump.lines, dump.lines[1:], dump.lines[2:], strict=False):
        known = above.role == below.role == "share" and not line.gap and not below.gap
        if known and line.plain and len(line.text.split()) <= 2 and not line.sentence:
            line.take("share", "between two buttons to share")


def below_date(dump: Dump) -> None:
    """Between a story's date and a button to share, a word or two is a button too."""
    for above, line, below in zip(dump.lines, dump.lines[1:], dump.lines[2:], strict=False):
        known = above.role == "date" and below.role == "share" and not below.gap
        short = line.plain and len(line.words) <= 2 and not line.sentence
        if known and short and not people(line.text) and outlet(line.text) < 2:
            line.take("share", "between a date and a button to share")


def imprint(dump: Dump) -> None:
    """A company's name among the last lines: ``Valley Media Ltd``."""
    forms = {word for word in singles("company") if len(word) > 2}
    for line in dump.lines[-6:]:
        short = line.plain and 2 <= len(line.words) <= 6 and not line.kind
        if short and line.words[-1] in forms and line is not dump.lines[0]:
            line.take("legal", "a company's name at the end of the page")


def reporter_at(dump: Dump) -> None:
    """A name and a place beside a date, below a headline: ``Ana Cruz in Port Alder``."""
    lines = dump.lines
    for at in range(2, min(len(lines) - 1, 60)):
        line, above = lines[at], lines[at - 1]
        if not line.plain or line.size > 60 or len(above.words) < 4 or not above.plain:
            continue
        if lines[at + 1].role == "date" and _name_and_place(line.text):
            line.take("byline", "a name and a place beside a date")


def _name_and_place(text: str) -> bool:
    words = text.split()
    for at in range(2, min(4, len(words) - 1)):
        if words[at].casefold() in singles("at") and people(" ".join(words[:at])):
            return all(word[:1].isupper() for word in words[at + 1 :])
    return False


def signup_box(dump: Dump) -> None:
    """Lines between ``Sign up for ...`` and ``Enter your email`` are the box's own words."""
    lines = dump.lines
    for at, line in enumerate(lines):
        if line.role != "newsletter":
            continue
        above = lines[at - 1] if at else None
        if above and above.plain and not above.sentence and len(above.words) <= 8 and at > 5:
            above.take("newsletter", "heads a box to sign up")
        elif at > 6 and line.words in phrases().words("email field"):
            _field_above(lines[at - 2 : at])
        ahead = lines[at + 1 : at + 5]
        last = max((n for n, f in enumerate(ahead) if f.role == "newsletter"), default=-1)
        for follower in ahead[: max(last, 0)]:
            if follower.plain and follower.size <= 160:
                follower.take("newsletter", "in a box to sign up")


def _field_above(pair: list[Line]) -> None:
    """A heading and one sentence right above the field for the address."""
    heading, said = pair
    named = heading.plain and not heading.sentence and 2 <= len(heading.words) <= 8
    if named and said.plain and said.sentence and said.size <= 120:
        heading.take("newsletter", "heads a box to sign up")
        said.take("newsletter", "in a box to sign up")
