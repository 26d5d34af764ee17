"""What JSON-LD states: broken, nested, by reference, of several stories."""

from __future__ import annotations

import json

import pytest

from newsclean.extract.html.fields.jsonld import parse as parse_json_ld

from .heads import linked, page

STORY = (
    '{"@type":"NewsArticle","headline":"Fog &amp; rain","datePublished":"2024-05-03T07:10:00+02:00"'
    ',"author":{"@type":"Person","name":"Mabel Tarn"}}'
)


@pytest.mark.parametrize(
    "block",
    [
        STORY,
        f"<!-- {STORY} -->",
        f"//<![CDATA[\n{STORY}\n//]]>",
        STORY.replace('"}}', '",},}'),
        STORY.replace("Fog", "Fog\t\n"),
        STORY.replace('{"@type"', '{ /* the story */ "@type"', 1),
        f"[{STORY}]",
        f'{{"@graph":[{{"@type":"WebSite","name":"Echo"}},{STORY}]}}',
        f'{{"@type":"WebPage","mainEntity":{STORY}}}',
        f'{{"@type":"WebSite","name":"Echo"}}{STORY}',
        STORY + ";",
    ],
)
def test_broken_json_ld_is_read(block: str) -> None:
    fields = page(f'<script type="application/ld+json">{block}</script>')
    assert fields.published == "2024-05-03T07:10:00+02:00"
    assert fields.authors == ["Mabel Tarn"]


def test_entities_of_json_ld_are_decoded() -> None:
    fields = page(f'<script type="application/ld+json">{STORY}</script>', "<h1>Fog & rain</h1>")
    assert fields.title == "Fog & rain"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        (["Mabel Tarn", "Ivo Brandeis"], ["Mabel Tarn", "Ivo Brandeis"]),
        ("By Mabel Tarn, Harbour Correspondent, and Ivo Brandeis", ["Mabel Tarn", "Ivo Brandeis"]),
        ("Tarn, Mabel; Brandeis, Ivo", ["Tarn, Mabel", "Brandeis, Ivo"]),
        ({"name": ["Mabel Tarn", "Ivo Brandeis"]}, ["Mabel Tarn", "Ivo Brandeis"]),
        ([[{"name": "Mabel Tarn"}], None, {"name": ""}], ["Mabel Tarn"]),
        ({"givenName": "Mabel", "familyName": "Tarn"}, ["Mabel Tarn"]),
        ({"@type": "Role", "author": {"@type": "Person", "name": "Mabel Tarn"}}, ["Mabel Tarn"]),
        (
            {"name": "<a href='/x'>Mabel <b>Tarn</b></a> &amp; Ivo O&#39;Brandeis"},
            ["Mabel Tarn", "Ivo O'Brandeis"],
        ),
        ({"name": "Mabel Tarn (mabel.tarn@echo.example)"}, ["Mabel Tarn"]),
        ({"name": "Mabel Tarn | Harbour Correspondent"}, ["Mabel Tarn"]),
        ({"name": "Mabel Tarn/kwx"}, ["Mabel Tarn", "kwx"]),
        ([{"name": "Mabel Tarn"}, {"name": "MABEL TARN"}], ["Mabel Tarn"]),
        ({"name": "https://echo.example/authors/mabel-tarn"}, []),
        ({"@id": "https://echo.example/#person"}, []),
        ("https://echo.example/", []),
        ({"name": "undefined undefined"}, []),
        ("林小舟、陈大海", ["林小舟", "陈大海"]),
    ],
)
def test_the_ways_json_ld_names_authors(author: object, names: list[str]) -> None:
    assert page(linked(headline="Fog in port", author=author)).authors == names


def test_of_several_articles_the_one_with_the_pages_headline_counts() -> None:
    other = {"headline": "Handball team loses", "datePublished": "2020-01-01"}
    listed = {"@type": "NewsArticle", "headline": "Rain at last", "author": {"name": "Eva Poe"}}
    fields = page(
        linked(**other, author={"name": "Otto Berg"})
        + linked(**{"@type": "ItemList"}, itemListElement=[listed])
        + linked(headline="Fog in port", author={"name": "Mabel Tarn"}, datePublished="2024-05-03"),
        "<h1>Fog in port</h1>",
    )
    assert (fields.authors, fields.published) == (["Mabel Tarn"], "2024-05-03")


def test_people_are_found_by_reference() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": "Fog", "author": {"@id": "#mabel"}},
            {"@type": "Person", "@id": "#mabel", "name": "Mabel Tarn"},
        ]
    }
    fields = page(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert fields.authors == ["Mabel Tarn"]


def test_json_ld_of_a_platform_gives_way_to_what_the_reader_sees() -> None:
    fields = page(
        "<title>Fog keeps the ferry in port | The Arden Echo</title>"
        + linked(
            headline="The Arden Echo",
            datePublished="2025-06-03T00:00:00Z",
            author={"@type": "Organization", "name": "Web Desk"},
            publisher={"@type": "Organization", "name": "Pressbox Suite"},
        ),
        "<div><div>Weather</div><div role=heading aria-level=1>Fog keeps the ferry in port</div>"
        "<div><span>By <span rel=author>Mabel Tarn</span></span><i>May 3, 2024</i></div></div>",
    )
    assert fields.title == "Fog keeps the ferry in port"
    assert fields.authors == ["Mabel Tarn"]
    assert fields.published == "May 3, 2024"
    assert fields.publisher == "The Arden Echo"
    assert fields.section == "Weather"
    assert "2025-06-03T00:00:00Z" in {r["raw"] for r in fields.evidence["published"].rejected}


def test_nesting_without_end_is_survived() -> None:
    assert parse_json_ld(["[" * 200_000, '{"a":' * 100_000, '"' * 100_001, "," * 300_000]) == []
