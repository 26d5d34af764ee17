"""Cross-validation by sites: every page is read with models that saw no page of its site."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import sites
from corpora import Item, Shared

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "newsclean"
FITTED = frozenset({"publishers", "article-bodies", "segments", "dumps"})
"""Corpora that models of the package were fitted on."""

T = TypeVar("T")


@dataclass(frozen=True)
class Fit:
    """A fitted model: the script that fits it, and the module whose ``load(path)`` reads it.

    The script takes ``--shared FOLDER --folds N --fold K -o FILE`` and leaves out fold K of N.
    """

    script: str
    module: str
    sources: tuple[str, ...]
    """What the model depends on, beside the script and all of newsclean/language: files under
    newsclean/extract."""
    html: bool
    """Whether it is asked on HTML, else on text."""

    def files(self) -> list[Path]:
        """All files that the model depends on, in a fixed order."""
        own = [PACKAGE / "extract" / one for one in self.sources]
        words = (PACKAGE / "language").rglob("*.*")
        words = (path for path in words if path.suffix in (".py", ".json"))
        return [HERE / self.script, HERE / "sites.py", *own, *sorted(words)]

    def file(self, shared: Shared, folds: int, fold: int, cache: Path) -> Path:
        """The file of the model without a fold; fitted where it is not in the cache."""
        state = sha256(b"".join(file.read_bytes() for file in self.files())).hexdigest()[:12]
        path = cache / f"{Path(self.script).stem}-{state}-{fold}-of-{folds}.json"
        if not path.exists():
            print(f"fitting {path}", file=sys.stderr)
            cache.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            command = [sys.executable, str(HERE / self.script), "--shared", str(shared.folder)]
            command += ["--folds", str(folds), "--fold", str(fold), "-o", str(part)]
            subprocess.run(command, check=True)
            part.rename(path)
        return path


_HTML = ("blocks", "context", "features", "hints", "measure", "texts", "tree")
_TEXT = ("blocks", "broken", "front", "lines", "markdown", "marks", "signals", "signs", "tagger")
FITS = (
    Fit(
        "fit_tagger.py",
        "newsclean.extract.text.tagger",
        (*(f"text/{name}.py" for name in (*_TEXT, "unwrap")), "text/unwrap.json"),
        html=False,
    ),
    Fit(
        "fit_body.py",
        "newsclean.extract.html.model",
        (*(f"html/{name}.py" for name in _HTML), "html/data/names.json"),
        html=True,
    ),
)


TAGGER = FITS[0]


def options(about: str) -> argparse.ArgumentParser:
    """A parser of the options that the scripts share which fit what reads dumps: where the corpora
    and the taggers are, N folds, and whether to print only. ``about``: the script's docstring."""
    parser = argparse.ArgumentParser(description=about.partition("\n")[0])
    kept = Path(tempfile.gettempdir()) / "newsclean-models"
    parser.add_argument("--shared", type=Path, help="the folder of the corpora")
    parser.add_argument("--models", type=Path, default=kept, help="where fitted taggers are kept")
    parser.add_argument("--folds", type=int, default=3, metavar="N")
    parser.add_argument("--check", action="store_true", help="print figures, write nothing")
    return parser


def each(
    shared: Shared, pages: Sequence[T], group: Callable[[T], str], options: argparse.Namespace
) -> Iterator[list[T]]:
    """The pages of each fold, while the package tags with a tagger that was fitted without them.

    ``group`` gives the site of a page, or what else must not be parted.
    """
    for number in range(options.folds):
        path = TAGGER.file(shared, options.folds, number, options.models)
        with using({TAGGER.module: path}):
            yield [page for page in pages if sites.fold(group(page), options.folds) == number]


@contextmanager
def using(models: dict[str, Path]) -> Iterator[None]:
    """Let the package use other models than its own: by module, the files of its ``load``."""
    with ExitStack() as stack:
        for name, path in models.items():
            load = import_module(name).load
            fitted = load(path)
            for module in [m for n, m in sys.modules.items() if n.startswith("newsclean.")]:
                if getattr(module, "load", None) is load:
                    stack.enter_context(patch.object(module, "load", lambda fitted=fitted: fitted))
        yield


def cross(
    shared: Shared,
    items: Sequence[Item],
    folds: int,
    cache: Path,
    read: Callable[[list[Item]], list[T]],
) -> list[T]:
    """What ``read`` gives for the pages of every fold, with models fitted without the fold."""
    from newsclean import Extract

    Extract().prepare()
    found: list[T] = []
    for number in range(folds):
        own = [item for item in items if sites.fold(item.site, folds) == number]
        asked = [fit for fit in FITS if any(_is_html(item) == fit.html for item in own)]
        models = {fit.module: fit.file(shared, folds, number, cache) for fit in asked}
        with using(models):
            found += read(own)
    return found


def _is_html(item: Item) -> bool:
    return ".htm" in item.path.name.lower()
