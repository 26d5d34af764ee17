"""A chain that writes the review page: it is told of the pages, and of what failed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..ledger import Journal
    from .running import Action


def reviewed(actions: list[Action], journal: Journal) -> list[Action]:
    """The actions; where one writes the review page, extract shows it what became of the pages."""
    from ..export import Export
    from ..extract.stage import Extract

    found: list[Action] = []
    for action in reversed(actions):
        stage = action.stage
        if isinstance(stage, Export) and stage.format_name == "html":
            journal.kept = [] if journal.kept is None else journal.kept
            options = replace(stage.options, rejects=journal.kept)
            action = replace(action, stage=replace(stage, options=options))
        elif isinstance(stage, Extract) and journal.kept is not None:
            action = replace(action, stage=replace(stage, view=True))
        found.insert(0, action)
    return found
