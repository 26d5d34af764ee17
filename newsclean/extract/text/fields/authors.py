"""Who wrote the story: the names on the lines around it, and the choice."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ....language.bylines import dated, said, signed, split_byline, staff_of, without_dates
from ....language.lexicon import Lexicon
from ....language.names import looks_like_name, uncased, unique
from ....language.script import words_of
from ...fields.likeness import key
from ..story import Choice, Found
from .dates import ago
from .publisher import without_article
from .score import shares

if TYPE_CHECKING:
    from .setting import Setting

_HANDLE = re.compile(
    r"\(?@\w{2,30}\)?(?!\S*\.\w)|https?://\S{1,200}|\^\d{1,2}|(?<=[^\W\d_])[\d¹²³⁰]{1,2}(?=[,\s]*\Z)"
)
_BREAK = re.compile(r"\[[^\[\]]{0,80}\]|[━─—_=*•]{3,}|(?<=\w)\|(?=\w)")
#: Where two words were glued: "HolmNews Reporter". Not "McAlder", "DeRidder".
_GLUED = re.compile(r"(?<=[^\W\d_]{3}[a-zß-ÿ])(?=[A-ZÀ-Þ][a-zß-ÿ])")
#: An agency by its letters, on a line of its own.
_SIGN = re.compile(r"[A-Z]{2,5}|[a-z]{3,4}")
_ORDINAL = re.compile(r"\A\d{1,2}\. (?=[^\W\d_])")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_TEXT = re.compile(r"[\W_]{0,9}|\(?BUTTON\)?|\(?IMAGE\)?")
_WITHIN = re.compile(
    r"(?<=[\s|.,•·-])(?:by|von|par|por|door|af|av|di|przez|от)\s(?=[^\W\d_])", re.I
)
_LONGEST = 220
_BESIDE = 40
"""Letters that may stand beside a name and a date."""
_UNLIKELY = 0.001
"""What the tagger takes for a byline with less than this is none."""
_LISTED = 8
"""Lines below a byline's word that may go on with names."""


@dataclass(slots=True)
class Byline:
    """Names that a line, or a few lines below each other, may give as the authors'."""

    names: list[str]
    at: int
    end: int
    """Index after its last line."""
    form: str
    """``said``, ``dated``, ``named``, ``signed`` or ``within``."""
    clues: dict[str, float] = field(default_factory=dict)
    p: float = 0.0


def names_on(text: str, words: Lexicon) -> tuple[list[str], str]:
    """The persons that a line names as authors may be named, and by which form.

    >>> from ....language.lexicon import lexicon
    >>> names_on("By LISE HOLM, ANA CRUZ and JAN BERG", lexicon("en"))
    (['LISE HOLM', 'ANA CRUZ', 'JAN BERG'], 'said')
    >>> names_on("Ana Cruz, Staff writer | Jun 3, 2024", lexicon("en"))
    (['Ana Cruz'], 'dated')
    """
    if len(text) > _LONGEST:
        return [], ""
    bare = _prepared(text)
    if not bare:
        return [], ""
    if names := said(bare, words):
        return _no_houses(names), "said"
    if names := _dated(bare, words):
        return names, "dated"
    if names := signed(text, words):
        return names, "signed"
    if names := _plain(bare, words):
        return names, "named"
    if (by := _WITHIN.search(bare)) and (names := said(bare[by.start() :], words)):
        return [name for name in names if " " in name or uncased(name)], "within"
    return [], ""


def _no_houses(names: list[str]) -> list[str]:
    """Names without those in capitals behind one that is not: whom somebody writes for."""
    if names[0].isupper() or " " not in names[0]:
        return names
    return [name for name in names if not (name.isupper() and " " in name)]


def _prepared(text: str) -> str:
    """A line without what stands around names in dumps: addresses, handles, pictures, rules."""
    text = _BREAK.sub(" | ", _MAIL.sub(" ", text))
    text = _GLUED.sub(" | ", _HANDLE.sub(" ", text))
    return _ORDINAL.sub("", " ".join(text.split()).strip(" |•·*-–—"))


