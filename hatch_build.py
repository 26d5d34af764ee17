"""Puts the manual pages, made from the commands' own help, into the wheel."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPages(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling; see its documentation of build hooks."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Have the pages installed where ``man`` looks; not by ``pip install -e``."""
        if version != "standard":
            return
        sys.path.insert(0, self.root)
        try:
            from newsclean import __version__
            from newsclean.cli._group import cli
            from newsclean.cli.help import man_pages

            folder = Path(tempfile.mkdtemp())
            for name, text in man_pages(cli, __version__):  # type: ignore[arg-type]
                (folder / name).write_text(text, "utf-8")
                build_data["shared_data"][str(folder / name)] = f"share/man/man1/{name}"
        finally:
            sys.path.remove(self.root)
