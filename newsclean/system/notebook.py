"""Text from outside made fit for a notebook (Jupyter and the like): it is data, never markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from .terminal import plain

_SHOWN = 100
"""Paragraphs; a notebook is no place for more."""


def card(title: str, facts: Iterable[str], link: str | None, texts: Iterable[str]) -> str:
    """HTML for a titled text: a line of facts, a link where it is one of the web, and paragraphs.

    Nothing of the arguments is taken for markup, and nothing is loaded from the network.

    >>> card("<b>", ["A & B"], "javascript:alert(1)", [])
    '<article><h3>&lt;b&gt;</h3><p><small>A &amp; B</small></p></article>'
    """
    parts = [f"<h3>{_shown(title)}</h3>", f"<p><small>{_shown(' · '.join(facts))}</small></p>"]
    if link and link.startswith(("http://", "https://")):
        address = _shown(link)
        parts.append(f'<p><a href="{address}" rel="noopener noreferrer">{address}</a></p>')
    paragraphs = [f"<p>{_shown(text)}</p>" for text in texts]
    if len(paragraphs) > _SHOWN:
        paragraphs[_SHOWN:] = [f"<p>… and {len(paragraphs) - _SHOWN} more</p>"]
    if paragraphs:
        parts.append(f"<details open><summary>Text</summary>{''.join(paragraphs)}</details>")
    return f"<article>{''.join(parts)}</article>"


def _shown(text: str) -> str:
    return escape(plain(text, breaks=True), quote=True).replace("\n", "<br>")
