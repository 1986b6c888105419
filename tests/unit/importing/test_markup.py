"""HTML is read as what it says; nothing of it can act."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.importing.markup import Link, on_one_line, read_markup

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain words", "plain words"),
        ("  two\n lines\t", "two lines"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("One<br>two<br/>three", "One two three"),
        ("<ul><li>One</li><li>two</li></ul>", "One two"),
        ("A <b>bold</b>, <i>slanted</i>word", "A bold, slantedword"),
        ("Caf&eacute; &amp; co &#8211; &lt;b&gt;", "Café & co – <b>"),
        ("AT&T, 3 < 4", "AT&T, 3 < 4"),
        ("1&nbsp;000", "1\u00a0000"),
        ("<script>alert(1)</script>said<style>p{}</style><template>no</template>", "said"),
        ("<SCRIPT SRC=x></SCRIPT>said<img src=x onerror=alert(1)>", "said"),
        ("said<!-- unsaid --><?php unsaid ?>", "said"),
        ("unclosed <b>bold <i>words", "unclosed bold words"),
        ("", ""),
        ("<p></p>", ""),
        ("a\x00b\x1b[31m\ud800c", "ab[31mc"),
    ],
)
def test_a_text_is_what_a_reader_sees(html: str, text: str) -> None:
    """Tags, scripts and comments go, entities are decoded, blocks and line breaks become single spaces."""
    assert read_markup(html).text == text


@given(TEXT)
def test_escaped_text_comes_back(text: str) -> None:
    """Text that was escaped for HTML is read as that text, its ordinary spaces collapsed."""
    assert read_markup(f"<p>{escape(text)}</p>").text == on_one_line(text)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """Whatever the text, what comes out is one line without control characters."""
    plain = read_markup(text)
    assert not any(char in plain.text for char in "\n\r\t\x00\x1b")
    assert plain.text == plain.text.strip(" ")


def test_links_keep_their_words_and_where_they_lead() -> None:
    """A link's words stay in the text, and it is told where it leads; an embedded page is a link without words."""
    plain = read_markup('See <a href=" https://a.org/x ">the <b>paper</b></a><iframe src="https://b.org/">no</iframe>.')
    assert plain.text == "See the paper."
    assert plain.links == (
        Link(href="https://a.org/x", text="the paper"),
        Link(href="https://b.org/"),
    )


def test_marked_parts_stand_apart() -> None:
    """The text of a marked part is told by its name, with its id and the links in it, and is not in the text."""
    plain = read_markup(
        '<div data-dyad="summary" data-id="x-1"><p>What</p></div>After'
        '<div data-dyad="sources"><p><a href="https://a.org/x" data-id="a">A</a></p></div>'
    )
    assert (plain.text, dict(plain.parts), dict(plain.ids)) == (
        "After", {"summary": "What", "sources": "A"}, {"summary": "x-1"},
    )  # fmt: skip
    assert plain.links == (Link(href="https://a.org/x", text="A", part="sources", id="a"),)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("html", ["<div>" * 200_000 + "deep", "<" * 500_000, "<a " * 200_000, "&" * 500_000])
def test_no_text_is_too_deep(html: str) -> None:
    """A text of hundreds of thousands of tags is read in little time and without an overflow."""
    assert read_markup(html).text.endswith("deep") or "deep" not in html
