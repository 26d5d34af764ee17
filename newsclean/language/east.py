"""Who wrote a story, as papers of East Asia sign it: in a line, or in the story's first words."""

from __future__ import annotations

import re

_HAN = "[\u3400-\u9fff]"
#: A Chinese name, a Korean one, and several with signs between.
_ZH = rf"(?!本[报報]){_HAN}{{2,4}}"
_KO = "[\uac00-\ud7af]{2,4}"
_ZH_ALL = rf"{_ZH}(?:\s?[、，, ]\s?{_ZH}){{0,5}}"
_KO_ALL = rf"{_KO}(?:\s?[·ㆍ,、]\s?{_KO}){{0,5}}"
_KO_JOB = "(?:선임|인턴|전문|수습|객원)?(?:기자|특파원|논설위원)"
_PARTED = re.compile(r"[、，,／/·ㆍ ]+")
#: Words that stand where a name would.
_NO_NAMES = frozenset(("报道", "報導", "報道", "摄影", "攝影", "综合", "綜合", "图片", "圖片"))

_LINES = tuple(
    re.compile(pattern)
    for pattern in (
        # 記者李明／台北報導, 记者 李明 王芳 报道
        rf"[〔【\[（(]?(?:[^\s\[〔【（(]{{0,8}}(?:记者|記者))\s?[:：]?\s?({_ZH_ALL})"
        rf"(?:\s?[／/]\s?{_HAN}{{2,6}})?\s?(?:报道|報導|報道)[〕】\]）)]?",
        rf"({_ZH_ALL})\s?[／/]\s?文(?:\s.{{0,30}})?",
        rf"(?:撰文|采写|采訪|采访|文)\s?[｜|丨]\s?({_ZH_ALL})",
        rf"(?:特约|本报|本刊|資深|资深)?(?:撰稿人|评论员|評論員|通讯员)\s?[:：]?\s?({_ZH_ALL})",
        # 編集委員 山田太郎, 聞き手・山田太郎
        r"(?:編集委員|論説委員|聞き手|取材|執筆者?|構成)[ \u3000・：:＝=／/]"
        rf"(?P<ja>{_HAN}{{2,4}} ?{_HAN}{{0,3}})",
        rf"(?:기자명|글|글·사진|취재|작성자|입력)?\s?[:：=]?\s?({_KO_ALL}) ?{_KO_JOB}",
    )
)
_LEADS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[（(](?:[^（）()]{{0,6}})?(?:记者|記者)\s?({_ZH_ALL})(?:\s?(?:报道|報導|報道))?[）)]",
        rf"[\[(（【][^\[\]()=]{{1,20}}=[^\[\]()=]{{0,12}}[\])）】]\s?({_KO_ALL}) ?{_KO_JOB}\s?=",
        rf"[\[(（【][^\[\]()=]{{1,20}}[= ]({_KO_ALL}) ?{_KO_JOB}[\])）】]",
    )
)
_LEAD = 90


def of_line(line: str) -> list[str]:
    """The names of a line that is nothing but a byline.

    >>> of_line("記者李明／台北報導"), of_line("李明/文"), of_line("홍길동·김철수 기자")
    (['李明'], ['李明'], ['홍길동', '김철수'])
    """
    line = line.strip()
    if len(line) > 60:
        return []
    for pattern in _LINES:
        if found := pattern.fullmatch(line):
            # In Japan a blank parts the two halves of a name.
            return [found[1]] if "ja" in pattern.groupindex else _names(found[1])
    return []


def of_lines(lines: list[str]) -> list[str]:
    """The names of the first of some lines that is a byline; of all of them as one before that."""
    return next(filter(None, map(of_line, (" ".join(lines), *lines))), [])


def of_lead(text: str) -> list[str]:
    """The names in the first words of a story.

    >>> of_lead("新社北岛5月3日电（记者李明、王芳）港口"), of_lead("(서울=항구) 홍길동 기자 = 안개")
    (['李明', '王芳'], ['홍길동'])
    """
    head = text[:_LEAD]
    for pattern in _LEADS:
        if found := pattern.search(head):
            return _names(found[1])
    return []


def _names(text: str) -> list[str]:
    names = [name for name in _PARTED.split(text.strip()) if len(name) > 1]
    return [text.strip()] if not names else [name for name in names if name not in _NO_NAMES]
