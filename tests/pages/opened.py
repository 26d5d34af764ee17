"""What comes out of a container, sorted; and an archive to open."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timezone

from newsclean.pages import Page, Passed, find
from newsclean.stage import Reject

HTML = b"<!DOCTYPE html><html><body><p>It rained.</p></body></html>"
MARCH = datetime(2024, 3, 5, 10, tzinfo=timezone.utc)


def read(data: bytes, **options: int) -> list[Page | Passed | Reject]:
    """What is in an archive that comes through standard input."""
    return list(find(["-"], stdin=io.BytesIO(data), **options))


def pages(found: list[Page | Passed | Reject]) -> dict[str, bytes | None]:
    return {f.path: f.data for f in found if isinstance(f, Page)}


def reasons(found: list[Page | Passed | Reject]) -> dict[str, str]:
    return {f.path: f.reason for f in found if not isinstance(f, Page)}


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2024, 3, 5, 10, 0, 0))
            info.compress_type = method
            archive.writestr(info, data)
    return packed.getvalue()
