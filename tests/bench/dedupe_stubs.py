"""Small papers whose pages hardly have a text, beside stories that the same papers carry.

    python tests/bench/dedupe_stubs.py 80 > stubs.jsonl

Stubs of a paywall, pages of videos, pages of which nothing was read but furniture, and notices of
one form: of each a paper has a few only, so that its furniture is not known for such by its number.
All texts are made up, in a language that is none: words that hardly come again beside some that
always do.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta

from dedupe_corpus import coined
from dedupe_edits import edit

from newsclean.article import Article, Block, encode

PAYWALL = """
Read on with a subscription: all articles, every day, from 0.99 in the first month.
You have read your three free articles of this week. Sign in or subscribe to go on.
Already a subscriber? Sign in here. Forgotten your password? We help by telephone and by mail.
This article is for subscribers only. Cancel at any time, without giving a reason.
Support journalism from your region: the digital edition with archive, puzzles and the app.
Weiterlesen mit dem Monatsabo: alle Artikel, jeden Tag, im ersten Monat kostenlos.
Sie sind schon Abonnent? Hier anmelden. Passwort vergessen? Wir helfen am Telefon und per Mail.
Pour lire la suite de cet article, abonnez-vous : sans engagement, tous les jours, partout.
Vous avez un compte ? Connectez-vous. Le journal en ligne, ses archives et ses jeux.
""".strip().splitlines()
PLAYER = """
To watch this video please switch on JavaScript in your browser and reload the page.
The video cannot be played on this device. More videos from our newsroom follow below.
This film is no longer available for reasons of copyright. Watch our latest films instead.
Um dieses Video zu sehen, erlauben Sie bitte Inhalte von anderen Anbietern. Weitere Videos.
La vidéo ne peut pas être lue. Activez JavaScript, ou essayez avec un autre navigateur.
""".strip().splitlines()


class Words:
    """Sentences of an invented language."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._common = [coined(rng) for _ in range(400)]

    def some(self, count: int) -> list[str]:
        """So many words, one in nine a name and one in twenty a number."""
        rng = self._rng
        found = []
        for _ in range(count):
            kind = rng.random()
            if kind < 0.05:
                found.append(str(rng.randint(2, 2500)))
            elif kind < 0.16:
                found.append(coined(rng).title())
            else:
                common = self._common[min(int(rng.paretovariate(0.6)) - 1, 399)]
                found.append(common if kind < 0.75 else coined(rng))
        return found

    def line(self, low: int, high: int) -> str:
        """A sentence of some length."""
        words = self.some(self._rng.randint(low, high))
        return " ".join([words[0].capitalize(), *words[1:]]) + "."


Text = list[str]


class Paper:
    """Its name, the furniture of its pages, and the forms of its notices."""

    def __init__(self, name: str, words: Words, rng: random.Random) -> None:
        self.name, self._words, self._rng = name, words, rng
        own = [words.line(8, 25) for _ in range(rng.randint(1, 5))]
        self.below = rng.sample(PAYWALL, rng.randint(1, 3)) + own
        rng.shuffle(self.below)
        self._player = [*rng.sample(PLAYER, rng.randint(1, 2)), *own[: rng.randint(0, 2)]]
        self._form = [words.some(rng.randint(6, 22)) for _ in range(rng.randint(1, 3))]
        self._titled = rng.random() < 0.5
        self._nothing = rng.sample(PAYWALL + PLAYER + own, rng.randint(1, 3))

    def stub(self) -> tuple[str, Text]:
        """A headline and the first words of a story that cannot be read."""
        title = self._words.line(4, 9)[:-1]
        head = [title] if self._titled else []
        return title, [*head, self._words.line(7, 35)[:-1] + " ...", *self.below]

    def video(self) -> tuple[str, Text]:
        """A page without its film."""
        title = self._words.line(4, 8)[:-1]
        return title, [title, *self._player]

    def empty(self) -> tuple[str, Text]:
        """A page of which nothing but furniture was read."""
        return self._words.line(4, 9)[:-1], self._nothing

    def notice(self) -> tuple[str, Text]:
        """One of a series: the same words about another place, with other numbers."""
        rng, place = self._rng, coined(self._rng).title()
        lines = []
        for form in self._form:
            words = [str(rng.randint(2, 2500)) if word.isdigit() else word for word in form]
            words.insert(len(words) // 2, str(rng.randint(2, 2500)))
            lines.append(" ".join([place, *words]) + ".")
        return f"{place}: {self._form[0][0]} {self._form[0][-1]}", lines


def stubs(papers: int, seed: int = 11) -> tuple[list[Article], list[int]]:
    """The records of so many papers in no order, and the number of the story that each tells."""
    rng = random.Random(seed)
    words = Words(rng)
    all_papers = [Paper(f"Paper {n}", words, rng) for n in range(papers)]
    found: list[tuple[Article, int]] = []
    story = 0

    def add(paper: Paper, title: str, text: Text, day: date, url: str | None = None) -> None:
        found.append(
            (
                Article(
                    id=f"{len(found):06d}",
                    title=title,
                    publisher=paper.name,
                    published=day.isoformat(),
                    url=url,
                    body=[Block(text=line) for line in text if line],
                ),
                story,
            )
        )

    def day() -> date:
        return date(2023, 1, 2) + timedelta(rng.randrange(300))

    for paper in all_papers:
        kinds = (paper.stub, 10), (paper.video, 5), (paper.empty, 4), (paper.notice, 6)
        for make, most in kinds:
            for _ in range(rng.randint(0, most)):
                title, text = make()
                when, story = day(), story + 1
                url = f"https://paper.example/{story}" if rng.random() < 0.5 else None
                add(paper, title, text, when, url)
                if url and rng.random() < 0.1:  # the same page, later
                    add(paper, title, [*text, words.line(5, 9)], when + timedelta(1), url)
    for _ in range(6 * papers):
        story += 1
        title, text = words.line(5, 10)[:-1], [words.line(12, 40) for _ in range(rng.randint(3, 9))]
        when = day()
        for n, paper in enumerate(rng.sample(all_papers, rng.choice([1, 2, 2, 3]))):
            told = text if n == 0 else edit(text, rng)[0]
            if rng.random() < 0.3:
                told = [words.line(10, 40), *told]
            if rng.random() < 0.5:
                told = [*told, *paper.below]
            name = title if rng.random() < 0.5 else words.line(5, 10)[:-1]
            late = rng.randint(10, 400) if rng.random() < 1 / 12 else rng.choice([0, 0, 1, 2])
            add(paper, name, told, when + timedelta(late))
    rng.shuffle(found)
    return [article for article, _ in found], [story for _, story in found]


if __name__ == "__main__":
    for article, number in zip(*stubs(int([*sys.argv, "80"][1])), strict=True):
        article.extra = {"story": number}
        sys.stdout.write(encode(article) + "\n")
