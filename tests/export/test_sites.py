"""Front matter, taken by the programs that it is written for."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsclean.article import Article, Block, Source
from newsclean.export import Export, Options, alone, load_format

STORY = Article(
    id="00ff",
    kind="article",
    title='Ferry "landing": moved {{ site }}',
    authors=["Maren Oduya"],
    publisher="Saltmarsh Courier",
    section="Harbour",
    tags=["north quay", "2031"],
    language="en",
    published="2031-04-09",
    modified="2031-04-10T08:30:00+02:00",
    url="https://courier.example/ferry",
    summary="It moves.",
    body=[Block(text="The {{ landing }} {% moves %} to the *north* quay {{< x >}}.")],
    source=Source(path="a.html", saved="2031-04-11T00:00:00Z"),
)


def fields(style: Any) -> dict[str, Any]:
    document = alone(load_format("markdown"), STORY, Options(front_matter=style))
    assert load_format("markdown").identity(document) == "00ff"
    found: dict[str, Any] = yaml.safe_load(document.split("---\n")[1])
    return found


def site(folder: Path, posts: str, style: Any, *words: str) -> None:
    target = folder / posts
    options = Options(front_matter=style)
    list(Export("markdown", f"{target}/", options=options).tap([STORY]))
    if not shutil.which(words[0]):
        pytest.skip(f"{words[0]} is not installed")
    ended = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr


PAGE = "{title}|{date}|{tags}|{link}|{content}"


@pytest.mark.parametrize("style", ["plain", "hugo"])
def test_hugo_takes_it(style: str, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('baseURL = "https://a.example/"\n')
    (tmp_path / "layouts/_default").mkdir(parents=True)
    (tmp_path / "layouts/_default/single.html").write_text(
        "{{ .Title }}|{{ .PublishDate.Format `2006-01-02` }}{{ .Date.Format `2006-01-02` }}|"
        "{{ .Params.tags }}|{{ .Params.link }}|{{ .RelPermalink }}|{{ .Content }}"
    )
    site(tmp_path, "content/posts", style, "hugo", "--buildFuture", "--quiet")
    (page,) = [p for p in (tmp_path / "public").rglob("*.html") if "landing" in str(p)]
    text = page.read_text("utf-8")
    assert text.startswith("Ferry &#34;landing&#34;: moved {{ site }}|2031-04-09")
    assert "[north quay 2031]|https://courier.example/ferry|/posts/2031-04-09-ferry" in text
    assert "The {{ landing }} {% moves %} to the *north* quay" in text


def test_jekyll_takes_it(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("future: true\nquiet: true\n")
    (tmp_path / "_layouts").mkdir()
    (tmp_path / "_layouts/post.html").write_text(
        "{{ page.title }}|{{ page.date | date: '%Y-%m-%d' }}|{{ page.tags | join: ',' }}|"
        "{{ page.link }}|{{ content }}"
    )
    site(tmp_path, "_posts", "jekyll", "jekyll", "build", "--disable-disk-cache")
    (page,) = (tmp_path / "_site").rglob("*ferry*.html")
    text = page.read_text("utf-8")
    assert text.startswith('Ferry "landing": moved {{ site }}|2031-04-09|north quay,2031|https:')
    assert "The {{ landing }} {% moves %} to the *north* quay" in text


def test_obsidian_gets_flat_properties_and_tags_without_blanks() -> None:
    found = fields("obsidian")
    assert found["tags"] == ["north-quay"]
    assert (found["source"], found["created"]) == ("https://courier.example/ferry", "2031-04-11")
    assert not any(isinstance(value, dict) for value in found.values())
    assert all(re.fullmatch("[a-z_]+", name) for name in found)


def test_no_style_leaves_empty_fields() -> None:
    for style in ("hugo", "jekyll", "obsidian"):
        assert None not in fields(style).values()
        assert "place" not in fields(style)
