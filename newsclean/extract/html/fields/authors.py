"""The authors: people and agencies as the byline shows them, in order."""

from __future__ import annotations

from .clues import Choice, Clue, chosen
from .likeness import key
from .names import split_byline, unique
from .page import Context
from .visible import closing

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
    "json-ld:other",
    "meta",
    "line under the headline",
    "json-ld:page",
    "json-ld:other, organisation",
    "json-ld:page, organisation",
)
_VISIBLE = (
    *("byline link", "byline", "byline line", "byline and date", "author page link"),
    "line under the headline",
)


def choose(page: Context) -> Choice:
    """The authors of a page, from the surest source that names people."""
    read = [(clue, names) for clue in _ordered(page) if (names := _people(clue, page))]
    sites = {key(s) for s in page.sites if s} - {""}
    if any(clue.source.startswith(("json-ld", "microdata")) for clue, _ in read):
        # The page does say who wrote it: a line that only looks like a byline does not count.
        read = [(clue, names) for clue, names in read if clue.source != "line under the headline"]
    real = [
        (clue, _no_desks(clue, kept, sites))
        for clue, names in read
        if (kept := _not_site(names, sites))
    ]
    clues = page.pool.of("authors")
    if real:
        clue, names = real[0]
        clue, names = _fuller(clue, names, real)
        return chosen(clue, clues, "another source is surer", names)
    names, raw = closing(page)
    if names := _not_site(names, sites):
        return chosen(Clue("authors", names, "closing line", raw), clues, "the site's own name")
    if read:
        clue, names = read[0]
        return chosen(clue, clues, "another source is surer", names)
    return Choice(None, None)


def _ordered(page: Context) -> list[Clue]:
    def rank(clue: Clue) -> int:
        source = "meta" if clue.source.startswith(("meta:", "og:")) else clue.source
        return _ORDER.index(source) if source in _ORDER else len(_ORDER)

    clues = sorted(page.pool.of("authors"), key=rank)
    return _merged_metas(clues)


def _merged_metas(clues: list[Clue]) -> list[Clue]:
    """Several meta elements of one key each name one author: read them as one list."""
    merged: dict[str, Clue] = {}
    result: list[Clue] = []
    for clue in clues:
        first = merged.get(clue.source)
        if first is not None and clue.source.startswith(("meta:", "og:")):
            first.value.extend(v for v in clue.value if v not in first.value)
            continue
        if clue.source.startswith(("meta:", "og:")):
            clue = Clue(clue.field, list(clue.value), clue.source, clue.raw)
            merged[clue.source] = clue
        result.append(clue)
    return result


def _people(clue: Clue, page: Context) -> list[str]:
    """The names that a clue gives; what is said to be a name need not look like one."""
    if clue.source in _VISIBLE:
        return list(clue.value)
    names: list[str] = []
    for value in clue.value:
        names.extend(split_byline(value, page.words, strict=clue.source.startswith("meta")))
    return unique(names)


def _not_site(names: list[str], sites: set[str]) -> list[str]:
    return [name for name in names if key(name) not in sites]


def _no_desks(clue: Clue, names: list[str], sites: set[str]) -> list[str]:
    """A visible byline's names without the publisher's own desks, such as "Echo North"."""
    if clue.source not in _VISIBLE:
        return names
    return [name for name in names if key(name.split()[0]) not in sites] or names


def _fuller(
    clue: Clue, names: list[str], read: list[tuple[Clue, list[str]]]
) -> tuple[Clue, list[str]]:
    """The visible byline where it has all the names of a surer source, and more."""
    have = {key(n) for n in names}
    for other, more in read:
        if other.source != "byline link" or len(more) > 12:
            continue
        if have < {key(n) for n in more} and all(" " in n for n in more if key(n) not in have):
            return other, more
    return clue, names
