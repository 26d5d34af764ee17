"""newsclean: turn messy downloaded news pages into clean, structured articles.

    from newsclean import Extract, Normalize, pipeline

    for article in pipeline(["saved/"], Extract(), Normalize()):
        print(article.title, article.published)

Every name below is imported when it is first used, so that importing the package costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # not typing's, which would be the slowest part of this import

__version__ = "0.1.0"

_HOME = {
    "Article": "article",
    "Block": "article",
    "Source": "article",
    "Image": "article",
    "Evidence": "article",
    "decode": "article",
    "encode": "article",
    "to_dict": "article",
    "json_schema": "article",
    "NewscleanError": "system.errors",
    "InputError": "system.errors",
    "JobError": "system.errors",
    "OutputError": "system.errors",
    "Page": "pages.page",
    "Extract": "extract.stage",
    "Normalize": "normalize",
    "Dedupe": "dedupe",
    "Export": "export",
    "Preview": "preview",
    "Reject": "stage",
    "Counting": "engines.run",
    "Tally": "engines.run",
    "extract_page": "job.api",
    "pipeline": "job.api",
}

__all__ = [
    "Article",
    "Block",
    "Counting",
    "Dedupe",
    "Evidence",
    "Export",
    "Extract",
    "Image",
    "InputError",
    "JobError",
    "NewscleanError",
    "Normalize",
    "OutputError",
    "Page",
    "Preview",
    "Reject",
    "Source",
    "Tally",
    "__version__",
    "decode",
    "encode",
    "extract_page",
    "json_schema",
    "pipeline",
    "to_dict",
]

if TYPE_CHECKING:
    from typing import Any

    from .article import (
        Article,
        Block,
        Evidence,
        Image,
        Source,
        decode,
        encode,
        json_schema,
        to_dict,
    )
    from .dedupe import Dedupe
    from .engines.run import Counting, Tally
    from .export import Export
    from .extract.stage import Extract
    from .job.api import extract_page, pipeline
    from .normalize import Normalize
    from .pages.page import Page
    from .preview import Preview
    from .stage import Reject
    from .system.errors import InputError, JobError, NewscleanError, OutputError


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value
