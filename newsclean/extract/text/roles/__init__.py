"""What a line is taken for, by its own look or by its neighbours.

Each role is one small function. Those in `BY_ITSELF` see one line; those in `IN_CONTEXT` see the
page, run in this order and may build on the roles before them. Adding a role is adding a function
to one of the two.
"""

from __future__ import annotations

from ..dump import Dump
from . import alone, captions, context

BY_ITSELF = (
    alone.separator,
    alone.tag,
    alone.copyright_notice,
    alone.date,
    alone.listed,
    alone.linked,
    alone.breadcrumb,
    alone.menu,
    alone.place,
)

IN_CONTEXT = (
    context.mail_header,
    context.sponsor_lines,
    captions.captions,
)


def assign(dump: Dump) -> None:
    """Give every line that has a recognisable look its role.

    >>> from ..lines import split
    >>> dump = Dump(split("ADVERTISEMENT\\n12 Comments\\nRain fell."))
    >>> assign(dump)
    >>> [line.role for line in dump.lines]
    ['advertisement', 'comments', '']
    """
    for line in dump.lines:
        for role in BY_ITSELF:
            if line.role or role(line):
                break
        if line.role == "readmore" and not line.urls:
            alone.linked(line)
    for step in IN_CONTEXT:
        step(dump)
