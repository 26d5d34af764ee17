"""A language is one file: an invented one, in a user's folder, works everywhere at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsclean.dedupe.dates import day_number
from newsclean.language.dates.parse import parse_date
from newsclean.language.dates.scan import scan
from newsclean.language.lexicon import lexicon
from newsclean.language.tables import FOLDER, languages, section, table

from .test_languages import as_dump, as_html, parts_of

CODE = "qaa"
"""For private use, by ISO 639."""
_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"
_OTHERS = "ecfdigahojklmbnupqtrswyvzxöäüß"
_CIPHER = str.maketrans(_LETTERS + _LETTERS[:29].upper(), _OTHERS + _OTHERS[:29].upper())

_READ = """
import json, sys
from newsclean import Extract, Normalize, pipeline
for path in sys.argv[1:]:
    (article,) = pipeline([path], Extract(), Normalize())
    body = [block.text for block in article.body if block.text]
    fields = {name: getattr(article, name) for name in
              ("title", "authors", "publisher", "published", "modified", "language")}
    print(json.dumps(fields | {"body": body}))
"""


def ciphered(said: Any) -> Any:
    """German with other letters, which no language has words like."""
    if isinstance(said, str):
        return said.translate(_CIPHER)
    if isinstance(said, list):
        return [ciphered(each) for each in said]
    if isinstance(said, dict):
        return {name: ciphered(each) for name, each in said.items()}
    return said


def words_ciphered(said: dict[str, Any]) -> dict[str, Any]:
    """A language's file in the cipher; what a number stands for is told by the word before it."""
    file: dict[str, Any] = ciphered(said)
    file["dates"]["numbers"] = ciphered(list(said["dates"]["numbers"].items()))
    file["dates"]["numbers"] = dict(file["dates"]["numbers"])
    return file


def run(code: str, *arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {FOLDER: str(folder), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")


def test_an_invented_language_is_one_file(tmp_path: Path) -> None:
    file = tmp_path / f"{CODE}.json"
    file.write_text(json.dumps(words_ciphered(table("de"))), "utf-8")
    parts = ciphered(parts_of("de"))
    page, dump = tmp_path / "page.html", tmp_path / "page.txt"
    page.write_text(as_html(CODE, parts), "utf-8")
    dump.write_text(as_dump(CODE, parts), "utf-8")
    ended = run(_READ, page, dump, folder=tmp_path)
    assert ended.returncode == 0, ended.stderr
    for line in ended.stdout.splitlines():
        article = json.loads(line)
        assert article["title"] == parts["title"]
        assert article["authors"] == parts["authors"]
        assert article["published"].startswith("2024-03-12T09:41")
        assert article["language"] == CODE
        assert set(article["body"]) <= {parts["lead"], *parts["text"]}
        assert 2 * len(article["body"]) >= len(parts["text"])
    found = json.loads(ended.stdout.splitlines()[0])  # what is not sure in a dump may be missing
    assert found["body"][-4:] == parts["text"]
    assert (found["publisher"], found["modified"][:10]) == (parts["site"], "2024-03-13")


def test_records_of_an_invented_language_are_made_uniform(tmp_path: Path) -> None:
    file = tmp_path / f"{CODE}.json"
    file.write_text(json.dumps(words_ciphered(table("de"))), "utf-8")
    code = f"""
from newsclean.normalize.authors import names
from newsclean.normalize.dates import parse_date
print(names([{ciphered("Ein Kommentar von MABEL TARNOW und Ivo Brandeis")!r}], "{CODE}"))
for said in {ciphered(["vor 2 Tagen", "3. Oktober 2023"])!r}:
    print(parse_date(said, language="{CODE}", base="2024-03-12").value)
"""
    ended = run(code, folder=tmp_path)
    names = [ciphered(name) for name in ("Mabel Tarnow", "Ivo Brandeis")]
    assert ended.stdout.splitlines() == [repr(names), "2024-03-10", "2023-10-03"], ended.stderr


def test_a_broken_language_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "de.json").write_text("{", "utf-8")
    ended = run("from newsclean.language.tables import table; table('de')", folder=tmp_path)
    assert "InputError" in ended.stderr
    assert "de.json: not JSON" in ended.stderr


@pytest.mark.parametrize("code", languages())
def test_every_file_has_its_parts_in_order(code: str) -> None:
    assert isinstance(section(code, "language"), str)
    assert len(section(code, "dates.months") or range(12)) == 12
    assert len(section(code, "dates.weekdays") or range(7)) == 7
    lists = [
        entry for part in ("labels", "bylines", "people") for entry in table(code).get(part, {})
    ]
    assert all(isinstance(entry, str) for entry in lists)


DATES = [
    *(
        ("en", "July 11, 2023"),
        ("en", "11 July 2023"),
        ("en", "Jul 11th, 2023"),
        ("en", "2023-07-11"),
    ),
    *(
        ("en", "9:41 AM EDT, July 11, 2023"),
        ("en", "2023/7/11"),
        ("de", "11.07.23"),
        ("de", "11.7.2023"),
    ),
    *(("fr", "11 juillet 2023"), ("es", "11 de julio de 2023"), ("pt", "11 de julho de 2023")),
    *(("ru", "11 июля 2023 г."), ("uk", "11 липня 2023"), ("el", "11 Ιουλίου 2023")),
    *(
        ("cs", "11. července 2023"),
        ("pl", "11 lipca 2023"),
        ("hu", "2023. július 11."),
        ("tr", "11 Temmuz 2023"),
    ),
    *(
        ("ar", "١١ يوليو ٢٠٢٣"),
        ("he", "11 ביולי 2023"),
        ("fa", "۲۰ تیر ۱۴۰۲"),
        ("fa", "1402/04/20"),
    ),
    *(("hi", "11 जुलाई 2023"), ("th", "11 กรกฎาคม 2566"), ("vi", "11 tháng 7, 2023")),
    *(
        ("ja", "2023年7月11日"),
        ("ja", "令和5年7月11日"),
        ("zh", "2023年7月11日 14:30"),
        ("ko", "2023년 7월 11일"),
    ),
]


@pytest.mark.parametrize(("code", "said"), DATES)
def test_what_is_found_in_a_text_is_what_is_read_of_a_record(code: str, said: str) -> None:
    (span,) = scan(f"Tarnow | {said} | 3", lexicon(code))
    assert span.day.isoformat() == "2023-07-11"
    assert (parse_date(span.raw, language=code).value or "")[:10] == "2023-07-11"
    assert day_number(said) == span.day.toordinal() - 719_163
