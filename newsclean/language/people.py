"""Does a string look like a person's name, in any language? And bylines of lists of entries."""

from __future__ import annotations

import re
from functools import lru_cache

from .dates.scan import LABELS, scan
from .lines import line_phrases, listed, singles
from .script import small, words_of

_TOKEN = re.compile(r"[^\s]+")
_GLUE = re.compile(r" ?[,;/|·•&+] ?")
_MAIL = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,190}")


@lru_cache(maxsize=4096)
def person(text: str) -> bool:
    """Two to five capitalised words (particles aside) without figures or a newspaper's words.

    >>> person("Ana de la Cruz"), person("Dr. Lise Holm"), person("The Valley Courier")
    (True, True, False)
    """
    if not 4 <= len(text) <= 50 or any(char.isdigit() for char in text):
        return False
    text = _unmangled(text)
    tokens = _TOKEN.findall(text.strip(" ,"))
    if not 2 <= len(tokens) <= 6:
        return False
    capitalised = 0
    for place, token in enumerate(tokens):
        bare = token.strip(".,'’()")
        word = small(bare)
        if not bare or not all(c.isalpha() or c in "-'’." for c in bare):
            return False
        particle, title = (
            word in singles("people.particles", "people.suffixes"),
            word in singles("people.titles"),
        )
        if word in singles("outlets.names") or (place == 0 and word in singles("outlets.articles")):
            return False
        if token.endswith(".") and len(bare) > 2 and not title and not particle:
            return False
        if bare[0].isupper():
            capitalised += 1
        elif not particle and not (place == 0 and title):
            return False
    job = small(tokens[-1].strip(".,'’()")) in singles("people.roles")
    return capitalised >= 2 and not job


def _unmangled(text: str) -> str:
    """UTF-8 that was read as Windows-1252, put right, so that a name can be seen in it."""
    if "Ã" not in text and "Å" not in text and "Ä" not in text:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


#: Words before a name that begin many a headline, too.
_WEAK = frozenset(
    (word,)
    for word in [
        "od",
        "de",
        "di",
        "da",
        "van",
        "przez",
        "от",
        "від",
        "af",
        "av",
        "της",
        "του",
        "από",
        "theo",
    ]
)


def byline(text: str) -> str | None:
    """What follows the byline word that a text begins with.

    A short word that begins many a headline ("Di Maria signs") counts in small letters or before a
    plain name only.

    >>> byline("By Ana Cruz"), byline("Von: Lise Holm"), byline("Byron wept")
    ('Ana Cruz', 'Lise Holm', None)
    >>> byline("di Mario Rossi"), byline("Di Maria Signs New Contract")
    ('Mario Rossi', None)
    >>> byline("한가람 기자, 김바다 특파원")
    '한가람, 김바다'
    """
    if len(text) > 200:
        return None
    if text[:1] >= "\u3400" and (named := _with_jobs(text)):
        return ", ".join(named)
    tokens = text.split(" ", 3)
    for count in (2, 1):
        if len(tokens) <= count:
            continue
        opening = words_of(" ".join(tokens[:count]))
        rest = text.split(" ", count)[count].lstrip(":- ").strip()
        if opening in _WEAK:
            plain = person(rest) and len(rest.split()) <= 3
            return rest if rest and (plain or (tokens[0][:1].islower() and people(rest))) else None
        if opening in listed("bylines.by"):
            return rest or None
    return None


_EAST_NAME = re.compile("[\uac00-\ud7af]{2,4}|[\u4e00-\u9fff々]{2,5}")


def _with_jobs(text: str) -> list[str]:
    """The names of a line that is nothing but names of East Asia, each with a job behind it."""
    names: list[str] = []
    expected = True
    for token in _MAIL.sub(" ", text).replace(",", " ").replace("·", " ").split():
        if expected and _EAST_NAME.fullmatch(token) and token not in singles("people.roles"):
            names.append(token)
        elif expected or token not in singles("people.roles"):
            return []
        expected = not expected
    return names if expected else []


_BETWEEN = re.compile(r" ?[·|•,;/] ?| [-–—]+ ?|(?<![-–—])[-–—]+ ")


