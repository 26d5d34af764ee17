"""Mails are read one by one, with what their headers say as evidence."""

from __future__ import annotations

import gzip
import io
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import Article, Extract, Page
from newsclean.pages import find, load
from newsclean.stage import Reject
from newsclean.system.errors import InputError

STORY = (
    "The ferry to the outer rock ran aground on Friday on a bank that no chart of the sound had\n"
    "shown until then, and the passengers walked home over the sand.\n\n"
    "Nobody was hurt, the harbour office said, but a piano that was to be delivered that evening\n"
    "stayed on board and was played until the tide came back.\n\n"
    "The bank has been given the name of the captain, who asked for it to be taken off again.\n"
)


def mail(header: str, body: str = STORY) -> bytes:
    return f"{header}\n\n{body}".encode()


def article(header: str, body: str = STORY, name: str = "a.eml") -> Article:
    (found,) = Extract(evidence=True).open(Page(name, mail(header, body)))
    assert isinstance(found, Article)
    return found


FROM = "From: Nell Barrow <nell.barrow@mail.example>\nTo: x@mail.example\n"
DATED = "Date: Fri, 7 Mar 2025 09:00:00 +0100\n"


class TestHeader:
    def test_the_header_is_evidence(self) -> None:
        found = article(f"{FROM}{DATED}Subject: Ferry runs aground")
        assert found.title == "Ferry runs aground"
        assert found.authors == ["Nell Barrow"]
        assert found.published == "Fri, 7 Mar 2025 09:00:00 +0100"
        assert found.source.container == "mail"
        assert "The ferry to the outer rock" in found.text
        assert found.evidence
        assert found.evidence["published"].source == "mail: Date"
        assert found.evidence["authors"].source == "mail: From"

    def test_a_house_is_no_author(self) -> None:
        bulk = "From: Sound Weekly <news@sound.example>\nList-Unsubscribe: <mailto:x@sound.example>"
        found = article(f"{bulk}\n{DATED}Subject: Ferry runs aground")
        assert (found.authors, found.publisher) == ([], "Sound Weekly")

    def test_a_sender_of_whom_nothing_is_known_is_neither(self) -> None:
        found = article(f"From: Harbour Bell <x17@mail.example>\n{DATED}Subject: Ferry aground")
        assert (found.authors, found.publisher) == ([], None)

    def test_a_list_names_the_publisher(self) -> None:
        header = (
            f"{FROM}{DATED}List-Id: =?utf-8?q?The_Sound_Caf=C3=A9?= <sound.example>\n"
            "Subject: Re: [The Sound Café] Ferry runs aground"
        )
        found = article(header)
        assert (found.publisher, found.authors) == ("The Sound Café", ["Nell Barrow"])
        assert found.title == "Ferry runs aground"

    @pytest.mark.parametrize(
        ("subject", "title"),
        [
            ("=?utf-8?B?RsOkaHJlIGF1ZiBHcnVuZA==?=", "Fähre auf Grund"),
            ("=?iso-8859-1?Q?F=E4hre_auf?=\n =?iso-8859-1?Q?_Grund?=", "Fähre auf Grund"),
            (
                f"=?gb2312?B?{b64encode('渡船搁浅在岸边'.encode('gbk')).decode()}?=",
                "渡船搁浅在岸边",
            ),
            ("Fwd: AW: Ferry runs aground", "Ferry runs aground"),
            ("Ferry =?no-such?Q?runs?= aground", "Ferry runs aground"),
        ],
    )
    def test_subjects(self, subject: str, title: str) -> None:
        found = article(f"{FROM}{DATED}Subject: {subject}")
        assert found.title == title

    def test_a_subject_in_plain_utf8_or_windows_1252(self) -> None:
        for code in ("utf-8", "windows-1252"):
            data = f"{FROM}{DATED}Subject: Fähre läuft auf\n\n{STORY}".encode(code)
            page = load(Page("a.eml", data))
            assert page.letter
            assert page.letter.subject == "Fähre läuft auf"

    def test_the_pages_own_headline_stands_where_the_subject_holds_it(self) -> None:
        html = "<html><head><title>Ferry runs aground</title></head><body><h1>Ferry runs aground"
        html += "</h1><p>" + STORY.replace("\n\n", "</p><p>") + "</p></body></html>"
        header = f"{FROM}{DATED}MIME-Version: 1.0\nContent-Type: text/html\n"
        same = article(f"{header}Subject: The Week: Ferry runs aground", html)
        assert same.title == "Ferry runs aground"
        other = article(f"{header}Subject: What the tide left behind", html)
        assert other.title == "What the tide left behind"
        assert other.text.startswith("Ferry runs aground\n\nThe ferry to the outer rock")

    @settings(max_examples=100, deadline=None)
    @given(st.binary(max_size=300))
    def test_any_header_is_read(self, junk: bytes) -> None:
        data = b"Subject: =?utf-8?q?" + junk.replace(b"\n", b" ") + b"?= x\nFrom: " + junk
        try:
            page = load(Page("a.eml", data + b"\nTo: x\nDate: y\n\nIt rained."))
        except InputError:
            return
        if page.letter and page.letter.subject:
            page.letter.subject.encode("utf-8")
            assert "\n" not in page.letter.subject


