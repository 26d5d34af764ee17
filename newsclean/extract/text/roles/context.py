"""Roles that a line has because of its neighbours."""

from __future__ import annotations

import re

from ..dump import Dump, spans
from ..lines import Line

_MAIL = re.compile(
    r"(?:from|to|cc|bcc|subject|date|reply-to|sent|message-id|mime-version|content-[a-z-]{3,40}"
    r"|return-path|list-[a-z-]{3,20}|x-[a-z-]{2,40}|received|delivered-to|von|an|betreff|datum"
    r"|de|para|asunto|fecha|objet|à): ?",
    re.IGNORECASE,
)


def mail_header(dump: Dump) -> None:
    """The lines ``From: ...``, ``To: ...``, ``Subject: ...`` at the head of a mail."""
    head: list[Line] = []
    for line in dump.lines[:40]:
        if line.gap and head:
            break
        if not _MAIL.match(line.text):
            if head and line.indent:  # a folded header line
                head.append(line)
                continue
            break
        head.append(line)
    names = {line.text.split(":")[0].casefold() for line in head}
    if len(head) >= 3 and len(names) >= 3:
        for line in head:
            line.take("mail header", "a header line of a mail")


def sponsor_lines(dump: Dump) -> None:
    """A few short lines under a sponsor's, with a blank line above and below, are the sponsor's.

    ``Sponsored by ACME`` / ``Nails that stay`` / ``Order them today.``
    """
    lines = dump.lines
    starts = [at for at, line in enumerate(lines) if line.gap]
    for start, end in spans(starts, len(lines)):
        inner = lines[start + 1 : end]
        short = all(line.plain and line.size <= 160 for line in inner)
        if lines[start].role == "sponsor" and 1 <= len(inner) <= 3 and short:
            for line in inner:
                line.take("sponsor", "under a sponsor's line")
