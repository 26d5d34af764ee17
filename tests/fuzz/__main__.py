"""Fuzz newsclean with atheris (libFuzzer): ``pip install -e '.[fuzz]'``, then

    python -m tests.fuzz corpus                      # seeds/ become tests/fuzz/corpus/TARGET/
    python -m tests.fuzz text -max_total_time=1800 -timeout=20
    python -m tests.fuzz html -max_total_time=1800 -timeout=20
    python -m tests.fuzz record -max_total_time=1800 -timeout=20

The targets are those of `tests.fuzz.targets` (``feed``, ``archive`` and ``page`` are others).
Options are libFuzzer's; what it learns is added to the target's corpus. An input that breaks a
promise is written to the current folder as ``crash-...`` or ``timeout-...``, to be tried again with
``python -m tests.fuzz TARGET FILE``; once it is fixed it goes to tests/fuzz/found/TARGET-WHAT, and
the tests try it, too.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import random
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
LARGEST = 16_384
"""Bytes of an input: what breaks on more than that breaks on less."""


_KINDS = {
    ".html": "html",
    **dict.fromkeys((".rss", ".atom", ".json"), "feed"),
    **dict.fromkeys((".gz", ".bz2", ".xz", ".zst", ".zip", ".mbox"), "archive"),
}


def build_corpus() -> None:
    """Make the seed corpus of every target from the seeds."""
    for target in ("text", "html", "feed", "archive", "page", "record"):
        (HERE / "corpus" / target).mkdir(parents=True, exist_ok=True)
    for seed in sorted(SEEDS.iterdir()):
        if seed.is_dir() or seed.name == "README.md":
            continue
        data = seed.read_bytes()
        if seed.name.endswith(".expected.jsonl"):
            for number, line in enumerate(data.splitlines()):
                (HERE / "corpus" / "record" / f"{seed.name}-{number}").write_bytes(line)
            continue
        kind = _KINDS.get(seed.suffix, "text")
        for target in (kind, "page"):
            (HERE / "corpus" / target / seed.name).write_bytes(data[:LARGEST])


_ODD: list[Any] = [None, True, -1, 1e300, 10**30, "", [], {}, [[]], {"a": [1]}, "a" * 999]
_PIECES = (
    "\ud800",
    "\0",
    "\x1b[2J",
    "\u202e",
    "\n",
    "\ufeff",
    "---",
    "=1+1",
    "<b>",
    "](",
    "&#0;",
    "é",
)


def mutate_json(data: bytes, max_size: int, seed: int) -> bytes:
    """Change one value of a JSON document, which random bytes would only break."""
    chance = random.Random(seed)
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or not value or chance.random() < 0.1:
        return bent(data.decode("latin-1"), chance).encode("latin-1", "replace")[:max_size]
    inner: Any = value
    while isinstance(inner, dict | list) and inner:
        holder, key = (
            inner,
            chance.choice([*inner] if isinstance(inner, dict) else range(len(inner))),
        )
        inner = holder[key]
        if chance.random() < 0.2:
            break
    if isinstance(inner, str) and chance.random() < 0.7:
        holder[key] = bent(inner, chance)
    else:
        holder[key] = chance.choice(_ODD)
    text = json.dumps(value, ensure_ascii=chance.random() < 0.5)
    return text.encode("utf-8", "replace")[:max_size]


def bent(text: str, chance: random.Random) -> str:
    """The text with a piece put in, taken out, or repeated."""
    start, end = sorted(chance.randint(0, len(text)) for _ in range(2))
    middle = chance.choice(
        [
            "",
            text[start:end] * chance.randint(2, 5),
            text[start:end][::-1],
            text[start:end] + chance.choice(_PIECES),
            chr(chance.randrange(0x3000)),
        ]
    )
    return text[:start] + middle + text[end:]


def main(words: list[str]) -> None:
    """Run a target, or build the corpus."""
    if words == ["corpus"]:
        build_corpus()
        return
    import atheris

    import newsclean

    with atheris.instrument_imports(include=["newsclean"]):
        for module in pkgutil.walk_packages(newsclean.__path__, "newsclean."):
            if not module.name.endswith(("__main__", ".warc")):
                importlib.import_module(module.name)  # else what is imported late is not watched
        from tests.fuzz.targets import TARGETS
    if not words or words[0] not in TARGETS:
        sys.exit(f"usage: python -m tests.fuzz corpus|{'|'.join(TARGETS)} [libFuzzer options]")
    target, *options = words
    if not any(not option.startswith("-") for option in options):  # no file to try again
        options = [str(HERE / "corpus" / target), f"-max_len={LARGEST}", *options]
    mutator = {"custom_mutator": mutate_json} if target == "record" else {}
    atheris.Setup([sys.argv[0], *options], TARGETS[target], **mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
