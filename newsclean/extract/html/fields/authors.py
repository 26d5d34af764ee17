"""The authors: people and agencies as the byline shows them, in order."""

from __future__ import annotations

import re

from ....language.bylines import split_byline
from ....language.names import uncased, unique
from ...fields.likeness import key
from . import apart
from .clues import Choice, Clue, chosen
from .page import Context
from .visible import closing

#: What stands behind a name and is none: "Ph.D.", "RN", "CFP®".
_DEGREE = re.compile(
    r"(?:[A-Z][A-Za-z]{0,3}\.){1,4}[A-Z]?|[A-Z]{2,6}®|Ph\.?D\.?|MD|RDN?|MS|MA|BA|MBA|CFP|CFA|CPA|"
    r"DVM|VMD|DDS|JD|RN|LD|MPH|PsyD|DO|NP|LCSW|EdD|Esq\.?|Jr\.?|Sr\.?"
)
#: How papers sign what agencies wrote: "dpa", "AFP".
_AGENCY = re.compile(r"[a-z]{2,4}|[A-Z]{2,5}")
#: Sources from the surest to the least sure.
_ORDER = (
    "json-ld",
    "microdata",
    "byline link",
    "byline",
    "byline line",
    "byline and date",
    "author page link",
    "json-ld, organisation",
    "meta",
    "line under the headline",
    "json-ld:page",
)
_VISIBLE = (
    *("byline link", "byline", "byline line", "byline and date", "author page link"),
    "line under the headline",
)


def choose(page: Context) -> Choice:
    """The authors of a page; of a house or an agency the evidence says that it is one."""
    choice = _choose(page)
    if choice.value and choice.evidence is not None:
        sites = {key(s) for s in page.sites if s} - {""}
        choice.evidence.source = f"{choice.evidence.source}{_no_people(choice.value, sites)}"
    return choice


def _no_people(names: list[str], sites: set[str]) -> str:
    """What names are that are no people's."""
    if all(key(name) in sites or _of_house(name, sites) for name in names):
        return ", the house"
    return ", an agency" if all(_AGENCY.fullmatch(name) for name in names) else ""


def _choose(page: Context) -> Choice:
    """The authors of a page, from the surest source that names people."""
    read = [(clue, names) for clue in _ordered(page) if (names := _people(clue, page))]
    sites = {key(s) for s in page.sites if s} - {""}
    real = [
        (clue, _no_desks(clue, kept, sites))
        for clue, names in read
        if (kept := _not_site(names, sites))
    ]
    stated = [names for clue, names in read if clue.source.startswith(("json-ld", "microdata"))]
    said = any(
        key(name) not in sites and not _of_house(name, sites) for names in stated for name in names
    )
    named = any(clue.source.startswith("meta") for clue, _ in read)
    # Where the page does say who wrote it, a line that only looks like a byline does not count.
    real = [
        (clue, names)
        for clue, names in real
        if clue.source != "line under the headline"
        or not (said or named or (stated and _is_topic(names, page)))
    ]
    clues = page.pool.of("authors")
    if real:
        clue, names = _seen(real, sites)
        clue, names = _fewer(clue, names, real)
        clue, names = _whole(clue, names, real)
        names = _once([_as_seen(name, real) for name in names])
        return chosen(clue, clues, "another source is surer", names)
    names, raw = closing(page)
    if names := _not_site(names, sites):
        return chosen(Clue("authors", names, "closing line", raw), clues, "the site's own name")
    names, raw = apart.people(page) if not read else ([], "")
    if names := _not_site(names, sites):
        return chosen(Clue("authors", names, "apart", raw), clues, "the site's own name")
    if read:
        clue, names = read[0]
        return chosen(clue, clues, "another source is surer", names)
    names, raw = apart.signed(page)
    if names := _not_site(names, sites):
        return chosen(Clue("authors", names, "apart", raw), clues, "the site's own name")
    return Choice(None, None)


def _ordered(page: Context) -> list[Clue]:
    ranks = {source: rank for rank, source in enumerate(_ORDER)}

    def kind(clue: Clue) -> str:
        return "meta" if clue.source.startswith(("meta:", "og:")) else clue.source

    known = [clue for clue in page.pool.of("authors") if kind(clue) in ranks]
    return sorted(known, key=lambda clue: ranks[kind(clue)])


