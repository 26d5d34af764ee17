"""Laws of normalize: twice is once, and what is written is not lost."""

from __future__ import annotations

import pickle
import unicodedata
from importlib import import_module

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean.article import Article, Block, Evidence, Source, decode, encode, to_dict
from newsclean.normalize import Normalize, rule_names
from newsclean.normalize.unicode import clean

WORDS = st.sampled_from(
    [
        *(
            "Jane",
            "DOE",
            "McDoe,",
            "By",
            "by",
            "von",
            "and",
            "&",
            "y",
            "|",
            "-",
            "–",
            ",",
            ";",
            ":",
        ),
        *("The", "Gull", "GULL", "Sport", "Reporter", "(KQX)", "Jr.", "@jane", "a@b.example", "in"),
        *("LeadImg:", "Image:", "Rain", "\u00a0", "\u200b", "cafÃ©", "e\u0301", "“q”", "« q »"),
        *(
            "11",
            "Jul",
            "2023",
            "03/04/2025",
            "ago",
            "2",
            "hours",
            "Photo:",
            "记者",
            "張三",
            "、",
            "/",
        ),
    ]
)
PHRASES = st.one_of(
    st.lists(WORDS, max_size=8).map(" ".join),
    st.lists(WORDS, max_size=8).map("".join),
    st.text(max_size=20),
)
URL_PIECES = st.sampled_from(
    [
        *("http://", "https://", "m.", "amp.", "www.", "gull", ".example", ".co.uk", "/amp", "/a"),
        *("?", "#", "&", "utm_source=x", "amp=1", "id=3", "%zz", ":", "80", "@", "é", "/c/s/"),
        ".cdn.ampproject.org",
    ]
)
URLS = st.one_of(PHRASES, st.lists(URL_PIECES, max_size=8).map("".join))
BLOCKS = st.builds(
    Block,
    type=st.sampled_from(["paragraph", "heading", "code", "table", "image", "list_item"]),
    text=PHRASES | st.text(alphabet="a \t\n\u00a0", max_size=12),
    url=st.none() | URLS,
    caption=st.none() | PHRASES,
)
OPTIONAL = st.none() | PHRASES
ARTICLES = st.builds(
    Article,
    title=OPTIONAL,
    authors=st.lists(PHRASES, max_size=4),
    publisher=OPTIONAL,
    section=OPTIONAL,
    tags=st.lists(PHRASES, max_size=3),
    place=OPTIONAL,
    language=st.sampled_from([None, "en", "de_AT", "es", "zh", "klingon"]) | PHRASES,
    published=OPTIONAL,
    modified=OPTIONAL,
    url=st.none() | URLS,
    summary=OPTIONAL,
    body=st.lists(BLOCKS, max_size=4),
    source=st.builds(
        Source,
        site=OPTIONAL,
        retrieved=st.sampled_from([None, "Jun 4, 2025", "2025-06-04T18:15:00"]) | PHRASES,
        saved=st.sampled_from([None, "2025-06-04T20:00:00Z"]),
    ),
    evidence=st.sampled_from([None, {}, {"published": Evidence(source="line 1", raw="x")}]),
)


@settings(max_examples=300, deadline=None)
@example(Article(source=Source(site="Â\r0")), "keep")
@given(ARTICLES, st.sampled_from(["keep", "straight"]))
def test_twice_is_once(article: Article, quotes: str) -> None:
    stage = Normalize(quotes=quotes)  # type: ignore[arg-type]
    before = to_dict(article)
    once = stage.each(article)
    assert to_dict(article) == before, "the record given was changed"
    assert to_dict(stage.each(once)) == to_dict(once)


@settings(max_examples=100, deadline=None)
@given(ARTICLES)
def test_a_record_that_went_through_a_pipe_is_normalized_alike(article: Article) -> None:
    article.id = "1"
    through = Normalize().each(decode(encode(article)))
    assert encode(through) == encode(Normalize().each(article))


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFC", text)
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc"))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_letters_of_the_body_are_never_lost(texts: list[str]) -> None:
    mended = [clean(text) for text in texts]  # mojibake apart, which is other letters
    done = Normalize().each(Article(body=[Block(text=text) for text in mended]))
    assert _letters("".join(done.texts())) == _letters("".join(mended))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=60))
def test_unicode_keeps_every_letter_of_sound_text(text: str) -> None:
    cleaned = clean(text)
    if len(cleaned) >= len(text) - 3:  # no mojibake was mended
        kept = [c for c in unicodedata.normalize("NFC", text) if c.isascii() and c.isalnum()]
        assert [c for c in cleaned if c.isascii() and c.isalnum()] == kept
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("name", rule_names())
def test_a_rule_says_what_it_does(name: str) -> None:
    rule = import_module(f"newsclean.normalize.{name}")
    assert rule.__doc__
    assert len(rule.__doc__.split()) > 6
    assert isinstance(rule.ORDER, int)
    assert callable(rule.apply)


def test_rules_run_in_an_order_of_their_own() -> None:
    orders = [import_module(f"newsclean.normalize.{name}").ORDER for name in rule_names()]
    assert len(set(orders)) == len(orders)


def test_the_stage_can_be_sent_to_a_worker() -> None:
    stage = Normalize(quotes="straight", skip=("dates",))
    assert pickle.loads(pickle.dumps(stage)) == stage


HOSTILE = [
    *("a", " ", "By ", ",", " - ", "|", "(", "@", "é", "A", "a:", "&", "1/", ";"),
    *("Ã", "\u200d", "«"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_million_characters_are_no_trouble(piece: str) -> None:
    text = (piece * 1_000_000)[:1_000_000]
    article = Article(
        title=text,
        authors=[text],
        publisher=text,
        section=text,
        tags=[text],
        language=text,
        published=text,
        url="https://gull.example/" + text,
        body=[Block(text=text)],
        source=Source(site=text, retrieved=text),
    )
    done = Normalize().each(article)
    assert done.published is None
    assert done.language is None
