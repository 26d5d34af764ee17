"""A story, a menu, and the blocks that a dump comes to."""

from __future__ import annotations

from newsclean.extract.text.blocks import read_blocks

STORY = [
    "The ferry to Oster Mill was late again on Friday, and nobody on the pier was surprised by "
    "it, for the boat has been late on every Friday since the timetable was put up in spring.",
    "Passengers said they had stopped looking at the clock. One of them, a baker, brings bread for "
    "the others and sells it at the usual price, which the company has allowed until then.",
    "A second boat is to be bought before the winter. It will be smaller, the harbour office said, "
    "and it will carry bicycles only on weekdays between nine in the morning and four "
    "in the afternoon.",
]
HEAD = ["Ferry late for the ninth Friday", "By Ana Cruz", "May 9, 2025"]
MENU = ["Home", "News", "Weather and tides", "Boats for sale", "About the paper"]


def texts(page: str) -> list[str]:
    return [line.text for line in read_blocks(page).lines]


def kinds(page: str) -> list[tuple[str, str, int | None]]:
    return [(line.text, line.kind, line.level) for line in read_blocks(page).lines]
