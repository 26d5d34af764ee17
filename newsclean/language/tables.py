"""The data files of languages: one JSON file each, read when first asked for.

Files of the folder that the environment variable NEWSCLEAN_LANGUAGES names are read as well; one
of the same name stands in for the package's own.
"""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..system.errors import InputError

FOLDER = "NEWSCLEAN_LANGUAGES"
"""The environment variable with the folder of a user's own language files."""


@cache
def _found() -> dict[str, Any]:
    """The data file of each language by its code."""
    own = files(__package__) / "data"
    found: dict[str, Any] = {
        entry.name[:-5]: entry for entry in own.iterdir() if entry.name.endswith(".json")
    }
    if folder := os.environ.get(FOLDER):
        found.update({path.stem: path for path in sorted(Path(folder).glob("*.json"))})
    return dict(sorted(found.items()))


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that have a file, sorted."""
    return tuple(_found())


@cache
def table(code: str) -> dict[str, Any]:
    """All that a language's file says, as it stands there; nothing where there is no file.

    Raises `InputError` where a file is not a JSON object.
    """
    file = _found().get(code)
    if file is None:
        return {}
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{file}: not JSON ({error}); mend this language file") from None
    if not isinstance(said, dict):
        raise InputError(f"{file}: a language file is a JSON object")
    return said


def section(code: str, path: str) -> Any:
    """A part of a language's file by its path, or None.

    >>> section("de", "bylines.and")
    ['und', 'sowie']
    """
    found: Any = table(code)
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


@cache
def having(path: str) -> tuple[str, ...]:
    """The languages whose files have a part."""
    return tuple(code for code in languages() if section(code, path))


@cache
def words(path: str, code: str | None = None) -> frozenset[str]:
    """The entries of a list in small letters: of one language, or of all.

    >>> "gazette" in words("outlets.press"), "gazette" in words("outlets.press", "de")
    (True, False)
    """
    codes = having(path) if code is None else (code,)
    return frozenset(word.casefold() for each in codes for word in section(each, path) or ())


@cache
def code_of(tag: str | None) -> str:
    """The code of the file for a language tag in any case; empty where there is none.

    >>> code_of("de-AT"), code_of("nb_NO"), code_of("xx")
    ('de', 'no', '')
    """
    code = (tag or "").lower().replace("_", "-").split("-")[0]
    if code in _found():
        return code
    return next((each for each in languages() if code in table(each).get("aliases", ())), "")
