"""Markdown: what a page says is read back as it was, by YAML and CommonMark parsers alike."""

import re

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from newsclean.article import Article, Block, Source, decode, encode, from_dict, to_dict
from newsclean.export import alone, load_format
from newsclean.export._commonmark import body

MARKDOWN = load_format("markdown")
COMMONMARK = MarkdownIt("commonmark")
GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])

NASTY = st.sampled_from(
    [
        *(
            "# a",
            "a #",
            "> q",
            "- l",
            "+ l",
            "* l",
            "1. n",
            "1) n",
            "12345. n",
            "---",
            "- - -",
            "===",
        ),
        *("```", "~~~", "    code", "\tcode", "<b>", "<!-- c", "</div>", "&amp;", "&#65;", "&lt"),
        *("*a*", "_a_", "__a__", "snake_case", "**", "[a](b)", "![a](b)", "[a]: /b", "[^1]: x"),
        *("<http://a.example>", "http://a.example/x_y*z", "www.a.example", "a\\", "\\", "a  ", "`"),
        *("| a | b |", "| --- | --- |", ":--", "~~a~~", "Title\n===", "a\n- b", "{{ x }}", "-", ""),
        *("\u00a0a", "a\u2003", "e\u0301_a_", "🌊 _a_", "—a", "2031. A year", "#tag", "-5 degrees"),
    ]
)
TEXT = st.lists(
    NASTY
    | st.text(max_size=12)
    | st.text(alphabet="\\`*_{}[]()<>#+-.!|&;~=: \tab1\n", max_size=16),
    max_size=5,
).map(" ".join) | st.lists(NASTY, max_size=4).map("\n".join)


def as_read(text: str) -> str:
    """What Markdown can hold of a text: no controls, and no more than one blank line."""
    text = re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text.replace("\r\n", "\n")
    )
    text = text.replace("\r", "\n")
    parts: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    return "\n\n".join("\n".join(part) for part in parts if part)


def read_inline(token: Token) -> str:
    texts = []
    for child in token.children or ():
        assert child.type in ("text", "hardbreak", "text_special"), child
        texts.append("\n" if child.type == "hardbreak" else child.content)
    return "".join(texts)


def read(markdown: str, parser: MarkdownIt = GFM) -> list[tuple[str, str]]:
    """The innermost open block and the text of every inline token."""
    found, open_blocks = [], []
    for token in parser.parse(markdown):
        if token.nesting == 1:
            open_blocks.append(token.type)
        elif token.nesting == -1:
            open_blocks.pop()
        elif token.type == "inline":
            found.append((" ".join(open_blocks), read_inline(token)))
        else:
            found.append((token.type, token.content))
    return found


def utf8(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_a_paragraph_is_read_back_as_its_text_and_nothing_else(text: str) -> None:
    for parser in (COMMONMARK, GFM):
        found = read(utf8(body([Block(text=text)])), parser)
        assert {kind for kind, _ in found} <= {"paragraph_open"}
        assert "\n\n".join(text for _, text in found) == as_read(text)


@settings(max_examples=150, deadline=None)
@given(TEXT, st.integers(1, 6))
def test_a_heading_is_read_back_on_its_level(text: str, level: int) -> None:
    tokens = GFM.parse(utf8(body([Block(type="heading", level=level, text=text)])))
    clean = utf8(
        re.sub(
            "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]",
            "\ufffd",
            text.strip().replace("\r\n", "\n").replace("\r", "\n"),
        )
    )
    assert [token.type for token in tokens] == ["heading_open", "inline", "heading_close"] * bool(
        clean
    )
    if clean:
        assert tokens[0].tag == f"h{level}"
        assert read_inline(tokens[1]) == clean


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXT, max_size=4))
def test_quotes_stay_quotes(texts: list[str]) -> None:
    found = read(utf8(body([Block(type="quote", text=text) for text in texts])))
    assert {kind for kind, _ in found} <= {"blockquote_open paragraph_open"}
    expected = "\n\n".join(filter(None, map(as_read, texts)))
    assert "\n\n".join(text for _, text in found) == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TEXT, st.integers(0, 12), st.booleans()), max_size=6))
def test_list_items_stay_list_items_in_order(items: list[tuple[str, int, bool]]) -> None:
    blocks = [
        Block(type="list_item", text=text, level=level, ordered=ordered)
        for text, level, ordered in items
    ]
    found = read(utf8(body(blocks)))
    assert all(kind.endswith("list_item_open paragraph_open") for kind, _ in found)
    expected = "\n\n".join(filter(None, (as_read(text) for text, _, _ in items)))
    assert "\n\n".join(text for _, text in found) == expected


def test_lists_nest_by_level() -> None:
    levels = [(1, True), (2, False), (3, False), (1, True), (2, True)]
    blocks = [
        Block(type="list_item", text=f"item {number}", level=level, ordered=ordered)
        for number, (level, ordered) in enumerate(levels)
    ]
    depths = [kind.count("list_item_open") for kind, _ in read(body(blocks))]
    assert depths == [1, 2, 3, 1, 2]
    assert body(blocks).splitlines()[3] == "2. item 3"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="`~ab \n\t-#<", min_size=1, max_size=40))
