"""Fit the trees that join broken lines, from pages and their text dumps, and write them as data.

    python tests/bench/fit_unwrap.py --pages HTML-FOLDER --dumps DUMP-FOLDER [--pages ...] \
        -o newsclean/extract/text/unwrap.json
    python tests/bench/fit_unwrap.py --pages ... --dumps ... --check

A folder of pages holds HTML files (plain or gzip). The folder of dumps given after it holds a
folder for each way of writing a page out as text (`lynx/NAME.txt`, `w3m/NAME.txt` ...), whose file
names are those of the pages. Which lines of a dump belong together is read off the HTML: the
letters around a line break are looked up in the page's text, block by block. Besides, the blocks of
every page are broken anew in the ways of mail programs and of hands, and put together without being
broken as digests and lists are. Only numbers go into what is written.

`--check` fits on some sites and measures on the others, for each way of writing; and each family of
ways by trees that never saw it. Needs lightgbm: pip install lightgbm. The same files give the
same trees.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import textwrap
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from fit_body import _plain_tree
from lxml import etree
from lxml import html as lxml_html

from newsclean.extract.text import broken, marks
from newsclean.extract.text.dump import Dump
from newsclean.extract.text.lines import split
from newsclean.pages import decode

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "label",
        "mark",
        "noscript",
        "output",
        "picture",
        "q",
        "s",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "wbr",
    ]
)
UNSEEN = frozenset(["head", "iframe", "script", "select", "style", "svg", "template", "textarea"])
MARK = re.compile(
    r"\[\d{1,4}\](?=\S)|\((?:BUTTON|IMAGE)\)|\[INLINE\]|\[(?:INS|DEL):|:(?:INS|DEL)\]"
)
UNBROKEN = ("strip", "inscriptis")
"""Ways that break no lines: a block with line breaks in it is the page's own doing there."""
FAMILIES = {
    "text browsers in the manner of lynx": ("lynx",),
    "w3m": ("w3m",),
    "broken by us": ("mail", "tight", "indent", "fmt", "hand"),
    "not broken": (*UNBROKEN, "list", "entries", "short"),
}
WIDTHS = (46, 56, 60, 64, 65, 66, 68, 70, 72, 72, 74, 76, 78, 80, 90, 110)
TREES = {
    "objective": "binary",
    "learning_rate": 0.15,
    "num_leaves": 12,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "seed": 1,
}
ROUNDS = 40
MOST_OF_A_PAGE = 250
UNBROKEN_WEIGHT = 0.3
Labels = list[tuple[int, int]]
"""Index of the lower line of a pair, and whether it goes on."""


