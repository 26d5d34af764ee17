"""Pages that say only how long ago their story was published."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import Extract, Normalize, pipeline
from newsclean.article import Article

#: A page as a browser saves it, at ten o'clock: no date anywhere but in the container.
SAVED = """\
From: <Saved by Blink>
Snapshot-Content-Location: https://echo.example/ferry
Date: Tue, 12 Mar 2024 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="XX"

--XX
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit
Content-Location: https://echo.example/ferry

<title>Ferry stays in dock until Easter | The Arden Echo</title>
<nav><a href="/">The Arden Echo</a></nav>
<article><h1>Ferry stays in dock until Easter</h1>
{said}
<p>The ferry between Arden and the island will not sail this spring, the shipping company said
after divers found a crack in the rudder.</p>
<p>“We should have looked earlier,” said the head of the yard, who expects the repair to take
five weeks at least because the part must be cast anew.</p>
<p>Until then three buses a day will run over the old bridge, and the town pays half of what
they cost, according to the county office.</p></article>
<aside class="related"><h2>More</h2><a href="/x">Bridge closed</a> <time>5 days ago</time></aside>
--XX--
"""


def read(folder: Path, said: str) -> Article:
    page = folder / "ferry.mhtml"
    page.write_text(SAVED.format(said=said), "utf-8")
    (article,) = pipeline([page], Extract(), Normalize())
    return article


@pytest.mark.parametrize(
    ("said", "published", "modified"),
    [
        ("<time>3 hours ago</time>", "2024-03-12T07:00:00+00:00", None),
        ('<span class="date">Yesterday</span>', "2024-03-11", None),
        ("<p>By Hanne Brightwell | 3 hours ago</p>", "2024-03-12T07:00:00+00:00", None),
        ("<p>vor 3 Stunden</p>", "2024-03-12T07:00:00+00:00", None),
        (
            "<p>Published 2 days ago · Updated 5 hours ago</p>",
            "2024-03-10",
            "2024-03-12T05:00:00+00:00",
        ),
        ("<p>March 8, 2024</p><p>3 hours ago</p>", "2024-03-08", None),
        ("<p>Three buses ran today.</p>", None, None),
    ],
)
def test_a_relative_date_counts_from_when_the_page_was_saved(
    said: str, published: str | None, modified: str | None, tmp_path: Path
) -> None:
    article = read(tmp_path, said)
    assert (article.published, article.modified) == (published, modified)
    assert article.title == "Ferry stays in dock until Easter"
