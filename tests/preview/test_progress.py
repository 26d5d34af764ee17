"""How far shards are, drawn on a terminal."""

from __future__ import annotations

import pytest

from newsclean.preview.progress import shards_bar


def test_shards_are_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    with shards_bar("always") as draw:
        draw(3, 1000, True)
        draw(3, 1200, False)
    drawn = capsys.readouterr().err
    assert "1/3" in drawn and "2/3" in drawn
    assert "1,200 pages" in drawn and "pages/s" in drawn
