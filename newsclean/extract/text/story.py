"""What a layout finds: the pieces of one story, each with the line it stands on."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...article import BlockType, Kind
from .lines import Line


@dataclass
class Found:
    """A value, the line it stands on, and how it was told."""

    value: str
    line: Line
    how: str


@dataclass
class Choice:
    """What was chosen for a field, what was not, and how sure the choice is."""

    values: list[Found]
    rejected: list[Found]
    margin: float = 0.0
    """The probability that the choice is right."""


@dataclass
class Piece:
    """A block of a body."""

    text: str
    line: Line
    type: BlockType = "paragraph"
    level: int | None = None
    ordered: bool | None = None


@dataclass
class Story:
    """One record to be."""

    kind: Kind = "article"
    title: Found | None = None
    authors: list[Found] = field(default_factory=list)
    publisher: Found | None = None
    section: Found | None = None
    tags: list[Found] = field(default_factory=list)
    published: Found | None = None
    modified: Found | None = None
    url: Found | None = None
    summary: list[Found] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    rejected: dict[str, list[Found]] = field(default_factory=dict)
    """Other candidates for a field; ``how`` says why they lost."""
    margins: dict[str, float] = field(default_factory=dict)
    """How sure the choice of each field is, from 0 to 1."""
    doubts: float = 0.0
    """What is taken off the confidence."""
