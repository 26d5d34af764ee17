"""Character references in strings that a page escaped twice, or in its JSON."""

from __future__ import annotations

import html
import re

#: No character has a number of so many digits, and Python refuses to read thousands of them.
_TOO_LONG = re.compile(r"&#(?:[0-9]{8}|[xX][0-9A-Fa-f]{8})[0-9A-Fa-f]*;?")


def unescape(text: str) -> str:
    """The text without its character references; impossible ones become U+FFFD.

    >>> unescape("Fish &amp; chips&#8230; &#" + "9" * 5000 + ";")
    'Fish & chips… \ufffd'
    """
    return html.unescape(_TOO_LONG.sub("\ufffd", text))


_NUMBER = re.compile(r"&#(?:[xX]0*([0-9A-Fa-f]+)|0*([0-9]+))")


def impossible(text: str) -> int:
    """How many character references name no character: NUL, half a pair, beyond Unicode.

    >>> impossible("&#0; &#xD800; &#x110000; &#xE9;")
    3
    """
    if "&#" not in text:
        return 0
    return sum(_impossible(*found.groups()) for found in _NUMBER.finditer(text))


def _impossible(hexadecimal: str | None, decimal: str | None) -> bool:
    digits = hexadecimal or decimal or ""
    if len(digits) > 7:
        return True
    number = int(digits, 16 if hexadecimal else 10)
    return number == 0 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF
