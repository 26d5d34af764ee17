"""Broken and unfinished pages are read as a browser shows them."""

from __future__ import annotations

import pytest

from newsclean.article import Article
from newsclean.extract.html import read_html
from newsclean.extract.html.tree import parse
from newsclean.pages import decode, sniff

SENTENCES = [
    "The lighthouse on Skerry Point will be dark for a week, the harbour master said on Monday, "
    "because the lamp has to travel to the mainland for repair.",
    "Ships are asked to keep two miles off the reef and to listen on channel nine, where Runa "
    "Halvard reads the weather every hour until the lamp is back.",
    "The lamp was last taken down in 1974, when a storm broke three of its panes and the "
    "keeper's goat ate the replacement putty before it could dry.",
    "A diesel lantern from the museum will stand in for it. It is weaker, but the council says "
    "that it has never failed since it was lit for the first time in 1911.",
]
TITLE = "Lighthouse goes dark for a week"
STORY = "".join(f"<p>{text}</p>" for text in SENTENCES)
HEAD = f"<head><title>{TITLE}</title><meta property='og:type' content='article'></head>"


def texts(page: str) -> list[str]:
    (article,) = read_html(page).articles
    return [block.text or "" for block in article.body]


@pytest.mark.parametrize("end", ["</body>", "</html>", "</BODY ></HTML>", "</body></html>"])
def test_text_after_the_end_of_the_page_is_read(end: str) -> None:
    first, *others = (f"<p>{text}</p>" for text in SENTENCES)
    page = f"<html>{HEAD}<body><article><h1>{TITLE}</h1>{first}{end}{''.join(others)}</article>"
    assert texts(page) == SENTENCES


@pytest.mark.parametrize(
    "doctype", ["<!doctype htm", "<!DOCTYPE ht>", '<!doctype "html">', "<!doctype>", "<!DOCTYPE x>"]
)
def test_a_page_with_a_damaged_doctype_is_a_page(doctype: str) -> None:
    page = f"{doctype}\n<html lang=en>{HEAD}<body><h1>{TITLE}</h1>{STORY}</body></html>"
    assert sniff(page.encode()) == "html"
    assert texts(page) == SENTENCES


@pytest.mark.parametrize("text", ["<!DOCTYPE nitf><nitf><body/></nitf>", "<!DOCTYPE svg><svg/>"])
def test_other_documents_are_no_pages(text: str) -> None:
    assert sniff(text.encode()) != "html"


def test_parts_that_a_server_streams_late_stand_in_their_places() -> None:
    a, b, c, d = (f"<p>{text}</p>" for text in SENTENCES)
    page = (
        f"<html>{HEAD}<body><main><h1>{TITLE}</h1>{a}<template id='B:0'></template>"
        f"<template id='B:1'></template>{d}</main><footer>© 2024</footer>"
        f'<div hidden id="S:1">{c}</div><div hidden id="S:0">{b}<template id="P:2"></template>'
        '</div><div hidden id="S:2"></div></body></html>'
    )
    assert texts(page) == SENTENCES


def test_a_streamed_part_without_a_place_is_shown_where_it_is() -> None:
    page = f'<html>{HEAD}<body><h1>{TITLE}</h1><div hidden id="S:0">{STORY}</div></body></html>'
    assert texts(page) == SENTENCES


def test_what_is_hidden_for_other_reasons_stays_hidden() -> None:
    page = (
        f'<html><body><div hidden id="S">{STORY}</div><div hidden id="menu">x</div></body></html>'
    )
    tree = parse(page)
    assert tree is not None
    assert len(tree.xpath("//div[@hidden]")) == 2


def test_a_story_for_readers_without_scripts_is_read() -> None:
    page = (
        f"<html>{HEAD}<body><div id='app'>Loading</div>"
        f"<noscript><h1>{TITLE}</h1>{STORY}</noscript></body></html>"
    )
    assert texts(page) == SENTENCES