def _people(clue: Clue, page: Context) -> list[str]:
    """The names that a clue gives; what is said to be a name need not look like one."""
    if clue.source in _VISIBLE:
        return list(clue.value)
    names: list[str] = []
    sites = {key(s) for s in page.sites if s} - {""}
    for value in clue.value:
        found = split_byline(value, page.words, strict=clue.source.startswith("meta"))
        # "Echo Staff" is no person, but who the paper says it was.
        house = not found and key(value) not in sites and _of_house(value, sites)
        names.extend([value] if house and 1 < len(value.split()) < 5 else found)
    return unique([name for at, name in enumerate(names) if not (at and _DEGREE.fullmatch(name))])


def _not_site(names: list[str], sites: set[str]) -> list[str]:
    return [name for name in names if key(name) not in sites]


def _no_desks(clue: Clue, names: list[str], sites: set[str]) -> list[str]:
    """A visible byline's names without the publisher's own desks, such as "Echo North"."""
    if clue.source not in _VISIBLE:
        return names
    return [name for name in names if key(name.split()[0]) not in sites] or names


def _of_house(name: str, sites: set[str]) -> bool:
    """Whether a name begins as one of the site's names does: "Echo Online", "Echo Team"."""
    first = key(name.split()[0])
    return len(first) > 3 and any(site.startswith(first) for site in sites)


def _is_topic(names: list[str], page: Context) -> bool:
    """Whether a line that may be names is a section or a tag, or of a script without capitals."""
    topics: set[str] = set()
    for clue in page.pool.of("section"):
        topics.add(key(clue.value))
    for name in ("keywords", "tag", "breadcrumbs"):
        for clue in page.pool.of(name):
            parts = clue.value if isinstance(clue.value, list) else clue.value.split(",")
            topics.update(key(part) for part in parts[:60])
    return any(key(name) in topics or not any(c.isupper() for c in name) for name in names)


def _seen(read: list[tuple[Clue, list[str]]], sites: set[str]) -> tuple[Clue, list[str]]:
    """The surest source; where it names the house or log-ins alone, the visible one with people."""
    clue, names = read[0]
    if clue.source in _VISIBLE or not all(
        _of_house(name, sites) or (name.isascii() and " " not in name) for name in names
    ):
        return clue, names
    for other, people in read[1:]:
        if other.source in _VISIBLE and all(
            (" " in name or not name.isascii()) and not _of_house(name, sites) for name in people
        ):
            return other, people
    return clue, names


def _as_seen(name: str, read: list[tuple[Clue, list[str]]]) -> str:
    """A name as a byline spells it: for a log-in ("mabel.tarn"), or with a title before it."""
    for clue, names in read:
        if clue.source not in _VISIBLE and not clue.source.startswith("meta"):
            continue
        for other in names:
            if " " not in other or other == name:
                continue
            if " " not in name and key(name) == key(other):
                return other
            if clue.source == "byline link" and name.endswith(f" {other}"):
                return other
    return name


def _once(names: list[str]) -> list[str]:
    """Names without first names that stand beside the whole name: "Mabel", "Mabel Tarn"."""
    whole = {name.split()[0] for name in names if " " in name}
    return [name for name in names if name not in whole]


def _whole(
    clue: Clue, names: list[str], read: list[tuple[Clue, list[str]]]
) -> tuple[Clue, list[str]]:
    """Of a byline of first names alone, the source that has the first of them whole."""
    if clue.source in _VISIBLE and not any(" " in name or uncased(name) for name in names):
        for other, whole in read:
            if other.source not in _VISIBLE and whole[0].split()[0] == names[0] != whole[0]:
                return other, whole
    return clue, names


def _fewer(
    clue: Clue, names: list[str], read: list[tuple[Clue, list[str]]]
) -> tuple[Clue, list[str]]:
    """The visible byline where it has only some of the names of a source that is no surer."""
    have = {key(n) for n in names} if clue.source != "json-ld" else set()
    for other, fewer in read:
        if other.source not in ("byline link", "byline line") or any(map(uncased, fewer)):
            continue  # in East Asia, each writer may have a line
        if {key(n) for n in fewer} < have:
            return other, fewer
    return clue, names
