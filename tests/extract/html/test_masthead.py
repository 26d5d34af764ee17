"""Names of sites and sections, and headlines, of pages that only show them."""

from __future__ import annotations

import pytest

from newsclean.extract.html import read_html

TEXT = "".join(
    f"<p>The weir at Low Sallow was opened by {n} hands on Friday, and the water, which had waited "
    "since the autumn, went through it without a word to anybody on the bank.</p>"
    for n in ("four", "six", "eight", "ten")
)


def page(top: str, foot: str = "", title: str = "Weir opened on Friday", head: str = "") -> str:
    return (
        f"<html lang='en'><head><title>{title}</title></head><body><div>{top}</div><div>{head}"
        f"<h1>Weir opened on Friday</h1><p>By Nell Garrow, 3 May 2024</p>{TEXT}</div>"
        f"<div>{foot}</div></body></html>"
    )


def test_a_link_home_and_the_copyright_notice_name_the_site() -> None:
    top = '<a href="/">The Sallow Times</a> <a href="/news">News</a>'
    found = read_html(page(top, "© 2024 The Sallow Times. All rights reserved.")).articles[0]
    assert found.publisher == "The Sallow Times"


def test_a_logo_and_the_title_name_the_site() -> None:
    top = '<img src="logo.gif" alt="The Sallow Times"><p>Today is 9 May 2025</p>'
    found = read_html(page(top, title="The Sallow Times: Weir opened on Friday")).articles[0]
    assert (found.publisher, found.title) == ("The Sallow Times", "Weir opened on Friday")


@pytest.mark.parametrize("word", ["Home", "Front page", "Menu"])
def test_a_link_home_alone_names_nothing(word: str) -> None:
    found = read_html(page(f'<a href="/">{word}</a>', "© 2024 Low Sallow Press")).articles[0]
    assert found.publisher != word


def test_a_headline_in_bold_under_a_title_with_the_sites_name_first() -> None:
    found = read_html(
        "<html><head><title>Sallow Times: Weir opened on Friday</title></head><body><table><tr>"
        "<td><img src='l.gif' alt='Sallow Times'></td></tr><tr><td><font size=5><b>Weir opened on "
        f"Friday</b></font><br><font>By Nell Garrow</font>{TEXT}</td></tr></table></body></html>"
    ).articles[0]
    assert found.title == "Weir opened on Friday"
    assert found.publisher == "Sallow Times"
    assert "Weir opened on Friday" not in [block.text for block in found.body]


def test_a_link_to_a_category_is_the_section() -> None:
    head = '<span><a href="/c/rivers" rel="category tag">Rivers</a></span>'
    assert read_html(page("", head=head)).articles[0].section == "Rivers"


def test_a_signature_with_a_date_names_the_author() -> None:
    text = TEXT.replace("Nell", "")
    found = read_html(
        "<html lang='zh'><head><title>河堰周五开启</title></head><body><h1>河堰周五开启</h1>"
        f"{text}<p>— 顾小河, 2024年5月3日</p></body></html>"
    ).articles[0]
    assert found.authors == ["顾小河"]