def test_a_note_for_readers_without_scripts_is_none_of_the_story() -> None:
    note = "Please switch JavaScript on to read this page as it was made. " * 10
    page = f"<html>{HEAD}<body><noscript><p>{note}</p></noscript><h1>{TITLE}</h1>{STORY}</body>"
    assert texts(page) == SENTENCES


CHINESE = [
    "海港大桥将关闭至月底，县政府在星期一表示。",
    "潜水员在七座桥墩中的第三座发现了一道裂缝，长度与一辆自行车相当。",
    "修复完成之前，渡轮每二十分钟一班，骑车的人免费，卡车则要绕行旧磨坊。",
]


@pytest.mark.parametrize("at", [1, 8, 21])
@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_chinese_with_a_lost_byte_is_chinese(encoding: str, at: int) -> None:
    broken = CHINESE[0].encode(encoding)
    pieces = [broken[:at] + broken[at + 1 :], *(text.encode(encoding) for text in CHINESE[1:])]
    inside = b"".join(b"<p>" + piece + b"</p>" for piece in pieces)
    text = decode(b"<html><body>" + inside + b"<p>\xa9 2005</p></body></html>", html=True).text
    assert all(sentence in text for sentence in CHINESE[1:])


def only(page: str) -> Article:
    (article,) = read_html(page).articles
    return article


FACTS = (
    f"<title>{TITLE}</title><meta property='og:title' content='{TITLE}'>"
    "<meta property='article:published_time' content='2024-05-17T08:00:00+02:00'>"
)


@pytest.mark.parametrize("kind", ["article", "video.other"])
def test_a_page_without_a_text_gives_the_facts_that_it_states(kind: str) -> None:
    page = f"<html><head>{FACTS}<meta property='og:type' content='{kind}'></head><body></body>"
    article = only(page)
    assert (article.title, article.published) == (TITLE, "2024-05-17T08:00:00+02:00")
    assert article.body == []
    assert (article.confidence or 0) < 0.3
    assert article.evidence is not None
    assert article.evidence["body"].notes


@pytest.mark.parametrize(
    "head",
    [
        FACTS,  # it does not say what it is
        FACTS + "<meta property='og:type' content='website'>",
        f"<title>{TITLE}</title><meta property='og:type' content='article'>",  # nor when or by whom
        FACTS.replace(TITLE, "Log in") + "<meta property='og:type' content='article'>",
    ],
)
def test_a_page_without_a_text_that_is_no_storys_gives_nothing(head: str) -> None:
    assert not read_html(f"<html><head>{head}</head><body><p>Menu</p></body>").articles


def test_a_story_is_no_notice_for_a_phrase_in_it() -> None:
    text = (
        "The ferry company has changed its cookie policy and its tickets in one night. "
        "Passengers who bought theirs before Monday may still ride, said Runa Halvard, who sells "
        "them on the quay. The new ones are green and smell of pine. A dog has eaten three of "
        "them already, and the company has paid for another set without asking why."
    )
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{text}</p></body>"
    assert texts(page) == [text]


def test_an_opinion_named_as_a_comment_is_read() -> None:
    page = (
        f"<html>{HEAD}<body class='x'><nav><a href='/'>Home</a><a href='/s'>Sport and more</a>"
        "<a href='/w'>Weather in the whole county</a></nav>"
        f"<div class='tone-comment'><div>{STORY}</div></div>"
        f"<div class='box'>{'<span>Links of all kinds</span>' * 3}</div></body></html>"
    )
    assert texts(page) == SENTENCES


def test_comments_below_a_story_are_none_of_it() -> None:
    remarks = "".join(
        f"<div class='comment-body'><p>I have seen goat number {n} eat putty too, and my aunt has "
        "a photograph of it that she will show to anybody who asks her nicely.</p></div>"
        for n in range(12)
    )
    page = (
        f"<html>{HEAD}<body><article><h1>{TITLE}</h1>{STORY}</article>"
        f"<div class='comments'>{remarks}</div></body></html>"
    )
    assert texts(page) == SENTENCES
