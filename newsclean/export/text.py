"""Plain text for reading: headline, who and when, the body, and the record's id as a signature.

Nothing in it can command a terminal: control characters are shown as their pictures.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..article import Article, Block
from ..system.terminal import plain
from . import Options

SUFFIX = ".txt"

_RULE = "=" * 72
_SIGNED = "-- "
"""What parts a text from its signature, as in mail."""
_MAX_INDENT = 9


def head(options: Options) -> str:
    """Nothing."""
    return ""


def record(article: Article, index: int, options: Options) -> str:
    """The record, after a rule if it is not the first."""
    about = [
        article.title,
        ", ".join(article.authors),
        ", ".join(filter(None, (article.publisher, article.published))),
        article.url,
    ]
    paragraphs = ["\n".join(plain(line) for line in about if line), *_body(article.body)]
    if not any(article.texts()) and article.summary:
        paragraphs.append(plain(article.summary, breaks=True))
    paragraphs.append(f"{_SIGNED}\n{plain(article.id)}")
    return (f"\n{_RULE}\n\n" if index else "") + "\n\n".join(filter(None, paragraphs)) + "\n"


def tail(count: int, options: Options) -> str:
    """Nothing."""
    return ""


def identity(document: str) -> str | None:
    """The id in the signature."""
    lines = document.rstrip("\n").split("\n")
    return lines[-1] if len(lines) > 1 and lines[-2] == _SIGNED else None


def _body(blocks: list[Block]) -> Iterator[str]:
    """The blocks, list items that follow each other as one."""
    items: list[str] = []
    numbers: list[int] = []
    for block in blocks:
        if block.type == "list_item":
            items.append(_item(block, numbers))
            continue
        if items:
            yield "\n".join(items)
        items, numbers = [], []
        yield _text(block)
    if items:
        yield "\n".join(items)


def _item(block: Block, numbers: list[int]) -> str:
    """A list item; ``numbers`` counts the items of every level that is open."""
    depth = min(max(block.level or 1, 1), _MAX_INDENT)
    del numbers[depth:]
    numbers += [0] * (depth - len(numbers))
    numbers[-1] += 1
    marker = f"{numbers[-1]}. " if block.ordered else "- "
    indent = "  " * (depth - 1)
    lines = plain(block.text, breaks=True).split("\n")
    return indent + marker + f"\n{indent}{' ' * len(marker)}".join(lines)


def _text(block: Block) -> str:
    if block.type == "image":
        seen = dict.fromkeys(filter(None, (block.alt, block.caption, block.text)))
        return f"[image: {plain(' – '.join(seen))}]" if seen else ""
    if block.type == "table":
        rows = (
            "\t".join(plain(cell) for cell in row.split("\t")) for row in block.text.split("\n")
        )
        return "\n".join([*rows, *([plain(block.caption)] if block.caption else [])])
    prefix = {"quote": "> ", "code": "    "}.get(block.type, "")
    return prefix + plain(block.text, breaks=True).replace("\n", "\n" + prefix)
