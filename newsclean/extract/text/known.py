"""What a site's profile says of the lines of a text dump."""

from __future__ import annotations

import re

from ..profile import Profile
from ..reading import Fate

_BREAK = re.compile(r"\r\n?|\n")


def blank_known(text: str, profile: Profile) -> tuple[str, list[Fate]]:
    """The text with every line empty that the profile knows as furniture, and their fates.

    >>> from ..profile import KnownLine
    >>> text, fates = blank_known("Rain\\nPaper and ink", Profile(lines=(KnownLine("Rain", 7),)))
    >>> text, fates[0].reason
    ('\\nPaper and ink', 'a line of the profile, seen on 7 pages')
    """
    lines, fates = _BREAK.split(text), []
    for at, raw in enumerate(lines):
        known = profile.known(raw) if raw.strip() else None
        if known:
            reason = f"a line of the profile, seen on {known.pages} pages"
            fates.append(Fate(f"line {at + 1}", raw, "furniture", reason=reason))
            lines[at] = ""
    return "\n".join(lines), fates
