"""The body model's machinery: trees, phrases, and the second opinion."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.extract.forest import Tree, rater, trees_of
from newsclean.extract.html.measure import Hints, Measure, Tables
from newsclean.extract.html.model import judge, load, package_data
from newsclean.extract.html.second import second_opinion, vote
from newsclean.extract.html.texts import name_parts, size
from newsclean.extract.html.tree import parse
from newsclean.extract.html.walk import read_blocks
from newsclean.language.furniture import KINDS, furniture

SENTENCE = "The ferry to Oster Mill was late again on Friday, and nobody on the pier was surprised."
PAGE = f"""<html lang="en"><body><nav><a href="/">Home</a> <a href="/x">Boats</a></nav>
<article><h1>Late again</h1><p>{SENTENCE}</p>
<p>It came in at nine, said the harbour master, with the mail, two goats and a piano that no one
had ordered.</p><p>The next one is due on Sunday, weather and goats permitting, according to the
company.</p></article><footer>About us</footer></body></html>"""


def by_row(trees: list[Tree], row: list[float]) -> float:
    total = 0.0
    for tree in trees:
        node = 0 if tree.feature else -1
        while node >= 0:
            low = row[tree.feature[node]] <= tree.limit[node]
            node = tree.low[node] if low else tree.high[node]
        total += tree.leaf[-node - 1]
    return 1 / (1 + math.exp(-total))


number = st.floats(-3, 3, allow_nan=False)


@st.composite
def random_trees(draw: st.DrawFn) -> Tree:
    """A tree of two splits."""
    a, b = draw(st.tuples(st.integers(0, 2), st.integers(0, 2)))
    limits = (draw(number), draw(number))
    leaves = (draw(number), draw(number), draw(number))
    return Tree((a, b), limits, (1, -1), (-3, -2), leaves)


@settings(max_examples=100, deadline=None)
@given(st.lists(random_trees(), max_size=5), st.lists(st.tuples(number, number, number)))
def test_trees_as_expressions_score_as_when_walked(
    some: list[Tree], rows: list[tuple[float, float, float]]
) -> None:
    rate = rater(some)
    for row in rows:
        assert math.isclose(rate(row), by_row(some, list(row)), rel_tol=1e-9)


def test_the_model_of_the_package_is_whole() -> None:
    assert 0 < load().threshold < 1
    data = package_data()
    for tree in trees_of([*data["first"], *data["second"]]):
        children = [*tree.low, *tree.high]
        assert sorted(child for child in children if child > 0) == list(range(1, len(tree.feature)))
        assert sorted(-c - 1 for c in children if c < 0) == list(range(len(tree.leaf)))


def test_paragraphs_score_higher_than_menus() -> None:
    tree = parse(PAGE)
    assert tree is not None
    judged = judge(read_blocks(tree), Hints(titles=("Late again",)))
    score = {c.text: s for c, s in zip(judged.measure.chunks, judged.scores, strict=True)}
    assert score[SENTENCE] > 0.5 > score["About us"]
    assert score["Home Boats"] < 0.5


def test_a_second_opinion_moves_only_what_is_in_doubt() -> None:
    tree = parse(PAGE)
    assert tree is not None
    measure = Measure(read_blocks(tree), Hints(), Tables())
    texts = [chunk.text for chunk in measure.chunks]
    doubt = [0.5] * len(texts)
    voted = dict(zip(texts, vote(measure, doubt, SENTENCE, 0.4), strict=True))
    assert voted[SENTENCE] > 0.5 > voted["About us"]
    sure = [0.99] * len(texts)
    assert vote(measure, sure, SENTENCE, 0.4) == sure
    assert vote(measure, doubt, "", 0.4) == doubt


def test_the_second_opinion_leaves_the_tree_alone() -> None:
    tree = parse(PAGE)
    assert tree is not None
    before = [(e.tag, e.text) for e in tree.iter()]
    assert SENTENCE in second_opinion(tree).split("\n")
    assert [(e.tag, e.text) for e in tree.iter()] == before


def test_furniture_phrases_are_known_in_their_language() -> None:
    def kinds(language: str, text: str) -> set[str]:
        share, _ = furniture(language).look(text, text.lower().split())
        return {kind for kind, amount in zip(KINDS, share, strict=True) if amount}

    assert "subscribe" in kinds("en", "Sign up to our newsletter")
    assert "related" in kinds("de-AT", "Lesen Sie auch")
    assert "legal" in kinds("fr", "Tous droits réservés")
    assert "subscribe" in kinds("ja", "有料会員限定記事")
    assert kinds("en", "Goats cross the river") == set()


def test_names_are_parted_into_words_without_numbers() -> None:
    assert name_parts("ArticleBody__text-3 c-42") == ("article", "body", "text")


def test_scripts_without_spaces_count_double() -> None:
    assert size("港の橋") == 6
    assert size("pier") == 4
