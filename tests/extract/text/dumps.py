"""Dumps of one story in the arrangement asked for."""

from __future__ import annotations

from newsclean.article import Article
from newsclean.extract.text import read_text

BODY = [
    "The ferry that links Norrby with the island of Skarv stopped on Monday after its only "
    "engineer won a lottery and did not come to work.",
    "“He left a note on the throttle,” said Captain Ilse Marrow, who has run the ferry for "
    "nineteen years. “It said good luck, and I think he meant it.”",
    "About 340 people live on Skarv. They have milk until Thursday, according to the owner of "
    "the shop, and paper until the end of the month.",
    "The county is looking for another engineer. Applications close on Friday.",
]
HEADLINE = "Ferry stops as its engineer wins the lottery"


def dump(
    *,
    masthead: tuple[str, ...] = (
        "THE PEBBLE WIRE",
        "May 2, 2025\xa0 | \xa0",
        "3",
        "\xa0 | Oldmoor,VT",
        "Sponsor:\xa0 GLINT\xa0",
        "Sponsor:\xa0 GLINT\xa0",
        "Sponsor:\xa0 GLINT: Windows that wash themselves.",
        "back\xa0 \xa0",
        "topic",
    ),
    head: tuple[str, ...] = ("Norrby Packet", "NORRBY PACKET", "14 Apr 2024", "Tessa Vorm"),
    prefix: str = "NextImg:",
    gap: str = "\n\n",
    tail: tuple[str, ...] = (),
) -> str:
    """A page of an aggregator in the arrangement asked for."""
    story = gap.join([prefix + HEADLINE, *BODY])
    return "\n".join([*masthead, *head, "", "", story, *tail])


def only(text: str) -> Article:
    """The one record of a page."""
    reading = read_text(text)
    assert [article.kind for article in reading.articles] == ["article"]
    return reading.articles[0]


def check_story(article: Article) -> None:
    assert article.title == HEADLINE
    assert [block.text for block in article.body] == BODY
