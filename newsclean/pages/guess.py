"""The encoding of bytes that nobody names and that are not UTF-8."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from .labels import Encoding, encoding

#: What pages of the web were written in before UTF-8.
_CANDIDATES = (
    *("shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"),
    *("windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254"),
    *("windows-1255", "windows-1256", "windows-1257", "windows-1258", "windows-874"),
    *("koi8-r", "koi8-u", "iso-8859-2", "iso-8859-5", "ibm866"),
)
_LATIN_NAMES = frozenset(
    {"windows-1250", "windows-1252", "windows-1254", "windows-1257", "windows-1258", "iso-8859-2"}
)
_EAST = ("gb18030", "big5", "shift_jis", "euc-jp", "euc-kr")
#: A text of fewer letters is not told apart, nor one of which more than one in so many is broken.
_FEW_LETTERS, _MOST_BROKEN = 12, 10
#: What no text of some length does without: the commonest characters of Chinese, small letters
#: of Japanese, the commonest syllables of Korean, and the signs between sentences.
_COMMON = re.compile(
    "[的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出会會年月日说說"
    "他对對后後也可之而其与與自从從将將就所、。，「」\u3041-\u3096이다의는에가을를은고하도지로한사기어자시인대서해부정수나라그리있]"
)
_LEAST_COMMON = 0.12
_TAGS = re.compile(rb"<[^<>]*>")
_CODE = re.compile(rb"<(?:script|style)\b", re.I)
_CODE_END = re.compile(rb"</(?:script|style)\b", re.I)
_SIGNS = frozenset("‘’‚‛“”„«»‹›–—…·•©®°£€§¿¡™´½¼×±\xa0\xad")
#: Signs in the middle of a word (a registered sign, a pound before a letter) are letters misread.
_MISREAD = re.compile(r"(?<=[^\W\d_])[©®°€§¿¡™´½¼«»‹›•](?=[^\W\d_])|£(?=[^\W\d_])")
_RUN = re.compile(rb"[\xa1-\xff]{4,}")
_SAMPLE = 16_384
#: How messy text may be for charset-normalizer; at its own 0.2 menus and lists are too much.
_PATIENCE = 0.5
_LONGEST = 1_000_000
#: Half-width katakana and private use: what other encodings look like in an East Asian one.
_ODD = re.compile("[\uff61-\uff9f\ue000-\uf8ff\ufffd]")
_FOREIGN = "[\u0370-\u1dff\u2e80-\uffff\U00020000-\U0003ffff]"
_GLUED = re.compile(f"[A-Za-z]{_FOREIGN}|{_FOREIGN}(?=[A-Za-z])")


def guess(data: bytes, language: str | None = None) -> Encoding:
    """The likeliest encoding of a page's bytes; windows-1252, as browsers do, without a clue.

    ``language`` (two letters) is what the page says of itself. By charset-normalizer, whose answer
    is checked against what no text has (Latin words with a Chinese letter in them), and for Latin
    script against the alphabets of the languages.
    """
    sample = _sample(data)
    if _only_signs(sample):
        return _known("windows-1252")
    own, _ = _alphabets().get(language or "", ((), ""))
    # A language of Latin script is what many templates say of any page.
    hinted = () if _LATIN_NAMES.intersection(own) else own
    others = [n for n in _CANDIDATES if n not in _LATIN_NAMES] if _not_latin(sample) else ()
    for names in (hinted, others, _CANDIDATES):
        found = _among(sample, names)
        if found is not None:
            return found
    return _broken_east(sample) or _latin(sample, language)


def _known(name: str) -> Encoding:
    found = encoding(name)
    assert found is not None, name
    return found


@cache
def _alphabets() -> dict[str, tuple[tuple[str, ...], str]]:
    """By language: its encodings, and its letters outside of ASCII."""
    text = (files("newsclean.pages") / "data" / "alphabets.txt").read_text("utf-8")
    lines = (line.split() for line in text.splitlines() if line and line[0] != "#")
    return {line[0]: (tuple(line[1].split(",")), "".join(line[2:])) for line in lines}


def _sample(data: bytes) -> bytes:
    """The pieces of a page's text that are not ASCII, without markup, each of them whole.

    A piece that is cut could end inside of a character, and would be of no encoding then.
    """
    first, *others = _CODE.split(data[:_LONGEST])
    # What follows the end of each script.
    text = first + b"\n".join(_CODE_END.split(part, maxsplit=1)[-1] for part in others)
    pieces = _TAGS.sub(b"\n", text).split(b"\n")
    if len(data) > _LONGEST:
        pieces.pop()
    chosen: list[bytes] = []
    size = 0
    for piece in pieces:
        if not piece.isascii():
            chosen.append(piece.strip())
            size += len(chosen[-1])
            if size > _SAMPLE:
                break
    return b"\n".join(chosen) or data[:_LONGEST]


def _normalizer(sample: bytes, names: list[str]) -> Encoding | None:
    from charset_normalizer import from_bytes

    codecs = [_known(name).codecs[0] for name in names]
    best = from_bytes(
        sample, cp_isolation=codecs, threshold=_PATIENCE, preemptive_behaviour=False
    ).best()
    return encoding(best.encoding.replace("_", "-")) or encoding(best.encoding) if best else None


def _among(sample: bytes, names: Sequence[str]) -> Encoding | None:
    """The likeliest of the encodings, if it is not one of Latin script."""
    left = list(names)
    while left:
        found = _normalizer(sample, left)
        if found is None or found.name in _LATIN_NAMES:
            return None
        if _readable(found.replaced(sample)):
            return found
        left = [
            name
            for name in left
            if name != found.name and not (found.multibyte and _known(name).multibyte)
        ]
    return None


def _broken_east(sample: bytes) -> Encoding | None:
    """An East Asian encoding in which all but a few bytes of a sample are text, or None.

    A lost byte, or a sign that a template has in another encoding, makes bytes of no encoding.
    """
    best: tuple[float, Encoding] | None = None
    for name in _EAST:
        known = _known(name)
        text = known.replaced(sample)
        bad, letters = text.count("\ufffd"), sum(not c.isascii() for c in text)
        text = text.replace("\ufffd", "")
        if letters < _FEW_LETTERS or bad * _MOST_BROKEN > letters or not _readable(text):
            continue
        common = len(_COMMON.findall(text)) / letters
        if common > _LEAST_COMMON and (best is None or common > best[0]):
            best = (common, known)
    return best[1] if best else None


def _only_signs(sample: bytes) -> bool:
    """Whether a page is in ASCII but for quotation marks, spaces and a copyright sign."""
    text = sample.decode("cp1252", "replace")
    signs = all(c.isascii() or c in _SIGNS for c in text)
    return signs and not _MISREAD.search(text) and not _RUN.search(sample)


def _not_latin(sample: bytes) -> bool:
    """Whether the letters outside of ASCII stand together, as they never do in Latin words."""
    runs = sum(map(len, _RUN.findall(sample)))
    return runs * 2 > len(sample) - len(sample.translate(None, bytes(range(0xA1, 0x100))))


def _readable(text: str) -> bool:
    """Whether text of another script looks like it: none of its letters inside Latin words."""
    strange = len(_ODD.findall(text))
    letters = sum(c.isalpha() and not c.isascii() for c in _ODD.sub("", text))
    return (strange + len(_GLUED.findall(text))) * 2 <= letters + strange


def _latin(sample: bytes, language: str | None) -> Encoding:
    """The encoding in which the letters fit one language's alphabet best."""
    best, best_score = "windows-1252", 0.0
    texts = {name: _known(name).replaced(sample) for name in sorted(_LATIN_NAMES)}
    for tongue, (names, alphabet) in _alphabets().items():
        for rank, name in enumerate(names):
            if not alphabet or name not in _LATIN_NAMES:
                continue
            score = _fit(texts[name], alphabet) + (0.2 if tongue == language else 0)
            # A language's commonest encoding, and the commonest of all, win a tie.
            score -= 0.001 * rank + (0 if name == "windows-1252" else 0.002)
            if score > best_score:
                best, best_score = name, score
    return _known(best)


def _fit(text: str, alphabet: str) -> float:
    """The share of a text's characters outside of ASCII that are of the alphabet, or signs."""
    foreign = [c for c in text if not c.isascii()]
    if not foreign:
        return 0.0
    fitting = sum(c in alphabet or c.lower() in alphabet or c in _SIGNS for c in foreign)
    return (fitting - len(_MISREAD.findall(text))) / len(foreign)
