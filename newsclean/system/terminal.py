"""Text from outside made fit for a terminal: pages, file names and error messages are data."""

from __future__ import annotations

import re

#: What a terminal may take for a command, or a reader for another text than it is: C0 and C1
#: controls and DEL (so no CSI, OSC or BEL survives), bidirectional embeddings, overrides and
#: isolates, the line and paragraph separators, lone surrogates, noncharacters, and formatting
#: characters nobody sees. The joiners U+200C and U+200D stay: Persian, Indic and emoji need them.
_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001]"
)
_SPACES = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_BREAKS = frozenset("\n\v\f\x85\u2028\u2029")
_DROPPED = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")


def plain(text: str, *, breaks: bool = False) -> str:
    """The text without anything that a terminal could obey.

    A control character shows as its picture (``␛`` for ESC) or as U+FFFD, and a byte of a file's
    name that is not UTF-8 as ``\\xNN``; invisible formatting goes; tabs and line breaks become
    spaces, unless ``breaks`` keeps the line breaks (as ``\\n``).
    The result can always be encoded as UTF-8.

    >>> plain("a\\x1b[31mb\\x07 c\\nd \\u202ee")
    'a␛[31mb␇ c d \ufffde'
    """
    return _UNFIT.sub(_with_breaks if breaks else _one_line, text)


def _one_line(match: re.Match[str]) -> str:
    char = match[0]
    if char in _SPACES:
        return " "
    if char in _DROPPED:
        return ""
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02x}"
    if char < " ":
        return chr(0x2400 + ord(char))
    return "␡" if char == "\x7f" else "\ufffd"


def _with_breaks(match: re.Match[str]) -> str:
    return "\n" if match[0] in _BREAKS else _one_line(match)
