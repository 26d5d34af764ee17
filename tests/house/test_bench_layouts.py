"""The invented pages that lists are told from stories on."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[1] / "bench"
TELLS = ("The ferry at {} was late", "A bridge in {} is closed", "Rain again over {} today")


def story(number: int) -> dict[str, Any]:
    place = f"Port {chr(65 + number % 26)}{number}"
    title = TELLS[number % 3].format(place)
    parts = [f"On day {n} the people of {place} went to look at the water again." for n in range(5)]
    parts[0] += " They had done so for years, whatever the weather was like there."
    return {"page": f"p{number}.html", "title": title, "body": "\n".join(parts)}


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A folder of corpora with stories of ours."""
    monkeypatch.syspath_prepend(BENCH)
    corpora = tmp_path / "corpora"
    for name, rows in (("publishers", range(40)), ("articles", range(40, 60))):
        (corpora / name).mkdir(parents=True)
        lines = [json.dumps(story(number)) for number in rows]
        (corpora / name / "truth.jsonl").write_text("\n".join(lines), "utf-8")
    pages = corpora / "dumps" / "pages" / "strip"
    pages.mkdir(parents=True)
    told = [story(number) for number in range(60, 64)]
    with gzip.open(corpora / "dumps" / "truth.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(json.dumps(one) for one in told))
    for one in told:
        menu, foot = [f"Menu {n}" for n in range(30)], [f"Foot {n}" for n in range(30)]
        text = "\n".join([*menu, one["title"], one["body"], *foot])
        (pages / f"{one['page']}.txt.gz").write_bytes(gzip.compress(text.encode()))
    found = import_module("corpora").Shared(tmp_path)
    monkeypatch.setattr(import_module("corpora"), "WAYS", ("strip",))
    return found


def test_invented_pages_are_the_same_each_time(shared: Any) -> None:
    invent = import_module("layout_corpus").invent
    pages = list(invent(shared, 3))
    assert pages == list(invent(shared, 3))
    assert pages != list(invent(shared, 3, seed=5))
    assert set(Counter((page.layout, page.half) for page in pages).values()) == {3}


def test_lists_tell_many_stories_and_an_article_one(shared: Any) -> None:
    titles = [story(number)["title"].casefold() for number in range(60)]
    for page in import_module("layout_corpus").invent(shared, 4):
        text = " ".join(page.text.casefold().split())
        told = {title for title in titles if title in text}
        if page.layout == "article":
            first = min(told, key=text.index)
            assert text.index(first) < text.index("went to look at the water"), page
        elif page.layout not in ("briefs", "live"):  # headlines are cut, or missing
            assert len(told) >= 2, page


def test_halves_have_no_story_in_common(shared: Any) -> None:
    pages = list(import_module("layout_corpus").invent(shared, 4))
    halves = [" ".join(page.text for page in pages if page.half == half) for half in (0, 1)]
    for number in range(60):
        text = story(number)["body"].partition("\n")[0][:40]
        assert not all(text in half for half in halves)
