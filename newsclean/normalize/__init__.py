"""The verb ``normalize``: a record's strings are made uniform, one rule after another.

A rule is a module of this folder: a docstring with an example, ``ORDER`` (when it runs, from low
to high) and ``apply(article, options)``, which changes the article it is given. Every rule is
idempotent, alone and after all the others. A name that begins with an underscore is no rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal, get_args

from ..system.errors import NewscleanError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..article import Article

Quotes = Literal["keep", "straight"]
_ROUNDS = 5
"""Of the rules at most; one is enough where no mojibake comes to light."""


@dataclass(frozen=True, slots=True)
class Normalize:
    """A record with uniform strings, ISO 8601 dates and canonical links.

    Raises `NewscleanError` when made with a word it does not know.
    """

    quotes: Quotes = "keep"
    """``keep`` typographic quotation marks or make them ``straight``."""
    skip: tuple[str, ...] = ()
    """Names of rules to leave out, as `rule_names` gives them."""

    name = "normalize"

    def __post_init__(self) -> None:
        if self.quotes not in get_args(Quotes):
            raise NewscleanError(f"quotes are kept or straight, not {self.quotes!r}")
        if unknown := sorted(set(self.skip) - set(rule_names())):
            raise NewscleanError(
                f"no normalize rule is named {', '.join(unknown)}; there are: "
                + ", ".join(rule_names())
            )

    def each(self, article: Article) -> Article:
        """The record made uniform; the one given is left as it is."""
        from ._copy import copy_article
        from ._texts import short_texts
        from .unicode import may_be_mojibake

        article = copy_article(article)
        for _ in range(_ROUNDS):
            before = short_texts(article)
            for rule in _rules(self.skip):
                rule(article, self)
            # What a rule cut off a name may have been what made the rest pass for sound.
            after = short_texts(article)
            if after == before or not any(map(may_be_mojibake, after)):
                break
        return article


def rule_names() -> tuple[str, ...]:
    """The names of all rules, sorted; no rule is imported.

    >>> "whitespace" in rule_names()
    True
    """
    names = (module.name for module in iter_modules(__path__))
    return tuple(sorted(name for name in names if not name.startswith("_")))


@lru_cache(maxsize=16)
def _rules(skip: tuple[str, ...]) -> tuple[Callable[[Article, Normalize], None], ...]:
    """The rules that are not skipped, in the order they run."""
    modules: list[Any] = [
        import_module(f"{__name__}.{name}") for name in rule_names() if name not in skip
    ]
    return tuple(module.apply for module in sorted(modules, key=lambda m: (m.ORDER, m.__name__)))
