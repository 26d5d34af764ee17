"""Lengths of time as a user writes them: 12h, 30d, 4w."""

from __future__ import annotations

import re

import click

_UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400, "y": 365 * 86_400}


def duration(value: str) -> float:
    """The seconds that a string such as ``30d`` says; the type of an option."""
    found = re.fullmatch(r"(\d{1,6})([mhdwy])", value)
    if not found:
        raise click.BadParameter(f"{value!r} is not a length of time such as 12h, 30d or 4w")
    return float(int(found[1]) * _UNITS[found[2]])