def blocks_of(html: str) -> list[str]:
    """The text of every block element of a page, line breaks of its source made spaces."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    found: list[str] = []
    pre = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        kept = str if pre else _even
        tag = element.tag
        if event in ("comment", "pi"):
            found.append(kept(element.tail or ""))
        elif event == "start" and tag in UNSEEN:
            for child in list(element):
                element.remove(child)
        elif event == "start":
            found.append("" if tag in INLINE else "\n")
            pre += tag == "pre"
            found.append((str if pre else _even)(element.text or ""))
        else:
            pre -= tag == "pre"
            found.append("" if tag in INLINE else "\n")
            found.append((str if pre else _even)(element.tail or ""))
    return [_even(line).strip() for line in "".join(found).split("\n") if line.strip()]


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def letters(text: str) -> str:
    """What two ways of writing a text have in common."""
    return "".join(char for char in text.casefold() if char.isalnum())


def labels_of(lines: Sequence[str], blocks: Sequence[str]) -> Labels:
    """Of each line right below another whether the page has both in one block, where it is sure."""
    starts: set[int] = set()
    page = ""
    pieces = []
    at = 0
    for block in blocks:
        starts.add(at)
        pieces.append(letters(block))
        at += len(pieces[-1])
    page = "".join(pieces)
    own = [letters(MARK.sub("", line)) for line in lines]
    dump, at = "".join(own), 0
    found: Labels = []
    for index, text in enumerate(own):
        if index and text and own[index - 1]:
            answer = _looked_up(page, starts, dump[max(0, at - 30) : at], dump[at : at + 30])
            if answer is not None:
                found.append((index, answer))
        at += len(text)
    return found


def _looked_up(page: str, starts: set[int], left: str, right: str) -> int | None:
    for size in (30, 18, 10):
        above, below = left[-size:], right[:size]
        if len(above) < 2 or len(below) < 2:
            return None
        answers: set[bool] = set()
        at = page.find(above + below)
        for _ in range(40):
            if at < 0:
                break
            answers.add(at + len(above) in starts)
            at = page.find(above + below, at + 1)
        if answers:
            return None if len(answers) > 1 else int(not answers.pop())
    return None


def broken_anew(blocks: list[str], style: str, chance: random.Random) -> tuple[str, Labels]:
    """The blocks as a mail program or a hand would break them."""
    width = chance.choice(WIDTHS)
    quote = "> " if style == "mail" and chance.random() < 0.35 else ""
    inward = chance.random() < 0.6
    if chance.random() < 0.6:
        count = chance.choice((4, 6, 8, 12, 20, 40, 80))
        first = chance.randint(0, max(0, len(blocks) - count))
        blocks = blocks[first : first + count]
    lines: list[str] = []
    found: Labels = []
    long_above = False
    for block in blocks[:400]:
        if len(block) > 6000:
            continue
        long = len(block) > 90
        wrap = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=style == "fmt")
        if style == "indent":
            wrap.initial_indent = "    " if inward else "  "
        elif style == "fmt" and not long and chance.random() < 0.3:
            wrap.initial_indent, wrap.subsequent_indent = "  * ", "    "
        parts = by_hand(block, width, chance) if style == "hand" else wrap.wrap(block)
        apart = style not in ("tight", "indent") and (long or long_above or chance.random() < 0.3)
        if apart or (style == "tight" and chance.random() < 0.1):
            lines.append("")
        for at, part in enumerate(parts):
            if lines and lines[-1].strip():
                found.append((len(lines), int(at > 0)))
            lines.append(quote + part)
        long_above = long
    return "\n".join(lines), found


def by_hand(text: str, width: int, chance: random.Random) -> list[str]:
    """Broken now and then earlier than need be."""
    lines, line = [], ""
    for word in text.split():
        room = width - (chance.randint(0, 14) if chance.random() < 0.5 else 0)
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def unbroken(blocks: list[str], style: str, chance: random.Random) -> tuple[str, Labels]:
    """The blocks whole, as lists, digests and stripped pages have them."""
    names = [block for block in blocks if 3 <= len(block) <= 20] or ["Post"]
    end, begin, of_entry = "", "", 1
    if style == "list":
        low = chance.choice((10, 20, 30, 40, 60))
        high = low * chance.choice((1.5, 2, 4))
        blocks = [block for block in blocks if low <= len(block) <= high]
        end = chance.choice(("", "", " — ", " | ", " (", "\t", " - "))
        begin = chance.choice(("", "", "", "- ", "# "))
    elif style == "entries":
        blocks = [block for block in blocks if len(block) <= 320]
        of_entry = chance.choice((1, 2, 2, 3, 3, 4))
    count = chance.choice((3, 5, 8, 12, 20, 40))
    first = chance.randint(0, max(0, len(blocks) - count))
    apart = {"list": 0.1, "entries": 0.95, "short": 0.4}[style]
    lines: list[str] = []
    found: Labels = []
    for at, block in enumerate(blocks[first : first + count]):
        if at % of_entry == 0 and chance.random() < apart:
            lines.append("")
        if lines and lines[-1]:
            found.append((len(lines), 0))
        close = chance.choice(names) + (")" if "(" in end else "") if end else ""
        lines.append(begin + block + end + close)
    return "\n".join(lines), found


def rows_of(text: str, labels: Labels) -> tuple[list[list[float]], list[int]]:
    """The numbers and the truth of each pair of lines of a dump that is labelled."""
    dump = Dump(split(text))
    marks.read_numbers(dump)
    truth = {index + 1: label for index, label in labels}
    where, numbers, _ = broken.table(broken.rows_of(dump.lines))
    found = [
        (row, truth[dump.lines[at].number])
        for at, row in zip(where, numbers, strict=True)
        if dump.lines[at].number in truth
    ]
    return [row for row, _ in found], [label for _, label in found]


def examples(pages: Path, dumps: Path, every: int) -> Iterator[tuple[str, str, str, Labels]]:
    """Way, page, text and labels, of every dump of a corpus and of what is made of its blocks."""
    for number, file in enumerate(sorted(pages.iterdir())):
        if number % every:
            continue
        data = file.read_bytes()
        data = gzip.decompress(data) if file.suffix == ".gz" else data
        name = re.sub(r"[.]html?([.]gz)?$", "", file.name)
        try:
            blocks = blocks_of(decode(data, html=True).text)
        except (etree.ParserError, ValueError):
            continue
        for folder in sorted(dumps.iterdir()):
            dump = folder / f"{name}.txt"
            if not dump.exists():
                continue
            text = dump.read_text("utf-8", "replace")
            lines = text.split("\n")
            labels = labels_of(lines, blocks) if len(lines) <= 6000 else []
            if folder.name in UNBROKEN:
                labels = [(at, on) for at, on in labels if not on or _surely(lines, at)]
            yield folder.name, name, text, labels
        chance = random.Random(zlib.crc32(name.encode()) + number)
        if number // every % 2 == 0:
            for style in FAMILIES["broken by us"]:
                yield style, name, *broken_anew(blocks, style, chance)
            for style in ("list", "list", "list", "entries", "entries", "short"):
                yield style, name, *unbroken(blocks, style, chance)


def _surely(lines: Sequence[str], at: int) -> bool:
    above, below = lines[at - 1].strip(), lines[at].strip()
    return len(above) > 45 and below[:1].islower() and above[-1] not in ".!?"


class Table:
    """All pairs of lines, with the way and the page each is from."""

    def __init__(self) -> None:
        self.parts: list[Any] = []
        self.truth: list[int] = []
        self.ways: list[str] = []
        self.folds: list[int] = []

    def read(self, pages: Path, dumps: Path, every: int) -> None:
        """Add a corpus."""
        chance = random.Random(7)
        for way, page, text, labels in examples(pages, dumps, every):
            rows, truth = rows_of(text, labels)
            first = chance.randint(0, max(0, len(rows) - MOST_OF_A_PAGE))
            kept = slice(first, first + MOST_OF_A_PAGE)
            if rows:
                self.parts.append(np.array(rows[kept], np.float32))
                self.truth += truth[kept]
                self.ways += [way] * len(truth[kept])
                self.folds += [zlib.crc32(page[:12].encode()) % 5] * len(truth[kept])

    @property
    def rows(self) -> Any:
        return np.concatenate(self.parts)


def fit(rows: Any, truth: Any, ways: Any) -> Any:
    """The trees."""
    weight = np.where(np.isin(ways, UNBROKEN), UNBROKEN_WEIGHT, 1.0)
    data = lightgbm.Dataset(rows, np.asarray(truth), weight=weight)
    return lightgbm.train(TREES, data, ROUNDS)


def check(table: Table) -> None:
    """Print what trees fitted without them make of each way of writing, and of each family."""
    rows, truth = table.rows, np.array(table.truth)
    ways, folds = np.array(table.ways), np.array(table.folds)
    tested = folds == 0
    print("other sites, all ways known")
    _report(fit(rows[~tested], truth[~tested], ways[~tested]), rows, truth, ways, tested)
    for family, names in FAMILIES.items():
        within = np.array([way.startswith(names) for way in ways])
        print(f"other sites, without {family}")
        kept = ~tested & ~within
        _report(fit(rows[kept], truth[kept], ways[kept]), rows, truth, ways, tested & within)


def _report(trees: Any, rows: Any, truth: Any, ways: Any, tested: Any) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    joined = trees.predict(rows[tested]) >= 0.5
    for way, on, right in zip(ways[tested], joined, truth[tested] == 1, strict=True):
        counts[way][0 if on and right else 1 if on else 2] += bool(on or right)
    for way, (both, wrong, missed) in sorted(counts.items()):
        precision, recall = both / max(1, both + wrong), both / max(1, both + missed)
        print(f"  {way:12} joins {both + missed:7} precision {precision:.4f} recall {recall:.4f}")


def main() -> None:
    """Fit or check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=Path, action="append", required=True)
    parser.add_argument("--dumps", type=Path, action="append", required=True)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every Nth page")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    table = Table()
    for pages, dumps in zip(options.pages, options.dumps, strict=True):
        table.read(pages, dumps, options.every)
    print(f"{len(table.truth):,} pairs of lines, {sum(table.truth):,} that go on")
    if options.check:
        check(table)
    if options.output:
        trees = fit(table.rows, table.truth, table.ways).dump_model()["tree_info"]
        plain = [json.dumps(_plain_tree(tree["tree_structure"])) for tree in trees]
        about = "Written by tests/bench/fit_unwrap.py; do not edit."
        head = json.dumps({"about": about, "features": list(broken.NAMES)})[:-1]
        text = head + ', "trees": [\n' + ",\n".join(plain) + "\n]}\n"
        options.output.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
