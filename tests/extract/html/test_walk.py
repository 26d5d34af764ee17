"""The walk over a tree: however deep the tree, and however deep the caller."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

import newsclean

T = TypeVar("T")
SENTENCE = "The ferry to the northern islands was late again on Monday, its captain said. "


def deep(frames: int, work: Callable[[], T]) -> T:
    """``work()``, called from so many frames further down."""
    return work() if frames == 0 else deep(frames - 1, work)


@pytest.mark.parametrize("tag", ["b", "div", "span", "a href=/x", "my-box"])
def test_a_deep_page_is_read_by_a_deep_caller(tag: str) -> None:
    page = f"<h1>Late again</h1><p>{SENTENCE * 9}</p>{f'<{tag}>x ' * 100_000}".encode()
    records = deep(400, lambda: newsclean.extract_page(page))
    assert any(SENTENCE.strip() in record.text for record in records)