def beside_date(text: str) -> list[str]:
    """The names on a line that is names and dates and nothing else, or an empty list.

    >>> beside_date("Ana Cruz · March 20, 2025"), beside_date("Posted on 3 May 2024 by Lise Holm")
    (['Ana Cruz'], ['Lise Holm'])
    >>> beside_date("Rain Stops Play on March 20, 2025")
    []
    """
    dates = scan(text)
    if not dates:
        return []
    for when in reversed(dates):
        text = f"{text[: when.first]} | {text[when.end :]}"
    names: list[str] = []
    for piece in _BETWEEN.split(text):
        words = words_of(piece)
        if not words or words in listed(*LABELS):
            continue
        named = authors(byline(piece) or "") or people(piece)
        if not named:
            return []
        names += named
    return names


#: An agency or an author by a few small letters, at the end of a byline.
_SIGN = re.compile(r"[,/] ?([a-z]{2,4})$")


def authors(text: str) -> list[str]:
    """The names on a byline, without jobs, agencies and addresses.

    >>> authors("Ana Cruz and Lise Holm, Valley Courier")
    ['Ana Cruz', 'Lise Holm']
    >>> authors("Cruz, Ana")
    ['Cruz, Ana']
    >>> authors("Ana Cruz und Lise Holm, kwx")
    ['Ana Cruz', 'Lise Holm', 'kwx']
    """
    text = _MAIL.sub("", text).strip(" .,;|()<>")
    pieces = [piece for piece in _GLUE.split(text) if piece]
    if len(pieces) == 2 and "," in text and all(" " not in p for p in pieces):
        return [f"{pieces[0]}, {pieces[1]}"]
    names: list[str] = []
    sign = _SIGN.search(text)
    for piece in pieces:
        conjoined = _conjoined(piece)
        for name in conjoined:
            clean = name.strip(" .,;|()")
            if clean.endswith((" Jr", " Sr")):
                clean += "."
            # Nothing but a name follows the byline word or an "and"; a comma may bring the paper.
            named = person(clean) or ((not names or len(conjoined) > 1) and _nameable(clean))
            signed = (
                names and sign and clean == sign[1] and words_of(clean) not in line_phrases().whole
            )
            if clean not in names and (named or signed):
                names.append(clean)
    return names


def _conjoined(text: str) -> list[str]:
    """Cut at "and" where both sides can stand alone: "Ana and Lise Holm" can't."""
    tokens = text.split(" ")
    for at in range(1, len(tokens) - 1):
        if tokens[at].casefold() in singles("bylines.and"):
            left, right = " ".join(tokens[:at]), " ".join(tokens[at + 1 :])
            if person(left) or (len(tokens[at]) > 1 and _nameable(left)):
                return [left, *_conjoined(right)]
    return [text]


def _nameable(text: str) -> bool:
    """A name in the widest sense, fit to follow "By": one word, a desk, initials."""
    words = words_of(text)
    return 0 < len(words) <= 5 and len(text) <= 50 and not any(c.isdigit() for c in text)


def people(text: str) -> list[str]:
    """The names a text is made of and nothing else, or an empty list.

    >>> people("Ana Cruz, Lise Holm"), people("Rain in the north and south")
    (['Ana Cruz', 'Lise Holm'], [])
    """
    if len(text) > 120 or ("." in text[-1:] and not text.endswith((" Jr.", " Sr."))):
        return []
    pieces = [p for piece in _GLUE.split(text) for p in _conjoined(piece)]
    if len(pieces) > 1 and small(pieces[-1].split(" ")[-1]) in singles("people.roles"):
        pieces.pop()  # "Ana Cruz, Staff Writer"
    return pieces if pieces and all(person(piece) for piece in pieces) else []


def creditable(text: str) -> bool:
    """Names of people and agencies: short, and most words with a capital.

    >>> creditable("Ana Cruz for the Valley Courier"), creditable("Rain falls on the dry north")
    (True, False)
    """
    words = text.split()
    capitals = sum(1 for word in words if not word[:1].islower())
    return 0 < len(words) <= 8 and capitals * 2 > len(words) and len(text) <= 80
