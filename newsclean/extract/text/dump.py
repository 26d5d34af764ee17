"""A page as the passes see it: its lines and what is known of the page as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from .lines import Line

_LIKELY = 0.5
"""A block is of the text from this probability on."""
_FAR, _LITTLE = 20, 0.2
"""A stretch of text so many blocks from the story's, of such a share of its size, is another's."""


@dataclass
class Dump:
    """The lines of a page and what the passes have found out."""

    lines: list[Line]
    p: list[dict[str, float]] = field(default_factory=list)
    """For each line how probable each role is (`tagger.ROLES`)."""
    dropped: list[Line] = field(default_factory=list)
    """Lines that hold nothing of a page's text, such as a list of link addresses."""
    links: dict[str, str] = field(default_factory=dict)
    """Address of each numbered link."""
    canonical: tuple[str, Line] | None = None
    """The page's own address, where a text browser's link bar gives it."""
    tells_links: bool = False
    """The page says what is a link: `Line.links` are counts and not just nothing."""
    markdown: bool = False
    """It was read as Markdown."""
    width: int | None = None
    """The column that most of its lines were broken at, where they were."""
    metadata: dict[str, object] = field(default_factory=dict)
    """What a header above the page says of it: front matter, the lines of a reader service. Names
    are in small letters, values as they stand."""
    metadata_lines: dict[str, Line] = field(default_factory=dict)
    """The line of each of them."""
    unread: list[str] = field(default_factory=list)
    """What of a huge page was left out, in words."""
    site: Line | None = None
    site_name: str | None = None
    retrieved: str | None = None
    """The page's own date, as the page has it."""
    retrieved_line: Line | None = None
    owner: str | None = None
    """Whom the copyright line names."""
    owner_line: Line | None = None
    walled: bool = False
    """The page says that it can't be read: a login, a captcha, an error."""

    @cached_property
    def text(self) -> list[int]:
        """The indices of the blocks that the tagger takes for the story's text.

        Of several stretches that lie far apart the largest counts, and any not much smaller. Stands
        for `lines` and `p` as they were when it was first asked for.
        """
        groups: list[list[int]] = []
        for at, roles in enumerate(self.p):
            if roles["body"] + roles["heading"] < _LIKELY:
                continue
            if groups and at - groups[-1][-1] <= _FAR:
                groups[-1].append(at)
            else:
                groups.append([at])
        if not groups:
            return []
        sizes = [sum(self.lines[at].size for at in group) for group in groups]
        top = max(sizes)
        kept = zip(groups, sizes, strict=True)
        return [at for group, size in kept if size >= _LITTLE * top for at in group]

    @cached_property
    def walls(self) -> list[Line]:
        """Lines that were taken for words of a wall when the stories were complete."""
        return [line for line in self.lines if line.role == "wall"]


def spans(starts: list[int], end: int) -> list[tuple[int, int]]:
    """From each start to the next, the last one to the end.

    >>> spans([2, 5], 9), spans([], 9)
    ([(2, 5), (5, 9)], [])
    """
    return list(zip(starts, [*starts[1:], end], strict=False))
