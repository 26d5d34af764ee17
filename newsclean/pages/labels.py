"""Charset labels, as browsers read them: WHATWG names, and the codecs that decode them."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

#: Python's codecs for a WHATWG encoding, best first, where the name alone does not say. The later
#: ones have rows that the first lacks (circled digits, company signs).
_CODECS = {
    "big5": ("big5hkscs", "cp950"),
    "euc-jp": ("euc_jp", "euc_jis_2004"),
    "euc-kr": ("cp949",),
    "gbk": ("gb18030",),
    "gb18030": ("gb18030",),
    "iso-2022-jp": ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_3"),
    "iso-8859-8-i": ("iso8859_8",),
    "macintosh": ("mac_roman",),
    "shift_jis": ("cp932", "shift_jis_2004"),
    "windows-874": ("cp874",),
    "x-mac-cyrillic": ("mac_cyrillic",),
}
_MULTIBYTE = frozenset({"big5", "euc-jp", "euc-kr", "gbk", "gb18030", "iso-2022-jp", "shift_jis"})
#: Names that Python uses and browsers do not know.
_OTHER_NAMES = {
    "cp874": "windows-874",
    "cp932": "shift_jis",
    "cp936": "gbk",
    "cp949": "euc-kr",
    "cp950": "big5",
    "big5hkscs": "big5",
    "euc_jis_2004": "euc-jp",
    "utf-8-sig": "utf-8",
}
_LABEL = re.compile(r"[A-Za-z0-9][\w.:+-]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding of the web."""

    name: str
    """Its WHATWG name, in lower case."""
    codecs: tuple[str, ...]

    @property
    def multibyte(self) -> bool:
        """An East Asian encoding of several bytes a character."""
        return self.name in _MULTIBYTE

    def strict(self, data: bytes) -> str | None:
        """The text, or None where the bytes are not of this encoding."""
        for codec in self.codecs:
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                continue
        return None

    def replaced(self, data: bytes) -> str:
        """The text, with U+FFFD for bytes that are not of this encoding."""
        texts = (data.decode(codec, "replace") for codec in self.codecs)
        return min(texts, key=lambda text: text.count("\ufffd"))


def encoding(label: str | None) -> Encoding | None:
    """The encoding that a browser takes for a label; None for labels that mean nothing.

    >>> encoding("latin-1").name, encoding("gb2312").codecs, encoding("ISO-8859-1").name
    ('windows-1252', ('gb18030',), 'windows-1252')
    """
    import webencodings

    label = (label or "").strip().strip("\"'").lower()
    if not _LABEL.fullmatch(label):
        return None
    found = webencodings.lookup(label)
    if found is None:
        try:
            python = codecs.lookup(label).name
        except (LookupError, ValueError):
            return None
        found = webencodings.lookup(_OTHER_NAMES.get(python, python))
    if found is None or found.name in ("replacement", "x-user-defined"):
        return None
    name: str = found.name
    return Encoding(name, _CODECS.get(name) or (codecs.lookup(name).name,))