class TestParts:
    def test_what_is_attached_counts_last(self) -> None:
        data = (
            b"From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/mixed; boundary=x\n\n--x\n"
            b"Content-Type: text/html\nContent-Disposition: attachment\n\n<p>Terms.</p>\n"
            b"--x\nContent-Type: text/plain\n\nIt rained.\n--x--\n"
        )
        assert (load(Page("a.eml", data)).data or b"").strip() == b"It rained."

    def test_a_mail_that_was_sent_on(self) -> None:
        data = (
            b"From: a\nTo: b\nSubject: Fwd\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/mixed; boundary=x\n\n--x\n"
            b"Content-Type: message/rfc822\n\n"
            b"From: c\nContent-Type: text/html\n\n<p>It rained.</p>\n--x--\n"
        )
        assert (load(Page("a.eml", data)).data or b"").strip() == b"<p>It rained.</p>"

    def test_lines_that_flow_are_joined(self) -> None:
        header = "From: a\nTo: b\nSubject: c\nContent-Type: text/plain; format=flowed"
        data = mail(header, "It rained \nall day.\n\nThen it \nstopped.\n")
        assert load(Page("a", data)).data == b"It rained all day.\n\nThen it stopped.\n"

    def test_a_mail_of_an_apple_program(self) -> None:
        inner = mail("From: a\nTo: b\nSubject: c", "It rained.")
        data = b"%d\n%b<?xml version='1.0'?><plist></plist>" % (len(inner), inner)
        assert load(Page("1.emlx", data)).data == b"It rained."

    def test_a_page_saved_as_a_message_is_no_mail(self) -> None:
        data = (
            b"From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/\nSubject: x\n"
            b"Date: y\nMIME-Version: 1.0\nContent-Type: text/html\n\n<html><p>It rained.</html>"
        )
        page = load(Page("a.mhtml", data))
        assert (page.container, page.letter) == ("mhtml", None)


def boxed(*mails: bytes) -> bytes:
    line = b"From nell@mail.example Fri Mar  7 09:00:00 2025\n"
    return b"\n".join(line + each for each in mails)


MAILS = [mail(f"{FROM}Subject: Story {i}", f"It rained {i} times.\n") for i in range(1, 4)]


class TestMbox:
    def test_every_mail_is_a_page(self, tmp_path: Path) -> None:
        (tmp_path / "Inbox").write_bytes(boxed(*MAILS))
        found = [f for f in find([str(tmp_path)]) if isinstance(f, Page)]
        assert [f.path.rpartition("/")[2] for f in found] == ["1", "2", "3"]
        loaded = [load(page) for page in found]
        assert [page.letter and page.letter.subject for page in loaded] == [
            *("Story 1", "Story 2", "Story 3")
        ]
        assert [page.data for page in loaded][2] == b"It rained 3 times.\n"
        assert {page.container for page in loaded} == {"mbox/mail"}

    def test_compressed_and_with_other_line_ends(self) -> None:
        data = gzip.compress(boxed(*MAILS).replace(b"\n", b"\r\n"))
        found = list(find(["-"], stdin=io.BytesIO(data)))
        assert len(found) == 3

    def test_a_line_of_text_that_begins_with_from(self) -> None:
        text = "It rained.\n\nFrom the tower it was seen 2025 times.\nNobody counted.\n"
        data = boxed(mail(f"{FROM}Subject: a", text), mail(f"{FROM}Subject: b", ">From here on.\n"))
        found = [load(f) for f in find(["-"], stdin=io.BytesIO(data)) if isinstance(f, Page)]
        assert [page.data for page in found] == [text.encode(), b"From here on.\n"]

    def test_ids_do_not_depend_on_the_place_in_the_box(self) -> None:
        long = [mail(f"{FROM}{DATED}Subject: Ferry {word}") for word in ("aground", "afloat")]

        def ids(*mails: bytes) -> set[str]:
            found = find(["-"], stdin=io.BytesIO(boxed(*mails)))
            records = [a for f in found if isinstance(f, Page) for a in Extract().open(f)]
            return {a.id for a in records if isinstance(a, Article)}

        assert len(ids(*long)) == 2
        assert ids(*long) == ids(*reversed(long))

    def test_a_large_mail_leaves_the_others(self) -> None:
        large = mail(f"{FROM}Subject: b", "x\n" * 2_000_000)
        data = boxed(MAILS[0], large, MAILS[1])
        found = list(find(["-"], stdin=io.BytesIO(data), max_size=100_000))
        assert [type(f) for f in found] == [Page, Reject, Page]
        assert "limit" in getattr(found[1], "reason", "")

    @settings(max_examples=60, deadline=None)
    @given(st.integers(1, 3000), st.integers(1, 12))
    def test_nothing_is_lost_wherever_reading_stops(self, size: int, count: int) -> None:
        from newsclean.pages.containers import Bounds, mbox

        class Slow(io.BytesIO):
            def read(self, most: int | None = -1) -> bytes:
                return super().read(size)

        mails = [mail(f"{FROM}Subject: {i}", f"Rain {i}.\n") for i in range(count)]
        found = mbox.members(Slow(boxed(*mails)), Page("box"), Bounds())
        texts = [load(f).data for f in found if isinstance(f, Page)]
        assert texts == [f"Rain {i}.\n".encode() for i in range(count)]
