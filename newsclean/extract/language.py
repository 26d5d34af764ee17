"""The language of a page that does not say."""

from __future__ import annotations

_ENOUGH = 20
"""Characters; of a shorter text the language is not guessed."""
_LOOK_AT = 4000


def detect(text: str) -> str | None:
    """The ISO 639 code of a text's language, or None where the text is too short to tell.

    Method: py3langid, a naive Bayes classifier over byte n-grams (Lui and Baldwin 2012, langid.py).
    """
    text = text[:_LOOK_AT].strip()
    if len(text) < _ENOUGH:
        return None
    import py3langid  # loads its model, about a second, once

    code, _ = py3langid.classify(text)
    return None if code == "zxx" else str(code)
