"""Pages for tests of what may go wrong: small, sound, and all of them different."""

from __future__ import annotations

from pathlib import Path


def page(number: int, head: str = "", more: str = "") -> str:
    """An HTML page with a story of its own."""
    title = f"Ferry number {number} leaves the harbour of Lindenmouth"
    body = "".join(
        f"<p>Captain {number * 7 + k} told the council that berth {number * 31 + k} would be dug "
        f"out before the winter, at a cost of {number + k * 13} thousand crowns to the town.</p>"
        for k in range(4)
    )
    return (
        f'<html lang="en"><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>'
        f'<p class="byline">By Anna Reed</p>{body}{more}</article></body></html>'
    )


def pages(folder: Path, count: int) -> Path:
    """A folder of so many pages."""
    folder.mkdir()
    for number in range(count):
        (folder / f"p{number:03}.html").write_text(page(number), "utf-8")
    return folder
