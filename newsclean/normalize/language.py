"""The language as a BCP 47 tag: ``en_us`` becomes ``en-US``, ``English`` becomes ``en``.

What is no language (``und``, ``xx-unknown``) becomes null.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..article import Article
    from . import Normalize

ORDER = 40

_LONGEST = 64
"""Characters; no language tag or name is longer."""
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis", "root"})


def apply(article: Article, options: Normalize) -> None:
    """Make the record's language a tag."""
    if article.language:
        article.language = tag(article.language)


@lru_cache(maxsize=1024)
def tag(language: str) -> str | None:
    """The BCP 47 tag of a language given as a tag, a locale or a name.

    >>> tag("pt_br"), tag("iw"), tag("Deutsch"), tag("zh-Hant-tw"), tag("nonsense")
    ('pt-BR', 'he', 'de', 'zh-Hant-TW', None)
    """
    import langcodes

    text = language.strip()[:_LONGEST].split(",")[0].split(".")[0].strip()
    try:
        if text and langcodes.tag_is_valid(text):
            found = langcodes.Language.get(langcodes.standardize_tag(text))
            if found.language and found.language not in _NO_LANGUAGE:
                return str(found.to_tag())
            return None
    except ValueError:  # not made like a tag: perhaps a name
        pass
    return _names().get(text.casefold())


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Names of languages, in English, and of the most common in themselves."""
    from babel import Locale

    english = Locale("en").languages
    names = {name.casefold(): code for code, name in english.items() if len(code) < 4}
    for code in _NAMED_BY_THEMSELVES:
        names.setdefault(str(Locale(code).languages[code]).casefold(), code)
    return names


_NAMED_BY_THEMSELVES = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi"),
    *("hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru"),
    *("sk", "sl", "sr", "sv", "ta", "th", "tr", "uk", "ur", "vi", "zh"),
)
