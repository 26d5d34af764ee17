"""The review page: in a real browser, with pages that mean harm."""

from __future__ import annotations

import json
import os
import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from newsclean import Extract, Page, decode, pipeline
from newsclean.article import Also, Article, Block, Source
from newsclean.export import Export, Options
from newsclean.stage import Reject

from ..cli.test_run import STORY
from ..conftest import Command

EVIL = "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed = 2'>"
EVIL += "<!--<script> \u2028 &lt; {{7*7}} javascript:alert(1)"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


def page_of(path: Path, *articles: Article, rejects: list[Reject] | None = None) -> Path:
    stage = Export(None, str(path), options=Options(rejects=rejects or []))
    assert list(stage.tap(articles)) == list(articles)
    return path


@pytest.fixture
def review(tmp_path: Path, bed: Path, newsclean: Command) -> Path:
    """The page that a chain writes of a few seeds and of a file that is not there."""
    target = tmp_path / "review.html"
    seeds = ["aggregator-article.txt", "index.txt", "index.html", "digest.txt"]
    names = [f"seeds/{name}" for name in seeds]
    ended = newsclean(
        *("extract", *names, "gone.html", "normalize", "dedupe", "--mark"),
        *("export", "-o", target, "export", "-o", tmp_path / "all.jsonl"),
        cwd=bed.parent,
    )
    assert ended.code == 1
    return target


def test_nothing_runs_but_what_the_policy_names(tmp_path: Path) -> None:
    article = Article(id=EVIL, title=EVIL, url=EVIL, body=[Block(text=EVIL)], tags=[EVIL])
    text = page_of(tmp_path / "a.html", article).read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy and policy[1].startswith("default-src 'none'; ")
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
    (own,) = [content for attributes, content in scripts if "type=" not in attributes]
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    for part in (own, style):
        assert b64encode(sha256(part.encode()).digest()).decode() in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)
    assert "<img" not in text


def test_the_other_files_of_the_chain_are_what_they_would_be_without(
    review: Path, newsclean: Command, bed: Path
) -> None:
    beside = (review.parent / "all.jsonl").read_text("utf-8")
    names = [f"seeds/{name}" for name in ("aggregator-article.txt", "index.txt", "index.html")]
    words = ["extract", *names, "seeds/digest.txt", "normalize", "dedupe", "--mark"]
    assert beside == newsclean(*words, cwd=bed.parent).stdout


def test_a_pipeline_in_python_shows_what_failed_and_what_was_empty(tmp_path: Path) -> None:
    target = tmp_path / "review.html"
    pages = [
        Page("a.html", STORY.encode()),
        Page("b.html", b"\x89PNG\r\n\x1a\n"),
        Page("c.html", b" "),
    ]
    assert len(list(pipeline(pages, Extract(), Export(output=str(target))))) == 1
    text = target.read_text("utf-8")
    assert 'id="page-1"' in text
    (rejects,) = re.findall(r'id="rejects">(.*?)</script>', text)
    assert [reject["path"] for reject in json.loads(rejects)] == ["b.html", "c.html"]


def test_every_record_of_a_page_can_be_shown_its_lines() -> None:
    (article,) = Extract(view=True).open(Page("a.html", STORY.encode()))
    assert isinstance(article, Article)
    assert article.view is not None and article.view.evidence["title"].source
    assert article.evidence is None
    assert "view" not in decode('{"id": "x1"}').extra


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium on this system")
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield started
        started.close()


