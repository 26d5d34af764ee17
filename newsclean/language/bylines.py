"""Lines that say who wrote a story, on pages of markup and in dumps: the names that they hold.

`split_byline` takes the names out of what is known to be a byline. `said`, `dated`, `signed` and
`persons` judge a line of which nothing is known; each gives no names where it is no such line.
"""

from __future__ import annotations

import re

from . import east as _east
from .dates.scan import scan
from .lexicon import Lexicon, lexicon
from .names import EAST, is_person, looks_like_name, uncased, unique
from .script import MARKS, small
from .tables import words as entries

#: Where one text node of a byline ends and the next begins.
NODE = "\x1f"
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SPLIT = re.compile(r"[;|/\n•·●⋅▪‧—–]| - |、|､|，|؛|،")
_BOUND = re.compile(rf"[;|/\n.,•·{NODE}]\s*")
_BRACKET = re.compile(r"\s?[(\[（【［][^()\[\]（）【】［］]{0,80}[)\]）】］]")
_WORD = re.compile(rf"(?:[^\W\d_][{MARKS}]*)+")
_EDGES = ' ,.:;|-–—*"“”„'
_LETTER = re.compile(r"[^\W\d_]")
#: An agency or an author by a few small letters, after a comma or around a slash ("Name, dpa").
_SIGN = re.compile(
    r"(?:(?<=[,/])|(?<=, ))[a-z]{2,4}(?=\s?(?:[,;/\n\x1f]|\Z))|\A[a-z]{2,4}(?=/[a-z])"
)
#: What keeps the full stop at its end.
_SHORTENED = re.compile(r"(?:.{0,80}[\s.])?(?:[^\W\d_]|[JjSs]r)\.")
_EAST_ROLE = re.compile(
    r"(?:本報記者|本报记者|記者|记者|编辑|編集委員|編集|기자|특파원|論説委員|特派員|인턴기자|선임기자|撰文|编译|報導|报道)$"
)
_EAST_PREFIX = re.compile(
    r"^(?:本報記者|本报记者|記者|记者|作者|责任编辑|責任編輯|责编|编辑|編輯|撰文|文|取材|執筆|著者|筆者|글|취재)"
    r"\s?[:：/／=＝・ ]\s?"
)


#: A name of two to four characters and what its bearer is, as papers of East Asia sign stories.
_EAST_STAFF = re.compile(
    r"([\uac00-\ud7af]{2,4}|(?!本)[\u3400-\u9fff]{1,3}(?![社報紙聞])[\u3400-\u9fff])[ \u3000\x1f]?"
    r"(?:선임기자|인턴기자|전문기자|수습기자|기자|특파원|논설위원|記者|特派員|編集委員|論説委員)"
    r"(?=[\s\x1f=·,、(]|\Z)"
)


#: The same in brackets, behind the name of the house or a place.
_EAST_BOXED = re.compile(
    r"[\[(（【](?:[^\[\]()（）【】]{1,20}[ =])?([^\s\[\]()（）【】=]{2,5} ?\w{2,5})[\])）】]"
)


def staff_of(line: str) -> list[str]:
    """The names of a line that is nothing but names of East Asia and what those people are.

    >>> staff_of("김바다 기자 · 한가람 특파원"), staff_of("김바다 기자는 말했다")
    (['김바다', '한가람'], [])
    """
    line = _EMAIL.sub(" ", line[:200]).strip()
    if boxed := _EAST_BOXED.fullmatch(line):
        line = boxed[1]
    names = _EAST_STAFF.findall(line)
    rest = _EAST_STAFF.sub("", line)
    return [] if any(c.isalnum() for c in rest) else unique(names)


