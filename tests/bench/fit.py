"""Fit the models that extract reads pages with, one after the other, and write them.

    python tests/bench/fit.py [NAME ...] [--shared FOLDER] [--work FOLDER]

Each is fitted on what those before it read, in this order:

    unwrap       where broken lines go on (text)
    body         which blocks are the body (HTML)
    tagger       what each block is (text)
    layouts      whether a page is one story's or a list (text)
    text_fields  how authors, dates and publishers are chosen (text)
    choices      how the headline is chosen, and confidence (text)

Without names all are fitted. The pages are put out as text into the folder of work once, with lynx
and w3m. The tagger takes ten minutes of two cores; the last three need three more of it, each
fitted without a part of the sites, which are kept in the folder of work. How long each fit took is
printed. The same pages give the same models. Needs: pip install -e .[fit]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpora import HTML, Shared

HERE = Path(__file__).parent
UNWRAP = HERE.parents[1] / "newsclean" / "extract" / "text" / "unwrap.json"
NAMES = ("unwrap", "body", "tagger", "layouts", "text_fields", "choices")


def arguments(name: str, shared: Shared, work: Path) -> list[str]:
    """What the script of a fit is called with."""
    dumps, models = work / "dumps", work / "models"
    if name == "unwrap":
        pages = [shared.corpora / corpus / "pages" for corpus in HTML]
        pairs = zip(pages, (dumps / corpus for corpus in HTML), strict=True)
        folders = [["--pages", str(html), "--dumps", str(text)] for html, text in pairs]
        return [*(word for pair in folders for word in pair), "-o", str(UNWRAP)]
    own = {
        "tagger": ["--work", str(dumps)],
        "layouts": ["--models", str(models), "--dumps", str(dumps)],
        "text_fields": ["--models", str(models), "--dumps", str(dumps)],
        "choices": ["--models", str(models)],
    }
    return ["--shared", str(shared.folder), *own.get(name, [])]


def main() -> None:
    """Fit those that are named."""
    about, _, more = (__doc__ or "").partition("\n\n")
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=about, epilog=more, formatter_class=plain)
    kept = Path(tempfile.gettempdir()) / "newsclean-fit"
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--shared", type=Path, help="the folder of the corpora")
    parser.add_argument("--work", type=Path, default=kept, help="for dumps and taggers of folds")
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no fit is named {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    shared = Shared(options.shared)
    if not shared:
        parser.error(f"no pages in {shared.folder}; say where the corpora are with --shared")
    names = [name for name in NAMES if name in options.names or not options.names]
    if set(names) & {"unwrap", "layouts", "text_fields"}:
        from fit_tagger import render_all

        render_all(shared.folder, options.work / "dumps")
    for name in names:
        start = time.monotonic()
        script = [sys.executable, str(HERE / f"fit_{name}.py")]
        subprocess.run([*script, *arguments(name, shared, options.work)], check=True)
        print(f"{name}: {(time.monotonic() - start) / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