class Tab:
    """A tab that shows a file, and all that it complained about or fetched."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.said: list[str] = []
        self.fetched: list[str] = []
        self.context = browser.new_context(**context)
        self.tab = self.context.new_page()
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("dialog", lambda dialog: self.said.append("dialog"))
        self.tab.on("request", lambda request: self.fetched.append(request.url))
        self.tab.goto(path.as_uri())
        self.tab.wait_for_selector("#count:not(:empty)")

    def titles(self) -> list[str]:
        found: list[str] = self.tab.locator("#list b").all_inner_texts()
        return found

    def open(self, title: str) -> None:
        self.tab.locator("#list a", has_text=title).first.click()
        self.tab.wait_for_selector("#article h2")

    def close(self) -> None:
        self.context.close()
        assert self.said == []
        assert len(self.fetched) == 1


def test_a_reader_finds_her_way(browser: Any, review: Path) -> None:
    tab = Tab(browser, review)
    assert tab.titles()[0] == "no such file or folder"
    assert "Rejects 1" in tab.tab.inner_text("#filters")

    tab.tab.keyboard.press("/")
    tab.tab.keyboard.type("WEXMOOR brightwell")
    assert tab.titles() == ["Wexmoor ferry operator agrees to refund stranded passengers"]
    tab.open("Wexmoor")
    tab.tab.wait_for_selector("#lines li")
    assert "from line 15: a name beside the headline" in tab.tab.inner_text("#article")
    sponsor = tab.tab.locator("#lines li.gone", has_text="FIZZWICK")
    assert sponsor.count() == 5
    assert "the phrase “sponsor”" in sponsor.first.inner_text()
    tab.tab.locator("#lines li.kept", has_text="Hanne Brightwell").locator("button").click()
    assert "Hanne Brightwell" in tab.tab.inner_text("#article .hit")
    tab.tab.keyboard.press("f")
    assert not sponsor.first.is_visible()

    tab.tab.fill("#search", "")
    tab.tab.select_option("#sort", "title")
    titles = tab.titles()
    assert titles.index("Cheese recalled because it was a different cheese") < titles.index(
        "Juror excused for knowing everyone"
    )
    tab.tab.locator("#filters button", has_text="Rejects").click()
    assert tab.titles() == ["no such file or folder"]
    tab.close()


def current(tab: Any, title: str) -> None:
    """Wait until the list's current entry is the one of this title.

    By a locator: the page's own policy forbids what `wait_for_function` evaluates.
    """
    tab.tab.locator("#list a[aria-current] b", has_text=title).wait_for()


def test_keys_move_through_the_records(browser: Any, review: Path) -> None:
    tab = Tab(browser, review)
    second, third = tab.titles()[1:3]
    tab.tab.keyboard.press("j")
    current(tab, second)
    tab.tab.keyboard.press("ArrowDown")
    current(tab, third)
    tab.tab.keyboard.press("5")
    assert tab.titles() == ["no such file or folder"]
    tab.close()


def test_a_hostile_page_stays_text(browser: Any, tmp_path: Path) -> None:
    article = Article(id=EVIL, title=EVIL, authors=[EVIL], publisher=EVIL, tags=[EVIL])
    article.url, article.also = "javascript:window.harmed=3", [Also(url="data:text/html,x")]
    kinds = ("paragraph", "heading", "list_item", "quote", "code", "table", "image")
    article.body = [Block(type=kind, text=EVIL, alt=EVIL, url=EVIL) for kind in kinds]
    article.source = Source(path=EVIL)
    article.extra = {"__proto__": {"x": 1}, EVIL: EVIL}
    reject = Reject(EVIL, "extract", EVIL)
    tab = Tab(browser, page_of(tmp_path / "a.html", article, rejects=[reject]))
    for at in (0, 1):
        tab.tab.locator("#list a").nth(at).click()
        tab.tab.wait_for_selector("#article h2")
        assert "<img src=x onerror" in tab.tab.inner_text("#article")
    assert tab.tab.evaluate("window.harmed") is None
    assert (
        tab.tab.locator("img, #article script, a[href^='javascript'], a[href^='data']").count() == 0
    )
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_one_thing_at_a_time(browser: Any, review: Path, scheme: str) -> None:
    tab = Tab(browser, review, viewport={"width": 390, "height": 800}, color_scheme=scheme)
    assert not tab.tab.locator("main").is_visible()
    tab.tab.fill("#search", "Wexmoor")
    tab.open("Wexmoor")
    assert not tab.tab.locator("#list").is_visible()
    assert not tab.tab.locator("#page").is_visible()
    tab.tab.locator("nav button", has_text="Page").click()
    assert tab.tab.locator("#lines li.gone").first.is_visible()
    assert tab.tab.evaluate("document.documentElement.scrollWidth") == 390
    ground = tab.tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    tab.tab.locator("#back").click()
    assert tab.tab.locator("#list").is_visible()
    tab.close()


def test_thousands_of_records_are_listed_as_far_as_one_looks(browser: Any, tmp_path: Path) -> None:
    articles = [Article(id=str(n), title=f"Story {n:04}", word_count=n) for n in range(2000)]
    tab = Tab(browser, page_of(tmp_path / "a.html", *articles))
    assert tab.tab.inner_text("#count") == "2,000 of 2,000"
    assert len(tab.titles()) == 200
    tab.tab.select_option("#sort", "words")
    assert tab.titles()[0] == "Story 1999"
    tab.tab.evaluate("document.querySelector('#list').scrollTop = 1e6")
    tab.tab.locator("#list a").nth(399).wait_for(state="attached")
    tab.tab.fill("#search", "story 0007")
    assert tab.titles() == ["Story 0007"]
    tab.close()
