"""Date strings made comparable before anyone looks for a date in them."""

from __future__ import annotations

import re
import unicodedata

from ..script import plain_dashes

LONGEST = 300
"""Characters; a longer string is no date. It bounds the work of all that follows."""

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


def prepare(raw: str) -> str | None:
    """The string in one spelling of digits, blanks and dashes; None where it is no date by length.

    >>> prepare("  ١١ Jul\\u00a02023 "), prepare("x" * 1000)
    ('11 Jul 2023', None)
    """
    if len(raw) > 10 * LONGEST:
        return None
    text = " ".join(_DROPPED.sub("", unicodedata.normalize("NFKC", raw)).split())
    if len(text) > LONGEST:
        return None
    if not text.isascii():
        digits = (str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
        text = plain_dashes("".join(digits))
    return text