def split_byline(text: str, words: Lexicon | None = None, *, strict: bool = True) -> list[str]:
    """The names of a byline, in order; of any language, where its ``words`` are not given.

    ``NODE`` marks in the text part what stood in different elements. Unless ``strict`` is off,
    as for a value that is said to be a name, what does not look like a name is left out.
    """
    words = words or lexicon(None)
    text = _EMAIL.sub(" ", text[:1500])
    text = _without_helpers(_BRACKET.sub(" ", text), words)
    text = _without_prefix(text.replace("\xa0", " ").strip(" \t\r\n:,-–—|" + NODE), words)
    signs = set(_SIGN.findall(text)) - words.stop
    names: list[str] = []
    for piece, conjoined in _pieces(text, words):
        lone = bool(names) and " " in names[0] and _WORD.fullmatch(piece) is not None
        if strict and lone and not (conjoined or piece in signs or EAST.search(piece)):
            continue  # where they write from, or for whom
        if piece in signs and (names or not strict):
            name = piece
        else:
            # What follows a name that is said to be one is as often a title or a place.
            name = _name(piece, words, strict or bool(names))
        if name and not any(name.casefold() == n.casefold() for n in names):
            names.append(name)
    return names[:40]


def _without_helpers(text: str, words: Lexicon) -> str:
    """A byline without those who edited, reviewed or translated, up to the next author."""
    for _ in range(4):
        label = words.helped_pattern.search(text)
        if label is None:
            break
        following = (at.end() for at in _BOUND.finditer(text, label.end()))
        goes_on = next((at for at in following if words.by_pattern.match(text, at)), len(text))
        text = f"{text[: label.start()]}{NODE}{text[goes_on:]}".strip(NODE)
    return text


def _without_prefix(text: str, words: Lexicon) -> str:
    """A byline without "By" and the like, as often as it stands there."""
    for _ in range(3):
        east = _EAST_PREFIX.match(text)
        if east:
            text = text[east.end() :].lstrip(NODE + " :：")
            continue
        prefix = words.by_pattern.match(text)
        rest = text[prefix.end() :].strip(NODE + " :\n：＝/／") if prefix else ""
        if not rest:
            break
        text = rest
    return text


def _pieces(text: str, words: Lexicon) -> list[tuple[str, bool]]:
    """The parts of a byline that may be names, and whether an "and" stands before each."""
    pieces: list[tuple[str, bool]] = []
    skip = False
    nodes = text.replace(NODE, "\n").split("\n")
    # A later element that begins with a job, "Head of Coast and Weather", has no names.
    kept = [node for at, node in enumerate(nodes) if not (at and _begins_with_job(node, words))]
    for part in _SPLIT.split("\n".join(kept)):
        # "Source: The Arden Echo", "Photo: ..." and "Category: ..." name no author.
        bare = part.strip().lower()
        head, colon, value = bare.replace("：", ":").partition(":")
        if colon and is_other_label(head.strip(), words):
            skip = not value.strip()
            continue
        if skip and bare:
            skip = False
            continue
        for number, half in enumerate(_conjoined(part, words)):
            parts = _commas(half, words)
            pieces += [(one, number > 0 and one is parts[0]) for one in parts]
    return pieces


def _begins_with_job(node: str, words: Lexicon) -> bool:
    first = node.strip(" ,.|·-–—").partition(" ")[0]
    return first.strip(",.").lower() in words.roles


def is_other_label(head: str, words: Lexicon) -> bool:
    """Whether what stands before a colon, in lower case, announces anything but an author."""
    return (
        head in words.stop
        or head in words.source
        or head in words.published
        or head in words.updated
    )


def _conjoined(text: str, words: Lexicon) -> list[str]:
    """Parts of a text between "and", "&" and the like."""
    parts: list[list[str]] = [[]]
    for word in text.split():
        if word in ("&", "+") or (word.lower() in words.conjunctions and len(word) < 5):
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def _commas(text: str, words: Lexicon) -> list[str]:
    """Split at commas, unless the comma is of "Last, First".

    A single word after a whole name is a place or an agency's desk and falls away, unless it is
    an agency's sign ("dpa").
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 2 and all(len(part.split()) == 1 for part in parts) and not _role(text, words):
        return [text.strip(" ,")]
    whole = bool(parts) and " " in parts[0]
    return [
        p
        for n, p in enumerate(parts)
        if not (n and whole and _WORD.fullmatch(p) and not p.islower())
    ]


def _role(text: str, words: Lexicon) -> bool:
    tokens = [t.strip(".,:()").lower() for t in text.split()]
    return any(token in words.roles for token in tokens)


def _name(piece: str, words: Lexicon, strict: bool) -> str:
    piece = " ".join(piece.split())
    name = _without_prefix(piece.strip(_EDGES), words)
    stopped = f"{name}." if name else ""
    if _SHORTENED.fullmatch(stopped[-80:]) and stopped in piece:
        name = stopped
    tokens = name.split()
    house = next((n for n, t in enumerate(tokens) if n > 1 and _of_house(t, words)), None)
    if house:
        name = " ".join(tokens[:house])
    name = name if strict else _without_job(name, words)
    if EAST.search(name):
        name = _EAST_ROLE.sub("", name).strip() or name
    if not name or not _LETTER.search(name) or len(name) > 80:
        return ""
    return name if (looks_like_name(name, words) if strict else _may_be_name(name, words)) else ""


def _without_job(name: str, words: Lexicon) -> str:
    """A name without what its bearer does: "Ada Quill Senior Reporter"."""
    tokens = name.split()
    if len(tokens) < 4 or tokens[-1].lower() not in words.roles:
        return name
    first = next(at for at, token in enumerate(tokens) if token.lower() in words.roles)
    return " ".join(tokens[:first]) if first > 1 else name


def _of_house(word: str, words: Lexicon) -> bool:
    """A word behind a name that begins the house somebody writes for: "for", "The"."""
    return word == "The" or word.lower() in words.of


def _may_be_name(name: str, words: Lexicon) -> bool:
    lower = name.lower()
    if lower.startswith(("http", "www.")) or "/" in name:
        return False
    if lower in words.by or lower in words.stop:
        return False
    tokens = [token.strip(".,") for token in lower.split()]
    return not (len(tokens) <= 6 and all(t in words.roles or t in words.stop for t in tokens))


#: "Of the year" after a date, as some languages write it.
_YEAR = re.compile(r"\A\s?(?:г|р)\.")
_PARTS = re.compile(rf"[{NODE}\n]| [|·•] ")
#: The longest name without spaces that a line may hold without saying that it is one.
_LONGEST_EAST = 8
#: The same of Chinese characters alone.
_LONGEST_HAN, _HAN = 5, re.compile(r"[\u3400-\u9fff]+[。，]?")


def said(text: str, words: Lexicon | None = None) -> list[str]:
    """The names of a line that begins with "By" or the like, in a language or in any.

    >>> said("Von Lise Holm und Jan Berg", lexicon("de")), said("Byron wept", lexicon("en"))
    (['Lise Holm', 'Jan Berg'], [])
    """
    if len(text) > 220:
        return []
    known = words or lexicon(None)
    if EAST.search(text):
        bare = _without_helpers(without_dates(text, known), known)
        if staff := staff_of(bare) or _east.of_lines(re.split(f"[{NODE}\n]", bare)):
            return staff
    text = _from_label(text, known)
    prefix = known.by_pattern.match(text)
    rest = text[prefix.end() :] if prefix else ""
    if not rest.strip():
        return [] if words else _after_short_word(text)
    before = _before_date(text, known)
    names = split_byline(before, known) or split_byline(without_dates(text, known), known)
    return names if mostly(names, rest) else []


def dated(text: str, words: Lexicon | None = None) -> list[str]:
    """The names in a line that holds nothing but names and a date, or a date and "by" a name.

    >>> dated("Posted on 3 May 2024 by Lise Holm", lexicon("en"))
    ['Lise Holm']
    """
    if len(text) > 160:
        return []
    words = words or lexicon(None)
    rest = without_dates(text, words)
    if rest == text:
        return []
    pieces = [p.strip(" ,|·•-–—") for p in _PARTS.split(rest)]
    for number, piece in enumerate(pieces):
        if number and words.by_pattern.match(f"{piece} "):
            names = split_byline(NODE.join(pieces[number:]), words)
            return [n for n in names if " " in n or uncased(n)][:1]
    unsaid = [p for p in pieces if not is_role(p, words)]
    names = split_byline(NODE.join(unsaid), words)
    size = sum(len(n) for n in names)
    letters = sum(c.isalpha() or c == " " for piece in unsaid for c in piece)
    if any(map(_sentence, names)) or size <= 0.4 * letters:
        return []
    return [n for n in names if (" " in n and "," not in n) or uncased(n)]


def _sentence(name: str) -> bool:
    """What would be a name without spaces is too long for one."""
    most = _LONGEST_HAN if _HAN.fullmatch(name) else _LONGEST_EAST
    return uncased(name) and len(name) > most


def signed(text: str, words: Lexicon) -> list[str]:
    """The name of a text that is "— A Name"."""
    bare = text.strip()
    if bare[:1] in ("—", "–") and len(bare) < 50:
        names = split_byline(without_dates(bare, words).strip(" —–-,\n"), words)
        if len(names) == 1 and (" " in names[0] or uncased(names[0])):
            return names
    return []


def is_role(text: str, words: Lexicon) -> bool:
    """Whether a word of it says what somebody does."""
    return any(word.strip(".,").lower() in words.roles for word in text.split())


def without_dates(text: str, words: Lexicon) -> str:
    """A text with a line break where each date stood."""
    for found in reversed(scan(text, words)):
        text = text[: found.start] + "\n" + _YEAR.sub("", text[found.end :])
    return text


def _from_label(text: str, words: Lexicon) -> str:
    """Of a line of East Asia with several labels, the part about the author: "来源：… 作者：…"."""
    if text.count("：") < 2:
        return text
    parts = text.replace(NODE, " ").split()
    for at, part in enumerate(parts):
        if "：" in part and words.by_pattern.match(part):
            following = next((n for n in range(at + 1, len(parts)) if "：" in parts[n]), len(parts))
            return " ".join(parts[at:following])
    return text


def _before_date(text: str, words: Lexicon) -> str:
    """A byline up to its first date and what announces that; what follows is about the page."""
    first = next((found.start for found in scan(text, words)), len(text))
    bare = text[:first].rstrip(" /|·•,-–—\n" + NODE)
    for label in words.label_pattern.finditer(bare):
        if label.start() and not bare[label.end() :].strip(" :") and first < len(text):
            bare = bare[: label.start()]
            break
    pieces = bare.split(NODE)
    while len(pieces) > 1 and pieces[-1].strip(" :").lower() in words.published:
        del pieces[-1]
    return NODE.join(pieces)


def mostly(names: list[str], rest: str) -> bool:
    """Whether a line after its "By" is names rather than a sentence."""
    size = sum(len(name) for name in names)
    return bool(names) and (size >= 0.3 * len(rest) or len(rest) < 90)


#: What parts the names of a list.
_GLUE = re.compile(r" ?[,;/|·•&+] ?")


def persons(text: str) -> list[str]:
    """The names of persons that a text is made of and nothing else, but for a job at its end.

    >>> persons("Ana Cruz, Lise Holm"), persons("Rain in the north and south")
    (['Ana Cruz', 'Lise Holm'], [])
    """
    if len(text) > 120 or ("." in text[-1:] and not text.endswith((" Jr.", " Sr."))):
        return []
    pieces: list[str] = []
    for piece in _GLUE.split(text):
        pieces += [piece] if is_person(piece) else _conjoined(piece, lexicon(None))
    if len(pieces) > 1 and small(pieces[-1].split(" ")[-1]) in lexicon(None).roles:
        pieces.pop()  # "Ana Cruz, Staff Writer"
    return pieces if pieces and all(map(is_person, pieces)) else []


def _after_short_word(text: str) -> list[str]:
    """The names behind a byline word that in other languages begins headlines, too.

    >>> _after_short_word("di Mario Rossi"), _after_short_word("Di Maria Signs New Contract")
    (['Mario Rossi'], [])
    """
    word, _, rest = text.partition(" ")
    if word.casefold() not in entries("bylines.by"):
        return []
    if word.islower():
        return persons(rest)
    return [rest] if is_person(rest) and len(rest.split()) <= 3 else []
