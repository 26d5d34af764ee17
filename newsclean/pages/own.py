"""What newsclean itself wrote, which is no page to read again when it lies among the pages."""

from __future__ import annotations

import os
import re

_HEAD, _TAIL = 8192, 64
_FRONT_MATTER = re.compile(rb"---\r?\n(?P<fields>.*?)^---\r?$", re.S | re.M)
_ID = re.compile(rb"^id: [\"']?[0-9a-f]{16}[\"']?\r?$", re.M)
_KIND = re.compile(rb"^kind: [\"']?(?:article|brief|link|post)[\"']?\r?$", re.M)
_STYLED = re.compile(rb"^newsclean_id: [\"']?[0-9a-f]{16}[\"']?\r?$", re.M)
_SIGNATURE = re.compile(rb"(?:^|\n)-- \r?\n[0-9a-f]{16}\r?\n\Z")
_GENERATOR = re.compile(
    rb"<meta name=\"generator\" content=\"newsclean\b|<generator\b[^<>]{0,200}>\s{0,9}newsclean\b"
)
_JSON_FEED = re.compile(
    rb"\{\"version\": \"https://jsonfeed\.org/version/1\.1\", \"title\": \"newsclean\",\n"
)


def is_own(data: bytes) -> bool:
    """Whether bytes are a file of ``export``: by the front matter of its Markdown, the signature
    of its text, the generator that its HTML and its feeds name.

    >>> is_own(b"Rain\\n\\n-- \\n0123456789abcdef\\n"), is_own(b"Rain\\n\\n-- \\nAda\\n")
    (True, False)
    """
    head = data[:_HEAD]
    if head.startswith(b"---"):
        front = _FRONT_MATTER.match(head)
        fields = front["fields"] if front else head
        return bool(_STYLED.search(fields) or (_ID.search(fields) and _KIND.search(fields)))
    if _JSON_FEED.match(head):
        return True
    if head.startswith(b"<") and _GENERATOR.search(head):
        return True
    return _SIGNATURE.search(data[-_TAIL:]) is not None


def wrote(path: str) -> bool:
    """Whether a file that is there is such a file; its beginning and its end tell."""
    with open(path, "rb") as file:  # noqa: PTH123
        head = file.read(_HEAD)
        file.seek(max(file.tell(), file.seek(0, os.SEEK_END) - _TAIL))
        return is_own(head + file.read())
