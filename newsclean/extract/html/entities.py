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