def _dated(text: str, words: Lexicon) -> list[str]:
    """Names beside a date; what else stands there must be labels, jobs or a paper."""
    if names := dated(text, words):
        return names
    rest = without_dates(text, words)
    parts = text.split("|")
    if rest == text and not any(ago(part.strip(), words) for part in parts[1:]):
        return []
    pieces = re.split(r"[\n|•·/]", words.label_pattern.sub(" ", rest))
    bare = [piece.strip(" ,-–—:") for piece in pieces]
    for piece in bare:
        beside = sum(len(other) for other in bare) - len(piece)
        if beside <= _BESIDE and (names := said(piece, words) or _plain(piece, words)):
            return names
    return []


def _plain(text: str, words: Lexicon) -> list[str]:
    """The names of a line that is names, and perhaps what they do, and nothing else."""
    if len(text) > 160 or (text[-1:] in ".!?:…" and not text.endswith(("Jr.", "Sr."))):
        return []
    names = [name for name in split_byline(text, words) if _full(name)]
    names = names or _before_job(text, words)
    left = key(text)
    for name in names:
        left = left.replace(key(name), "", 1)
    return names if len(left) <= (30 if _is_job(text, words) else 8) else []


def _before_job(text: str, words: Lexicon) -> list[str]:
    """The name before a job that no comma parts from it: "Ana Cruz Parliamentary Editor"."""
    head = re.split(r" ?[,|] ?", text, maxsplit=1)[0]
    tokens = head.split()
    if tokens and tokens[0].casefold() in words.by:
        del tokens[0]
    job = next((n for n, t in enumerate(tokens) if t.lower() in words.roles), 0)
    if not 2 <= job <= 5 or len(tokens) > 8:
        return []
    middle = tokens[1].endswith(".") or (tokens[1].islower() and job > 2)
    name = " ".join(tokens[: 3 if middle else 2])
    return [name] if looks_like_name(name, words) else []


def _full(name: str) -> bool:
    """A name of two to five words, or one of a script that needs no blank in it."""
    tokens = name.split()
    return 2 <= len(tokens) <= 5 if not uncased(name) else 2 <= len(name) <= 24


def bylines(page: Setting) -> list[Byline]:
    """All that may be a byline around the story."""
    found: list[Byline] = []
    _, end = page.text
    last = -1
    house = without_article(page.lines[page.house].text) if page.house is not None else None
    for at in page.zone:
        if at == page.title_at or at <= last or _is(page, at, house):
            continue
        if page.house is not None and at < page.house:
            continue  # an aggregator's own
        deep = page.first_long + 25 < at < end - 12
        if deep or (page.p and page.role(at, "byline") < _UNLIKELY):
            continue
        text = page.lines[at].text
        if len(text) <= 40 and _is_word(text, page.words):
            names, stop = _below(page, at)
            form = "said below"
        else:
            (names, form), stop = names_on(text, page.words), at + 1
        if not names and _SIGN.fullmatch(text) and _dated_beside(page, at):
            names, form = [text], "sign"
        if names:
            last = stop - 1
            found.append(Byline(unique(names), at, stop, form))
    return _gathered(page, found)


def _is(page: Setting, at: int, house: str | None) -> bool:
    return house is not None and without_article(page.lines[at].text[:80]) == house


def _dated_beside(page: Setting, at: int) -> bool:
    return any(page.spans(other) for other in page.near(at, 1))


def _is_word(text: str, words: Lexicon) -> bool:
    """A line that is nothing but "By", "Written by" or the like."""
    bare = text.strip(" :：|-–—*").casefold()
    if bare in words.by:
        return True
    found = words.by_pattern.match(f"{bare} ")
    if found and found.end() >= len(bare):
        return True
    tokens = bare.split()
    return text.rstrip().endswith(":") and len(tokens) <= 5 and not words.by.isdisjoint(tokens)


def _below(page: Setting, at: int) -> tuple[list[str], int]:
    """The names on the lines below a byline's word, and where they end."""
    names: list[str] = []
    stop, blank = at + 1, 0
    for below in range(at + 1, min(len(page.lines), at + 1 + _LISTED)):
        text = page.lines[below].text
        bare = text.strip(" ,;&|").casefold()
        if _NO_TEXT.fullmatch(text) or bare in page.words.conjunctions or not bare:
            continue
        more, _ = names_on(text, page.words)
        text = _prepared(text)
        if not more and not names and len(text) <= 60:
            more = split_byline(text, page.words)
        if not more or (names and page.lines[below].prose):
            blank += 1
            if not names or blank > 1 or not _is_job(text, page.words):
                break
            continue
        names += more
        stop = below + 1
    return names, stop


def _is_job(text: str, words: Lexicon) -> bool:
    return len(text) <= 60 and any(w.lower() in words.roles for w in _WORD.findall(text))


def _gathered(page: Setting, found: list[Byline]) -> list[Byline]:
    """Bylines below each other are one: authors' names on a line each, with jobs between."""
    result: list[Byline] = []
    for one in found:
        above = result[-1] if result else None
        if (
            above
            and one.form == above.form
            and _may_follow(page, one)
            and one.at - above.end <= 2
            and all(_aside(page, at) for at in range(above.end, one.at))
            and page.part(one.at) == page.part(above.at)
            and len(above.names) < 12
        ):
            above.names = unique([*above.names, *one.names])
            above.end = one.end
            continue
        result.append(one)
    return result


def _may_follow(page: Setting, one: Byline) -> bool:
    """Names on a line of their own that are surely names: they may go on with those above."""
    if one.form == "said":
        return bool(staff_of(page.lines[one.at].text))
    tokens = [word.lower() for name in one.names for word in _WORD.findall(name)]
    cased = not any(uncased(name) for name in one.names)
    return one.form == "named" and cased and not page.small.intersection(tokens)


def _aside(page: Setting, at: int) -> bool:
    """A line that may stand between two authors."""
    text = page.lines[at].text
    bare = text.strip(" ,;&|").casefold()
    return bool(
        _NO_TEXT.fullmatch(text)
        or bare in page.words.conjunctions
        or _is_job(text, page.words)
        or _MAIL.fullmatch(text.strip())
        or _HANDLE.fullmatch(text.strip())
    )


def candidates(page: Setting) -> list[Byline]:
    """The bylines around the story, each with its clues."""
    found = bylines(page)
    texts = _body_text(page)
    for one in found:
        clues = page.looks(one.at) | _of_names(page, one, texts)
        clues[f"form {one.form}"] = 1.0
        beside = [*range(max(0, one.at - 2), one.at), *range(one.end, one.end + 2)]
        beside = [at for at in beside if at < len(page.lines)]
        clues["date on the line"] = float(any(page.spans(at) for at in range(one.at, one.end)))
        clues["date beside"] = float(any(page.spans(at) for at in beside))
        clues["job beside"] = float(any(_is_job(page.lines[at].text, page.words) for at in beside))
        clues["mail beside"] = float(
            any("@" in page.lines[at].text for at in [one.at, *beside] if at < len(page.lines))
        )
        away = abs(one.at - page.start)
        clues["another nearer"] = float(any(abs(o.at - page.start) < away for o in found))
        said_nearer = (o for o in found if o.form.startswith("said") and o is not one)
        clues["another says by"] = float(any(True for _ in said_nearer))
        in_head = page.house is not None and page.house < one.at < page.start
        clues["below the house"] = float(in_head)
        clues["the only one"] = float(len(found) == 1)
        clues["neighbours named"] = float(
            sum(1 for o in found if o is not one and abs(o.at - one.at) <= 4) > 0
        )
        one.clues = page.crossed(one.at, clues, _BY_PART)
    return found


_BY_PART = frozenset(
    {
        *("form said", "form dated", "form named", "form signed", "form within"),
        "form sign",
        *("form said below", "date beside", "date on the line", "item of a list", "repeated"),
        *("words known small", "named in the text"),
    }
)


