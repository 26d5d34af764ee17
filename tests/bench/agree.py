"""Whether `tally` says the same as the scripts that come with the corpora."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from corpora import HTML, Shared
from tally import Record


def report(shared: Shared, records: Mapping[tuple[str, str], list[Record]]) -> None:
    """Print what the scripts print of the same records."""
    rows: dict[str, list[Record]] = {}
    for (row, _), own in records.items():
        rows.setdefault("aggregator" if row.startswith("aggregator") else row, []).extend(own)
    for row, own in rows.items():
        corpus, _, way = row.partition("/")
        script, arguments = shared.score_dumps, [way]
        if corpus in HTML:
            script, arguments = shared.score, [corpus]
        elif corpus == "aggregator":
            truth = shared.folder / "aggregator" / "truth.json"
            script, arguments = shared.score_aggregator, [str(truth)]
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
            for record in own:
                file.write(json.dumps({k: v for k, v in record.items() if k != "_blocks"}) + "\n")
            file.flush()
            print(_output(script, [*arguments, file.name]))


def _output(script: ModuleType, arguments: Sequence[str]) -> str:
    path = Path(str(script.__file__))
    text, printed = path.read_text("utf-8"), io.StringIO()
    names = {"__name__": "__main__", "__file__": str(path), "__doc__": script.__doc__}
    with patch.object(sys, "argv", [str(path), *arguments]), contextlib.redirect_stdout(printed):
        exec(compile(text, str(path), "exec"), names)
    return printed.getvalue()