def test_code_cannot_close_its_fence(text: str) -> None:
    tokens = GFM.parse(body([Block(type="code", text=text), Block(text="after")]))
    if text.strip():
        assert tokens[0].type == "fence"
        assert tokens[0].content == text + "\n"
    assert tokens[-2].content == "after"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(TEXT.map(lambda t: re.sub(r"\s+", " ", t)), min_size=1, max_size=3),
        min_size=1,
        max_size=4,
    )
)
def test_a_table_keeps_its_cells(rows: list[list[str]]) -> None:
    rows = [row for row in rows if any(cell.strip() for cell in row)] or [["x"]]
    text = "\n".join("\t".join(row) for row in rows)
    found = [text for _, text in read(utf8(body([Block(type="table", text=text)])))]
    width = max(len(row) for row in rows)
    expected = [as_read(cell.strip()) for row in rows for cell in row + [""] * (width - len(row))]
    assert [text.strip() for text in found] == expected


def test_an_image_keeps_alt_and_caption_and_only_addresses_of_the_web() -> None:
    image = Block(
        type="image", url="https://a.example/b c(1)<2>.jpg?d=1&copy;", alt="a]b", caption="*c*"
    )
    found = GFM.parse(body([image]))
    picture = found[1].children[0]
    assert picture.type == "image"
    assert picture.attrs["src"] == "https://a.example/b%20c%281%29%3C2%3E.jpg?d=1&copy;"
    assert picture.children[0].content == "a]b"
    assert "".join(child.content for child in found[4].children) == "*c*"
    for url in ("javascript:alert(1)", "data:image/png;base64,AA", " JavaScript:x", "file:///etc"):
        assert "(" not in body([Block(type="image", url=url, alt="A quay")])


def test_blocks_of_every_type_do_not_run_into_each_other() -> None:
    blocks = [
        Block(text="First."),
        Block(type="list_item", text="one"),
        Block(text="    Second."),
        Block(type="quote", text="third"),
        Block(text="Fourth."),
        Block(type="table", text="a\tb\n1\t2"),
        Block(text="Fifth | sixth"),
        Block(type="code", text="x"),
        Block(type="heading", text="End"),
        Block(text="---"),
    ]
    kinds = [kind.split()[0] for kind, _ in read(body(blocks))]
    assert kinds == [
        *("paragraph_open", "bullet_list_open", "paragraph_open", "blockquote_open"),
        *("paragraph_open", *["table_open"] * 4, "paragraph_open", "fence", "heading_open"),
        "paragraph_open",
    ]


WORDS = st.sampled_from(
    [
        *(
            "no",
            "No",
            "y",
            "N",
            "yes",
            "on",
            "off",
            "null",
            "~",
            "true",
            "1e3",
            "1_000",
            "0o17",
            "0x1f",
        ),
        *(
            "12:30",
            "12:30:45",
            "2023-07-11",
            "2023-07-11T10:00:00Z",
            ".5",
            ".inf",
            ".nan",
            "-",
            "---",
        ),
        *(
            "...",
            ": ",
            "a: b",
            "a #b",
            "#a",
            "- a",
            "? a",
            "!tag",
            "&a",
            "*a",
            "<<",
            "=",
            "@a",
            "`a",
        ),
        *("%a", "|", ">", "{a}", "[a]", "a,b", "'", '"', "\\", " a", "a ", "a\nb", "\n", "---\na"),
        *("\x1b[31m", "\x85", "\u2028", "\ufeff", "🌊", "é", "\x00", "\t", "a\tb", "İ", "٣"),
    ]
)
STRINGS = WORDS | st.text(max_size=20) | st.lists(WORDS, max_size=3).map(" ".join)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | STRINGS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STRINGS, inner, max_size=3),
    max_leaves=6,
)


def front_matter(document: str) -> object:
    match = re.match(r"---\n(.*?)^---\n", document, re.DOTALL | re.MULTILINE)
    assert match
    return yaml.safe_load(match[1])


@settings(max_examples=200, deadline=None)
@given(STRINGS, st.lists(STRINGS, max_size=2), st.dictionaries(STRINGS, JSON, max_size=2))
def test_front_matter_is_read_back_as_the_values_of_the_json_record(title, tags, extra) -> None:
    article = from_dict(
        {**extra, **to_dict(Article(id="x1", title=title, tags=tags, source=Source(path="p")))}
    )
    article.body = [Block(text="---\ntitle: other\n---")]
    expected = to_dict(decode(encode(article)))
    del expected["body"]
    expected["link"] = expected.pop("url")
    document = utf8(alone(MARKDOWN, article))
    assert front_matter(document) == expected
    assert MARKDOWN.identity(document) == "x1"


@settings(max_examples=200, deadline=None)
@given(STRINGS)
def test_strings_are_quoted_wherever_two_versions_of_yaml_might_differ(text: str) -> None:
    line = alone(MARKDOWN, Article(id="x1", title=text)).split("\n")[3]
    value = line.removeprefix("title: ")
    # Plain only where it begins with a letter, is one word of no YAML, and has no indicator.
    if value[:1] not in "'\"":
        assert value[0].isalpha()
        assert value.lower() not in {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
        assert ": " not in value and " #" not in value and not value.endswith(":")


def test_unknown_fields_survive() -> None:
    article = from_dict({"id": "x1", "title": "Rain", "rating": {"stars": 4}})
    assert front_matter(alone(MARKDOWN, article))["rating"] == {"stars": 4}