def _of_names(page: Setting, one: Byline, body: str) -> dict[str, float]:
    """What the names themselves say."""
    tokens = [w for name in one.names for w in _WORD.findall(name)]
    small = sum(1 for w in tokens if w.lower() in page.small)
    whole = [name for name in one.names if _full(name)]
    link = " ".join(url for at in range(one.at, one.end) for url in page.lines[at].urls).lower()
    slugs = ["-".join(_WORD.findall(name.lower())) for name in one.names]
    again = page.naming(one.names[0])
    return {
        "words known small": small / max(1, len(tokens)),
        "names": math.log(len(one.names)),
        "one word": float(not whole),
        "three words or more": float(any(len(n.split()) > 2 for n in whole)),
        "capitals": float(any(n.isupper() for n in whole)),
        "east": float(any(uncased(n) for n in one.names)),
        "named in the text": float(any(n.split()[-1] in body for n in whole if len(n) > 6)),
        "named again elsewhere": math.log1p(max(0, again - 1)),
        "link to an author": float(
            any(w in link for w in ("author", "autor", "people", "staff", "profile", "redaktion"))
        ),
        "link has the name": float(any(s in link for s in slugs if len(s) > 6)),
        "letters beside": math.log1p(_beside(page, one)),
        "lines": float(one.end - one.at > 1),
    }


def _beside(page: Setting, one: Byline) -> int:
    """How many letters of its line are not of the names."""
    line = page.lines[one.at].text
    return max(0, len(key(line)) - sum(len(key(name)) for name in one.names))


def _body_text(page: Setting) -> str:
    first, end = page.text
    return " ".join(
        line.text[:2000] for line in page.lines[first : min(end, first + 200)] if line.size >= 120
    )


THRESHOLD = 0.35
"""Authors are given from this probability on ..."""
_BELOW_HOUSE = 0.1
"""... and below the name of the house in the head of an aggregator's story from this, which the one
name there has at the least."""


def choose_authors(page: Setting) -> Choice:
    """The authors: the best byline, or none."""
    dump = page.dump
    above = page.lines[page.house].text if page.house is not None else None
    houses = {"".join(words_of(name)) for name in (dump.site_name, dump.owner, above) if name}
    found = [
        one
        for one in candidates(page)
        if not houses.issuperset("".join(words_of(name)) for name in one.names)
    ]
    least = THRESHOLD
    if page.house is not None:
        # Above the house stand the aggregator's own name and place; between it and the headline
        # hardly anything but the author does.
        found = [one for one in found if one.at > page.house]
        least = _BELOW_HOUSE
    for one, share in zip(found, shares("authors", [o.clues for o in found]), strict=True):
        one.p = share
    below = [one for one in found if one.clues.get("below the house")]
    if len(below) == 1:
        below[0].p = max(below[0].p, _BELOW_HOUSE)
    found.sort(key=lambda one: -one.p)
    sums: dict[tuple[str, ...], float] = {}
    for one in found:
        sums[_same(one)] = sums.get(_same(one), 0.0) + one.p
    best = max(found, key=lambda one: sums[_same(one)], default=None)
    sure = sums[_same(best)] if best else 0.0
    if best is None or sure < least:
        return Choice([], list(_found(page, found[:8], "not clearly the byline")), 1.0 - sure)
    page.signed = frozenset(key(name) for name in best.names if " " in name)
    others = [one for one in found if _same(one) != _same(best)]
    return Choice(
        list(_found(page, [best], _HOW[best.form])),
        list(_found(page, others[:8], "less like the story's byline")),
        sure,
    )


def _same(one: Byline) -> tuple[str, ...]:
    """The names, however they are written."""
    return tuple(sorted(key(name) for name in one.names))


_HOW = {
    "said": "a byline",
    "said below": "below a word of a byline",
    "dated": "a name beside the date",
    "named": "a name beside the headline",
    "signed": "what is signed, or says what the author does",
    "within": "a byline within a line",
    "sign": "letters beside the date",
}


def _found(page: Setting, found: list[Byline], how: str) -> Iterator[Found]:
    for one in found:
        for name in one.names:
            on = range(one.at, one.end)
            at = next((at for at in on if name in page.lines[at].text), one.at)
            yield Found(name, page.lines[at], how)
