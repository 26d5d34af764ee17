"""What was right and wrong on a page, as counts that add up over pages, and figures of them.

What is compared how is up to the scripts that come with the corpora (`corpora.Shared`).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from corpora import Item, Shared

Record = dict[str, Any]
Counts = Counter[str]
SURE = 0.9
"""A confidence from which on a record should be right."""
WRONG = 0.7
"""A body with a lower F1 is wrong."""


def tally(shared: Shared, item: Item, records: list[Record]) -> Counts:
    """The counts of one page."""
    if item.corpus == "aggregator":
        return Counter(shared.score_aggregator.score_page(item.truth, records)[0])
    return _text(shared, item, records) if item.corpus == "dumps" else _html(shared, item, records)


def _html(shared: Shared, item: Item, records: list[Record]) -> Counts:
    score, truth = shared.score, item.truth
    record = max(records, key=lambda r: len(score.body_text(r)), default={})
    n = _shape(records)
    text = score.body_text(record)
    if "body" not in truth:
        found, leaked = (sum(s in text for s in truth[k]) for k in ("present", "absent"))
        return n + Counter(present=found, absent=leaked, wanted=len(truth["present"]), segments=1)
    body = _body(n, *score.precision_recall(truth["body"], text))
    titles, want = set(), truth.get("authors")
    if truth.get("title"):
        own = shared.dumps.get(item.path.name.removesuffix(".html.gz"))
        own = own if item.corpus == "publishers" else None
        has = own["has"].values() if own else ()
        titles = {score.norm(x) for h in has for x in h["titles"]} | {score.norm(truth["title"])}
    wrong = _title(n, titles, score.norm(record.get("title")))
    if truth.get("datetime"):
        _date(n, truth["datetime"][:10], (record.get("published") or "")[:10], stands=True)
    if want is not None:
        _authors(n, *({score.norm(a) for a in x} for x in (want, record.get("authors") or ())))
    known = shared.dumps.get(item.path.name.removesuffix(".html.gz"))
    if known:
        _publisher(n, shared, record, known["site"])
    _confidence(n, record, wrong or body < WRONG)
    return n


def _text(shared: Shared, item: Item, records: list[Record]) -> Counts:
    score, truth = shared.score_dumps, item.truth
    articles = [r for r in records if r.get("kind") == "article"] or records
    record = max(articles, key=lambda r: len(score.body_text(r)), default={})
    has = truth["has"].get(item.row.partition("/")[2]) or {"titles": [], "authors": [], "date": 0}
    n = _shape(records)
    body = _body(n, *score.body_pr(truth["body"], score.body_text(record)))
    titles = {score.norm(x) for x in has["titles"]}
    wrong = _title(n, titles, score.norm(record.get("title")))
    date = (record.get("published") or "")[:10]
    _date(n, truth["date"], date, stands=bool(has["date"]))
    _authors(
        n, *({score.norm(a) for a in x} for x in (has["authors"], record.get("authors") or ()))
    )
    _publisher(n, shared, record, truth["site"])
    _confidence(n, record, wrong or body < WRONG)
    return n


def _shape(records: list[Record]) -> Counts:
    kinds = [record.get("kind") for record in records]
    return Counter(pages=1, records=len(kinds), whole=kinds == ["article"], nothing=not kinds)


def _body(n: Counts, precision: float, recall: float) -> float:
    f1 = _f1(precision, recall)
    n["bodies"] += 1
    n["precision"] += precision  # type: ignore[assignment]
    n["recall"] += recall  # type: ignore[assignment]
    n["bad"] += f1 < 0.5
    n["good"] += f1 >= 0.9
    return f1


def _title(n: Counts, titles: set[str], got: str) -> bool:
    """Counts; tells whether the title is wrong."""
    n["titles"] += bool(titles)
    n["title right"] += bool(titles) and got in titles
    return bool(titles) and got not in titles


def _date(n: Counts, want: str | None, got: str, *, stands: bool) -> None:
    n["dated"] += 1
    n["dates"] += stands
    n["date right"] += stands and got == want
    n["date false"] += bool(got and want and got != want)


def _authors(n: Counts, want: set[str], got: set[str]) -> None:
    want, got = want - {""}, got - {""}
    n["authors right"] += len(want & got)
    n["authors wanted"] += len(want)
    n["authors given"] += len(got)


def _publisher(n: Counts, shared: Shared, record: Record, site: list[str]) -> None:
    n["sites"] += 1
    if record.get("publisher"):
        right = shared.score_dumps.publisher_right(record["publisher"], site)
        n["publisher right"] += right
        n["publisher false"] += not right


def _confidence(n: Counts, record: Record, wrong: bool) -> None:
    sure = (record.get("confidence") or 0) >= SURE
    n["sure"] += sure
    n["sure wrong"] += sure and wrong


def figures(shared: Shared, row: str, n: Counts) -> dict[str, float]:
    """The figures of a row of the table; those that the corpus has no truth for are left out."""
    if row.startswith("aggregator"):
        return _family(shared, n)
    if n["segments"]:
        p, r = n["present"] / max(1, n["present"] + n["absent"]), n["present"] / n["wanted"]
    else:
        p, r = n["precision"] / n["bodies"], n["recall"] / n["bodies"]
    found = {"pages": n["pages"], "P": p, "R": r, "F1": _f1(p, r)}
    shares = {
        "under .5": ("bad", "bodies"),
        "title": ("title right", "titles"),
        "date": ("date right", "dates"),
        "false date": ("date false", "dated"),
        "publ.": ("publisher right", "sites"),
        "false publ.": ("publisher false", "sites"),
        "whole": ("whole", "pages"),
        "sure": ("sure", "bodies"),
        "sure wrong": ("sure wrong", "sure"),
    }
    found |= {name: n[a] / n[b] for name, (a, b) in shares.items() if n[b]}
    if n["authors wanted"]:
        ap = n["authors right"] / max(1, n["authors given"])
        found["authors"] = _f1(ap, n["authors right"] / n["authors wanted"])
    return found


def _family(shared: Shared, n: Counts) -> dict[str, float]:
    n = Counter(n)
    n["leaky"] = n["leaky"] or 0
    found = shared.score_aggregator.figures(n)
    return {name: value for name, value in found.items() if value is not None}


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0
