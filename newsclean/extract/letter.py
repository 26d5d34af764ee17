"""What the header of a mail says of the stories in it.

The mail's own text comes first. The header speaks where that is silent, and of the headline where
the mail holds one story: what its sender calls it is more than a line that looks like a headline.
"""

from __future__ import annotations

import re

from ..article import Article, Block, Evidence
from ..language.bylines import split_byline
from ..language.lexicon import lexicon
from ..pages.page import Letter
from .fields.likeness import bag, key
from .reading import Reading, note

#: Marks of answers and of what is sent on, as mail programs write them in many languages.
_ANSWERED = re.compile(
    r"(?:(?:re|fwd?|aw|wg|sv|vb|tr|rv|antw|odp|ynt)(?:\[\d{1,3}\])?\s?[:：]\s{0,9})+", re.I
)
_TAG = re.compile(r"\[([^\[\]]{1,80})\]\s{0,9}")
#: Where a headline comes from that the text shows.
_SHOWN = re.compile(r"h[1-6]|line \d+")
_LONGEST = 200
"""Characters of a headline; a longer one is a paragraph."""


def tell(reading: Reading, letter: Letter) -> None:
    """Complete the records of a mail by its header, and say so in their evidence."""
    site, author = _who(letter)
    several = len(reading.articles) != 1 or reading.articles[0].kind != "article"
    if several:
        site = site or letter.sender  # no person's letter has many stories
    for article in reading.articles:
        article.source.site = article.source.site or site
        if several:
            article.source.retrieved = article.source.retrieved or letter.date
    if several:
        return
    article = reading.articles[0]
    _title(article, _subject(letter))
    if author and not article.authors:
        article.authors = [author]
        note(article, "authors", "mail: From", letter.sender)
    if site and not article.publisher:
        article.publisher = site
        note(article, "publisher", "mail: List-Id" if letter.to_list else "mail: From", site)
    if letter.date and not article.published:
        article.published = letter.date
        note(article, "published", "mail: Date", letter.date)


def headed(text: str, letter: Letter) -> str:
    """The text of a mail without markup, with its subject as a headline above it."""
    subject = _subject(letter)
    first = next((line for line in text[:5000].split("\n") if line.strip()), "")
    return text if not subject or key(subject) == key(first) else f"{subject}\n\n{text}"


def _subject(letter: Letter) -> str:
    """The subject without the marks of answers and the name of the list."""
    subject = _ANSWERED.sub("", letter.subject or "", count=1)
    tag = _TAG.match(subject)
    if tag and letter.to_many and key(tag[1]) in key(f"{letter.to_list} {letter.address}"):
        subject = subject[tag.end() :]
        subject = _ANSWERED.sub("", subject, count=1)
    return subject.strip()


def _title(article: Article, subject: str) -> None:
    own = article.title
    if not subject or (own and _same(own, subject)):
        return
    known = (article.evidence or {}).get("title", Evidence())
    lost: list[dict[str, object]] = []
    if own:
        reason = "the mail's subject is another"
        lost.append({"source": known.source, "raw": own, "reason": reason})
    if own and _SHOWN.match(known.source or ""):
        level = 1 if len(own) < _LONGEST else None
        article.body.insert(
            0, Block(type="heading" if level else "paragraph", text=own, level=level)
        )
    article.title = subject
    note(article, "title", "mail: Subject", subject, lost)


def _same(own: str, subject: str) -> bool:
    """Whether a headline is the subject, a part of it, or has but a little more."""
    mine, theirs = bag(own), bag(subject)
    shared = len(mine & theirs)
    return bool(mine) and (5 * shared >= 4 * len(mine) or 3 * shared >= 2 * len(mine | theirs))


def _who(letter: Letter) -> tuple[str | None, str | None]:
    """The letter's name, and who wrote it, where the header leaves no doubt about which is which.

    Whom a mail is from may be a person or a house. It is a person where the name is in the
    address, or where what looks like a name stands beside the name of a list.
    """
    sender = letter.sender or ""
    names = split_byline(sender, lexicon(None)) if len(sender) < 100 else []
    person = sender if names == [sender] and " " in sender else None
    if letter.to_list:
        of_list = person is not None and not bag(person) & bag(letter.to_list)
        return letter.to_list, person if of_list else None
    local = key((letter.address or "").partition("@")[0])
    if person and all(key(word) in local for word in person.split()):
        return None, person
    return (sender or None) if letter.to_many else None, None
