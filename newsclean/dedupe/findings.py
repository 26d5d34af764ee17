"""What dedupe found, for those who want to see it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from .mark import Mark


@dataclass(frozen=True, slots=True)
class Carrier:
    """A record, as far as a report shows it."""

    id: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    similarity: float | None = None
    """To the record that was kept, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A story that more than one record tells."""

    kept: Carrier
    others: tuple[Carrier, ...]


Outcome = Literal["joined", "tied", "kept apart"]
"""What became of two records: one story; an article and a brief of it, both kept; two stories."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that were compared."""

    a: Carrier
    b: Carrier
    score: float
    """Log-odds that they are one story."""
    outcome: Outcome
    evidence: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Findings:
    """Of one run."""

    records: int = 0
    clusters: list[Cluster] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    """Pairs that are, or nearly are, one story, the surest first."""


class Observer(Protocol):
    """Who is shown what was found, once all is judged."""

    def __call__(self, findings: Findings) -> None:
        """Called once, in the parent process."""
        ...


def carrier(m: Mark, similarity: float | None = None) -> Carrier:
    """A record as a report shows it."""
    return Carrier(
        id=m.id,
        title=m.headline,
        publisher=m.publisher or None,
        url=m.link,
        published=m.published or None,
        similarity=similarity,
    )


def cluster_lines(clusters: Sequence[Cluster]) -> str:
    """Clusters as JSON Lines, the largest first."""
    lines = []
    for cluster in sorted(clusters, key=lambda c: (-len(c.others), c.kept.id)):
        story = {
            "size": 1 + len(cluster.others),
            "kept": _plain(cluster.kept),
            "others": [_plain(other) for other in cluster.others],
        }
        lines.append(json.dumps(story, ensure_ascii=False) + "\n")
    return "".join(lines)


def _plain(record: Carrier) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in record.__slots__}
    return {name: value for name, value in values.items() if value is not None or name == "id"}
