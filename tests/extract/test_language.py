"""The language of a text that does not say: quickly where it is plain, else with care."""

from __future__ import annotations

import sys

import pytest

from newsclean.language import detect as language

PLAIN = {
    "en": "The ferry was late again on Friday, and nobody on the pier was surprised, for it had "
    "been late on every day of the week and would be late on the next. It was not the wind, said "
    "the harbour master, and it was not the engine; it was the goats that had to be on board.",
    "de": "Die Fähre kam am Freitag wieder zu spät, und niemand auf dem Steg war überrascht, denn "
    "sie war an jedem Tag der Woche zu spät und wird es auch in der nächsten sein. Es lag nicht am "
    "Wind, sagte der Hafenmeister, und auch nicht an der Maschine, sondern an den Ziegen.",
    "fr": "Le bac est arrivé en retard vendredi, et personne sur le quai ne fut surpris, car il "
    "est en retard tous les jours de la semaine et le sera encore dans l'autre. Ce n'est pas le "
    "vent, dit le chef du port, et ce n'est pas le moteur, mais les chèvres qui ne veulent pas.",
    "ja": "金曜日の渡し船はまた遅れたが、桟橋にいた人は誰も驚かなかった。",
    "zh": "星期五的渡船又晚点了，码头上没有人感到惊讶。",
    "ko": "금요일 나룻배는 또 늦었지만 부두에 있던 사람은 아무도 놀라지 않았다.",
}


@pytest.mark.parametrize("code", PLAIN)
def test_a_plain_case_needs_no_model(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)  # an import of it would fail
    assert language.detect(PLAIN[code]) == code


@pytest.mark.parametrize("code", language.function_words())
def test_function_words_of_one_language_never_speak_for_another(code: str) -> None:
    words = " ".join(language.function_words()[code] * 3)
    assert language._by_function_words(words) in (code, None)


def test_near_relatives_are_left_to_the_model() -> None:
    both = set(language.function_words()["id"]) & set(language.function_words()["ms"])
    assert language._by_function_words(" ".join(sorted(both) * 5)) is None
