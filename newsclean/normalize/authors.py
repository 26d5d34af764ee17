"""Names alone, one each: ``By JANE DOE and Roe, Rick`` becomes ``["Jane Doe", "Rick Roe"]``.

- Words before the names (By, von, par, por ...), addresses, handles and links go.
- "and", "&", semicolons and bars part names; so do commas, unless they part a family name from a
  given name, or a name from what its bearer does or where.
- What a person does, the place and the house after the name go: in brackets, after a comma or
  dash, after "in" or "for". A house that stands alone stays.
- Capitals become names. A name said twice is kept once. Names in scripts without case stay whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..language.lexicon import Lexicon, lexicon
from ..language.outlets import is_house
from ..language.tables import words
from ._byline import (
    before_date,
    has_date,
    has_digit,
    is_aside,
    is_cased,
    is_credit,
    is_label,
    is_role,
    is_sign,
    is_turned,
    opening,
)
from ._case import (
    capitalize,
    is_abbreviation,
    is_capitals,
    may_be_abbreviation,
    write_house,
    write_person,
)
from ._keys import house_keys, name_key

if TYPE_CHECKING:
    from ..article import Article
    from . import Normalize

ORDER = 80

_LONGEST = 400
"""Characters; a longer string is no byline and stays as it is."""

# All of these see at most _LONGEST characters.
_ADDRESS = re.compile(
    r"(?:[<(\[]|(?<![^\s<>()\[\],;]))(?:mailto:)?[^\s<>()\[\],;]+"
    r"@[^\s<>()\[\],;@]+\.[^\s<>()\[\],;@]+[>)\]]?"
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s()<>\[\]]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\S)\(?@[\w.]+\)?")
#: Blanks are tried from the first of them alone: from each in turn, many take quadratic time.
_BLANKS = r"(?:(?<!\s)\s+)?"
_BRACKETS = re.compile(rf"{_BLANKS}(?:\([^()]*\)|\[[^\[\]]*\])$")
_HARD = re.compile(rf"{_BLANKS}[;\n]\s*|{_BLANKS}[、，；]\s*")
_BARS = re.compile(rf"{_BLANKS}[|•·/]\s*|(?<!\s)\s+[-–—]\s+")
_PIECES = re.compile(rf"{_BLANKS},\s*|{_BLANKS}[|•·]\s*")
_NO_BRACKETS = str.maketrans(dict.fromkeys("()[]", " "))
_FRONT_BRACKETS = re.compile(r"(?:\([^()]*\)|\[[^\[\]]*\])\s*(?=[^\W\d_])")
_EDGES = ' \t,;:|/&+*•·-–—<>"“”„'


def apply(article: Article, options: Normalize) -> None:
    """Clean the list of authors."""
    language = (article.language or "").split("-")[0].lower()
    article.authors = names(article.authors, language, house_keys(article))


def names(
    bylines: list[str], language: str = "", houses: frozenset[str] = frozenset()
) -> list[str]:
    """The names that bylines hold, in order, each once.

    >>> names(["By Jane Doe, Senior Reporter, and Rick Roe (KQX)"])
    ['Jane Doe', 'Rick Roe']
    >>> names(["Doe, Jane; Roe, Rick", "jane.doe@gull.example"])
    ['Jane Doe', 'Rick Roe']
    """
    found: dict[str, str] = {}
    for byline in bylines:
        for name in _settle(byline, lexicon(language), houses):
            found.setdefault(name_key(name) or name, name)
    if not found:  # a handle is better than nobody
        found = {bare: bare for b in bylines if (bare := _handle(b))}
    return list(found.values())


def _settle(byline: str, known: Lexicon, houses: frozenset[str]) -> list[str]:
    """The names of one byline, each taken apart until nothing is left to do."""
    if len(byline) > _LONGEST:
        return [byline]
    done: list[str] = []
    parts = [byline]
    while parts:  # every turn makes the part shorter or ends with it
        part = parts.pop()
        smaller = _split(part, known, houses)
        if smaller == [part]:
            done.append(part)
        else:
            parts += reversed([s for s in smaller if s != part and len(s) <= len(part)])
    return done


def _split(byline: str, known: Lexicon, houses: frozenset[str]) -> list[str]:
    """A byline cleaned and taken apart once; itself where it is a name already."""
    text = _trim(_without_addresses(byline).replace("：", ":"))
    text = _trim(_without_brackets(text))
    text = _trim(_without_byline_word(text, known))
    if not any(c.isalpha() for c in text) or is_credit(text) or is_label(text, known):
        return []
    for parts in (_HARD.split(text), _by_conjunction(text, known)):
        if len(parts) > 1:
            return [part for part in parts if part]
    if has_date(text):
        return [name for piece in _PIECES.split(text) if (name := before_date(piece, known))]
    parts = [part for part in _BARS.split(text) if part]
    if len(parts) > 1:
        return _without_asides(parts, houses, known)
    pieces = [piece for piece in _PIECES.split(text) if piece]
    if len(pieces) > 1:
        return _from_pieces(pieces, houses, known)
    return [_write(_without_tail(text, known))]


def _without_brackets(text: str) -> str:
    """The text without what brackets hold, unless they hold it all."""
    bare = _FRONT_BRACKETS.sub("", _BRACKETS.sub("", text), count=1)
    if not any(c.isalpha() for c in bare):
        bare = text.strip("()[] ")
    if bare.count("(") != bare.count(")") or bare.count("[") != bare.count("]"):
        bare = bare.translate(_NO_BRACKETS)
    return bare


def _trim(text: str) -> str:
    """The text without punctuation around it; the full stop of "Jr." and of initials stays."""
    bare = text.strip(_EDGES + ".")
    last = bare.rpartition(" ")[2]
    shortened = len(last) == 1 or "." in last or f"{last}.".casefold() in words("people.suffixes")
    stop = shortened and text.rstrip(_EDGES).endswith(f"{last}.") and len(bare) > 1
    return f"{bare}." if stop else bare


def _without_addresses(text: str) -> str:
    bare = _LINK.sub(" ", _ADDRESS.sub(" ", text))
    return " ".join(_HANDLE.sub(" ", bare).split())


def _handle(byline: str) -> str:
    """The bare handle of a byline that is nothing else."""
    match = _HANDLE.fullmatch(byline.strip()) if len(byline) <= _LONGEST else None
    return match[0].strip("()@. ") if match else ""


def _without_byline_word(text: str, known: Lexicon) -> str:
    if end := opening(text, known):
        return text[end:]
    head, colon, rest = text.partition(":")
    label = len(head.split()) <= 3 and rest.startswith(" ") and not has_digit(head)
    if colon and rest.strip() and (label or head.casefold() in known.by) and not is_credit(text):
        return rest.strip()
    tokens = text.split(None, 4)
    by = next((n for n in (1, 2) if len(tokens) > n + 1 and tokens[n].casefold() == "by"), 0)
    if by and tokens[0].casefold() not in words("pictures.credits"):
        return text.split(None, by + 1)[-1]
    return text


def _by_conjunction(text: str, known: Lexicon) -> list[str]:
    """Parts around "and". A lone word behind it may be a family name's second half: then one part,
    unless the word before is as short."""
    tokens = _with_glued(text.split(), known.glued)
    joins = known.conjunctions | known.glued
    parts: list[list[str]] = [[]]
    for token in tokens:
        if parts[-1] and (token in ("&", "+") or token.casefold() in joins):
            parts.append([])
        else:
            parts[-1].append(token)
    full = [p for p in parts if p]
    house = len(full) < 2 or all(len(p) == 1 for p in full) or is_house(" ".join(full[0]))
    if house and "," not in text:  # "Kestrel & Finch", "Institute for Tides and Weather"
        return [text]
    always = {"and", "und", "with", "&", "+"}
    if (
        len(full[-1]) == 1
        and len(full[0]) > 1
        and not always.intersection(map(str.casefold, tokens))
    ):
        return [text]
    return [" ".join(p) for p in full]


def _with_glued(tokens: list[str], letters: frozenset[str]) -> list[str]:
    """The words with an "and" that is written as a word's first letter set apart.

    Only between two names of two words at least, and not where the word is a name with its letter.
    """
    whole = words("bylines.not_glued")
    for at in range(2, len(tokens) - 1):
        word = tokens[at]
        if len(word) > 3 and word[0] in letters and word not in whole:
            rest = _with_glued(tokens[at + 1 :], letters)
            return [*tokens[:at], word[0], word[1:], *rest]
    return tokens


def _from_pieces(pieces: list[str], houses: frozenset[str], known: Lexicon) -> list[str]:
    """Names among what commas and dashes part."""
    joined = _with_suffixes(pieces)
    if len(joined) == 2 and is_turned(joined[0], joined[1], known):
        return [f"{joined[1]} {joined[0]}"]
    people = _without_asides(joined, houses, known)
    if may_be_abbreviation(people[0]):  # "KQX, HARBOUR": an agency and where it writes from
        return [people[0], *(p for p in people[1:] if may_be_abbreviation(p) or is_house(p))]
    lone = [p for p in people if is_cased(p) and " " not in p and not is_sign(p)]
    if " " in people[0] and len(lone) == 1:  # where they write from, or for whom
        people.remove(lone[0])
    if len(people) > 1 and is_role(people[0], known):
        del people[0]
    return people


def _without_asides(parts: list[str], houses: frozenset[str], known: Lexicon) -> list[str]:
    """The first part and those others that are names too. Behind an agency, agencies may stand."""
    if " " not in parts[0] and not any(" " in part for part in parts):
        return parts
    return [parts[0], *(part for part in parts[1:] if not is_aside(part, houses, known))]


def _with_suffixes(pieces: list[str]) -> list[str]:
    """The pieces with "Jr." put back to the name before it, and without degrees."""
    joined = pieces[:1]
    for piece in pieces[1:]:
        if piece.casefold() in words("people.suffixes"):
            joined[-1] += f" {piece}"
        elif piece.casefold() not in words("people.degrees"):
            joined.append(piece)
    return joined


def _without_tail(text: str, known: Lexicon) -> str:
    """A name without the place, house or role that follows it without a comma."""
    tokens = text.split()
    if len(tokens) > 3 and tokens[: len(tokens) // 2] == tokens[len(tokens) // 2 :]:
        return " ".join(tokens[: len(tokens) // 2])  # name and link text of a picture, glued
    cuts = words("bylines.cut")
    capitals = is_capitals(text)
    for at in range(2, len(tokens) - 1):
        token = tokens[at].casefold() if capitals else tokens[at]
        if token in cuts or f"{token} {tokens[at + 1].casefold()}" in cuts:
            if not is_house(" ".join(tokens[:at])):
                return " ".join(tokens[:at])
            break
    last = len(tokens)
    while last > 1 and tokens[last - 1].casefold() in known.roles:
        last -= 1
    enough = 1 if not is_cased(text) else 2
    if last >= enough and (len(tokens) - last >= 2 or (last < len(tokens) and enough == 1)):
        return " ".join(tokens[:last])
    return " ".join(tokens)


def _write(name: str) -> str:
    """The name in its usual case."""
    if is_capitals(name):
        tokens = name.split()
        opening = tokens[0].casefold() in words("outlets.articles")
        if len(tokens) == 1 or opening or is_house(name) or any(map(is_abbreviation, tokens)):
            return write_house(name)
        return write_person(name)
    if is_house(name):
        return name
    # Agencies write the family name in capitals: "Jane DOE-ROE".
    return " ".join(
        "-".join(capitalize(p) for p in token.split("-"))
        if len(token) >= 4 and at > 0 and is_capitals(token) and "." not in token
        else token
        for at, token in enumerate(name.split())
    )
